import { dot, featureNames, noParentNames, shares } from '../../electron/core/process/reconstruction/model.ts'
import { type Example, examplesOf } from './examples.ts'
import { loadHistories } from './load.ts'

/** `node scripts/calibration/fit.ts FOLDER...`: weights under which the true parents of these histories are likeliest. */
const examples: Example[] = []
for (const folder of process.argv.slice(2)) {
  for (const history of await loadHistories(folder)) examples.push(...examplesOf(history))
}
console.log(`${examples.length} rounds`)
const n = featureNames.length
const m = noParentNames.length
/** Strength of the pull towards nought, in rounds. */
const RIDGE = 3
let weights = new Array<number>(n + m).fill(0)
const gradientOf = (at: readonly number[]): { loss: number; gradient: number[] } => {
  const gradient = at.map((weight) => (2 * RIDGE * weight) / examples.length)
  let loss = at.reduce((sum, weight) => sum + (RIDGE * weight * weight) / examples.length, 0)
  const [w, none] = [at.slice(0, n), at.slice(n)]
  for (const { options, noParent, right } of examples) {
    const found = shares([...options.map((features) => dot(w, features)), dot(none, noParent)])
    const sum = right.reduce((total, option) => total + (found[option] as number), 0) + 1e-12
    loss -= Math.log(sum) / examples.length
    const isRight = new Set(right)
    for (const [i, share] of found.entries()) {
      // d log(sum of right shares) / d utility
      const pull = (isRight.has(i) ? share / sum : 0) - share
      if (Math.abs(pull) < 1e-9) continue
      const features = i < options.length ? (options[i] as readonly number[]) : noParent
      const offset = i < options.length ? 0 : n
      for (let f = 0; f < features.length; f += 1) {
        gradient[offset + f] =
          (gradient[offset + f] as number) - (pull * (features[f] as number)) / examples.length
      }
    }
  }
  return { loss, gradient }
}
// Adam: the numbers differ in scale, and nothing here is worth a library.
const first = weights.map(() => 0)
const second = weights.map(() => 0)
for (let step = 1; step <= 400; step += 1) {
  const { loss, gradient } = gradientOf(weights)
  weights = weights.map((weight, i) => {
    first[i] = 0.9 * (first[i] as number) + 0.1 * (gradient[i] as number)
    second[i] = 0.99 * (second[i] as number) + 0.01 * (gradient[i] as number) ** 2
    const rate = 0.08 * (1 - step / 440)
    return (
      weight -
      (rate * ((first[i] as number) / (1 - 0.9 ** step))) /
        (Math.sqrt((second[i] as number) / (1 - 0.99 ** step)) + 1e-8)
    )
  })
  if (step % 100 === 0) console.log(step, loss.toFixed(4))
}
const told = (names: readonly string[], values: readonly number[]): string =>
  names.map((name, i) => `  ${(values[i] as number).toFixed(3)}, // ${name}`).join('\n')
console.log(`${told(featureNames, weights.slice(0, n))}\n\n${told(noParentNames, weights.slice(n))}`)
