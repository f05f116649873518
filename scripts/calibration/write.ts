import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { featureNames, noParentNames } from '../../electron/core/process/reconstruction/model.ts'
import type { Step } from './curves.ts'

interface Calibration {
  readonly weights: readonly number[]
  readonly noParent: readonly number[]
  readonly ordered: readonly Step[]
  readonly unordered: readonly Step[]
  readonly thresholds: Readonly<Record<'strong' | 'supported' | 'related', number>>
  readonly rounds: readonly number[]
}

/** Writes the table that the reconstruction reads. */
export function writeCalibration({
  weights,
  noParent,
  ordered,
  unordered,
  thresholds,
  rounds,
}: Calibration): void {
  const named = (names: readonly string[], values: readonly number[]): string =>
    values.map((value, i) => `  ${round(value, 3)}, // ${names[i]}`).join('\n')
  const steps = (all: readonly Step[]): string =>
    all.map(({ share, frequency }) => `  [${down(share)}, ${round(frequency, 4)}],`).join('\n')
  const path = join(import.meta.dirname, '../../electron/core/process/reconstruction/calibration.ts')
  writeFileSync(
    path,
    `/**
 * Weights, frequencies and thresholds of the derived edges. Written by \`scripts/calibration/fit.ts\`, not by hand.
 *
 * Weights: greatest likelihood of the true parents of ${rounds[0]} rounds of the generated histories \`fit\`. Frequencies:
 * isotonic regression on the same histories. Thresholds: the least frequency from which the one-sided 95 % lower bound of
 * precision (Clopper and Pearson) holds on ${rounds[1]} rounds of \`thresholds\`: 0.99 for \`strong\`, 0.96 for \`supported\` and
 * better, 0.98 for \`related\`. They are frequencies on generated histories, never a probability about a case.
 */
export const weights: readonly number[] = [
${named(featureNames, weights)}
]

export const noParentWeights: readonly number[] = [
${named(noParentNames, noParent)}
]

/** From a share on, how often the best candidate was right; where the order is established, and where it is not. */
const orderedFrequencies: readonly (readonly [share: number, frequency: number])[] = [
${steps(ordered)}
]
const unorderedFrequencies: readonly (readonly [share: number, frequency: number])[] = [
${steps(unordered)}
]

/** Frequency from which an edge is of the class. */
export const thresholds = {
  strong: ${down(thresholds.strong)},
  supported: ${down(thresholds.supported)},
  related: ${down(thresholds.related)},
} as const

/** How often, in generated histories, a best candidate with this share of the whole was right. */
export function frequencyOf(share: number, ordered: boolean): number {
  const steps = ordered ? orderedFrequencies : unorderedFrequencies
  return steps.findLast(([from]) => share >= from)?.[1] ?? 0
}
`,
  )
}

const round = (value: number, places: number): number => Number(value.toFixed(places))
/** Never up, so that what lay on the border stays on its side. */
const down = (value: number): number => Math.floor(value * 10_000) / 10_000
