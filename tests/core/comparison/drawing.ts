import { crc32, deflateSync } from 'node:zlib'
import { Transformer } from '@napi-rs/image'
import type { Pixels } from '../../../electron/core/comparison/comparison.ts'

/** A picture with large overlapping discs, different for each seed, as a drawing would be. */
export function drawing(seed: number, width = 480, height = 320): Pixels {
  const random = generator(seed)
  const blobs = Array.from({ length: 40 }, () => ({
    x: random(),
    y: random(),
    size: 0.04 + random() * 0.12,
    colour: [random() * 255, random() * 255, random() * 255] as const,
  }))
  const rgba = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = [90 + (80 * y) / height, 110, 140 - (60 * x) / width]
      for (const blob of blobs) {
        const inside = (x / width - blob.x) ** 2 + (y / height - blob.y) ** 2 < blob.size ** 2
        if (inside) for (let c = 0; c < 3; c += 1) colour[c] = blob.colour[c] as number
      }
      rgba.set([...colour.map(Math.round), 255], (y * width + x) * 4)
    }
  }
  return { width, height, rgba }
}

/** Mulberry32: the same numbers for the same seed, on every machine. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function encode({ rgba, width, height }: Pixels): Transformer {
  return Transformer.fromRgbaPixels(rgba, width, height)
}

/** A PNG that declares any size, with as much picture data as given. */
export function pngDeclaring(width: number, height: number, data: Uint8Array = new Uint8Array(1000)): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(data)),
    pngChunk('IEND', new Uint8Array()),
  ])
}

export function pngChunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** EXIF (big-endian TIFF) that holds nothing but an orientation. */
export function exifOrientation(orientation: number): Buffer {
  const exif = Buffer.alloc(26)
  exif.write('MM\0*', 'latin1')
  exif.writeUInt32BE(8, 4)
  exif.writeUInt16BE(1, 8)
  exif.writeUInt16BE(0x0112, 10)
  exif.writeUInt16BE(3, 12)
  exif.writeUInt32BE(1, 14)
  exif.writeUInt16BE(orientation, 18)
  return exif
}

/** The same JPEG with an EXIF orientation put in front. */
export function turnedJpeg(jpeg: Uint8Array, orientation: number): Buffer {
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifOrientation(orientation)])
  const head = Buffer.from([0xff, 0xe1, 0, payload.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)])
}
