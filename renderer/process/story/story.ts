import type { Process, Round } from '../../../shared/contract/process.ts'
import { mainLine } from '../graph/stops.ts'

/**
 * The rounds in which the work came to be, in order: the line to the final image; where none is established, the order
 * that the person states; without a final image, the largest history.
 */
export function storyOf(process: Process, final: number | undefined): Round[] {
  const line = mainLine(process, final)
  const rounds = [...process.rounds].sort((a, b) => a.no - b.no)
  const own = rounds.filter((round) => line.has(round.item))
  if (own.length > 1) return own
  const inOrder = rounds.filter(({ ordered, sourceType }) => ordered && sourceType !== 'reproduction')
  if (process.orderBasis === 'person') return upTo(inOrder, final)
  if (own.length > 0) return own
  const largest = inOrder.filter(({ history }) => history === 0)
  return largest.length > 0 ? largest : rounds.slice(0, 1)
}

/** What comes after the final image is no part of its making. */
function upTo(rounds: readonly Round[], final: number | undefined): Round[] {
  const at = rounds.findIndex(({ pictures }) => pictures.some(({ item }) => item === final))
  return at < 0 ? [...rounds] : rounds.slice(0, at + 1)
}

/**
 * The rounds that tell most of the making: the first, then those that a person speaks of or that changed most. The
 * last is left out, for it is shown by itself.
 */
export function keyRounds(story: readonly Round[], most: number): Round[] {
  const [first, ...rest] = story.slice(0, -1)
  if (!first) return []
  const chosen = rest
    .map((round) => ({ round, weight: weightOf(round) }))
    .sort((a, b) => b.weight - a.weight || a.round.no - b.round.no)
    .slice(0, most - 1)
    .map(({ round }) => round)
  return [first, ...chosen].sort((a, b) => a.no - b.no)
}

function weightOf(round: Round): number {
  const told = (round.reason ? 4 : 0) + (round.note.handEdit ? 3 : 0) + (round.selected !== null ? 2 : 0)
  return told + Math.min(3, round.changed.filter(({ field }) => field !== 'seed').length)
}

export interface Figures {
  /** Rounds and pictures of the making; what was made later is counted by its kind alone. */
  readonly rounds: number
  readonly pictures: number
  /** Pictures whose files hold a record, that a person vouches for, that were made later. */
  readonly kinds: Readonly<Record<Round['sourceType'], number>>
  readonly edges: Readonly<Record<'recorded' | 'strong' | 'supported' | 'related', number>>
  readonly undecided: number
  readonly confirmed: number
  readonly drawn: number
  readonly cut: number
  readonly reasons: number
  readonly selected: number
  /** The first and the last time that files claim, as they write it; not a fact but what they say. */
  readonly claimed: readonly [string, string] | null
  /** The first and the last time at which the vault took a file in, ISO 8601. */
  readonly imported: readonly [string, string] | null
  readonly stamped: number
}

function picturesIn(rounds: readonly Round[]): number {
  return rounds.reduce((sum, { pictures }) => sum + pictures.length, 0)
}

export function figuresOf(process: Process): Figures {
  const { rounds } = process
  const made = rounds.filter(({ sourceType }) => sourceType !== 'reproduction')
  const pictures = rounds.flatMap((round) => round.pictures)
  const standing = process.edges.filter(({ decision }) => decision?.kind !== 'cut')
  const decided = (kind: string) => process.edges.filter(({ decision }) => decision?.kind === kind).length
  const ofKind = (kind: Round['sourceType']) =>
    pictures.filter(({ sourceType }) => sourceType === kind).length
  const ofClass = (kind: string) => standing.filter(({ proposal }) => proposal?.class === kind).length
  return {
    rounds: made.length,
    pictures: picturesIn(made),
    kinds: {
      'original-record': ofKind('original-record'),
      reproduction: ofKind('reproduction'),
      statement: ofKind('statement'),
    },
    edges: {
      recorded: ofClass('recorded'),
      strong: ofClass('strong'),
      supported: ofClass('supported'),
      related: ofClass('related'),
    },
    undecided: process.undecided.length,
    confirmed: decided('confirmed'),
    drawn: decided('drawn'),
    cut: decided('cut'),
    reasons: made.filter(({ reason }) => reason).length,
    selected: pictures.filter(({ selected }) => selected === true).length,
    claimed: spanOf(rounds, 'claimed'),
    imported: spanOf(rounds, 'imported'),
    stamped: rounds.filter(({ times }) => times.some(({ kind }) => kind === 'stamped')).length,
  }
}

/** Times of one kind alone; a later run made for the proof is no part of the making. */
function spanOf(rounds: readonly Round[], kind: 'claimed' | 'imported'): [string, string] | null {
  const times = rounds
    .filter(({ sourceType }) => sourceType !== 'reproduction')
    .flatMap((round) => round.times.filter((time) => time.kind === kind).map(({ value }) => value))
    .filter((value) => !Number.isNaN(Date.parse(value.replace(' ', 'T'))))
    .sort()
  const [first, last] = [times[0], times.at(-1)]
  return first !== undefined && last !== undefined ? [first, last] : null
}
