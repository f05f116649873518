import { Transformer } from '@napi-rs/image'
import { buffer } from '../bytes.ts'
import type { PngPixels } from '../containers/png.ts'
import { type Findings, warn } from '../statement.ts'
import { channelsOf, decodeCorner, pixelLimit } from './png-rows.ts'
import { type Corner, readStealth } from './stealth.ts'

/** Gives all pixels of a picture without its transparency, row by row, three bytes each; undefined if they cannot be had. */
export type RgbReader = () => Uint8Array | undefined

/** Pixels beyond this are not gathered for a signature: no service that signs makes pictures so large. */
const signedLimit = 24 * 1024 * 1024

/** Searches a PNG for hidden records. */
export function searchPng(bytes: Uint8Array, png: PngPixels, findings: Findings): RgbReader | undefined {
  const channels = channelsOf(png)
  const first = png.parts[0]
  const last = png.parts.at(-1)
  if (channels === undefined || !first || !last) return undefined
  if (png.width * png.height * channels > pixelLimit) {
    warn(findings, 'pixels-not-read')
    return undefined
  }
  const corner = (rows: number, columns: number): Corner | undefined => {
    const data = decodeCorner(bytes, png, rows, columns)
    return data && { data, rows, columns, channels }
  }
  const place = { offset: first.offset, length: last.offset + last.length - first.offset }
  readStealth({ width: png.width, height: png.height, channels, corner, ...place }, findings)
  return () => {
    if (png.width * png.height > signedLimit) return undefined
    const all = decodeCorner(bytes, png, png.height, png.width)
    return all && withoutAlpha(all, channels)
  }
}

/** Searches a lossless WebP for hidden records. Lossy ones cannot keep any. */
export function searchWebp(bytes: Uint8Array, findings: Findings): RgbReader | undefined {
  const { width = 0, height = 0 } = findings
  if (width * height === 0) return undefined
  if (width * height * 4 > pixelLimit) {
    warn(findings, 'pixels-not-read')
    return undefined
  }
  const decoded = decodeWebp(bytes, width * height)
  if (!decoded) {
    warn(findings, 'pixels-not-read')
    return undefined
  }
  const { data, channels } = decoded
  const corner = (rows: number): Corner => ({ data, rows, columns: width, channels })
  readStealth({ width, height, channels, corner, offset: 0, length: bytes.length }, findings)
  return () => (width * height > signedLimit ? undefined : withoutAlpha(data, channels))
}

function decodeWebp(bytes: Uint8Array, pixels: number): { data: Uint8Array; channels: 3 | 4 } | undefined {
  try {
    const data = new Transformer(buffer(bytes)).rawPixelsSync()
    const channels = data.length / pixels
    return channels === 3 || channels === 4 ? { data, channels } : undefined
  } catch {
    return undefined
  }
}

function withoutAlpha(data: Uint8Array, channels: 3 | 4): Uint8Array {
  if (channels === 3) return data
  const rgb = new Uint8Array((data.length / 4) * 3)
  for (let from = 0, to = 0; from < data.length; from += 4) {
    rgb[to++] = data[from] ?? 0
    rgb[to++] = data[from + 1] ?? 0
    rgb[to++] = data[from + 2] ?? 0
  }
  return rgb
}
