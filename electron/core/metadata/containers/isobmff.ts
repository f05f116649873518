import { decodeText, latin1, startsWith, u16, u32, u64 } from '../bytes.ts'
import { type Findings, warn } from '../statement.ts'
import { unpack } from '../unpack.ts'
import { readExif } from './exif.ts'
import { addXmp } from './xmp.ts'

export interface Box {
  readonly type: string
  /** Where the content stands in the file, after size, type and (for `uuid`) the identifier. */
  readonly start: number
  readonly end: number
  readonly uuid?: string
}

/** The `uuid` box of a C2PA manifest (C2PA specification 2.2, A.4). */
const c2paUuid = 'd8fec3d61b0e483c92975828877ec481'
const xmpUuid = 'be7acfcb97a942e89c71999491e3afac'
const maxBoxes = 10_000

/** The boxes between two offsets (ISO/IEC 14496-12); a cut one ends at the end of the file, with a warning. */
export function boxesIn(bytes: Uint8Array, from: number, to: number, findings: Findings): Box[] {
  const boxes: Box[] = []
  let at = from
  while (at + 8 <= to && boxes.length < maxBoxes) {
    const size32 = u32(bytes, at)
    const type = latin1(bytes, at + 4, at + 8)
    const headerLength = size32 === 1 ? 16 : 8
    const size = size32 === 1 ? u64(bytes, at + 8) : size32 === 0 ? to - at : size32
    if (size < headerLength) break
    if (at + size > to) warn(findings, 'truncated', { size: bytes.length })
    const end = Math.min(at + size, to)
    const uuid =
      type === 'uuid' ? Buffer.from(bytes.subarray(at + headerLength, at + headerLength + 16)) : undefined
    const start = Math.min(at + headerLength + (uuid ? 16 : 0), end)
    boxes.push({ type, start, end, ...(uuid ? { uuid: uuid.toString('hex') } : {}) })
    at = end
  }
  return boxes
}

/** Lists what an AVIF or HEIC picture says in its metadata items and top-level boxes. */
export function readHeif(bytes: Uint8Array, container: string, findings: Findings): void {
  for (const box of boxesIn(bytes, 0, bytes.length, findings)) {
    if (box.type === 'meta') readMeta(bytes, box, container, findings)
    else if (box.type === 'uuid') readUuid(bytes, box, container, findings)
  }
}

function readUuid(bytes: Uint8Array, box: Box, container: string, findings: Findings): void {
  const data = bytes.subarray(box.start, box.end)
  if (box.uuid === c2paUuid) {
    findings.statements.push({
      kind: `${container}:uuid`,
      key: 'c2pa',
      offset: box.start,
      length: data.length,
    })
  } else if (box.uuid === xmpUuid) {
    pushXmp(data, box.start, container, findings)
  }
}

function pushXmp(data: Uint8Array, offset: number, container: string, findings: Findings): void {
  findings.statements.push({
    kind: `${container}:XMP`,
    key: 'xmp',
    offset,
    length: data.length,
    ...decodeText(data),
  })
  addXmp(data, `${container}:XMP`, findings)
}

interface Item {
  readonly type: string
  readonly contentType: string
}

function readMeta(bytes: Uint8Array, meta: Box, container: string, findings: Findings): void {
  const boxes = boxesIn(bytes, meta.start + 4, meta.end, findings)
  const find = (type: string) => boxes.find((box) => box.type === type)
  readSize(bytes, find('iprp'), findings)
  const names = find('iinf')
  const places = find('iloc')
  if (!names || !places) return
  const items = itemsIn(bytes, names, findings)
  const dataStart = find('idat')?.start ?? 0
  for (const place of placesIn(bytes, places)) {
    const item = items.get(place.id)
    if (item === undefined) continue
    const offset = place.inData ? dataStart + place.offset : place.offset
    if (offset + place.length > bytes.length) {
      if (item.type === 'Exif' || item.type === 'mime') {
        warn(findings, 'damaged-statement', { where: `${container}:${item.type}` })
      }
      continue
    }
    readItem(item, bytes.subarray(offset, offset + place.length), offset, container, findings)
  }
}

function readItem(item: Item, data: Uint8Array, offset: number, container: string, findings: Findings): void {
  if (item.type === 'Exif') {
    // Four bytes tell how far the TIFF header is (ISO/IEC 23008-12, A.2.1).
    const skip = 4 + u32(data, 0)
    if (skip < data.length) readExif(data.subarray(skip), offset + skip, `${container}:Exif`, findings)
  } else if (item.type === 'mime' && item.contentType.startsWith('application/rdf+xml')) {
    pushXmp(data, offset, container, findings)
  }
}

function itemsIn(bytes: Uint8Array, box: Box, findings: Findings): Map<number, Item> {
  const items = new Map<number, Item>()
  const version = bytes[box.start] ?? 0
  for (const entry of boxesIn(bytes, box.start + (version === 0 ? 6 : 8), box.end, findings)) {
    if (entry.type !== 'infe') continue
    const wide = bytes[entry.start] === 3
    const id = wide ? u32(bytes, entry.start + 4) : u16(bytes, entry.start + 4)
    const typeAt = entry.start + (wide ? 10 : 8)
    const rest = bytes.subarray(typeAt + 4, entry.end)
    const contentTypeAt = rest.indexOf(0) + 1
    const contentType = latin1(rest, contentTypeAt, contentTypeAt + 40)
    items.set(id, { type: latin1(bytes, typeAt, typeAt + 4), contentType })
  }
  return items
}

