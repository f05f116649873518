import { parseArgs } from 'node:util'
import type { Reliability } from '../../electron/core/process/reconstruction/completeness.ts'
import { dot, featureNames, noParentNames, shares } from '../../electron/core/process/reconstruction/model.ts'
import type { EdgeClass } from '../../shared/contract/process.ts'
import { clopperPearson, isotonic, type Step } from './curves.ts'
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

/** The one-sided bound of precision that each class has to hold, where the order is as reliable as this. */
const bounds: Readonly<Record<Reliability, Readonly<Partial<Record<EdgeClass, number>>>>> = {
  complete: { strong: 0.99, supported: 0.96 },
  incomplete: { strong: 0.98, supported: 0.955 },
  unordered: { related: 0.95 },
}

/** Pull of the weights towards nought, in rounds. */
const RIDGE = 3
const STEPS = 240

async function examplesIn(folders: readonly string[]): Promise<Example[]> {
  const examples: Example[] = []
  for (const folder of folders) {
    for (const history of await loadHistories(folder)) examples.push(...examplesOf(history))
  }
  return examples
}

/** Greatest likelihood by gradient (Adam): a softmax over the candidates and "no parent", several of which may be right. */
function fitted(examples: readonly Example[]): { weights: number[]; noParent: number[] } {
  const n = featureNames.length
  let at = new Array<number>(n + noParentNames.length).fill(0)
  const first = at.map(() => 0)
  const second = at.map(() => 0)
  for (let step = 1; step <= STEPS; step += 1) {
    const { loss, gradient } = gradientOf(examples, at, n)
    at = at.map((weight, i) => {
      first[i] = 0.9 * (first[i] as number) + 0.1 * (gradient[i] as number)
      second[i] = 0.99 * (second[i] as number) + 0.01 * (gradient[i] as number) ** 2
      const rate = 0.1 * (1 - step / (STEPS * 1.1))
      const scale = Math.sqrt((second[i] as number) / (1 - 0.99 ** step)) + 1e-8
      return weight - (rate * (first[i] as number)) / (1 - 0.9 ** step) / scale
    })
    if (step % 100 === 0) console.log(`step ${step}: ${loss.toFixed(4)} nats a round`)
  }
  return { weights: at.slice(0, n), noParent: at.slice(n) }
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
function guesses(
  examples: readonly Example[],
  { weights, noParent }: ReturnType<typeof fitted>,
  reliability: Reliability,
): Guess[] {
  return examples.flatMap((example): Guess[] => {
    if (example.reliability !== reliability) return []
    const found = shares([...example.options.map((f) => dot(weights, f)), dot(noParent, example.noParent)])
    const best = example.options.reduce(
      (top, _, i) => ((found[i] as number) > (found[top] as number) ? i : top),
      0,
    )
    return example.barred[best] ? [] : [{ share: found[best] as number, right: example.right.includes(best) }]
  })
}

const frequencyAt = (steps: readonly Step[], share: number): number =>
  steps.findLast((step) => share >= step.share)?.frequency ?? 0

/** The least frequency from which on the bound of precision holds; 1.01 where none does. */
function thresholdFor(found: readonly Guess[], steps: readonly Step[], bound: number): number {
  const levels = [...new Set(steps.map(({ frequency }) => frequency))].sort((a, b) => a - b)
  for (const level of levels) {
    const above = found.filter(({ share }) => frequencyAt(steps, share) >= level)
    const right = above.filter((guess) => guess.right).length
    if (clopperPearson(right, above.length) >= bound) return level
  }
  return 1.01
}

const fit = await examplesIn(values.fit)
console.log(`${fit.length} rounds to fit`)
const model = fitted(fit)
const other = await examplesIn(values.thresholds)
console.log(`${other.length} rounds for the thresholds`)
const table = Object.fromEntries(
  Object.entries(bounds).map(([name, wanted]) => {
    const reliability = name as Reliability
    const steps = isotonic(guesses(fit, model, reliability))
    const found = guesses(other, model, reliability)
    const thresholds = Object.entries(wanted).map(([edgeClass, bound]) => {
      const level = thresholdFor(found, steps, bound)
      const above = found.filter(({ share }) => frequencyAt(steps, share) >= level)
      const right = above.filter((guess) => guess.right).length
      console.log(
        `${name} ${edgeClass} from ${level.toFixed(4)}: ${right} of ${above.length}, of ${found.length} rounds`,
      )
      return [edgeClass, level] as const
    })
    return [reliability, { steps, thresholds }] as const
  }),
)
for (const [i, name] of featureNames.entries()) console.log(`${name}: ${model.weights[i]?.toFixed(3)}`)
for (const [i, name] of noParentNames.entries()) console.log(`${name}: ${model.noParent[i]?.toFixed(3)}`)
if (values.write) writeCalibration({ ...model, table, rounds: [fit.length, other.length] })
