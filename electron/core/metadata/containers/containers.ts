import { latin1 } from '../bytes.ts'
import { type RgbReader, searchPng, searchWebp } from '../pixels/pixels.ts'
import { type Findings, newFindings, warn } from '../statement.ts'
import { readGif } from './gif.ts'
import { readHeif, readJxl } from './isobmff.ts'
import { readJpeg } from './jpeg.ts'
import { readPng } from './png.ts'
import { readTextFile } from './text.ts'
import { readWebp } from './webp.ts'

export interface Contents {
  readonly findings: Findings
  /** All pixels, for signatures over them. Absent where pixels were not asked for. */
  readonly rgb?: RgbReader
}

/** Everything that a file says, container by container. Damage half way keeps what came before. */
export function readContainer(bytes: Uint8Array, format: string, pixels: boolean): Contents {
  const findings = newFindings()
  try {
    const rgb = readFormat(bytes, format, findings, pixels)
    return rgb ? { findings, rgb } : { findings }
  } catch (error) {
    warn(findings, 'reader-failed', {
      reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown',
    })
    return { findings }
  }
}

/** Whether a picture ends before its container says so. */
export function isCut(bytes: Uint8Array, format: string): boolean {
  return readContainer(bytes, format, false).findings.warnings.some(({ code }) => code === 'truncated')
}

function readFormat(
  bytes: Uint8Array,
  format: string,
  findings: Findings,
  pixels: boolean,
): RgbReader | undefined {
  switch (format) {
    case 'png': {
      const png = readPng(bytes, findings)
      return pixels ? searchPng(bytes, png, findings) : undefined
    }
    case 'jpeg':
      readJpeg(bytes, findings)
      return undefined
    case 'webp': {
      const { lossless } = readWebp(bytes, findings)
      return pixels && lossless ? searchWebp(bytes, findings) : undefined
    }
    case 'gif':
      readGif(bytes, findings)
      return undefined
    case 'avif':
    case 'heic':
      readHeif(bytes, format, findings)
      return undefined
    case 'jxl':
      readJxl(bytes, findings)
      return undefined
    case 'bmp':
      if (bytes.length >= 26) readBmpSize(bytes, findings)
      return undefined
    case 'text':
    case 'json':
    case 'csv':
    case 'html':
      readTextFile(bytes, format, findings)
      return undefined
    default:
      return undefined
  }
}

function readBmpSize(bytes: Uint8Array, findings: Findings): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const width = Math.abs(view.getInt32(18, true))
  const height = Math.abs(view.getInt32(22, true))
  if (latin1(bytes, 0, 2) === 'BM' && width > 0 && height > 0) Object.assign(findings, { width, height })
}
