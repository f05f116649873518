import type { Ground, OrderWitness } from '../../../../shared/contract/process.ts'
import { candidatesOf, MOST_CANDIDATES } from './candidates.ts'
import { numberingOf, type Reliability } from './completeness.ts'
import { changeCount, type Difference, difference, type Library, openLibrary } from './library.ts'
import { type Circumstances, featuresOf, type Making, noParentFeatures } from './model.ts'
import { orderOf } from './order.ts'
import { openLooks } from './pictures.ts'
import type { ProcessPicture } from './reconstruct.ts'
import type { Scene } from './recorded.ts'
import { type PlacedRound, placed, precedence, roundsOf } from './rounds.ts'
import { hear } from './witnesses.ts'

/** A round that may be the parent of another one, with all that is known of the two. */
export interface Option {
  readonly from: number
  readonly found: Difference
  readonly circumstances: Circumstances
  readonly features: readonly number[]
}

/** Rounds in their order, and what may descend from what: everything before anything is decided. */
export interface Survey extends Scene {
  readonly library: Library
  readonly witnesses: readonly OrderWitness[]
  readonly contradictions: readonly Ground[]
  readonly reliabilityOf: (round: number) => Reliability
  readonly optionsOf: (round: number) => { options: Option[]; noParent: readonly number[] }
}

/** Bits within which a picture may have been the input of another one. */
const ALIKE = 50
/** Pairs of pictures that are looked at for two rounds. */
const LOOKED_AT = 6

export function survey(given: readonly ProcessPicture[]): Survey {
  const pictures = [...given].sort(
    (a, b) => compare(a.sha256, b.sha256) || compare(a.path, b.path) || a.id - b.id,
  )
  const grouped = roundsOf(pictures)
  const testimony = hear(pictures, [...grouped.roundOf])
  const places = orderOf(testimony.folders, pictures.length)
  const rounds = placed(grouped, places, pictures)
  const roundOf: number[] = []
  for (const [round, { pictures: members }] of rounds.entries())
    for (const member of members) roundOf[member] = round
  const numbering = numberingOf(testimony.folders, places, pictures)
  const library = openLibrary(rounds)
  const candidates = candidatesOf(rounds, library)
  const looks = openLooks(pictures)
  const sparse = sparseLines(rounds, library)

  function optionsOf(round: number): { options: Option[]; noParent: readonly number[] } {
    const own = rounds[round] as PlacedRound
    const sheet = library.sheets[round]
    const isBeforeThere = numbering.isBeforeThere(own.pictures[0] ?? -1)
    const noParent = noParentFeatures({
      pause: pauseBefore(rounds, round),
      ordered: own.line !== null,
      isBeforeThere,
      sparse: sparse.get(own.line) ?? 0,
      missing: numbering.missingIn(own.line) ?? 0,
    })
    if (!sheet?.prompt) return { options: [], noParent }
    const found = [...new Set([...candidates(round), ...lookingAlike(round)])]
      .slice(0, MOST_CANDIDATES)
      .flatMap((from) => {
        const other = library.sheets[from]
        const differing = other && difference(library, other, sheet)
        if (!differing) return []
        const circumstances = circumstancesOf(from, round, isBeforeThere === true)
        return [{ from, found: differing, circumstances, changes: changeCount(differing) }]
      })
    const fewest = Math.min(...found.map(({ changes }) => changes))
    const mostAlike = Math.max(...found.map((option) => option.found.kinship))
    const placeOf = (option: { circumstances: Circumstances }): number =>
      option.circumstances.between ?? Number.MAX_SAFE_INTEGER
    const latest = Math.min(...found.filter(({ changes }) => changes === fewest).map(placeOf))
    const options = found.map(({ changes: _, ...option }): Option => {
      const field = { fewest, mostAlike, isLatest: placeOf(option) === latest }
      return { ...option, features: featuresOf(option.found, option.circumstances, field) }
    })
    return { options, noParent }
  }

  /** Rounds with a picture that this one's picture may have been made of; asked only where a picture went in. */
  function lookingAlike(round: number): number[] {
    const own = rounds[round] as PlacedRound
    if (!own.recipe?.takesPicture) return []
    return own.pictures
      .slice(0, LOOKED_AT)
      .flatMap((member) => looks.near(member).slice(0, 8))
      .map(({ picture }) => roundOf[picture] as number)
      .filter((other) => other !== round && precedence(rounds[other] as PlacedRound, own) !== 'after')
  }

  function circumstancesOf(from: number, to: number, isBeforeThere: boolean): Circumstances {
    const [parent, child] = [rounds[from] as PlacedRound, rounds[to] as PlacedRound]
    const sharedSeed = [...child.seeds].some((seed) => parent.seeds.has(seed))
    const alike = child.recipe?.takesPicture === true && isAlike(parent, child)
    const common = { sharedSeed, alike, parent: makingOf(parent), child: makingOf(child) }
    const start = child.runs[0]
    if (precedence(parent, child) !== 'before' || start === undefined) {
      return { ...common, between: null, pause: null, adjoining: false }
    }
    const at = parent.runs.findLastIndex((run) => run < start)
    const run = parent.runs[at] ?? start - 1
    const [began] = child.runTimes[0] ?? []
    const ended = parent.runTimes[at]?.[1]
    const pause = began === undefined || ended === undefined ? null : (began - ended) / 60_000
    const between = start - run - 1
    return { ...common, between, pause, adjoining: between === 0 && isBeforeThere }
  }

  function isAlike(parent: PlacedRound, child: PlacedRound): boolean {
    return child.pictures
      .slice(0, LOOKED_AT)
      .some((a) => parent.pictures.slice(0, LOOKED_AT).some((b) => (looks.distance(a, b) ?? 256) <= ALIKE))
  }

  return {
    pictures,
    rounds,
    roundOf,
    places,
    looks,
    library,
    witnesses: testimony.witnesses,
    contradictions: testimony.contradictions,
    reliabilityOf(round) {
      const line = rounds[round]?.line ?? null
      return numbering.reliabilityOf(line, sparse.get(line) ?? 0)
    },
    optionsOf,
  }
}

function makingOf({ recipe }: PlacedRound): Making {
  return {
    takesPicture: recipe?.takesPicture === true,
    isRefined: recipe !== null && recipe.refinements.length > 0,
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Minutes between the first picture of a round and the one that was made before it; null where no clock is trusted. */
function pauseBefore(rounds: readonly PlacedRound[], round: number): number | null {
  const own = rounds[round] as PlacedRound
  const before = rounds[round - 1]
  const [began] = own.runTimes[0] ?? []
  if (began === undefined || !before || before.line !== own.line) return null
  const ended = before.runTimes
    .flatMap((times) => times ?? [])
    .filter((time) => time <= began)
    .at(-1)
  return ended === undefined ? null : (began - ended) / 60_000
}

/** By line: the share of rounds that differ from the round directly before in more than one thing. */
function sparseLines(rounds: readonly PlacedRound[], library: Library): Map<number | null, number> {
  const counts = new Map<number | null, { far: number; all: number }>()
  for (const [round, { line }] of rounds.entries()) {
    const [before, own] = [library.sheets[round - 1], library.sheets[round]]
    const found =
      line !== null && rounds[round - 1]?.line === line && before && own
        ? difference(library, before, own)
        : null
    if (!found) continue
    const known = counts.get(line) ?? { far: 0, all: 0 }
    counts.set(line, { far: known.far + (changeCount(found) > 1 ? 1 : 0), all: known.all + 1 })
  }
  return new Map([...counts].map(([line, { far, all }]) => [line, far / all]))
}
