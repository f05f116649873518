import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { featureNames, noParentNames } from '../../electron/core/process/reconstruction/model.ts'
import type { Step } from './curves.ts'

interface Calibration {
  readonly weights: readonly number[]
  readonly noParent: readonly number[]
  /** By reliability of the order. */
  readonly table: Readonly<
    Record<string, { steps: readonly Step[]; thresholds: readonly (readonly [string, number])[] }>
  >
  readonly rounds: readonly number[]
}

/** Writes the table that the reconstruction reads. */
export function writeCalibration({ weights, noParent, table, rounds }: Calibration): void {
  const named = (names: readonly string[], values: readonly number[]): string =>
    values.map((value, i) => `  ${round(value, 2)}, // ${names[i]}`).join('\n')
  const steps = (all: readonly Step[]): string =>
    all.map(({ share, frequency }) => `  [${down(share)}, ${round(frequency, 4)}],`).join('\n')
  const path = join(import.meta.dirname, '../../electron/core/process/reconstruction/calibration.ts')
  writeFileSync(
    path,
    `import type { Reliability } from './completeness.ts'

/**
 * Weights, frequencies and thresholds of the derived edges. Written by \`scripts/calibration/fit.ts\`, not by hand.
 *
 * Weights: greatest likelihood of the true parents of ${rounds[0]} rounds of the generated histories \`fit\`. Frequencies:
 * isotonic regression on the same histories. Thresholds: the least frequency from which the one-sided 95 % lower bound of
 * precision (Clopper and Pearson) holds on ${rounds[1]} rounds of \`thresholds\`, where the files are numbered without holes
 * 0.99 for \`strong\` and 0.96 for \`supported\` and better, elsewhere 0.98 and 0.955, and 0.95 for \`related\` without an order.
 * They are frequencies on generated histories, never a probability about a case.
 */
export const weights: readonly number[] = [
${named(featureNames, weights)}
]

export const noParentWeights: readonly number[] = [
${named(noParentNames, noParent)}
]

/** From a share on, how often the best candidate was right, by reliability of the order. */
const frequencies: Readonly<Record<Reliability, readonly (readonly [share: number, frequency: number])[]>> = {
${Object.entries(table)
  .map(([name, each]) => `  ${name}: [\n${steps(each.steps)}\n  ],`)
  .join('\n')}
}

/** Frequency from which an edge is of the class. */
export const thresholds = {
${Object.entries(table)
  .map(
    ([name, each]) =>
      `  ${name}: { ${each.thresholds.map(([edge, level]) => `${edge}: ${down(level)}`).join(', ')} },`,
  )
  .join('\n')}
} as const

/** How often, in generated histories, a best candidate with this share of the whole was right. */
export function frequencyOf(share: number, reliability: Reliability): number {
  return frequencies[reliability].findLast(([from]) => share >= from)?.[1] ?? 0
}
`,
  )
}

const round = (value: number, places: number): number => Number(value.toFixed(places))
/** Never up, so that what lay on the border stays on its side. */
const down = (value: number): number => Math.floor(value * 10_000) / 10_000
