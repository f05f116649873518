import type { Reliability } from './completeness.ts'

/**
 * Weights, frequencies and thresholds of the derived edges. Written by `scripts/calibration/fit.ts`, not by hand.
 *
 * Weights: greatest likelihood of the true parents of 5550 rounds of the generated histories `fit`. Frequencies:
 * isotonic regression on the same histories. Thresholds: the least frequency from which the one-sided 95 % lower bound of
 * precision (Clopper and Pearson) holds on 5760 rounds of `thresholds`, where the files are numbered without holes
 * 0.99 for `strong` and 0.96 for `supported` and better, elsewhere 0.98 and 0.955, and 0.95 for `related` without an order.
 * They are frequencies on generated histories, never a probability about a case.
 */
export const weights: readonly number[] = [
  -0.1, // changes
  2.62, // single
  -1.28, // replaced
  -0.52, // added
  -1.01, // removed
  -0.73, // moved
  -0.68, // reweighted
  -3.19, // distance
  -1.24, // subject
  -1.34, // negative
  -0.48, // settings
  -0.61, // model
  -0.69, // loras
  -1.2, // size
  -1.51, // input
  -0.25, // between
  2.03, // previous
  0.1, // pause
  0.43, // seed
  0.52, // unknown
  1.53, // alike
  -0.32, // unordered
]

export const noParentWeights: readonly number[] = [
  -2.94, // begins
  -0.11, // begins after a pause
  -1.6, // begins unordered
]

/** From a share on, how often the best candidate was right, by reliability of the order. */
const frequencies: Readonly<Record<Reliability, readonly (readonly [share: number, frequency: number])[]>> = {
  complete: [
    [0, 0.0122],
    [0.0592, 0.5476],
    [0.1978, 0.5952],
    [0.2735, 0.6188],
    [0.489, 0.7927],
    [0.5818, 0.8443],
    [0.7063, 0.8902],
    [0.768, 0.9262],
    [0.8235, 0.939],
    [0.8466, 0.9691],
    [0.8822, 0.9798],
    [0.9833, 0.9922],
    [0.9955, 0.9981],
  ],
  incomplete: [
    [0, 0.0156],
    [0.0009, 0.0469],
    [0.0176, 0.1094],
    [0.0694, 0.2969],
    [0.1315, 0.3564],
    [0.2756, 0.4219],
    [0.3177, 0.4531],
    [0.3455, 0.5469],
    [0.3856, 0.6411],
    [0.6002, 0.644],
    [0.7252, 0.6719],
    [0.7489, 0.7713],
    [0.8099, 0.9197],
    [0.8907, 0.9437],
    [0.943, 0.956],
    [0.9644, 0.9826],
    [0.9934, 0.984],
    [0.9948, 0.9898],
    [0.9982, 0.9972],
  ],
  unordered: [
    [0, 0.3095],
    [0.2368, 0.7381],
    [0.277, 0.7623],
    [0.3586, 0.7857],
    [0.3839, 0.8704],
    [0.4521, 0.8762],
    [0.5069, 0.9397],
    [0.5868, 0.9714],
    [0.9977, 0.9714],
  ],
}

/** Frequency from which an edge is of the class. */
export const thresholds = {
  complete: { strong: 0.9691, supported: 0.8442 },
  incomplete: { strong: 0.9825, supported: 0.9437 },
  unordered: { related: 0.8762 },
} as const

/** How often, in generated histories, a best candidate with this share of the whole was right. */
export function frequencyOf(share: number, reliability: Reliability): number {
  return frequencies[reliability].findLast(([from]) => share >= from)?.[1] ?? 0
}
