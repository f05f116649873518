import { createHash } from 'node:crypto'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A stream of chance that is the same for the same words on every machine. */
export interface Random {
  /** In [0, 1). */
  readonly unit: () => number
  /** A whole number from `from` to `to`, both included. */
  readonly whole: (from: number, to: number) => number
  readonly between: (from: number, to: number) => number
  readonly chance: (share: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  /** One of the keys, by the weights. */
  readonly weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K
  /** By rank: the first words come up most (Zipf's law, exponent 1). */
  readonly zipf: <T>(from: readonly T[]) => T
  readonly normal: () => number
  readonly logNormal: (median: number, sigma: number) => number
  /** At least 1. */
  readonly geometric: (mean: number) => number
  readonly shuffled: <T>(list: readonly T[]) => T[]
}

export function randomFrom(...words: readonly (string | number)[]): Random {
  const generator = xoroshiro128plus(wordOf(words))
  const unit = () => uniformFloat64(generator)
  const whole = (from: number, to: number) => from + Math.floor(unit() * (to - from + 1))
  const pick = <T>(from: readonly T[]): T => at(from, whole(0, from.length - 1))
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())
  return {
    unit,
    whole,
    pick,
    normal,
    between: (from, to) => from + unit() * (to - from),
    chance: (share) => unit() < share,
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const entries = Object.entries<number>(weights)
      let left = unit() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key as K
      }
      return at(entries, entries.length - 1)[0] as K
    },
    zipf<T>(from: readonly T[]): T {
      // The inverse of the harmonic sum, close enough for words.
      return at(from, Math.min(from.length - 1, Math.floor((from.length + 1) ** unit() - 1)))
    },
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    geometric: (mean) => 1 + Math.floor(Math.log(1 - unit()) / Math.log(1 - 1 / Math.max(mean, 1.0001))),
    shuffled<T>(list: readonly T[]): T[] {
      const left = [...list]
      for (let i = left.length - 1; i > 0; i -= 1) {
        const j = whole(0, i)
        const kept = at(left, i)
        left[i] = at(left, j)
        left[j] = kept
      }
      return left
    },
  }
}

/** 32 bits out of any words. */
export function wordOf(words: readonly (string | number)[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readInt32BE(0)
}

function at<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError(`nothing at ${index} of ${list.length}`)
  return list[index] as T
}
