import { type Findings, newFindings, warn } from '../statement.ts'
import { readGif } from './gif.ts'
import { readHeif, readJxl } from './isobmff.ts'
import { readJpeg } from './jpeg.ts'
import { readPng } from './png.ts'
import { readWebp } from './webp.ts'

/** Everything that a file says, container by container. Damage half way keeps what came before. */
export function readContainer(bytes: Uint8Array, format: string, pixels: boolean): Findings {
  const findings = newFindings()
  try {
    readFormat(bytes, format, findings, pixels)
  } catch (error) {
    warn(findings, 'reader-failed', {
      reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown',
    })
  }
  return findings
}

function readFormat(bytes: Uint8Array, format: string, findings: Findings, _pixels: boolean): void {
  switch (format) {
    case 'png':
      readPng(bytes, findings)
      break
    case 'jpeg':
      readJpeg(bytes, findings)
      break
    case 'webp':
      readWebp(bytes, findings)
      break
    case 'gif':
      readGif(bytes, findings)
      break
    case 'avif':
    case 'heic':
      readHeif(bytes, format, findings)
      break
    case 'jxl':
      readJxl(bytes, findings)
      break
  }
}
