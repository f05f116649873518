import type { Region } from '../../../shared/contract/primitives.ts'
import type { Pixels } from './decode.ts'

/** The part of a picture that a person marked, given in fractions; at least one pixel. */
export function cropTo(pixels: Pixels, region: Region): Pixels {
  const left = Math.min(pixels.width - 1, Math.round(region.x * pixels.width))
  const top = Math.min(pixels.height - 1, Math.round(region.y * pixels.height))
  const width = Math.max(1, Math.min(pixels.width - left, Math.round(region.width * pixels.width)))
  const height = Math.max(1, Math.min(pixels.height - top, Math.round(region.height * pixels.height)))
  const rgba = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row += 1) {
    const start = ((top + row) * pixels.width + left) * 4
    rgba.set(pixels.rgba.subarray(start, start + width * 4), row * width * 4)
  }
  return { width, height, rgba }
}
