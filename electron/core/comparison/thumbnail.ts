import { Transformer } from '@napi-rs/image'
import type { Pixels } from './decode.ts'

/** Longest side of a thumbnail in pixels. */
export const THUMBNAIL_SIDE = 512

/** WebP of pixels already scaled down to `THUMBNAIL_SIDE`; transparency stays. */
export function encodeThumbnail({ rgba, width, height }: Pixels): Uint8Array {
  return Transformer.fromRgbaPixels(rgba, width, height).webpSync(82)
}
