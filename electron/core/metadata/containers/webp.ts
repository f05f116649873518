import { decodeText, latin1, u16, u24, u32 } from '../bytes.ts'
import { type Findings, warn } from '../statement.ts'
import { readExif } from './exif.ts'
import { addXmp } from './xmp.ts'

/** Lists what a WebP (RFC 9649) says. Returns whether its pixels are stored without loss. */
export function readWebp(bytes: Uint8Array, findings: Findings): { lossless: boolean } {
  const declared = u32(bytes, 4, true) + 8
  if (declared > bytes.length + 1) warn(findings, 'truncated', { size: bytes.length })
  let lossless = false
  let at = 12
  while (at + 8 <= bytes.length) {
    const type = latin1(bytes, at, at + 4)
    const length = u32(bytes, at + 4, true)
    const offset = at + 8
    const data = bytes.subarray(offset, offset + length)
    const whole = data.length === length
    if (type === 'EXIF' || type === 'XMP ' || type === 'C2PA') {
      if (whole) readChunk(type, data, offset, findings)
      else warn(findings, 'damaged-statement', { where: `webp:${type.trim()}` })
    } else if (type.startsWith('VP8')) {
      readSize(type, data, findings)
      lossless ||= type === 'VP8L'
    }
    if (!whole) break
    at = offset + length + (length & 1)
  }
  return { lossless }
}

function readChunk(type: string, data: Uint8Array, offset: number, findings: Findings): void {
  if (type === 'EXIF') {
    readExif(data, offset, 'webp:EXIF', findings)
  } else if (type === 'XMP ') {
    findings.statements.push({
      kind: 'webp:XMP',
      key: 'xmp',
      offset,
      length: data.length,
      ...decodeText(data),
    })
    addXmp(data, 'webp:XMP', findings)
  } else {
    findings.statements.push({ kind: 'webp:C2PA', key: 'c2pa', offset, length: data.length })
  }
}

/** The canvas of VP8X counts; the size in the bitstream only where there is no canvas. */
function readSize(type: string, data: Uint8Array, findings: Findings): void {
  if (type === 'VP8X' && data.length >= 10) {
    Object.assign(findings, { width: u24(data, 4, true) + 1, height: u24(data, 7, true) + 1 })
  } else if (findings.width !== undefined) {
    return
  } else if (type === 'VP8 ' && data.length >= 10) {
    Object.assign(findings, { width: u16(data, 6, true) & 0x3fff, height: u16(data, 8, true) & 0x3fff })
  } else if (type === 'VP8L' && data[0] === 0x2f && data.length >= 5) {
    const bits = u32(data, 1, true)
    Object.assign(findings, { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 })
  }
}
