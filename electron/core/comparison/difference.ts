import type { PictureDifference } from '../../../shared/contract/reproduction.ts'
import type { Decoded } from './decode.ts'
import { hamming, PDQ_QUALITY, pdq } from './pdq.ts'

/** Two pictures pixel by pixel in 8-bit RGBA, and by fingerprint; null where one of them could not be decoded. */
export function differenceBetween(original: Decoded, other: Decoded): PictureDifference | null {
  if (original.state !== 'ready' || other.state !== 'ready') return null
  const [a, b] = [original.pixels, other.pixels]
  const sameSize = a.width === b.width && a.height === b.height
  const [hashOfA, hashOfB] = [pdq(a), pdq(b)]
  const telling = hashOfA.quality >= PDQ_QUALITY && hashOfB.quality >= PDQ_QUALITY
  const distance = telling ? hamming(hashOfA.hash, hashOfB.hash) : null
  const pixels = a.width * a.height
  if (!sameSize) return { sameSize, pixelEqual: false, differing: null, pixels, largest: null, distance }
  let differing = 0
  let largest = 0
  for (let at = 0; at < a.rgba.length; at += 4) {
    let most = 0
    for (let channel = at; channel < at + 4; channel += 1) {
      most = Math.max(most, Math.abs((a.rgba[channel] ?? 0) - (b.rgba[channel] ?? 0)))
    }
    if (most > 0) differing += 1
    if (most > largest) largest = most
  }
  return { sameSize, pixelEqual: differing === 0, differing, pixels, largest, distance }
}