interface Place {
  readonly id: number
  readonly inData: boolean
  readonly offset: number
  readonly length: number
}

/** Item locations (`iloc`), first extent of each; metadata items have one. */
function placesIn(bytes: Uint8Array, box: Box): Place[] {
  const version = bytes[box.start] ?? 0
  const sizes = u16(bytes, box.start + 4)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version > 0 ? sizes & 15 : 0
  const wide = version === 2
  let at = box.start + 6
  const count = wide ? u32(bytes, at) : u16(bytes, at)
  at += wide ? 4 : 2
  const places: Place[] = []
  const number = (size: number): number => {
    const value = size === 0 ? 0 : size === 4 ? u32(bytes, at) : size === 8 ? u64(bytes, at) : Number.NaN
    at += size
    return value
  }
  for (let i = 0; i < Math.min(count, maxBoxes) && at < box.end; i++) {
    const id = wide ? u32(bytes, at) : u16(bytes, at)
    at += wide ? 4 : 2
    const method = version > 0 ? u16(bytes, at) & 15 : 0
    at += version > 0 ? 4 : 2
    const base = number(baseSize)
    const extents = u16(bytes, at)
    at += 2
    for (let extent = 0; extent < extents && at < box.end; extent++) {
      at += indexSize
      const offset = base + number(offsetSize)
      const length = number(lengthSize)
      if (extent === 0 && Number.isSafeInteger(offset + length)) {
        places.push({ id, inData: method === 1, offset, length })
      }
    }
  }
  return places
}

/** The largest image extent (`ispe`): the grid of a tiled picture is larger than its tiles. */
function readSize(bytes: Uint8Array, properties: Box | undefined, findings: Findings): void {
  if (!properties) return
  for (const container of boxesIn(bytes, properties.start, properties.end, findings)) {
    if (container.type !== 'ipco') continue
    for (const box of boxesIn(bytes, container.start, container.end, findings)) {
      if (box.type !== 'ispe' || box.end - box.start < 12) continue
      const width = u32(bytes, box.start + 4)
      const height = u32(bytes, box.start + 8)
      if (width * height > (findings.width ?? 0) * (findings.height ?? 0))
        Object.assign(findings, { width, height })
    }
  }
}

/** Lists what a JPEG XL file (ISO/IEC 18181-2) says in its boxes, packed ones (`brob`) included. */
export function readJxl(bytes: Uint8Array, findings: Findings): void {
  if (bytes[0] === 0xff && bytes[1] === 0x0a) {
    readCodestreamSize(bytes, findings)
    return
  }
  for (const box of boxesIn(bytes, 0, bytes.length, findings)) {
    const data = bytes.subarray(box.start, box.end)
    if (box.type === 'brob') {
      const inner = latin1(data, 0, 4)
      if (!/^(Exif|xml )$/.test(inner)) continue
      const plain = unpack('brotli', data.subarray(4), findings, `jxl:brob:${inner.trim()}`)
      if (plain) readJxlBox(inner, plain, { offset: box.start, length: data.length, packed: true }, findings)
    } else if (box.type === 'jxlc' || box.type === 'jxlp') {
      const codestream = box.type === 'jxlp' ? data.subarray(4) : data
      if (findings.width === undefined && startsWith(codestream, '\xff\x0a'))
        readCodestreamSize(codestream, findings)
    } else {
      readJxlBox(box.type, data, { offset: box.start, length: data.length, packed: false }, findings)
    }
  }
}

function readJxlBox(
  type: string,
  data: Uint8Array,
  place: { offset: number; length: number; packed: boolean },
  findings: Findings,
): void {
  const { offset, length, packed } = place
  if (type === 'Exif') {
    const skip = 4 + u32(data, 0)
    const first = findings.statements.length
    if (skip >= data.length) return
    readExif(data.subarray(skip), offset + skip, packed ? 'jxl:brob-Exif' : 'jxl:Exif', findings)
    // Inside a packed box only the box itself has a place in the file.
    if (packed) {
      for (let i = first; i < findings.statements.length; i++) {
        const statement = findings.statements[i]
        if (statement) findings.statements[i] = { ...statement, offset, length }
      }
    }
  } else if (type === 'xml ') {
    const kind = packed ? 'jxl:brob-XMP' : 'jxl:XMP'
    findings.statements.push({ kind, key: 'xmp', offset, length, ...decodeText(data) })
    addXmp(data, kind, findings)
  } else if (type === 'jumb') {
    findings.statements.push({ kind: 'jxl:jumb', key: 'c2pa', offset, length })
  }
}

/** Width over height for the seven fixed ratios of the codestream's size header (ISO/IEC 18181-1, D.2). */
const ratios = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const

function readCodestreamSize(codestream: Uint8Array, findings: Findings): void {
  let position = 16
  const bits = (count: number): number => {
    let value = 0
    for (let i = 0; i < count; i++, position++) {
      value += (((codestream[position >> 3] ?? 0) >> (position & 7)) & 1) * 2 ** i
    }
    return value
  }
  const length = (small: boolean): number =>
    small ? (bits(5) + 1) * 8 : bits([9, 13, 18, 30][bits(2)] ?? 9) + 1
  const small = bits(1) === 1
  const height = length(small)
  const ratio = ratios[bits(3) - 1]
  const width = ratio ? Math.floor((height * ratio[0]) / ratio[1]) : length(small)
  Object.assign(findings, { width, height })
}
