import type { Reliability } from './completeness.ts'
import { between } from './model.ts'

/**
 * Weights, frequencies and thresholds of the derived edges. Written by `scripts/calibration/fit.ts`, not by hand.
 *
 * Weights: greatest likelihood of the true parents of 20298 rounds of the generated histories `fit`. Frequencies:
 * isotonic regression on the same histories. Thresholds: the least frequency from which the one-sided 95 % lower bound of
 * precision (Clopper and Pearson) holds on 22537 rounds of `thresholds`:
 * complete strong 0.985, supported 0.96; incomplete strong 0.975, supported 0.945; fragmentary strong 0.975, supported 0.95; unnumbered strong 0.985, supported 0.955; unordered related 0.975.
 * They are frequencies on generated histories, never a probability about a case.
 */
const kinds = [
  'complete',
  'incomplete',
  'fragmentary',
  'unnumbered',
  'unordered',
] as const satisfies readonly Reliability[]

const weights: readonly (readonly number[])[] = [
  // complete, incomplete, fragmentary, unnumbered, unordered
  [0.16, -0.11, 0.23, 0.04, 0.29], // changes
  [1.7, 1.59, 0.8, 1.58, 2.47], // single
  [-0.68, -0.5, -0.42, -0.54, -0.69], // replaced
  [-0.03, -0.04, -0.03, -0.04, -0.3], // added
  [-0.45, -0.66, -0.9, -0.27, -0.7], // removed
  [-0.37, -0.02, -0.91, -0.83, -0.35], // moved
  [-0.47, 0, -0.3, -0.32, -0.76], // reweighted
  [-3.6, -1.63, -2.68, -3.28, -4.57], // distance
  [-1.58, -1.09, -0.67, -1.19, -0.45], // subject
  [-0.76, -0.32, -0.53, -0.71, -0.63], // negative
  [-0.87, -0.71, -0.71, -0.78, -0.82], // settings
  [-0.27, -0.56, -0.41, -0.22, -0.17], // model
  [-0.25, -0.7, -0.53, -0.5, -0.81], // loras
  [-1.15, -0.62, -1.11, -1.21, -1.11], // size
  [-0.53, -0.57, -0.47, -0.54, 0.13], // input
  [-0.1, -0.47, -0.12, -0.06, 0], // between
  [1.26, 0.7, 0.81, 1.72, 0], // previous
  [-0.03, 0.13, 0.03, -0.06, 0], // pause
  [0.47, 0.32, 0.19, 0.66, 1.26], // seed
  [0, 0, 0, -0.01, 0], // unknown
  [0.66, 0.84, 0.72, 0.84, 1.48], // alike
  [-0.89, -0.44, -1.37, -1.48, 0.72], // unordered
  [-0.52, -0.41, -0.88, 0.14, -0.65], // pictures both
  [-1.25, -1.73, -2.27, -1.66, -1.32], // picture left out
  [0.74, -0.46, -1.39, 0.56, 1.13], // refinement left out
  [1.81, 1.29, 1.64, 2.18, 0.96], // fewest
  [0.99, 0.93, 0.41, 0.6, 0.96], // latest of the fewest
  [-2.21, -1.17, -1.27, -1.93, -3.47], // less alike
  [0.4, 0.45, 0.11, 0.11, 0], // adjoining
]

const noParentWeights: readonly (readonly number[])[] = [
  [-0.18, 0.33, -0.76, -0.58, -0.72], // begins
  [0.15, 0.02, 0.01, 0.15, 0], // begins after a pause
  [0, 0, 0, 0, -0.72], // begins unordered
  [0.75, -0.44, -0.13, 0, 0], // begins after a hole
  [-0.62, 0.22, -0.1, -0.28, 0], // begins after none
  [-0.47, -0.55, -0.06, -0.45, 0], // begins in a sparse line
  [0.27, -0.63, 0.32, 0, 0], // begins with files missing
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
    [0.6162, 0.5476],
    [0.7158, 0.6707],
    [0.772, 0.8333],
    [0.8165, 0.8663],
    [0.8627, 0.896],
    [0.8962, 0.942],
    [0.9329, 0.9481],
    [0.9752, 0.9932],
    [0.9877, 0.9984],
  ],
  fragmentary: [
    [0.6419, 0.6702],
    [0.7417, 0.7734],
    [0.7778, 0.7734],
    [0.8047, 0.7888],
    [0.8373, 0.8405],
    [0.8706, 0.8892],
    [0.8978, 0.8957],
    [0.9101, 0.9468],
    [0.9284, 0.9587],
    [0.9509, 0.9604],
    [0.9612, 0.9748],
    [0.9709, 0.9935],
    [0.9821, 0.9978],
  ],
  unnumbered: [
    [0.6253, 0.6091],
    [0.7318, 0.7909],
    [0.7723, 0.8091],
    [0.8332, 0.8681],
    [0.9182, 0.9253],
    [0.9533, 0.9646],
    [0.9728, 0.9875],
    [0.9868, 0.9885],
    [0.9957, 0.9992],
    [0.9984, 0.9992],
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
  incomplete: { strong: 0.9639, supported: 0.8908 },
  fragmentary: { strong: 0.9599, supported: 0.8901 },
  unnumbered: { strong: 0.9515, supported: 0.609 },
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
