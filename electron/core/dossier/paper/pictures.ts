import { Transformer } from '@napi-rs/image'
import type { Item } from '../../../../shared/contract/item.ts'
import type { Region } from '../../../../shared/contract/primitives.ts'
import { cropTo, decode, type Pixels } from '../../comparison/comparison.ts'
import type { PictureSize } from './sheet.ts'

const dotsPerInch = 300
const jpegQuality = 88

/** A picture that turned out not to decode while it was being drawn. */
export class PictureFault extends Error {
  readonly sha256: string
  readonly reason: string
  constructor(sha256: string, reason: string) {
    super(`the picture ${sha256} does not decode: ${reason}`)
    this.sha256 = sha256
    this.reason = reason
  }
}

/** Size of a picture as it is shown upright, or why it is not shown. Reads the bytes only where nobody has yet. */
export function sizeOf({ picture, mediaType }: Item, read: () => Buffer): PictureSize {
  const { state, width, height } = picture
  if (state === 'failed' || state === 'none') return { reason: picture.reason ?? 'damaged', width, height }
  if (state === 'ready' && width && height) return { width, height }
  if (!mediaType.startsWith('image/')) return { reason: 'not-an-image' }
  const decoded = decode(read(), { longestSide: 64 })
  if (decoded.state !== 'ready') return { reason: decoded.reason, width, height }
  return { width: decoded.width, height: decoded.height }
}

/**
 * A JPEG for the paper: upright, the part that is shown, at most 300 dots an inch of the printed size (points),
 * never larger than the original, transparent parts on white. The original is only read.
 */
export function printablePicture(
  bytes: Buffer,
  sha256: string,
  size: { readonly width: number; readonly height: number },
  printed: { readonly width: number; readonly height: number },
  region?: Region,
): Buffer {
  const shown = region ? { width: size.width * region.width, height: size.height * region.height } : size
  const scale = Math.min(1, (printed.width / 72) * (dotsPerInch / shown.width))
  const longestSide = Math.max(1, Math.round(Math.max(size.width, size.height) * scale))
  const decoded = decode(bytes, { longestSide })
  if (decoded.state !== 'ready') throw new PictureFault(sha256, decoded.reason)
  const { width, height, rgba } = onWhite(region ? cropTo(decoded.pixels, region) : decoded.pixels)
  return Transformer.fromRgbaPixels(rgba, width, height).jpegSync(jpegQuality)
}

function onWhite(pixels: Pixels): Pixels {
  const { rgba } = pixels
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 255
    if (alpha === 255) continue
    for (let channel = at; channel < at + 3; channel += 1) {
      rgba[channel] = Math.round(((rgba[channel] ?? 0) * alpha + 255 * (255 - alpha)) / 255)
    }
    rgba[at + 3] = 255
  }
  return pixels
}
