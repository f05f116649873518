import exifr from 'exifr'
import type { ClaimedTime } from '../../../shared/contract/record.ts'
import { isObject } from './exact-json.ts'
import { type Block, type Findings, warn } from './statement.ts'

/** Names of the time tags in exifr's output, with the names that EXIF 2.32 gives them and the tag of their zone. */
const exifTimes = [
  ['ifd0', 'ModifyDate', 'DateTime', 'OffsetTime'],
  ['exif', 'DateTimeOriginal', 'DateTimeOriginal', 'OffsetTimeOriginal'],
  ['exif', 'CreateDate', 'DateTimeDigitized', 'OffsetTimeDigitized'],
] as const
const xmpTimes = [
  ['xmp', 'CreateDate'],
  ['xmp', 'ModifyDate'],
  ['xmp', 'MetadataDate'],
  ['photoshop', 'DateCreated'],
  ['exif', 'DateTimeOriginal'],
  ['exif', 'DateTimeDigitized'],
] as const
const iptcTimes = ['DateCreated', 'TimeCreated', 'DigitalCreationDate', 'DigitalCreationTime'] as const

const common = {
  tiff: false,
  exif: false,
  gps: false,
  interop: false,
  ifd1: false,
  jfif: false,
  ihdr: false,
  icc: false,
  iptc: false,
  xmp: false,
  makerNote: false,
  userComment: false,
  mergeOutput: false,
  reviveValues: false,
  translateValues: false,
  sanitize: true,
} as const

/** A packet that fits into one JPEG segment; larger ones are rare and hold no other times. */
const segmentLimit = 65_000

/** The times that EXIF, XMP and IPTC claim, each as written and with its source; read through exifr. */
export async function standardTimes(findings: Findings): Promise<ClaimedTime[]> {
  const times: ClaimedTime[] = []
  for (const block of findings.blocks) {
    try {
      if (block.standard === 'exif') times.push(...(await exifTimesOf(block)))
      else if (block.bytes.length <= segmentLimit) {
        times.push(...(block.standard === 'xmp' ? await xmpTimesOf(block) : await iptcTimesOf(block)))
      }
    } catch {
      warn(findings, 'damaged-statement', { where: block.kind })
    }
  }
  return times
}

async function exifTimesOf(block: Block): Promise<ClaimedTime[]> {
  const parsed: unknown = await exifr.parse(block.bytes, { ...common, tiff: true, ifd0: {}, exif: true })
  return exifTimes.flatMap(([group, name, shown, zone]): ClaimedTime[] => {
    const value = textIn(parsed, group, name)
    const offset = textIn(parsed, 'exif', zone)
    return value ? [{ source: `exif:${shown}`, value, ...(offset ? { offset } : {}) }] : []
  })
}

/** exifr finds XMP only inside pictures, so the packet is handed over in a JPEG of one segment. */
async function xmpTimesOf(block: Block): Promise<ClaimedTime[]> {
  const content = Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'), block.bytes])
  const parsed: unknown = await exifr.parse(jpegWith(0xe1, content), { ...common, xmp: true })
  return xmpTimes.flatMap(([namespace, name]): ClaimedTime[] => {
    const value = textIn(parsed, namespace, name)
    return value ? [{ source: `xmp:${namespace === 'xmp' ? name : `${namespace}:${name}`}`, value }] : []
  })
}

async function iptcTimesOf(block: Block): Promise<ClaimedTime[]> {
  const parsed: unknown = await exifr.parse(jpegWith(0xed, block.bytes), { ...common, iptc: true })
  return iptcTimes.flatMap((name): ClaimedTime[] => {
    const value = textIn(parsed, 'iptc', name)
    return value ? [{ source: `iptc:${name}`, value }] : []
  })
}

function jpegWith(marker: number, content: Uint8Array): Buffer {
  const length = content.length + 2
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, marker, length >> 8, length & 0xff]),
    content,
    Buffer.from([0xff, 0xd9]),
  ])
}

function textIn(parsed: unknown, group: string, name: string): string | undefined {
  const groupValue = isObject(parsed) ? parsed[group] : undefined
  const value = isObject(groupValue) ? groupValue[name] : undefined
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** Times in PNG text chunks and in tIME. */
export function pngTimes(findings: Findings): ClaimedTime[] {
  return findings.statements.flatMap(({ kind, key, text, damaged }): ClaimedTime[] => {
    if (!kind.startsWith('png:') || !text || damaged) return []
    if (kind === 'png:tIME') return [{ source: 'png:tIME', value: text }]
    const claims = /^(creation time|create-?date|date:create|date:modify|date:timestamp)$/i.test(key)
    return claims && text.length <= 100 ? [{ source: `${kind}:${key}`, value: text }] : []
  })
}
