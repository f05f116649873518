import type { Reliability } from './completeness.ts'
import { between } from './model.ts'

/**
 * Weights, frequencies and thresholds of the derived edges. Written by `scripts/calibration/fit.ts`, not by hand.
 *
 * Weights: greatest likelihood of the true parents of 20298 rounds of the generated histories `fit`. Frequencies:
 * isotonic regression on the same histories. Thresholds: the least frequency from which the one-sided 95 % lower bound of
 * precision (Clopper and Pearson) holds on 22537 rounds of `thresholds`:
 * complete strong 0.985, supported 0.96; incomplete strong 0.975, supported 0.955; unnumbered strong 0.985, supported 0.955; unordered related 0.975.
 * They are frequencies on generated histories, never a probability about a case.
 */
const kinds = ['complete', 'incomplete', 'unnumbered', 'unordered'] as const satisfies readonly Reliability[]

const weights: readonly (readonly number[])[] = [
  // complete, incomplete, unnumbered, unordered
  [0.16, 0.37, 0.09, 0.29], // changes
  [1.7, 1.31, 1.41, 2.47], // single
  [-0.68, -0.41, -0.45, -0.69], // replaced
  [-0.03, -0.01, -0.02, -0.3], // added
  [-0.45, -0.87, -0.43, -0.7], // removed
  [-0.37, -0.58, -0.96, -0.35], // moved
  [-0.47, -0.35, -0.15, -0.76], // reweighted
  [-3.6, -2.52, -3.5, -4.57], // distance
  [-1.58, -0.76, -1.21, -0.45], // subject
  [-0.76, -0.52, -0.75, -0.63], // negative
  [-0.87, -0.74, -0.72, -0.82], // settings
  [-0.27, -0.56, -0.26, -0.17], // model
  [-0.25, -0.67, -0.56, -0.81], // loras
  [-1.15, -0.92, -1.35, -1.11], // size
  [-0.53, -0.37, -0.66, 0.13], // input
  [-0.1, -0.34, -0.08, 0], // between
  [1.26, 0.59, 1.57, 0], // previous
  [-0.03, 0.09, -0.03, 0], // pause
  [0.47, 0.17, 0.82, 1.26], // seed
  [0, 0, -0.01, 0], // unknown
  [0.66, 0.92, 0.94, 1.48], // alike
  [-0.89, -1.62, -1.68, 0.72], // unordered
  [-0.52, -0.94, -0.27, -0.65], // pictures both
  [-1.25, -2.63, -1.88, -1.32], // picture left out
  [0, 0, 0, 0], // refined both
  [0.74, -1.44, 0.03, 1.13], // refinement left out
  [1.81, 1.43, 2.14, 0.96], // fewest
  [0.99, 0.63, 0.51, 0.96], // latest of the fewest
  [-2.21, -1.47, -1.99, -3.47], // less alike
  [0.4, 0.62, 0.16, 0], // adjoining
]

const noParentWeights: readonly (readonly number[])[] = [
  [-0.18, 0.21, -0.7, -0.72], // begins
  [0.15, -0.01, 0.14, 0], // begins after a pause
  [0, 0, 0, -0.72], // begins unordered
  [0.75, -0.37, -0.02, 0], // begins after a hole
  [-0.62, 0.15, -0.25, 0], // begins after none
  [-0.47, -0.31, -0.38, 0], // begins in a sparse line
  [0.27, -0.18, 0, 0], // begins with files missing
]

/** How often the best candidate was right with about such a share of the whole, by reliability of the order. */
const frequencies: Readonly<Record<Reliability, readonly (readonly [share: number, frequency: number])[]>> = {
  complete: [
    [0.6364, 0.4352],
    [0.7188, 0.7685],
    [0.7529, 0.8056],
    [0.8054, 0.8551],
    [0.8523, 0.9112],
    [0.9173, 0.9424],
    [0.9562, 0.9697],
    [0.9708, 0.9766],
    [0.9763, 0.9825],
    [0.9855, 0.996],
    [0.9968, 0.9997],
  ],
  incomplete: [
    [0.6503, 0.5656],
    [0.7517, 0.8245],
    [0.8223, 0.8542],
    [0.8656, 0.8791],
    [0.8934, 0.9066],
    [0.925, 0.9476],
    [0.9511, 0.9615],
    [0.9604, 0.9754],
    [0.971, 0.9896],
    [0.9823, 0.9975],
    [0.9909, 0.9975],
  ],
  unnumbered: [
    [0.647, 0.6587],
    [0.7386, 0.6746],
    [0.8064, 0.8293],
    [0.855, 0.881],
    [0.8743, 0.9],
    [0.9026, 0.9102],
    [0.9276, 0.9225],
    [0.9364, 0.948],
    [0.9474, 0.9566],
    [0.9691, 0.9834],
    [0.9834, 0.988],
    [0.9902, 0.9949],
    [0.9955, 0.9984],
    [0.9982, 0.9984],
  ],
  unordered: [
    [0.6372, 0.8973],
    [0.8615, 0.9591],
    [0.9718, 0.9651],
    [0.9778, 0.9688],
    [0.9816, 0.9765],
    [0.9854, 0.9812],
    [0.9901, 0.9865],
    [0.9963, 0.9911],
  ],
}

/** Frequency from which an edge is of the class. */
export const thresholds = {
  complete: { strong: 0.9698, supported: 0.4351 },
  incomplete: { strong: 0.9608, supported: 0.8891 },
  unnumbered: { strong: 0.956, supported: 0.6587 },
  unordered: { related: 0.9509 },
} as const

const columnOf = (rows: readonly (readonly number[])[], reliability: Reliability): number[] =>
  rows.map((row) => row[kinds.indexOf(reliability)] as number)
const byKind = new Map(
  kinds.map((kind) => [
    kind,
    { options: columnOf(weights, kind), noParent: columnOf(noParentWeights, kind) },
  ]),
)

/** The weights of what `model.ts` tells of a candidate and of "has no parent here". */
export function weightsFor(reliability: Reliability): {
  options: readonly number[]
  noParent: readonly number[]
} {
  const found = byKind.get(reliability)
  if (!found) throw new Error(`no weights for ${reliability}`)
  return found
}

/** How often, in generated histories, a best candidate with this share of the whole was right. */
export function frequencyOf(share: number, reliability: Reliability): number {
  return between(frequencies[reliability], share)
}
