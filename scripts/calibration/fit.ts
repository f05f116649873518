import { parseArgs } from 'node:util'
import type { Reliability } from '../../electron/core/process/reconstruction/completeness.ts'
import {
  between,
  dot,
  featureNames,
  isClose,
  noParentNames,
  shares,
} from '../../electron/core/process/reconstruction/model.ts'
import type { EdgeClass } from '../../shared/contract/process.ts'
import { lowerBound } from '../bench/process/figures.ts'
import { isotonic, type Knot } from './curves.ts'
import { type Example, examplesOf } from './examples.ts'
import { loadHistories } from './load.ts'
import { writeCalibration } from './write.ts'

/**
 * `node scripts/calibration/fit.ts --fit FOLDER --thresholds FOLDER [--write]`, each as often as there are folders:
 * weights under which the true parents of the first histories are likeliest, the frequency with which a share was right
 * there, and the least frequency from which the bound of precision holds on the second ones.
 */
const { values } = parseArgs({
  options: {
    fit: { type: 'string', multiple: true, default: [] },
    thresholds: { type: 'string', multiple: true, default: [] },
    write: { type: 'boolean', default: false },
  },
})

/**
 * The one-sided bound of precision that each class has to hold, where the order is as reliable as this: about a hundredth
 * below the goal for such histories, as the figure itself lies above its bound.
 */
const bounds: Readonly<Record<Reliability, Readonly<Partial<Record<EdgeClass, number>>>>> = {
  complete: { strong: 0.985, supported: 0.96 },
  incomplete: { strong: 0.975, supported: 0.945 },
  fragmentary: { strong: 0.975, supported: 0.95 },
  unnumbered: { strong: 0.985, supported: 0.955 },
  unordered: { related: 0.975 },
}

/** Pull of the weights towards nought, in rounds. */
const RIDGE = 3
const STEPS = 500

async function examplesIn(folders: readonly string[]): Promise<Example[]> {
  const examples: Example[] = []
  for (const folder of folders) {
    for (const history of await loadHistories(folder)) examples.push(...examplesOf(history))
  }
  return examples
}

/**
 * Greatest likelihood by gradient (Adam): a softmax over the candidates and "no parent", several of which may be right.
 * Each feature is measured by its own root mean square, so that all of them are found in as many steps.
 */
function fitted(examples: readonly Example[]): { weights: number[]; noParent: number[] } {
  const n = featureNames.length
  const scales = [
    ...scalesOf(examples.flatMap(({ options }) => options)),
    ...scalesOf(examples.map(({ noParent }) => noParent)),
  ]
  let at = scales.map(() => 0)
  const first = at.map(() => 0)
  const second = at.map(() => 0)
  for (let step = 1; step <= STEPS; step += 1) {
    const { loss, gradient } = gradientOf(
      examples,
      at.map((weight, i) => weight / (scales[i] as number)),
      n,
    )
    at = at.map((weight, i) => {
      const pull = (gradient[i] as number) / (scales[i] as number)
      first[i] = 0.9 * (first[i] as number) + 0.1 * pull
      second[i] = 0.99 * (second[i] as number) + 0.01 * pull ** 2
      const rate = 0.2 * (1 - step / (STEPS * 1.1))
      const scale = Math.sqrt((second[i] as number) / (1 - 0.99 ** step)) + 1e-8
      return weight - (rate * (first[i] as number)) / (1 - 0.9 ** step) / scale
    })
    if (step % 100 === 0) console.log(`  step ${step}: ${loss.toFixed(4)} nats a round`)
  }
  const found = at.map((weight, i) => weight / (scales[i] as number))
  return { weights: found.slice(0, n), noParent: found.slice(n) }
}

/** The root mean square of each feature; 1 of one that is always nought. */
function scalesOf(rows: readonly (readonly number[])[]): number[] {
  const sums = (rows[0] ?? []).map(() => 0)
  for (const row of rows)
    for (const [i, value] of row.entries()) sums[i] = (sums[i] as number) + value * value
  return sums.map((sum) => Math.sqrt(sum / rows.length) || 1)
}

