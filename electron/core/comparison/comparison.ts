import type { Region } from '../../../shared/contract/primitives.ts'
import { type Decoded, decode } from './decode.ts'
import { hamming, PDQ_QUALITY, type Pdq, pdq } from './pdq.ts'
import { cropTo } from './region.ts'

export { type Decoded, type DecodeOptions, decode, type Pixels } from './decode.ts'
export { differenceBetween } from './difference.ts'
export { hamming, PDQ_QUALITY, type Pdq, pdq } from './pdq.ts'
export { cropTo } from './region.ts'
export { encodeThumbnail, THUMBNAIL_SIDE } from './thumbnail.ts'

/** Above this distance two fingerprints say nothing about each other (evidence: unrelated pairs start at 96 bits). */
const TELLING_DISTANCE = 60

/** PDQ is computed from at most this many pixels a side, as its reference does. */
const HASHED_SIDE = 512

export interface Measured {
  /** Bits in which the two hashes differ, 0..256; null where there is nothing to compare. */
  readonly distance: number | null
  /** The distance is that of the work mirrored left to right. */
  readonly mirrored: boolean
  /** Why there is no distance: `no-picture` or `low-quality`. */
  readonly reason: 'no-picture' | 'low-quality' | null
}

/** PDQ of a file's picture, or of the marked part of it; undefined where the file has no picture that can be decoded. */
export function hashPicture(bytes: Uint8Array, region?: Region): Pdq | undefined {
  const decoded: Decoded = decode(bytes, region ? {} : { longestSide: HASHED_SIDE })
  if (decoded.state !== 'ready') return undefined
  return pdq(region ? cropTo(decoded.pixels, region) : decoded.pixels)
}

/** Distance of two hashes, the work tried as it is and mirrored. Pictures without structure are not compared. */
export function measureHashes(work: Pdq | undefined, capture: Pdq | undefined): Measured {
  if (!work || !capture) return { distance: null, mirrored: false, reason: 'no-picture' }
  if (work.quality < PDQ_QUALITY || capture.quality < PDQ_QUALITY) {
    return { distance: null, mirrored: false, reason: 'low-quality' }
  }
  const straight = hamming(work.hash, capture.hash)
  const mirrored = hamming(work.mirrored, capture.hash)
  // Of two meaningless distances one is always smaller: only a telling one may claim a mirror image.
  const isMirrored = mirrored < straight && mirrored <= TELLING_DISTANCE
  return { distance: isMirrored ? mirrored : straight, mirrored: isMirrored, reason: null }
}
