import { FastResizeFilter, ResizeFit, Transformer } from '@napi-rs/image'
import { maxPixels } from '../../../shared/limits.ts'
import { decodeGif } from './gif.ts'
import { isOtherPicture, looksLikePicture, readHeader } from './header.ts'

/** A decoded picture as a person sees it: orientation applied, 8 bits a channel, RGBA, row by row from the top. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

export interface DecodeOptions {
  /** Refuse a picture that declares more. Default 100 million, about 400 MB. */
  readonly maxPixels?: number
  /** Scale down so that no side is longer; never up. Default: as it is. */
  readonly longestSide?: number
}

export type Decoded =
  | {
      readonly state: 'ready'
      /** Size of the picture itself; `pixels` may be smaller when a longest side was asked for. */
      readonly width: number
      readonly height: number
      readonly pixels: Pixels
    }
  | { readonly state: 'none'; readonly reason: 'not-an-image' | 'unsupported-format' }
  | { readonly state: 'failed'; readonly reason: 'too-many-pixels' | 'damaged' }

/**
 * Decodes PNG, JPEG, WebP, AVIF, GIF, BMP and TIFF (the first picture of an animation). What can be wrong with a file is
 * told as data. The declared size is checked before the decoder sees a byte. A cut file counts as damaged: a picture
 * that is half grey would be measured and shown as if it were the whole.
 */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  const limit = options.maxPixels ?? maxPixels
  const header = readHeader(bytes)
  if (!header) {
    if (looksLikePicture(bytes)) return { state: 'failed', reason: 'damaged' }
    return { state: 'none', reason: isOtherPicture(bytes) ? 'unsupported-format' : 'not-an-image' }
  }
  if (header.width * header.height > limit) return { state: 'failed', reason: 'too-many-pixels' }
  if (!header.complete || header.width === 0 || header.height === 0) {
    return { state: 'failed', reason: 'damaged' }
  }
  const turned = header.orientation >= 5
  try {
    const transformer = header.format === 'gif' ? openGif(bytes) : new Transformer(bytes)
    if (!transformer) return { state: 'failed', reason: 'damaged' }
    const decoded = transformer.metadataSync()
    const width = turned ? decoded.height : decoded.width
    const height = turned ? decoded.width : decoded.height
    const size = sizeWithin(width, height, options.longestSide ?? Number.POSITIVE_INFINITY)
    if (header.orientation > 1) transformer.rotate(header.orientation)
    // Also at its own size: the fast path is what turns every channel layout and depth into 8-bit RGBA.
    transformer.fastResize({ ...size, filter: FastResizeFilter.Lanczos3, fit: ResizeFit.Fill })
    return { state: 'ready', width, height, pixels: { ...size, rgba: transformer.rawPixelsSync() } }
  } catch (error) {
    // The decoder reports a fault of the file as an error; only the text tells its own memory limit apart.
    const overLimit = error instanceof Error && error.message.includes('Memory limit exceeded')
    return { state: 'failed', reason: overLimit ? 'too-many-pixels' : 'damaged' }
  }
}

function openGif(bytes: Uint8Array): Transformer | undefined {
  const first = decodeGif(bytes)
  return first && Transformer.fromRgbaPixels(first.rgba, first.width, first.height)
}

/** The largest size of the same shape that fits into a square of this side; never larger than it is. */
function sizeWithin(width: number, height: number, longestSide: number): { width: number; height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}
