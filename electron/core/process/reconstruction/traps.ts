import type { Reading } from './clocks.ts'
import { kendall } from './kendall.ts'
import { seedsOf } from './recipe.ts'
import type { ProcessPicture } from './reconstruct.ts'

type Readings = ReadonlyMap<number, Reading>
type Pictures = readonly ProcessPicture[]
type RoundOf = readonly number[]

/** Pictures from which their standing together tells anything. */
const LEAST_TELLING = 20

const byValue = (readings: Readings): [number, Reading][] =>
  [...readings].sort(([, a], [, b]) => a.value - b.value)

/** How many files of a counter have the number of another one: numbers begun anew, or two folders put into one. */
export function repeats(readings: Readings, pictures: Pictures): number {
  const stems = new Map<number, string>()
  let repeated = 0
  for (const [index, { value }] of readings) {
    // The same picture in another format, or at another stage (`-before-highres-fix`), has its number by right.
    const stem = (pictures[index]?.name ?? '').replace(/\.[^.]*$/, '').replace(/-before-[a-z-]+$/, '')
    const known = stems.get(value)
    if (known === undefined) stems.set(value, stem)
    else if (known !== stem) repeated += 1
  }
  return repeated
}

/** The second that too many files share; pictures of one batch may. */
export function crowdOf(readings: Readings, roundOf: RoundOf): { files: number; value: string } | null {
  const bySecond = new Map<number, number[]>()
  for (const [index, { value }] of readings) {
    const second = Math.floor(value / 1000)
    const group = bySecond.get(second)
    if (group) group.push(index)
    else bySecond.set(second, [index])
  }
  for (const group of bySecond.values()) {
    const many = group.length >= 10 || (group.length >= 3 && group.length * 2 >= readings.size)
    if (many && new Set(group.map((index) => roundOf[index])).size > 1) {
      return { files: group.length, value: readings.get(group[0] as number)?.text ?? '' }
    }
  }
  return null
}

/** Files with a time later than their import. */
export function laterThanImport(readings: Readings, pictures: Pictures): number {
  return [...readings].filter(([index, { scale, value }]) => {
    // A time without a zone may be ahead of universal time by fourteen hours.
    const slack = scale === 'local' ? 14 * 3_600_000 : 60_000
    return value > Date.parse(pictures[index]?.importedAt ?? '') + slack
  }).length
}

/** The median distance in seconds from one round to the next, where it is shorter than anybody can work. */
export function tooDense(readings: Readings, roundOf: RoundOf): number | null {
  const sorted = byValue(readings)
  const gaps = sorted
    .slice(1)
    .flatMap(([index, { value }], i) => {
      const [before, reading] = sorted[i] as [number, Reading]
      return roundOf[index] === roundOf[before] ? [] : [value - reading.value]
    })
    .sort((a, b) => a - b)
  const median = (gaps[gaps.length >> 1] ?? 0) / 1000
  return gaps.length >= 5 && median < 1 ? median : null
}

export interface Coherence {
  /** Stretches of pictures of one round, and rounds, among those with more than one picture. */
  readonly runs: number
  readonly rounds: number
  /** Neighbours of one round whose seeds go up by one, as in a batch, and those whose seeds go down by one. */
  readonly rising: number
  readonly falling: number
}

/** How pictures of one recipe stand by a witness: together, or scattered as by chance; null where there are too few. */
export function coherenceOf(readings: Readings, pictures: Pictures, roundOf: RoundOf): Coherence | null {
  const sorted = byValue(readings).map(([index]) => index)
  const sizes = new Map<number, number>()
  for (const index of sorted)
    sizes.set(roundOf[index] as number, (sizes.get(roundOf[index] as number) ?? 0) + 1)
  const telling = sorted.filter((index) => (sizes.get(roundOf[index] as number) ?? 0) > 1)
  if (telling.length < LEAST_TELLING) return null
  let [runs, rising, falling] = [0, 0, 0]
  for (const [at, index] of telling.entries()) {
    const before = telling[at - 1]
    if (before === undefined || roundOf[before] !== roundOf[index]) {
      runs += 1
      continue
    }
    const step = seedOf(pictures[index]) - seedOf(pictures[before])
    if (step === 1) rising += 1
    if (step === -1) falling += 1
  }
  return { runs, rounds: new Set(telling.map((index) => roundOf[index])).size, rising, falling }
}

/** Seeds beyond 2^53 lose their last digits and tell nothing here. */
function seedOf(picture: ProcessPicture | undefined): number {
  const seed = Number(picture ? (seedsOf(picture.record).seed ?? Number.NaN) : Number.NaN)
  return Number.isSafeInteger(seed) ? seed : Number.NaN
}

/** Whether files stand as their names do, which is how they are copied. */
export function standsByName(readings: Readings, pictures: Pictures): boolean {
  const nameOf = (index: number): string => pictures[index]?.name ?? ''
  const sorted = [...readings.keys()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const places = new Map(sorted.map((index, place) => [index, place]))
  const found = kendall(
    sorted,
    (index) => places.get(index) ?? 0,
    (index) => readings.get(index)?.value ?? 0,
  )
  return Math.abs(found.tau) >= 0.9
}