function gradientOf(examples: readonly Example[], at: readonly number[], n: number) {
  const [weights, none] = [at.slice(0, n), at.slice(n)]
  const gradient = at.map((weight) => (2 * RIDGE * weight) / examples.length)
  let loss = at.reduce((sum, weight) => sum + (RIDGE * weight * weight) / examples.length, 0)
  for (const { options, noParent, right } of examples) {
    const found = shares([...options.map((features) => dot(weights, features)), dot(none, noParent)])
    const sum = right.reduce((total, option) => total + (found[option] as number), 0) + 1e-12
    loss -= Math.log(sum) / examples.length
    for (const [i, share] of found.entries()) {
      const pull = ((right.includes(i) ? share / sum : 0) - share) / examples.length
      if (Math.abs(pull) < 1e-12) continue
      const features = options[i] ?? noParent
      const offset = i < options.length ? 0 : n
      for (let f = 0; f < features.length; f += 1) {
        gradient[offset + f] = (gradient[offset + f] as number) - pull * (features[f] as number)
      }
    }
  }
  return { loss, gradient }
}

interface Guess {
  readonly share: number
  readonly right: boolean
}

/** The best candidate of each round with its share; those that are never drawn are left out. */
function guesses(examples: readonly Example[], { weights, noParent }: ReturnType<typeof fitted>): Guess[] {
  return examples.flatMap(({ options, noParent: none, right, barred }): Guess[] => {
    const found = shares([...options.map((features) => dot(weights, features)), dot(noParent, none)])
    const ranked = options
      .map((_, at) => ({ at, share: found[at] as number }))
      .sort((a, b) => b.share - a.share)
    const [best] = ranked
    if (!best || barred[best.at] || isClose(ranked, found.at(-1) ?? 0)) return []
    return [{ share: best.share, right: right.includes(best.at) }]
  })
}

/** Places on the curve that are tried as a threshold. */
const LEVELS = 400

/** The least frequency from which on the bound of precision holds; 1.01 where none does. */
function thresholdFor(found: readonly Guess[], knots: readonly Knot[], bound: number): number {
  const told = found
    .map(({ share, right }) => ({ frequency: between(knots, share), right }))
    .sort((a, b) => a.frequency - b.frequency)
  for (let level = 0; level < LEVELS; level += 1) {
    const least = told[Math.floor((level / LEVELS) * told.length)]?.frequency ?? 1.01
    const above = told.filter(({ frequency }) => frequency >= least)
    if (lowerBound(above.filter(({ right }) => right).length, above.length) >= bound) return least
  }
  return 1.01
}

const fit = await examplesIn(values.fit)
const other = await examplesIn(values.thresholds)
const table = Object.fromEntries(
  Object.entries(bounds).map(([name, wanted]) => {
    const mine = ({ reliability }: Example): boolean => reliability === name
    const [own, beyond] = [fit.filter(mine), other.filter(mine)]
    console.log(`${name}: ${own.length} rounds to fit, ${beyond.length} for the thresholds`)
    const model = fitted(own)
    const knots = isotonic(guesses(own, model))
    const found = guesses(beyond, model)
    const thresholds = Object.entries(wanted).map(([edgeClass, bound]) => {
      const level = thresholdFor(found, knots, bound)
      const above = found.filter(({ share }) => between(knots, share) >= level)
      const right = above.filter((guess) => guess.right).length
      console.log(
        `  ${edgeClass} from ${level.toFixed(4)}: ${right} of ${above.length}, of ${found.length} rounds`,
      )
      return [edgeClass, bound, level] as const
    })
    for (const [i, feature] of featureNames.entries())
      console.log(`  ${feature}: ${model.weights[i]?.toFixed(3)}`)
    for (const [i, feature] of noParentNames.entries())
      console.log(`  ${feature}: ${model.noParent[i]?.toFixed(3)}`)
    return [name, { ...model, knots, thresholds }] as const
  }),
)
if (values.write) writeCalibration({ table, rounds: [fit.length, other.length] })
