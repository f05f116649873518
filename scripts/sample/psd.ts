import { deflateSync } from 'node:zlib'
import type { Raster } from './finish.ts'

/**
 * Writes a layered PSD, version 1, RGB, 8 bits (Adobe Photoshop File Formats Specification): picture layers and
 * one kind of adjustment layer, the tone curve.
 */
export type Layer =
  | { readonly kind: 'picture'; readonly name: string; readonly raster: Raster }
  | { readonly kind: 'curve'; readonly name: string; readonly points: readonly (readonly [number, number])[] }

export function layeredFile(layers: readonly Layer[], merged: Raster): Buffer {
  const { width, height } = merged
  const head = Buffer.concat([
    Buffer.from('8BPS', 'latin1'),
    u16(1),
    Buffer.alloc(6),
    u16(3),
    u32(height),
    u32(width),
    u16(8),
    u16(3),
  ])
  const records: Buffer[] = []
  const channels: Buffer[] = []
  const ids = [-1, 0, 1, 2]
  for (const layer of layers) {
    const data = layer.kind === 'picture' ? planes(layer.raster) : ids.map(() => u16(0))
    const listed = data.map((plane, index) => Buffer.concat([i16(ids[index] as number), u32(plane.length)]))
    const bounds = layer.kind === 'picture' ? [0, 0, height, width] : [0, 0, 0, 0]
    const extra = Buffer.concat([
      u32(0),
      u32(0),
      pascal(layer.name.replace(/[^\x20-\x7e]/g, '?')),
      block('luni', Buffer.concat([u32(layer.name.length), Buffer.from(layer.name, 'utf16le').swap16()])),
      ...(layer.kind === 'curve' ? [block('curv', curveData(layer.points))] : []),
    ])
    records.push(
      Buffer.concat([
        ...bounds.map(u32),
        u16(4),
        ...listed,
        Buffer.from('8BIMnorm', 'latin1'),
        Buffer.from([255, 0, 0, 0]),
        u32(extra.length),
        extra,
      ]),
    )
    channels.push(...data)
  }
  const info = even(Buffer.concat([i16(layers.length), ...records, ...channels]))
  const section = Buffer.concat([u32(info.length), info, u32(0)])
  return Buffer.concat([head, u32(0), u32(0), u32(section.length), section, mergedImage(merged)])
}

/** The four planes of a picture, alpha first, ZIP with prediction (compression 3). */
function planes({ pixels, width, height }: Raster): Buffer[] {
  return [3, 0, 1, 2].map((channel) => {
    const rows = Buffer.alloc(width * height)
    for (let y = 0; y < height; y++) {
      let before = 0
      for (let x = 0; x < width; x++) {
        const value = pixels[(y * width + x) * 4 + channel] as number
        rows[y * width + x] = (value - before) & 255
        before = value
      }
    }
    return Buffer.concat([u16(3), deflateSync(rows, { level: 9 })])
  })
}

/** Curves version 1: a bit for each channel that has one (bit 0, the composite), then its points, output first. */
function curveData(points: readonly (readonly [number, number])[]): Buffer {
  const pairs = points.flatMap(([input, output]) => [u16(output), u16(input)])
  return Buffer.concat([Buffer.from([0]), u16(1), u32(1), u16(points.length), ...pairs])
}

/** What programs without layers show: the three planes, rows packed by PackBits (compression 1). */
function mergedImage({ pixels, width, height }: Raster): Buffer {
  const rows: Buffer[] = []
  for (let channel = 0; channel < 3; channel++)
    for (let y = 0; y < height; y++) {
      const row = Uint8Array.from(
        { length: width },
        (_, x) => pixels[(y * width + x) * 4 + channel] as number,
      )
      rows.push(packBits(row))
    }
  return Buffer.concat([u16(1), ...rows.map((row) => u16(row.length)), ...rows])
}

function packBits(row: Uint8Array): Buffer {
  const out: number[] = []
  let at = 0
  while (at < row.length) {
    let run = 1
    while (run < 128 && at + run < row.length && row[at + run] === row[at]) run++
    if (run > 2) {
      out.push(257 - run, row[at] as number)
      at += run
      continue
    }
    let plain = 1
    const repeats = (i: number) => row[i] === row[i + 1] && row[i] === row[i + 2]
    while (plain < 128 && at + plain < row.length && !repeats(at + plain)) plain++
    out.push(plain - 1, ...row.subarray(at, at + plain))
    at += plain
  }
  return Buffer.from(out)
}

function block(key: string, data: Buffer): Buffer {
  const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
  return Buffer.concat([Buffer.from(`8BIM${key}`, 'latin1'), u32(padded.length), padded])
}

/** A counted string, filled up to a multiple of four. */
function pascal(text: string): Buffer {
  const string = Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')])
  return Buffer.concat([string, Buffer.alloc((4 - (string.length % 4)) % 4)])
}

const even = (data: Buffer) => Buffer.concat([data, Buffer.alloc(data.length % 2)])

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

function i16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
