import { createHash } from 'node:crypto'
import type { OrderBasis } from '../../../../shared/contract/process.ts'
import type { Place } from './order.ts'
import { type Recipe, recipeOf, seedsOf } from './recipe.ts'
import type { ProcessPicture } from './reconstruct.ts'

/** All pictures of one recipe, by index. */
export interface Group {
  /** Digest of the canonical recipe; of the file where there is none. */
  readonly key: string
  readonly recipe: Recipe | null
  readonly pictures: number[]
}

/** Puts pictures of one recipe together, whatever the seed; a picture without a record is a round of its own. */
export function roundsOf(pictures: readonly ProcessPicture[]): { groups: Group[]; roundOf: Int32Array } {
  const groups: Group[] = []
  const known = new Map<string, number>()
  const roundOf = new Int32Array(pictures.length)
  for (const [index, picture] of pictures.entries()) {
    const recipe = recipeOf(picture.record)
    const key = recipe?.canonical ?? `file ${picture.sha256}`
    let round = known.get(key)
    if (round === undefined) {
      round = groups.length
      known.set(key, round)
      const digest = recipe ? createHash('sha256').update(key).digest('hex') : picture.sha256
      groups.push({ key: digest, recipe, pictures: [] })
    }
    groups[round]?.pictures.push(index)
    roundOf[index] = round
  }
  return { groups, roundOf }
}

/** A round in its place. */
export interface PlacedRound extends Group {
  readonly seeds: ReadonlySet<string>
  /** Null where the order is not established. */
  readonly line: number | null
  /** Place of the first picture within the line. */
  readonly first: number
  /** Runs of the line that are this round's, ascending: a recipe used again later has several. */
  readonly runs: readonly number[]
  readonly basis: OrderBasis
  /** Times of the first pictures of its runs and of the last ones; null where no clock is trusted. */
  readonly runTimes: readonly (readonly [from: number, to: number] | null)[]
}

/** Rounds in their order: those of the longest line first, those without a place last, by digest. */
export function placed(
  { groups, roundOf }: { readonly groups: readonly Group[]; readonly roundOf: Int32Array },
  places: readonly (Place | null)[],
  pictures: readonly ProcessPicture[],
): PlacedRound[] {
  const runs = runsOf(roundOf, places)
  const rounds = groups.map((group, round): PlacedRound => {
    const own = group.pictures.flatMap((picture) => places[picture] ?? [])
    // A round in several lines stands in the one that holds most of it.
    const line = commonest(own.map((place) => place.line))
    const inLine = own.filter((place) => place.line === line).sort((a, b) => a.at - b.at)
    const [first] = inLine
    const mine = (runs.get(round) ?? []).filter((run) => run.line === line)
    return {
      ...group,
      pictures: sortedPictures(group.pictures, line, places, pictures),
      seeds: new Set(
        group.pictures.flatMap((index) => seedsOf((pictures[index] as ProcessPicture).record).seed ?? []),
      ),
      line,
      first: first?.at ?? -1,
      runs: mine.map(({ run }) => run),
      runTimes: mine.map(({ times }) => times),
      basis: first?.basis ?? 'import-order',
    }
  })
  return rounds.sort(
    (a, b) =>
      (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER) ||
      a.first - b.first ||
      (a.key < b.key ? -1 : 1),
  )
}

function commonest(values: readonly number[]): number | null {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? null
}

function sortedPictures(
  members: readonly number[],
  line: number | null,
  places: readonly (Place | null)[],
  pictures: readonly ProcessPicture[],
): number[] {
  const at = (index: number): number => {
    const place = places[index]
    return place && place.line === line ? place.at : Number.MAX_SAFE_INTEGER
  }
  const id = (index: number): number => (pictures[index] as ProcessPicture).id
  return [...members].sort((a, b) => at(a) - at(b) || id(a) - id(b))
}

interface Run {
  readonly line: number
  readonly run: number
  times: readonly [number, number] | null
}

/** Stretches of a line without another round in between, numbered along the line. */
function runsOf(roundOf: Int32Array, places: readonly (Place | null)[]): Map<number, Run[]> {
  const ordered = [...places.keys()]
    .filter((index) => places[index])
    .sort((a, b) => {
      const [x, y] = [places[a] as Place, places[b] as Place]
      return x.line - y.line || x.at - y.at || (roundOf[a] as number) - (roundOf[b] as number)
    })
  const runs = new Map<number, Run[]>()
  let current: (Run & { round: number }) | null = null
  for (const index of ordered) {
    const { line, time } = places[index] as Place
    const round = roundOf[index] as number
    if (current && current.line === line && current.round === round) {
      if (current.times && time !== null) current.times = [current.times[0], time]
      continue
    }
    const run: number = current?.line === line ? current.run + 1 : 0
    current = { line, run, round, times: time === null ? null : [time, time] }
    const own = runs.get(round)
    if (own) own.push(current)
    else runs.set(round, [current])
  }
  return runs
}

export type Precedence = 'before' | 'after' | 'unknown'

/** Which of two rounds began first. */
export function precedence(a: PlacedRound, b: PlacedRound): Precedence {
  if (a.line === null || a.line !== b.line || a.first === b.first) return 'unknown'
  return a.first < b.first ? 'before' : 'after'
}
