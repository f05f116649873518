/**
 * Weights, frequencies and thresholds of the derived edges. Written by `scripts/calibration/fit.ts`, not by hand.
 *
 * Weights: greatest likelihood of the true parents of 5016 rounds of the generated histories `fit`. Frequencies:
 * isotonic regression on the same histories. Thresholds: the least frequency from which the one-sided 95 % lower bound of
 * precision (Clopper and Pearson) holds on 5031 rounds of `thresholds`: 0.99 for `strong`, 0.96 for `supported` and
 * better, 0.98 for `related`. They are frequencies on generated histories, never a probability about a case.
 */
export const weights: readonly number[] = [
  -0.342, // changes
  2.612, // single
  -1.428, // replaced
  -0.922, // added
  -1.035, // removed
  -0.94, // moved
  -0.907, // reweighted
  -3.007, // distance
  -1.357, // subject
  -1.529, // negative
  -0.511, // settings
  -0.72, // model
  -0.47, // loras
  -1.02, // size
  -1.488, // input
  -0.002, // between
  2.068, // previous
  -0.017, // pause
  0.473, // seed
  0.316, // unknown
  1.509, // alike
  0.12, // unordered
]

export const noParentWeights: readonly number[] = [
  -2.643, // begins
  0.103, // begins after a pause
  -1.779, // begins unordered
]

/** From a share on, how often the best candidate was right; where the order is established, and where it is not. */
const orderedFrequencies: readonly (readonly [share: number, frequency: number])[] = [
  [0, 0.0036],
  [0.014, 0.0532],
  [0.0555, 0.2447],
  [0.1018, 0.2872],
  [0.1426, 0.3387],
  [0.2203, 0.4149],
  [0.2583, 0.5213],
  [0.2929, 0.6084],
  [0.5212, 0.6818],
  [0.7043, 0.8237],
  [0.7767, 0.8568],
  [0.8379, 0.9101],
  [0.8671, 0.9398],
  [0.9355, 0.9642],
  [0.9853, 0.9906],
  [0.995, 0.9967],
  [0.9984, 0.9967],
]
const unorderedFrequencies: readonly (readonly [share: number, frequency: number])[] = [
  [0, 0.2619],
  [0.235, 0.7195],
  [0.3208, 0.7927],
  [0.3603, 0.8333],
  [0.3852, 0.858],
  [0.451, 0.8704],
  [0.4973, 0.881],
  [0.5095, 0.9321],
  [0.5569, 0.9444],
  [0.6088, 0.957],
  [0.8235, 0.9681],
]

/** Frequency from which an edge is of the class. */
export const thresholds = {
  strong: 0.9905,
  supported: 0.91,
  related: 1.01,
} as const

/** How often, in generated histories, a best candidate with this share of the whole was right. */
export function frequencyOf(share: number, ordered: boolean): number {
  const steps = ordered ? orderedFrequencies : unorderedFrequencies
  return steps.findLast(([from]) => share >= from)?.[1] ?? 0
}
