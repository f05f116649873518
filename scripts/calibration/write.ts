import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { featureNames, noParentNames } from '../../electron/core/process/reconstruction/model.ts'
import type { Knot } from './curves.ts'

interface Calibration {
  /** By reliability of the order. */
  readonly table: Readonly<
    Record<
      string,
      {
        readonly weights: readonly number[]
        readonly noParent: readonly number[]
        readonly knots: readonly Knot[]
        readonly thresholds: readonly (readonly [edge: string, bound: number, level: number])[]
      }
    >
  >
  readonly rounds: readonly number[]
}

/** Writes the table that the reconstruction reads. */
export function writeCalibration({ table, rounds }: Calibration): void {
  const kinds = Object.entries(table)
  const columns = (names: readonly string[], of: (name: string) => readonly number[]): string =>
    names
      .map((name, i) => `  [${kinds.map(([kind]) => round(of(kind)[i] ?? 0, 2)).join(', ')}], // ${name}`)
      .join('\n')
  const points = (all: readonly Knot[]): string =>
    all.map(([share, frequency]) => `  [${round(share, 4)}, ${round(frequency, 4)}],`).join('\n')
  const bounds = kinds
    .map(
      ([kind, { thresholds }]) =>
        `${kind} ${thresholds.map(([edge, bound]) => `${edge} ${bound}`).join(', ')}`,
    )
    .join('; ')
  const path = join(import.meta.dirname, '../../electron/core/process/reconstruction/calibration.ts')
  writeFileSync(
    path,
    `import type { Reliability } from './completeness.ts'
import { between } from './model.ts'

/**
 * Weights, frequencies and thresholds of the derived edges. Written by \`scripts/calibration/fit.ts\`, not by hand.
 *
 * Weights: greatest likelihood of the true parents of ${rounds[0]} rounds of the generated histories \`fit\`. Frequencies:
 * isotonic regression on the same histories. Thresholds: the least frequency from which the one-sided 95 % lower bound of
 * precision (Clopper and Pearson) holds on ${rounds[1]} rounds of \`thresholds\`:
 * ${bounds}.
 * They are frequencies on generated histories, never a probability about a case.
 */
const kinds = [${kinds.map(([kind]) => `'${kind}'`).join(', ')}] as const satisfies readonly Reliability[]

const weights: readonly (readonly number[])[] = [
  // ${kinds.map(([kind]) => kind).join(', ')}
${columns(featureNames, (kind) => table[kind]?.weights ?? [])}
]

const noParentWeights: readonly (readonly number[])[] = [
${columns(noParentNames, (kind) => table[kind]?.noParent ?? [])}
]

/** How often the best candidate was right with about such a share of the whole, by reliability of the order. */
const frequencies: Readonly<Record<Reliability, readonly (readonly [share: number, frequency: number])[]>> = {
${kinds.map(([name, each]) => `  ${name}: [\n${points(each.knots)}\n  ],`).join('\n')}
}

/** Frequency from which an edge is of the class. */
export const thresholds = {
${kinds
  .map(
    ([name, each]) =>
      `  ${name}: { ${each.thresholds.map(([edge, , level]) => `${edge}: ${down(level)}`).join(', ')} },`,
  )
  .join('\n')}
} as const

const columnOf = (rows: readonly (readonly number[])[], reliability: Reliability): number[] =>
  rows.map((row) => row[kinds.indexOf(reliability)] as number)
const byKind = new Map(
  kinds.map((kind) => [kind, { options: columnOf(weights, kind), noParent: columnOf(noParentWeights, kind) }]),
)

/** The weights of what \`model.ts\` tells of a candidate and of "has no parent here". */
export function weightsFor(reliability: Reliability): { options: readonly number[]; noParent: readonly number[] } {
  const found = byKind.get(reliability)
  if (!found) throw new Error(\`no weights for \${reliability}\`)
  return found
}

/** How often, in generated histories, a best candidate with this share of the whole was right. */
export function frequencyOf(share: number, reliability: Reliability): number {
  return between(frequencies[reliability], share)
}
`,
  )
}

const round = (value: number, places: number): number => Number(value.toFixed(places))
/** Never up, so that what lay on the border stays on its side. */
const down = (value: number): number => Math.floor(value * 10_000) / 10_000
