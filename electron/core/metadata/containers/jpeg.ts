import { buffer, decodeText, latin1, startsWith, u16, u32, withoutTrailingNuls } from '../bytes.ts'
import { type Findings, warn } from '../statement.ts'
import { readExif } from './exif.ts'
import { readTrailer } from './trailer.ts'
import { addXmp } from './xmp.ts'

const xmpHeader = 'http://ns.adobe.com/xap/1.0/\0'
const extendedXmpHeader = 'http://ns.adobe.com/xmp/extension/\0'
const extendedXmpPreamble = extendedXmpHeader.length + 32 + 8
const photoshopHeader = 'Photoshop 3.0\0'

interface Segment {
  readonly marker: number
  readonly offset: number
  readonly data: Uint8Array
}

/** Lists what a JPEG (ITU-T T.81) says in its application and comment segments, and after its end. */
export function readJpeg(bytes: Uint8Array, findings: Findings): void {
  const extended: Uint8Array[] = []
  const manifest = { offset: 0, end: 0 }
  let at = 2
  let scan = false
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) break
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (marker === 0xd9) break
    const length = u16(bytes, at + 2)
    const end = at + 2 + length
    if (length < 2) break
    if (end > bytes.length) {
      warn(findings, 'damaged-statement', { where: `jpeg:${markerName(marker)}` })
      break
    }
    readSegment({ marker, offset: at + 4, data: bytes.subarray(at + 4, end) }, findings, extended, manifest)
    at = end
    if (marker === 0xda) {
      scan = true
      break
    }
  }
  if (manifest.end > 0) {
    const { offset, end } = manifest
    findings.statements.push({ kind: 'jpeg:APP11', key: 'c2pa', offset, length: end - offset })
  }
  if (extended.length > 0) addXmp(Buffer.concat(extended), 'jpeg:APP1-XMP', findings)
  readEnd(bytes, scan ? at : bytes.length, findings)
}

function markerName(marker: number): string {
  if (marker === 0xfe) return 'COM'
  return marker >= 0xe0 && marker <= 0xef ? `APP${marker - 0xe0}` : marker.toString(16)
}

function readSegment(
  { marker, offset, data }: Segment,
  findings: Findings,
  extended: Uint8Array[],
  manifest: { offset: number; end: number },
): void {
  // Start of frame: all of C0..CF but the tables DHT (C4), JPG (C8) and DAC (CC).
  if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
    if (data.length >= 5) Object.assign(findings, { height: u16(data, 1), width: u16(data, 3) })
  } else if (marker === 0xe1 && startsWith(data, 'Exif\0\0')) {
    readExif(data, offset, 'jpeg:APP1-Exif', findings)
  } else if (marker === 0xe1 && startsWith(data, xmpHeader)) {
    const packet = data.subarray(xmpHeader.length)
    const text = decodeText(packet)
    const place = { offset: offset + xmpHeader.length, length: packet.length }
    findings.statements.push({ kind: 'jpeg:APP1-XMP', key: 'xmp', ...place, ...text })
    addXmp(packet, 'jpeg:APP1-XMP', findings)
  } else if (marker === 0xe1 && startsWith(data, extendedXmpHeader)) {
    extended.push(data.subarray(extendedXmpPreamble))
    findings.statements.push({ kind: 'jpeg:APP1-XMP', key: 'extended', offset, length: data.length })
  } else if (marker === 0xeb && startsWith(data, 'JP')) {
    if (manifest.end === 0 && latin1(data, 12, 16) === 'jumb') manifest.offset = offset
    if (manifest.offset > 0) manifest.end = offset + data.length
  } else if (marker === 0xed && startsWith(data, photoshopHeader)) {
    readPhotoshop(data, offset, findings)
  } else if (marker === 0xfe) {
    const { text, encoding } = decodeText(data)
    const shown = withoutTrailingNuls(text)
    findings.statements.push({
      kind: 'jpeg:COM',
      key: 'comment',
      offset,
      length: data.length,
      text: shown,
      encoding,
    })
  }
}

/** IPTC-IIM stands in resource 0x0404 of Photoshop's image resources. */
function readPhotoshop(data: Uint8Array, offset: number, findings: Findings): void {
  let at = photoshopHeader.length
  while (at + 12 <= data.length && startsWith(data, '8BIM', at)) {
    const id = u16(data, at + 4)
    const nameLength = ((data[at + 6] ?? 0) + 2) & ~1
    const size = u32(data, at + 6 + nameLength)
    const start = at + 10 + nameLength
    if (start + size > data.length) return
    if (id === 0x0404 && size > 0) {
      findings.statements.push({ kind: 'jpeg:APP13', key: 'iptc', offset: offset + start, length: size })
      findings.blocks.push({ standard: 'iptc', bytes: data, kind: 'jpeg:APP13' })
      readIptcTexts(data.subarray(start, start + size), offset + start, findings)
    }
    at = start + ((size + 1) & ~1)
  }
}

/** Texts of IPTC-IIM 4.2, record 2, that generators write into. */
const iptcTexts: Readonly<Record<number, string>> = {
  40: 'SpecialInstructions',
  80: 'Byline',
  120: 'Caption',
}

function readIptcTexts(iptc: Uint8Array, offset: number, findings: Findings): void {
  for (let at = 0; at + 5 <= iptc.length && iptc[at] === 0x1c; ) {
    const length = u16(iptc, at + 3)
    const key = iptc[at + 1] === 2 ? iptcTexts[iptc[at + 2] ?? 0] : undefined
    const value = iptc.subarray(at + 5, at + 5 + length)
    if (length > 0x7fff || value.length < length) return
    if (key) {
      const place = { kind: 'jpeg:APP13', key, offset: offset + at + 5, length }
      findings.statements.push({ ...place, ...decodeText(value) })
    }
    at += 5 + length
  }
}

/** The picture ends with the marker FFD9. Without one the file is cut; what follows it has another origin. */
function readEnd(bytes: Uint8Array, from: number, findings: Findings): void {
  const end = buffer(bytes).lastIndexOf('\xff\xd9', undefined, 'latin1')
  if (end < from) {
    warn(findings, 'truncated', { size: bytes.length })
  } else if (end + 2 < bytes.length) {
    readTrailer(bytes, end + 2, 'jpeg', findings)
  }
}
