/** Pixels as a canvas hands them out: RGBA, row by row. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

export interface Difference {
  /** Grey where the two are alike, marked where they differ. */
  readonly picture: Uint8ClampedArray<ArrayBuffer>
  /** The share of pixels of which at least one channel differs by more than the tolerance, 0 to 1. */
  readonly share: number
}

/** Channels that differ by no more than this count as alike: less is not seen, and a decoder's rounding can make it. */
export const tolerance = 8

/**
 * Compares two pictures of one size pixel by pixel. Pictures of different sizes are not compared: which pixel belongs
 * to which would be a guess.
 */
export function differenceOf(
  before: Pixels,
  after: Pixels,
  mark: readonly [number, number, number],
): Difference {
  if (before.width !== after.width || before.height !== after.height) throw new RangeError('sizes differ')
  const picture = new Uint8ClampedArray(after.data.length)
  let different = 0
  for (let at = 0; at < picture.length; at += 4) {
    const by = Math.max(
      Math.abs((before.data[at] ?? 0) - (after.data[at] ?? 0)),
      Math.abs((before.data[at + 1] ?? 0) - (after.data[at + 1] ?? 0)),
      Math.abs((before.data[at + 2] ?? 0) - (after.data[at + 2] ?? 0)),
      Math.abs((before.data[at + 3] ?? 0) - (after.data[at + 3] ?? 0)),
    )
    const grey =
      0.3 * (after.data[at] ?? 0) + 0.59 * (after.data[at + 1] ?? 0) + 0.11 * (after.data[at + 2] ?? 0)
    const pale = 150 + grey * 0.4
    const isDifferent = by > tolerance
    if (isDifferent) different += 1
    // The stronger the difference, the fuller the mark.
    const strength = isDifferent ? Math.min(1, 0.35 + by / 160) : 0
    for (let channel = 0; channel < 3; channel += 1) {
      picture[at + channel] = pale * (1 - strength) + (mark[channel] ?? 0) * strength
    }
    picture[at + 3] = 255
  }
  return { picture, share: different / Math.max(1, picture.length / 4) }
}
