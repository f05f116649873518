/**
 * Weights and thresholds of the derived edges. Set by hand until they are fitted on generated histories.
 */
export const weights: readonly number[] = [
  -2.2, 0.6, -0.6, -4, -2.5, -0.3, -0.2, -0.2, -0.1, -0.3, -0.3, -0.45, 0.8, -0.15, 1, -0.4, 1, 0,
]
export const noParentWeights: readonly number[] = [-5, 0.25, 0]
/** Share from which an edge is of the class. */
export const thresholds = { strong: 0.95, supported: 0.8, related: 0.8 } as const

/** Frequency with which a best candidate of this share was right. */
export function frequencyOf(share: number, _ordered: boolean): number {
  return share
}
