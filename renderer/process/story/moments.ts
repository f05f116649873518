import type { Round } from '../../../shared/contract/process.ts'

export type TimeKind = Round['times'][number]['kind']

/** One row of the timeline: a heading of a day, a pause, or a round. */
export type Row =
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'pause'; readonly minutes: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'round'; readonly round: Round }

/** A pause that is worth a word. */
const pauseMinutes = 30

interface Moment {
  readonly day: string
  /** Milliseconds on the clock that wrote the time; compared only with times of the same kind. */
  readonly at: number
}

function momentOf(round: Round, kind: TimeKind): Moment | null {
  const time = round.times.find((each) => each.kind === kind)
  if (!time) return null
  if (kind !== 'claimed') {
    const at = Date.parse(time.value)
    // Days are those of China, as instants are shown.
    return Number.isNaN(at) ? null : { at, day: new Date(at + 8 * 3_600_000).toISOString().slice(0, 10) }
  }
  const parts = /^(\d{4})[-:/](\d{2})[-:/](\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?/.exec(time.value)
  if (!parts) return null
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0))
  const at = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
  return { at, day: parts.slice(1, 4).join('-') }
}

/**
 * The rounds by one kind of time alone, with days and pauses between them. Rounds without that kind of time stand at
 * the end, in their order: another kind never steps in for it (legal-reference R3).
 */
export function rowsBy(rounds: readonly Round[], kind: TimeKind): Row[] {
  const all = rounds.map((round) => ({ round, moment: momentOf(round, kind) }))
  const timed = all.filter((each): each is { round: Round; moment: Moment } => each.moment !== null)
  timed.sort((a, b) => a.moment.at - b.moment.at || a.round.no - b.round.no)
  const rows: Row[] = []
  let before: Moment | undefined
  for (const { round, moment } of timed) {
    if (moment.day !== before?.day) rows.push({ kind: 'day', day: moment.day })
    else if (moment.at - before.at >= pauseMinutes * 60_000) {
      rows.push({ kind: 'pause', minutes: Math.round((moment.at - before.at) / 60_000) })
    }
    rows.push({ kind: 'round', round })
    before = moment
  }
  const rest = all.filter(({ moment }) => moment === null).sort((a, b) => a.round.no - b.round.no)
  if (rest.length > 0) rows.push({ kind: 'none' })
  for (const { round } of rest) rows.push({ kind: 'round', round })
  return rows
}

/** The kinds of time that any round has, in the order of their trust. */
export function kindsIn(rounds: readonly Round[]): TimeKind[] {
  const kinds = new Set(rounds.flatMap(({ times }) => times.map(({ kind }) => kind)))
  return (['stamped', 'sealed', 'imported', 'claimed'] as const).filter((kind) => kinds.has(kind))
}
