/**
 * Weights and thresholds of the derived edges. Set by hand until they are fitted on generated histories.
 */
export const weights: readonly number[] = [
  -0.607, 2.532, -1.819, -3.261, -1.266, -1.046, -0.881, -0.482, -0.506, -1.056, -1.373, 0.056, 2.108, -0.077,
  0.57, -0.123, 1.322, -0.707,
]
export const noParentWeights: readonly number[] = [-3.674, 0.046, 0]
/** Share from which an edge is of the class. */
export const thresholds = { strong: 0.95, supported: 0.8, related: 0.8 } as const

/** Frequency with which a best candidate of this share was right. */
export function frequencyOf(share: number, _ordered: boolean): number {
  return share
}
