import { crc32 } from 'node:zlib'
import { buffer, decodeText, latin1, u32, withoutTrailingNuls } from '../bytes.ts'
import { type Findings, type Statement, warn } from '../statement.ts'
import { unpack } from '../unpack.ts'
import { readExif } from './exif.ts'
import { readTrailer } from './trailer.ts'
import { addXmp } from './xmp.ts'

/** What the pixel readers need to know of a PNG (ISO/IEC 15948). */
export interface PngPixels {
  readonly width: number
  readonly height: number
  readonly bitDepth: number
  readonly colourType: number
  readonly interlaced: boolean
  /** Places of the pixel data, in order. */
  readonly parts: readonly { readonly offset: number; readonly length: number }[]
}

interface Chunk {
  readonly type: string
  readonly offset: number
  readonly data: Uint8Array
  readonly intact: boolean
}

const signatureLength = 8

/**
 * Lists what a PNG says, before, between and after its pixel data. A wrong checksum or a missing end costs that
 * chunk alone. Checksums of pixel data are not computed.
 */
export function readPng(bytes: Uint8Array, findings: Findings): PngPixels {
  const parts: { offset: number; length: number }[] = []
  let header: Uint8Array | undefined
  let at = signatureLength
  let ended = false
  while (at + 8 <= bytes.length && !ended) {
    const length = u32(bytes, at)
    const type = latin1(bytes, at + 4, at + 8)
    if (!/^[A-Za-z]{4}$/.test(type)) break
    const start = at + 8
    const whole = start + length + 4 <= bytes.length
    if (type === 'IDAT') parts.push({ offset: start, length: Math.min(length, bytes.length - start) })
    else if (type === 'IEND') ended = whole
    else if (type === 'IHDR') header ??= bytes.subarray(start, start + 13)
    else if (whole || start < bytes.length) {
      const data = bytes.subarray(start, Math.min(start + length, bytes.length))
      const intact =
        whole && crc32(buffer(bytes.subarray(at + 4, start + length))) === u32(bytes, start + length)
      readChunk({ type, offset: start, data, intact }, findings)
    }
    if (!whole) break
    at = start + length + 4
  }
  if (!ended) warn(findings, 'truncated', { size: bytes.length })
  else if (at < bytes.length) readTrailer(bytes, at, 'png', findings)
  const width = header && header.length === 13 ? u32(header, 0) : 0
  const height = header && header.length === 13 ? u32(header, 4) : 0
  if (width > 0 && height > 0) Object.assign(findings, { width, height })
  return {
    width,
    height,
    bitDepth: header?.[8] ?? 0,
    colourType: header?.[9] ?? 0,
    interlaced: header?.[12] === 1,
    parts,
  }
}

function readChunk(chunk: Chunk, findings: Findings): void {
  const before = findings.statements.length
  switch (chunk.type) {
    case 'tEXt':
    case 'zTXt':
    case 'iTXt':
      if (chunk.intact) readTextChunk(chunk, findings)
      else findings.statements.push({ ...place(chunk, keyword(chunk.data)), damaged: true })
      break
    case 'eXIf':
      if (chunk.intact) readExif(chunk.data, chunk.offset, 'png:eXIf', findings)
      break
    case 'caBX':
      findings.statements.push({ ...place(chunk, 'c2pa'), ...(chunk.intact ? {} : { damaged: true }) })
      break
    case 'tIME':
      if (chunk.intact && chunk.data.length === 7) {
        findings.statements.push({ ...place(chunk, 'tIME'), text: timeText(chunk.data) })
      }
      break
    default:
      return
  }
  if (!chunk.intact) {
    const key = findings.statements[before]?.key ?? ''
    warn(findings, 'damaged-statement', { where: `png:${chunk.type}:${key}` })
  }
}

const place = (chunk: Chunk, key: string): Statement => ({
  kind: `png:${chunk.type}`,
  key,
  offset: chunk.offset,
  length: chunk.data.length,
})

function keyword(data: Uint8Array): string {
  const end = data.subarray(0, 80).indexOf(0)
  return end < 0 ? '' : decodeText(data.subarray(0, end)).text
}

function readTextChunk(chunk: Chunk, findings: Findings): void {
  const { data, type } = chunk
  const key = keyword(data)
  const statement = place(chunk, key)
  const end = data.indexOf(0)
  if (end < 0) {
    findings.statements.push(statement)
    return
  }
  const content = textContent(type, data, end + 1, findings, `png:${type}:${key}`)
  if (content === undefined) {
    findings.statements.push({ ...statement, damaged: true })
    return
  }
  const { text, encoding } = decodeText(content)
  const shown = withoutTrailingNuls(text)
  findings.statements.push({ ...statement, text: shown, encoding })
  // Midjourney and others put XMP into plain text chunks; ImageMagick keeps it as `Raw profile type xmp`.
  if (key === 'XML:com.adobe.xmp' || /^\s*(<\?xpacket|<x:xmpmeta)/.test(shown.slice(0, 200))) {
    addXmp(content, `png:${type}`, findings)
  }
}

function textContent(
  type: string,
  data: Uint8Array,
  at: number,
  findings: Findings,
  where: string,
): Uint8Array | undefined {
  if (type === 'tEXt') return data.subarray(at)
  if (type === 'zTXt') return unpack('zlib', data.subarray(at + 1), findings, where)
  const compressed = data[at] === 1
  const language = data.indexOf(0, at + 2)
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1)
  if (translated < 0) return undefined
  const rest = data.subarray(translated + 1)
  return compressed ? unpack('zlib', rest, findings, where) : rest
}

/** PNG tIME: year (two bytes), month, day, hour, minute, second, in UTC. */
function timeText(data: Uint8Array): string {
  const two = (i: number) => String(data[i]).padStart(2, '0')
  const year = String((data[0] ?? 0) * 256 + (data[1] ?? 0)).padStart(4, '0')
  return `${year}-${two(2)}-${two(3)}T${two(4)}:${two(5)}:${two(6)}Z`
}
