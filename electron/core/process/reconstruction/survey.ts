import type { Ground, OrderWitness } from '../../../../shared/contract/process.ts'
import { candidatesOf, MOST_CANDIDATES } from './candidates.ts'
import { completeLines, type Reliability } from './completeness.ts'
import { type Difference, difference, type Library, openLibrary } from './library.ts'
import { type Circumstances, featuresOf, noParentFeatures } from './model.ts'
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
  const complete = completeLines(testimony.folders, places)
  const library = openLibrary(rounds)
  const candidates = candidatesOf(rounds, library)
  const looks = openLooks(pictures)

  function optionsOf(round: number): { options: Option[]; noParent: readonly number[] } {
    const own = rounds[round] as PlacedRound
    const sheet = library.sheets[round]
    const noParent = noParentFeatures(pauseBefore(rounds, round), own.line !== null)
    if (!sheet?.prompt) return { options: [], noParent }
    const options = [...new Set([...candidates(round), ...lookingAlike(round)])]
      .slice(0, MOST_CANDIDATES)
      .flatMap((from): Option[] => {
        const other = library.sheets[from]
        const found = other && difference(library, other, sheet)
        if (!found) return []
        const circumstances = circumstancesOf(from, round)
        return [{ from, found, circumstances, features: featuresOf(found, circumstances) }]
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

  function circumstancesOf(from: number, to: number): Circumstances {
    const [parent, child] = [rounds[from] as PlacedRound, rounds[to] as PlacedRound]
    const sharedSeed = [...child.seeds].some((seed) => parent.seeds.has(seed))
    const alike = child.recipe?.takesPicture === true && isAlike(parent, child)
    const start = child.runs[0]
    if (precedence(parent, child) !== 'before' || start === undefined) {
      return { between: null, pause: null, sharedSeed, alike }
    }
    const at = parent.runs.findLastIndex((run) => run < start)
    const run = parent.runs[at] ?? start - 1
    const [began] = child.runTimes[0] ?? []
    const ended = parent.runTimes[at]?.[1]
    const pause = began === undefined || ended === undefined ? null : (began - ended) / 60_000
    return { between: start - run - 1, pause, sharedSeed, alike }
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
      return line === null ? 'unordered' : complete.has(line) ? 'complete' : 'incomplete'
    },
    optionsOf,
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
