import { crc32, deflateSync } from 'node:zlib'

/** Small real pictures, drawn in the test. */

export interface PngOptions {
  readonly width?: number
  readonly height?: number
  /** Pictures of different seeds differ in every byte that matters. */
  readonly seed?: number
  /** `tEXt` chunks, written before the pixels. */
  readonly texts?: Readonly<Record<string, string>>
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export function png({ width = 48, height = 64, seed = 1, texts = {} }: PngOptions = {}): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (1 + width * 3) + 1 + x * 3
      const wave = Math.sin((x * (1 + (seed % 7))) / 9) + Math.cos((y * (1 + (seed % 5))) / 7)
      rows[at] = 128 + 60 * wave
      rows[at + 1] = (x * 5 + seed * 13) % 256
      rows[at + 2] = (y * 3 + seed * 29) % 256
    }
  }
  return Buffer.concat([
    signature,
    pngHeader(width, height),
    ...Object.entries(texts).map(([key, text]) => chunk('tEXt', Buffer.from(`${key}\0${text}`, 'latin1'))),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A PNG that declares any size and holds next to nothing. */
export function pngDeclaring(width: number, height: number): Buffer {
  const pixels = deflateSync(Buffer.alloc(1000))
  return Buffer.concat([
    signature,
    pngHeader(width, height),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export function infotext(options: {
  prompt: string
  negative?: string
  seed: number
  steps?: number
}): string {
  const { prompt, negative = 'busy background', seed, steps = 30 } = options
  return `${prompt}\nNegative prompt: ${negative}\nSteps: ${steps}, Sampler: DPM++ 2M, CFG scale: 8, Seed: ${seed}, Size: 768x1152, Model hash: 1a2b3c4d5e, Model: demo-xl, Version: v1.10.1`
}

function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return chunk('IHDR', header)
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
