import type { Work } from '../../../shared/contract/case.ts'
import type { Edge, Process, Round } from '../../../shared/contract/process.ts'
import { readTime } from '../../../shared/written-time.ts'
import type { Scope } from './scope.ts'

/** At most so many pictures tell the making of a work at a glance. */
const mostKeys = 8

/** The line that leads to the final image, earliest first; where it is not established, the rounds whose order is. */
export function mainLine(process: Process, work: Work): Round[] {
  const rounds = new Map(process.rounds.map((round) => [round.item, round]))
  const final = process.rounds.find(({ pictures }) => pictures.some(({ item }) => item === work.finalItem))
  const line: Round[] = []
  for (let at = final; at && !line.includes(at); at = rounds.get(at.parent ?? 0)) line.unshift(at)
  if (line.length > 1) return line
  const ordered = process.rounds.filter(
    (round) =>
      round.sourceType !== 'reproduction' &&
      round.ordered &&
      (round.history === 0 || round.orderBasis === 'person'),
  )
  return ordered.length > 1 ? ordered : line
}

/** The rounds of the line that tell it best: its ends, then those with the author's words, then the largest changes. */
export function keyRounds(line: readonly Round[]): Round[] {
  if (line.length <= mostKeys) return [...line]
  const weight = (round: Round): number =>
    (round === line[0] || round === line.at(-1) ? 1_000 : 0) +
    (round.note.selected === true ? 200 : 0) +
    (round.reason ? 100 : 0) +
    (round.note.handEdit ? 100 : 0) +
    Math.min(50, round.changed.filter(({ field }) => field !== 'seed').length * 5)
  const chosen = new Set(
    line
      .map((round, index) => ({ round, index }))
      .sort((a, b) => weight(b.round) - weight(a.round) || a.index - b.index)
      .slice(0, mostKeys)
      .map(({ round }) => round),
  )
  return line.filter((round) => chosen.has(round))
}

export interface Figures {
  readonly rounds: number
  readonly pictures: number
  readonly reproductions: number
  /** Descents by what they rest on; a decision of the party counts as theirs alone where nothing was proposed. */
  readonly recorded: number
  readonly inferred: number
  readonly confirmed: number
  readonly drawn: number
  readonly undecided: number
  readonly reasons: number
}

export function figuresOf(process: Process): Figures {
  const made = process.rounds.filter((round) => round.sourceType !== 'reproduction')
  const parents = new Map(made.map((round) => [round.item, round.parent]))
  const arrows = process.edges.filter((edge) => parents.get(edge.to) === edge.from)
  const count = (fits: (edge: Edge) => boolean) => arrows.filter(fits).length
  const isProposed = ({ proposal }: Edge) => proposal !== null && proposal.class !== 'related'
  return {
    rounds: made.length,
    pictures: made.reduce((sum, round) => sum + round.pictures.length, 0),
    reproductions: process.rounds.length - made.length,
    recorded: count(({ proposal }) => proposal?.class === 'recorded'),
    inferred: count((edge) => isProposed(edge) && edge.proposal?.class !== 'recorded'),
    confirmed: count((edge) => isProposed(edge) && edge.decision !== null),
    drawn: count((edge) => !isProposed(edge)),
    undecided: process.undecided.length,
    reasons: made.filter((round) => round.reason).length,
  }
}

/** The earliest and the latest time that the files of one source claim, as they are written. */
export interface ClaimedSpan {
  readonly source: string
  readonly from: string
  readonly to: string
  readonly files: number
}

export function claimedSpan(scope: Scope, process: Process): ClaimedSpan | null {
  const times = process.rounds
    .filter((round) => round.sourceType !== 'reproduction')
    .flatMap((round) => round.pictures)
    .flatMap(({ item }) => scope.item(item)?.record.claimedTimes ?? [])
    .flatMap(({ source, value }) => {
      const read = readTime(value)
      return read === null ? [] : [{ source, value, at: read.reading }]
    })
  const bySource = [...Map.groupBy(times, ({ source }) => source)].sort(([, a], [, b]) => b.length - a.length)
  const [most] = bySource
  if (!most) return null
  const sorted = most[1].toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const [first] = sorted
  const last = sorted.at(-1)
  return first && last ? { source: most[0], from: first.value, to: last.value, files: sorted.length } : null
}
