import { buffer, decodeText, latin1, startsWith, u16, u32, utf8, withoutTrailingNuls } from '../bytes.ts'
import { type Findings, type Statement, warn } from '../statement.ts'

/** Text-bearing tags of TIFF 6.0 and EXIF 2.32, and the UTF-16 tags of Windows. */
const tagNames: Readonly<Record<number, string>> = {
  269: 'DocumentName',
  270: 'ImageDescription',
  271: 'Make',
  272: 'Model',
  305: 'Software',
  306: 'DateTime',
  315: 'Artist',
  33432: 'Copyright',
  36867: 'DateTimeOriginal',
  36868: 'DateTimeDigitized',
  37500: 'MakerNote',
  37510: 'UserComment',
  40091: 'XPTitle',
  40092: 'XPComment',
  40093: 'XPAuthor',
  40094: 'XPKeywords',
  40095: 'XPSubject',
}
const exifIfdPointer = 34665
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

interface Tiff {
  readonly bytes: Uint8Array
  readonly littleEndian: boolean
  /** Offset of the TIFF header in the file. */
  readonly base: number
  readonly kind: string
}

/**
 * Lists the texts of an EXIF block (TIFF structure) with their places in the file.
 * `offset` is where `block` stands in the file; `kind` names the place, for instance `jpeg:APP1-Exif`.
 */
export function readExif(block: Uint8Array, offset: number, kind: string, findings: Findings): void {
  const skip = startsWith(block, 'Exif\0\0') ? 6 : 0
  const bytes = block.subarray(skip)
  const littleEndian = startsWith(bytes, 'II')
  if (!littleEndian && !startsWith(bytes, 'MM')) {
    warn(findings, 'damaged-statement', { where: kind })
    return
  }
  const tiff: Tiff = { bytes, littleEndian, base: offset + skip, kind }
  findings.blocks.push({ standard: 'exif', bytes, kind })
  const exifIfd = readDirectory(tiff, u32(bytes, 4, littleEndian), 'ifd0', findings)
  if (exifIfd !== undefined) readDirectory(tiff, exifIfd, 'exif', findings)
}

/** Reads one directory; returns where the EXIF directory stands, if this one points to it. */
function readDirectory(tiff: Tiff, at: number, name: string, findings: Findings): number | undefined {
  const { bytes, littleEndian } = tiff
  const count = u16(bytes, at, littleEndian)
  if (at < 8 || at + 2 > bytes.length) {
    warn(findings, 'damaged-statement', { where: `${tiff.kind}/${name}` })
    return undefined
  }
  let pointer: number | undefined
  for (let i = 0; i < Math.min(count, 512); i++) {
    const entry = at + 2 + i * 12
    if (entry + 12 > bytes.length) {
      warn(findings, 'damaged-statement', { where: `${tiff.kind}/${name}` })
      break
    }
    const tag = u16(bytes, entry, littleEndian)
    if (tag === exifIfdPointer) pointer = u32(bytes, entry + 8, littleEndian)
    const key = tagNames[tag]
    if (key === undefined) continue
    const type = u16(bytes, entry + 2, littleEndian)
    const length = u32(bytes, entry + 4, littleEndian) * (typeSizes[type] ?? 0)
    if (length === 0) continue
    const start = length <= 4 ? entry + 8 : u32(bytes, entry + 8, littleEndian)
    if (start + length > bytes.length) {
      warn(findings, 'damaged-statement', { where: `${tiff.kind}/${name}:${key}` })
      continue
    }
    const statement = textStatement(tiff, key, start, length)
    if (statement) findings.statements.push({ ...statement, kind: `${tiff.kind}/${name}` })
  }
  return pointer
}

function textStatement(
  tiff: Tiff,
  key: string,
  start: number,
  length: number,
): Omit<Statement, 'kind'> | undefined {
  const value = tiff.bytes.subarray(start, start + length)
  const place = { key, offset: tiff.base + start, length }
  if (key === 'UserComment') return { ...place, ...decodeUserComment(value, tiff.littleEndian) }
  if (key.startsWith('XP')) {
    return { ...place, text: withoutTrailingNuls(utf16(value, true)), encoding: 'utf-16le' }
  }
  const { text, encoding } = decodeText(value)
  const clean = withoutTrailingNuls(text)
  // A maker's note is a maker's own binary unless it is plain text (Fooocus keeps its scheme there).
  if (key === 'MakerNote' && (encoding === 'latin-1' || clean.includes('\0'))) return undefined
  return { ...place, text: clean, encoding }
}

/**
 * The text of an EXIF UserComment (EXIF 2.32, 4.6.5) as it is really written: the byte order of `UNICODE` text comes
 * from a byte order mark, else from where the zero bytes stand, else from the TIFF header; `ASCII` may hold UTF-8;
 * the prefix may be missing.
 */
export function decodeUserComment(
  value: Uint8Array,
  tiffLittleEndian: boolean,
): { text: string; encoding: string } {
  const order = tiffLittleEndian ? 'II' : 'MM'
  const prefix = latin1(value, 0, 8)
  const body = value.subarray(8)
  if (prefix === 'UNICODE\0') {
    const { text, littleEndian } = decodeUtf16(body, tiffLittleEndian)
    return { text, encoding: `unicode-${littleEndian ? 'le' : 'be'}(tiff ${order})` }
  }
  if (prefix === 'ASCII\0\0\0') return { text: withoutTrailingNuls(decodeText(body).text), encoding: 'ascii' }
  if (prefix === 'JIS\0\0\0\0\0') return { text: withoutTrailingNuls(decodeJis(body)), encoding: 'jis' }
  const unmarked = prefix === '\0\0\0\0\0\0\0\0' ? body : value
  return { text: withoutTrailingNuls(decodeText(unmarked).text), encoding: 'none' }
}

function decodeUtf16(body: Uint8Array, tiffLittleEndian: boolean): { text: string; littleEndian: boolean } {
  const mark = u16(body, 0)
  if (mark === 0xfeff || mark === 0xfffe) {
    const littleEndian = mark === 0xfffe
    return { text: withoutTrailingNuls(utf16(body.subarray(2), littleEndian)), littleEndian }
  }
  let high = 0
  let low = 0
  const units = Math.floor(body.length / 2)
  for (let i = 0; i < units; i++) {
    const first = body[i * 2]
    const second = body[i * 2 + 1]
    if (first === 0 && second !== 0) high++
    if (first !== 0 && second === 0) low++
  }
  // Han characters such as U+4E00 hold a zero byte of their own: a handful of zeros decides nothing.
  const decisive = Math.max(high, low) >= units / 20 && high !== low
  const littleEndian = decisive ? low > high : tiffLittleEndian
  return { text: withoutTrailingNuls(utf16(body, littleEndian)), littleEndian }
}

function utf16(bytes: Uint8Array, littleEndian: boolean): string {
  const even = bytes.subarray(0, bytes.length & ~1)
  if (littleEndian) return buffer(even).toString('utf16le')
  return Buffer.from(even).swap16().toString('utf16le')
}

function decodeJis(body: Uint8Array): string {
  if (body.includes(0x1b)) return new TextDecoder('iso-2022-jp').decode(body)
  return utf8(body) ?? new TextDecoder('shift_jis').decode(body)
}
