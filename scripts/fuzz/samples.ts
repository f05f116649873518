import { crc32, deflateSync, gzipSync } from 'node:zlib'

/** Files made from the published formats, for tests and fuzzing. None of them was written by the program it imitates. */

export type Chunk = readonly [type: string, data: Uint8Array]

export const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8')
export const latin1Of = (text: string): Buffer => Buffer.from(text, 'latin1')

/** A PNG with the given chunks between header and pixels, or after them. Pixels are opaque grey unless given. */
export function png(
  chunks: readonly Chunk[],
  options: {
    width?: number
    height?: number
    rgba?: Uint8Array
    after?: readonly Chunk[]
    trailer?: Uint8Array
  } = {},
): Buffer {
  const { width = 8, height = 8, after = [], trailer = Buffer.alloc(0) } = options
  const rgba = options.rgba ?? new Uint8Array(width * height * 4).fill(0xff)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (1 + width * 4))
  for (let row = 0; row < height; row++)
    rows.set(rgba.subarray(row * width * 4, (row + 1) * width * 4), row * (1 + width * 4) + 1)
  const all: Chunk[] = [
    ['IHDR', header],
    ...chunks,
    ['IDAT', deflateSync(rows)],
    ...after,
    ['IEND', Buffer.alloc(0)],
  ]
  return Buffer.concat([latin1Of('\x89PNG\r\n\x1a\n'), ...all.map(pngChunk), trailer])
}

function pngChunk([type, data]: Chunk): Buffer {
  const body = Buffer.concat([latin1Of(type), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  out.set(body, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

export const tEXt = (key: string, text: string | Uint8Array): Chunk => [
  'tEXt',
  Buffer.concat([latin1Of(`${key}\0`), typeof text === 'string' ? latin1Of(text) : text]),
]
export const iTXt = (key: string, text: string, packed = false): Chunk => [
  'iTXt',
  Buffer.concat([
    latin1Of(`${key}\0${packed ? '\x01' : '\0'}\0\0\0`),
    packed ? deflateSync(bytesOf(text)) : bytesOf(text),
  ]),
]
export const zTXt = (key: string, text: string | Uint8Array): Chunk => [
  'zTXt',
  Buffer.concat([latin1Of(`${key}\0\0`), deflateSync(typeof text === 'string' ? bytesOf(text) : text)]),
]

/** Values of EXIF tags, by tag number; `exif` is the EXIF directory within IFD0. */
export interface ExifTags {
  readonly littleEndian?: boolean
  readonly ifd0?: Readonly<Record<number, Uint8Array>>
  readonly exif?: Readonly<Record<number, Uint8Array>>
}

/** A TIFF block with ASCII values, UserComment as undefined bytes. */
export function tiff({ littleEndian = false, ifd0 = {}, exif }: ExifTags): Buffer {
  const u16 = (value: number) => {
    const out = Buffer.alloc(2)
    if (littleEndian) out.writeUInt16LE(value)
    else out.writeUInt16BE(value)
    return out
  }
  const u32 = (value: number) => {
    const out = Buffer.alloc(4)
    if (littleEndian) out.writeUInt32LE(value)
    else out.writeUInt32BE(value)
    return out
  }
  const directory = (tags: Readonly<Record<number, Uint8Array>>, at: number, pointer?: number): Buffer => {
    const entries = Object.entries(tags).map(([tag, value]) => [Number(tag), value] as const)
    const count = entries.length + (pointer === undefined ? 0 : 1)
    let dataAt = at + 2 + count * 12 + 4
    const heads: Buffer[] = []
    const data: Uint8Array[] = []
    for (const [tag, value] of entries.sort(([a], [b]) => a - b)) {
      const type = tag === 0x9286 || tag === 0x927c ? 7 : 2
      const inline = Buffer.alloc(4)
      inline.set(value.subarray(0, 4))
      const short = value.length <= 4
      heads.push(Buffer.concat([u16(tag), u16(type), u32(value.length), short ? inline : u32(dataAt)]))
      if (!short) {
        data.push(value)
        dataAt += value.length
      }
    }
    if (pointer !== undefined) heads.push(Buffer.concat([u16(34665), u16(4), u32(1), u32(pointer)]))
    return Buffer.concat([u16(count), ...heads, u32(0), ...data])
  }
  const first = directory(ifd0, 8, exif ? 0 : undefined).length
  const main = directory(ifd0, 8, exif ? 8 + first : undefined)
  const inner = exif ? directory(exif, 8 + first) : Buffer.alloc(0)
  return Buffer.concat([latin1Of(littleEndian ? 'II' : 'MM'), u16(42), u32(8), main, inner])
}

export function userComment(text: string, order: 'be' | 'le' | 'ascii' | 'none'): Buffer {
  if (order === 'none') return bytesOf(text)
  if (order === 'ascii') return Buffer.concat([latin1Of('ASCII\0\0\0'), bytesOf(text)])
  const units = Buffer.from(text, 'utf16le')
  return Buffer.concat([latin1Of('UNICODE\0'), order === 'be' ? units.swap16() : units])
}

/** A JPEG of segments; the picture itself is a stub of 8 × 8. */
export function jpeg(
  segments: readonly (readonly [marker: number, data: Uint8Array])[],
  trailer?: Uint8Array,
): Buffer {
  const frame = Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])
  const scan = Buffer.from([1, 1, 0, 0, 63, 0])
  const all = [...segments, [0xc0, frame] as const, [0xda, scan] as const].map(([marker, data]) => {
    const head = Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff])
    return Buffer.concat([head, data])
  })
  const end = Buffer.from([0x12, 0x34, 0xff, 0xd9])
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...all, end, trailer ?? Buffer.alloc(0)])
}
export const app1Exif = (tags: ExifTags) => [0xe1, Buffer.concat([latin1Of('Exif\0\0'), tiff(tags)])] as const
export const app1Xmp = (packet: string) =>
  [0xe1, Buffer.concat([latin1Of('http://ns.adobe.com/xap/1.0/\0'), bytesOf(packet)])] as const

export function webp(chunks: readonly Chunk[]): Buffer {
  const size = Buffer.alloc(10)
  size.set([0x08, 0, 0, 0, 7, 0, 0, 7, 0, 0])
  const all = [['VP8X', size] as const, ...chunks].map(([type, data]) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32LE(data.length, 4)
    return Buffer.concat([head, data, Buffer.alloc(data.length & 1)])
  })
  const body = Buffer.concat([latin1Of('WEBP'), ...all])
  const head = Buffer.alloc(8)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

/** RGBA pixels with a record in the lowest bits, column by column. */
export function stealthPixels(
  text: string,
  mode: 'pnginfo' | 'pngcomp' | 'rgbinfo' | 'rgbcomp',
  width: number,
  height: number,
): Uint8Array {
  const payload = mode.endsWith('comp') ? gzipSync(bytesOf(text)) : bytesOf(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(payload.length * 8)
  const stream = Buffer.concat([latin1Of(`stealth_${mode}`), length, payload])
  const rgba = new Uint8Array(width * height * 4).fill(0xfe)
  for (let bit = 0; bit < stream.length * 8; bit++) {
    const value = ((stream[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1
    const perPixel = mode.startsWith('png') ? 1 : 3
    const pixel = Math.floor(bit / perPixel)
    const at = ((pixel % height) * width + Math.floor(pixel / height)) * 4 + (perPixel === 1 ? 3 : bit % 3)
    rgba[at] = 0xfe | value
  }
  return rgba
}

/** An ISO base media file with the given boxes. */
export function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
