import { gbk, latin1, startsWith, u16, utf8 } from './bytes.ts'

export interface Identity {
  /** Short name of the kind, `empty` or `unknown`. */
  readonly format: string
  readonly mediaType: string
}

const mediaTypes = {
  empty: 'application/x-empty',
  unknown: 'application/octet-stream',
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  jxl: 'image/jxl',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
  psd: 'image/vnd.adobe.photoshop',
  pdf: 'application/pdf',
  mhtml: 'multipart/related',
  html: 'text/html',
  json: 'application/json',
  csv: 'text/csv',
  text: 'text/plain',
  zip: 'application/zip',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  sqlite: 'application/vnd.sqlite3',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  'timestamp-token': 'application/timestamp-reply',
} as const
export type Format = keyof typeof mediaTypes

/** The kind of a file, from its first bytes (a few thousand are enough) and its size; the name is never asked. */
export function identify(head: Uint8Array, size: number): Identity {
  const format =
    size === 0 ? 'empty' : (pictureOf(head) ?? otherBinaryOf(head) ?? textOf(head, size) ?? 'unknown')
  return { format, mediaType: mediaTypes[format] }
}

function pictureOf(head: Uint8Array): Format | undefined {
  if (startsWith(head, '\x89PNG\r\n\x1a\n')) return 'png'
  if (startsWith(head, '\xff\xd8\xff')) return 'jpeg'
  if (startsWith(head, 'RIFF') && startsWith(head, 'WEBP', 8)) return 'webp'
  if (startsWith(head, 'GIF87a') || startsWith(head, 'GIF89a')) return 'gif'
  if (startsWith(head, '\xff\x0a') || startsWith(head, '\0\0\0\x0cJXL \r\n\x87\n')) return 'jxl'
  if (startsWith(head, 'II*\0') || startsWith(head, 'MM\0*')) return 'tiff'
  if (startsWith(head, '8BPS\0')) return 'psd'
  if (startsWith(head, 'BM') && head.length >= 18 && u16(head, 8) === 0 && u16(head, 16) === 0) return 'bmp'
  return startsWith(head, 'ftyp', 4) ? brandOf(head) : undefined
}

/** The major brand of an ISO base media file, or the first compatible one that tells. */
function brandOf(head: Uint8Array): Format {
  const brands = latin1(head, 8, Math.min(head.length, 64))
  if (brands.startsWith('qt  ')) return 'mov'
  if (/avif|avis/.test(brands)) return 'avif'
  if (/^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)/.test(brands)) return 'heic'
  return 'mp4'
}

function otherBinaryOf(head: Uint8Array): Format | undefined {
  if (startsWith(head, '%PDF-') || latin1(head, 0, 1024).includes('%PDF-')) return 'pdf'
  if (startsWith(head, 'PK\x03\x04')) return officeOf(head)
  if (startsWith(head, 'PK\x05\x06')) return 'zip'
  if (startsWith(head, 'SQLite format 3\0')) return 'sqlite'
  if (startsWith(head, '\x1a\x45\xdf\xa3') && latin1(head, 0, 64).includes('webm')) return 'webm'
  if (startsWith(head, 'RIFF') && startsWith(head, 'WAVE', 8)) return 'wav'
  if (startsWith(head, 'ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2 && head.length > 4))
    return 'mp3'
  return isTimestampToken(head) ? 'timestamp-token' : undefined
}

function officeOf(head: Uint8Array): Format {
  const names = latin1(head)
  if (names.includes('word/')) return 'docx'
  return names.includes('xl/') ? 'xlsx' : 'zip'
}

/** A time stamp of RFC 3161: a DER SEQUENCE that holds the type of signed data (PKCS #7) near its beginning. */
function isTimestampToken(head: Uint8Array): boolean {
  if (head[0] !== 0x30) return false
  return latin1(head, 0, 400).includes('\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02')
}

function textOf(head: Uint8Array, size: number): Format | undefined {
  const text = whole(head, size, utf8) ?? whole(head, size, gbk)
  if (text === undefined || holdsControls(head)) return undefined
  const start = text.replace(/^\ufeff/, '').trimStart()
  if (/^(From|MIME-Version|Subject|Date|Snapshot-Content-Location): /im.test(start.slice(0, 2000))) {
    if (/^content-type:\s*multipart\/related/im.test(start)) return 'mhtml'
  }
  if (/^(<!doctype html|<html|<head|<body|<!--[\s\S]{0,400}?-->\s*<(!doctype )?html)/i.test(start))
    return 'html'
  if (/^[{[]/.test(start) && looksLikeJson(start, text.length >= size)) return 'json'
  return looksLikeCsv(start) ? 'csv' : 'text'
}

/** Control characters other than tab, line ends, form feed and escape do not occur in texts. */
function holdsControls(head: Uint8Array): boolean {
  return head.some((byte) => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b)
}

/** Decoded text; the last character may be cut where only the head was read. */
function whole(
  head: Uint8Array,
  size: number,
  decode: (bytes: Uint8Array) => string | undefined,
): string | undefined {
  for (let cut = 0; cut <= (head.length < size ? 3 : 0); cut++) {
    const text = decode(head.subarray(0, head.length - cut))
    if (text !== undefined) return text
  }
  return undefined
}

function looksLikeJson(start: string, whole: boolean): boolean {
  if (!whole) return /^(\{\s*("|\})|\[\s*([{["\d\]-]|true|false|null))/.test(start)
  try {
    JSON.parse(start)
    return true
  } catch {
    return /^\{\s*"/.test(start) && /\}\s*$/.test(start)
  }
}

/** A first line of three or more plain column names, and a second line. */
function looksLikeCsv(start: string): boolean {
  const [first = '', second] = start.split(/\r?\n/, 2)
  const names = first.split(',')
  return (
    second !== undefined &&
    names.length >= 3 &&
    names.every((name) => /^"?[\p{L}\p{N}_ .()/-]{1,60}"?$/u.test(name))
  )
}
