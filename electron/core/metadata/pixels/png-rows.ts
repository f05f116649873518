import { constants, inflateSync } from 'node:zlib'
import type { PngPixels } from '../containers/png.ts'

/** The largest picture whose pixels are unpacked, in bytes of pixel data. */
export const pixelLimit = 160 * 1024 * 1024

/** Bytes a pixel, for the kinds of PNG in which records are hidden: 8 bits, RGB or RGBA, not interlaced. */
export function channelsOf(png: PngPixels): 3 | 4 | undefined {
  if (png.bitDepth !== 8 || png.interlaced || png.width === 0 || png.height === 0) return undefined
  return png.colourType === 6 ? 4 : png.colourType === 2 ? 3 : undefined
}

/**
 * The first `pixels` pixels of the first `rows` rows, filters undone (ISO/IEC 15948, 9.2). Only as much as needed is
 * unpacked. Undefined when the data is damaged or cut before that.
 */
export function decodeCorner(
  bytes: Uint8Array,
  png: PngPixels,
  rows: number,
  pixels: number,
): Uint8Array | undefined {
  const channels = channelsOf(png)
  if (channels === undefined) return undefined
  const stride = 1 + png.width * channels
  const packed = inflateAtLeast(bytes, png, rows * stride)
  return packed && undoFilters(packed, { stride, channels, rows, width: pixels * channels })
}

/** Unpacks the beginning of the pixel data in growing steps, so that a look at the first rows costs little. */
function inflateAtLeast(bytes: Uint8Array, png: PngPixels, wanted: number): Uint8Array | undefined {
  const available = png.parts.reduce((sum, part) => sum + part.length, 0)
  const whole = png.height * (1 + png.width * 4)
  const limit = Math.min(pixelLimit, whole + 1024)
  for (
    let size = Math.min(available, Math.max(4096, wanted >> 2));
    size > 0;
    size = Math.min(available, size * 4)
  ) {
    const out = inflateStart(joinParts(bytes, png, size), limit)
    if (out === undefined) return undefined
    if (out.length >= wanted) return out
    if (size === available) return undefined
  }
  return undefined
}

function inflateStart(packed: Uint8Array, maxOutputLength: number): Uint8Array | undefined {
  try {
    return inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength })
  } catch {
    return undefined
  }
}

function joinParts(bytes: Uint8Array, png: PngPixels, size: number): Uint8Array {
  const parts: Uint8Array[] = []
  let left = size
  for (const { offset, length } of png.parts) {
    if (left <= 0) break
    parts.push(bytes.subarray(offset, offset + Math.min(length, left)))
    left -= length
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
}

interface Layout {
  /** Bytes of a whole row with its filter byte. */
  readonly stride: number
  readonly channels: number
  readonly rows: number
  /** Bytes of a row that are wanted; the filters look only left and up, so the rest is not needed. */
  readonly width: number
}

function undoFilters(packed: Uint8Array, { stride, channels, rows, width }: Layout): Uint8Array | undefined {
  const out = new Uint8Array(rows * width)
  for (let row = 0; row < rows; row++) {
    const from = row * stride
    const to = row * width
    const filter = packed[from] ?? 0
    if (filter > 4) return undefined
    for (let i = 0; i < width; i++) {
      const value = packed[from + 1 + i] ?? 0
      const left = i >= channels ? (out[to + i - channels] ?? 0) : 0
      const up = row > 0 ? (out[to - width + i] ?? 0) : 0
      const corner = row > 0 && i >= channels ? (out[to - width + i - channels] ?? 0) : 0
      out[to + i] = value + predict(filter, left, up, corner)
    }
  }
  return out
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const estimate = left + up - corner
  const byLeft = Math.abs(estimate - left)
  const byUp = Math.abs(estimate - up)
  const byCorner = Math.abs(estimate - corner)
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner
}
