import type { Process, Round } from '../../../shared/contract/process.ts'

/** One node of the graph: a round, or several that are shown as one until they are wanted one by one. */
export interface Stop {
  readonly key: string
  /** In their order, never empty. */
  readonly rounds: readonly [Round, ...Round[]]
  readonly fold: 'parameters' | 'sitting' | 'history' | null
}

export interface Wish {
  readonly final: number | undefined
  /** The round that is open or has the focus: it is never folded away. */
  readonly active: number | undefined
  /** Keys of folds that the person opened. */
  readonly unfolded: ReadonlySet<string>
}

/** A pause that ends a sitting: half an hour (docs/process-reconstruction.md, section 6). */
const sittingGap = 30 * 60_000

/** Parameters that one turns to see what they do; a run of them says less than one change of words. */
const smallFields = new Set(['steps', 'cfgScale', 'sampler', 'scheduler', 'seed', 'denoisingStrength'])

/** Shorter runs stay as they are: a fold has to save more than it hides. */
const shortest = 3

/** Above so many nodes a graph is no longer read at sight. */
export const mostNodes = 150

/**
 * The nodes of a graph in the order of the rounds. Runs of small parameter changes become one node; where there are
 * still too many, sittings do, and then whole histories apart from the one that holds the final image.
 */
export function stopsOf(process: Process, wish: Wish, most = mostNodes): Stop[] {
  const rounds = [...process.rounds].sort((a, b) => a.no - b.no)
  const decided = new Set(process.edges.flatMap((edge) => (edge.decision ? [edge.from, edge.to] : [])))
  const isPlain = (round: Round) =>
    round.item !== wish.final &&
    round.notedAt === null &&
    round.ordered &&
    round.sourceType === 'original-record' &&
    !decided.has(round.item)

  const byParameters = folded(
    rounds,
    'parameters',
    wish,
    (round) => isPlain(round) && isSmall(round),
    () => true,
  )
  if (byParameters.length <= most) return byParameters
  const bySitting = folded(rounds, 'sitting', wish, isPlain, sameSitting)
  if (bySitting.length <= most) return bySitting
  return byHistory(bySitting, wish)
}

function isSmall(round: Round): boolean {
  return (
    round.notCompared === null &&
    round.changed.length > 0 &&
    round.changed.every(({ field }) => smallFields.has(field))
  )
}

function folded(
  rounds: readonly Round[],
  fold: 'parameters' | 'sitting',
  wish: Wish,
  fits: (round: Round) => boolean,
  follows: (before: Round, after: Round) => boolean,
): Stop[] {
  const children = Map.groupBy(rounds, (round) => round.parent)
  const taken = new Set<number>()
  const stops: Stop[] = []
  for (const round of rounds) {
    if (taken.has(round.item)) continue
    const run: [Round, ...Round[]] = [round]
    if (fits(round)) {
      for (;;) {
        const last = run.at(-1) ?? round
        // A branch that leaves from the middle of a run would hang in the air: the run ends there.
        const [next, ...others] = children.get(last.item) ?? []
        if (!next || others.length > 0 || next.branch !== round.branch || next.history !== round.history)
          break
        if (!fits(next) || !follows(last, next)) break
        run.push(next)
      }
    }
    const key = `${fold} ${round.item}`
    for (const each of run) taken.add(each.item)
    if (run.length >= shortest && !wish.unfolded.has(key) && !run.some((each) => isActive(each, wish))) {
      stops.push({ key, rounds: run, fold })
    } else stops.push(...run.map(single))
  }
  return stops.sort((a, b) => a.rounds[0].no - b.rounds[0].no)
}

function isActive({ pictures }: Round, wish: Wish): boolean {
  return pictures.some(({ item }) => item === wish.active)
}

function single(round: Round): Stop {
  return { key: `round ${round.item}`, rounds: [round], fold: null }
}

/** Rounds without a claimed time say nothing of a pause, so they do not end a sitting. */
function sameSitting(before: Round, after: Round): boolean {
  const [from, to] = [claimedAt(before), claimedAt(after)]
  return from === null || to === null || Math.abs(to - from) <= sittingGap
}

function claimedAt(round: Round): number | null {
  const claimed = round.times.find((time) => time.kind === 'claimed')
  const at = claimed ? Date.parse(claimed.value.replace(' ', 'T')) : Number.NaN
  return Number.isNaN(at) ? null : at
}

function byHistory(stops: readonly Stop[], wish: Wish): Stop[] {
  const result: Stop[] = []
  for (const [history, own] of Map.groupBy(stops, (stop) => stop.rounds[0].history)) {
    const [first, ...rest] = own.flatMap((stop) => stop.rounds).sort((a, b) => a.no - b.no)
    const key = `history ${history}`
    const isWanted =
      wish.unfolded.has(key) || own.some((stop) => stop.rounds.some((each) => isActive(each, wish)))
    if (!first || history === 0 || rest.length === 0 || isWanted) result.push(...own)
    else result.push({ key, rounds: [first, ...rest], fold: 'history' })
  }
  return result.sort((a, b) => a.rounds[0].no - b.rounds[0].no)
}

/** The field that a run of small changes was mostly about, from its first value to its last. */
export function turned(stop: Stop): { field: string; from: string | null; to: string | null } | null {
  const changes = stop.rounds.flatMap((round) => round.changed)
  const byField = [...Map.groupBy(changes, (change) => change.field)]
  const told = byField.filter(([field]) => field !== 'seed')
  const [most] = (told.length > 0 ? told : byField).sort((a, b) => b[1].length - a[1].length)
  if (!most) return null
  return { field: most[0], from: most[1][0]?.from ?? null, to: most[1].at(-1)?.to ?? null }
}

/** The rounds that led to the final image, by their items; without one, none. */
export function mainLine(process: Process, final: number | undefined): ReadonlySet<number> {
  const byPicture = new Map(
    process.rounds.flatMap((round) => round.pictures.map(({ item }) => [item, round])),
  )
  const byItem = new Map(process.rounds.map((round) => [round.item, round]))
  const line = new Set<number>()
  let at = final === undefined ? undefined : byPicture.get(final)
  while (at && !line.has(at.item)) {
    line.add(at.item)
    at = at.parent === null ? undefined : byItem.get(at.parent)
  }
  return line
}
