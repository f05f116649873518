import { randomFrom } from '../../histories/random.ts'
import type { Counts } from './measures.ts'

/** A share with the interval that resampling whole histories gives; null where there was nothing to count. */
export interface Share {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly of: number
}

const draws = 1000

export function sum(histories: readonly Counts[], name: string): number {
  return histories.reduce((total, counts) => total + (counts[name] ?? 0), 0)
}

/** Part by whole over all histories; 95 % by the percentile bootstrap over histories (Efron 1979), always the same draws. */
export function share(histories: readonly Counts[], part: string, whole: string): Share | null {
  const of = sum(histories, whole)
  if (of === 0) return null
  const random = randomFrom('bootstrap', part, whole, histories.length)
  const values = Array.from({ length: draws }, () => {
    let [a, b] = [0, 0]
    for (let n = 0; n < histories.length; n += 1) {
      const counts = random.pick(histories)
      a += counts[part] ?? 0
      b += counts[whole] ?? 0
    }
    return b === 0 ? 1 : a / b
  }).sort((x, y) => x - y)
  return {
    value: sum(histories, part) / of,
    low: values[Math.floor(draws * 0.025)] ?? 0,
    high: values[Math.floor(draws * 0.975)] ?? 1,
    of,
  }
}

/** The one-sided 95 % lower bound of a proportion (Clopper and Pearson 1934), by bisection of the binomial tail. */
export function lowerBound(right: number, of: number): number {
  if (right === 0 || of === 0) return 0
  let [low, high] = [0, right / of]
  for (let turn = 0; turn < 60; turn += 1) {
    const middle = (low + high) / 2
    if (tail(right, of, middle) < 0.05) low = middle
    else high = middle
  }
  return low
}

/** The chance of at least `right` of `of` at this frequency. */
function tail(right: number, of: number, frequency: number): number {
  if (frequency <= 0) return 0
  let logarithm = 0
  for (let n = 0; n < right; n += 1) logarithm += Math.log((of - n) / (n + 1))
  logarithm += right * Math.log(frequency) + (of - right) * Math.log1p(-frequency)
  let term = Math.exp(logarithm)
  let total = term
  for (let n = right; n < of; n += 1) {
    term *= (((of - n) / (n + 1)) * frequency) / (1 - frequency)
    total += term
  }
  return total
}

/** F-scores of NIST's media provenance evaluation (usnistgov/MediScore): vertices, links, both. They hide a bad precision. */
export function similarities(histories: readonly Counts[]): { simNO: number; simLO: number; simNLO: number } {
  const at = (name: string) => sum(histories, name)
  const vertices = at('vertices') + at('vertices true')
  const links = at('drawn') + at('children')
  return {
    simNO: (2 * at('vertices right')) / vertices,
    simLO: (2 * at('found')) / links,
    simNLO: (2 * (at('vertices right') + at('found'))) / (vertices + links),
  }
}
