import type { EdgeClass, Ground } from '../../../../shared/contract/process.ts'
import { frequencyOf, thresholds, weightsFor } from './calibration.ts'
import type { Reliability } from './completeness.ts'
import { explain, GAP } from './explain.ts'
import { componentsOf, cyclesOf } from './graph.ts'
import { type GroundCode, ground } from './grounds.ts'
import { changeCount } from './library.ts'
import { dot, isClose, shares } from './model.ts'
import type { RoundEdge } from './reconstruct.ts'
import { recordedEdges } from './recorded.ts'
import type { Option, Survey } from './survey.ts'
import { type Kin, matchOf } from './unrecorded.ts'

type Edge = RoundEdge & { readonly sameSubject: boolean }
type Undecided = { round: number; reason: Ground; candidates: { from: number; grounds: Ground[] }[] }

export interface Proposal {
  readonly edges: RoundEdge[]
  readonly undecided: Undecided[]
  readonly perhapsSame: { a: number; b: number; grounds: Ground[] }[]
  readonly contradictions: Ground[]
  /** The component of each round. */
  readonly histories: number[]
}

/** Candidates that are named beside the one that was chosen, and the share from which they are. */
const MOST_ALTERNATIVES = 3
const LEAST_SHARE = 0.02
/** Share from which a second candidate is told as one that fits well too. */
const WORTH_TELLING = 0.1
/** Share that the candidates of one history need together for an undecided round to belong to it. */
const KIN = 0.75
const LEAST_KIN = 0.01
/** Share of "has no parent here" from which a round is a beginning and nothing is undecided. */
const BEGINS = 0.5

/** What descends from what, as far as it can be told: recorded edges first, one derived parent for each other round. */
export function propose(survey: Survey): Proposal {
  const { rounds } = survey
  const recorded = recordedEdges(survey)
  const edges: Edge[] = merged(recorded.edges).map((edge) => ({
    ...edge,
    class: 'recorded',
    alternatives: [],
    // The record names what went in itself: nothing can be missing in between, however much is set anew.
    gap: false,
    sameSubject: true,
  }))
  const hasRecorded = new Set(edges.map(({ to }) => to))
  const undecided: Undecided[] = []
  const perhapsSame: Proposal['perhapsSame'] = []
  const named = new Map<number, typeof recorded.candidates>()
  for (const candidate of recorded.candidates) {
    named.set(candidate.to, [...(named.get(candidate.to) ?? []), candidate])
  }
  /** Rounds whose parent is not decided, with those that it may be. */
  const within: Undetermined[] = []

  for (const round of rounds.keys()) {
    if (hasRecorded.has(round)) continue
    const verdict = survey.library.sheets[round]?.prompt ? derive(survey, round) : match(survey, round)
    const inputs = named.get(round) ?? []
    if (verdict.edge) edges.push(verdict.edge)
    if (verdict.perhaps) perhapsSame.push(verdict.perhaps)
    if (verdict.within) within.push({ round, kin: verdict.within })
    if (!verdict.edge && inputs.length > 0) undecided.push(namedInput(round, inputs))
    else if (verdict.undecided) undecided.push(verdict.undecided)
  }
  const contradictions = [...recorded.contradictions, ...breakCycles(survey, edges)]
  const ties = edges.filter(({ sameSubject }) => sameSubject)
  const histories = joinWithin(rounds.length, ties, within)
  return {
    edges: edges.map(({ sameSubject: _, ...edge }) => edge).sort((a, b) => a.to - b.to || a.from - b.from),
    undecided,
    perhapsSame: perhapsSame.filter(({ a, b }) => histories[a] !== histories[b]),
    contradictions,
    histories,
  }
}

interface Verdict {
  readonly edge?: Edge
  readonly undecided?: Undecided
  readonly perhaps?: { a: number; b: number; grounds: Ground[] }
  readonly within?: Kinship[]
}

/** Edges of the same two rounds are one, with all their grounds. */
function merged(found: readonly { from: number; to: number; grounds: Ground[]; against: Ground[] }[]) {
  const byEnds = new Map<string, { from: number; to: number; grounds: Ground[]; against: Ground[] }>()
  for (const edge of found) {
    const known = byEnds.get(`${edge.from} ${edge.to}`)
    if (known) known.grounds.push(...edge.grounds)
    else byEnds.set(`${edge.from} ${edge.to}`, { ...edge, grounds: [...edge.grounds] })
  }
  return [...byEnds.values()]
}

/** The parent of a round by what its record shares with others. */
function derive(survey: Survey, round: number): Verdict {
  const { options, noParent } = survey.optionsOf(round)
  if (options.length === 0) return {}
  const reliability = survey.reliabilityOf(round)
  const weights = weightsFor(reliability)
  const found = shares([
    ...options.map(({ features }) => dot(weights.options, features)),
    dot(weights.noParent, noParent),
  ])
  const none = found.at(-1) ?? 1
  const ranked = options
    .map((option, at) => ({ option, share: found[at] as number }))
    .sort((a, b) => b.share - a.share || keyOf(survey, a.option) - keyOf(survey, b.option))
  const [best, second] = ranked
  if (!best) return {}
  const { option } = best
  const told = explain(survey, round, option)
  const others = ranked.slice(1, 1 + MOST_ALTERNATIVES).filter(({ share }) => share >= LEAST_SHARE)
  const alternatives = others.map((each) => ({
    from: each.option.from,
    grounds: explain(survey, round, each.option).grounds,
  }))
  const listed = [{ from: option.from, grounds: told.grounds }, ...alternatives]
  const isOpen = isClose(ranked, none)
  const undecidedBy = (code: GroundCode, details?: Record<string, string | number>): Verdict => ({
    undecided: { round, reason: ground(code, details), candidates: listed },
  })

  const edgeClass = classOf(best.share, option.circumstances.between === null ? 'unordered' : reliability)
  if (none < BEGINS && changeCount(option.found) === 0) {
    // Nothing differs but what one of the two does not state: not equal, and no change that could be named.
    const fields = option.found.unknown.slice(0, 8).join(', ')
    return undecidedBy('undecided-incomplete', { fields })
  }
  if (edgeClass && option.found.subjectChanged) {
    return { perhaps: { a: option.from, b: round, grounds: [...told.grounds, ...told.against] } }
  }
  if (edgeClass && !isOpen) {
    const isNear = second !== undefined && second.share >= WORTH_TELLING
    const against = isNear ? [...told.against, ground('close-second')] : told.against
    const gap = changeCount(option.found) >= GAP
    const ends = { from: option.from, to: round }
    return {
      edge: {
        ...ends,
        class: edgeClass,
        grounds: told.grounds,
        against,
        alternatives,
        gap,
        sameSubject: true,
      },
    }
  }
  if (none >= BEGINS || option.found.subjectChanged) return {}
  const verdict = undecidedBy(isClose(ranked, 0) ? 'undecided-close' : 'undecided-weak')
  return { ...verdict, within: kinOf(ranked) }
}

/** A smaller number comes first where two options are equal: by digest of the recipe. */
function keyOf({ rounds }: Survey, { from }: Option): number {
  return Number.parseInt(rounds[from]?.key.slice(0, 13) ?? '0', 16)
}

function classOf(share: number, reliability: Reliability): EdgeClass | null {
  const frequency = frequencyOf(share, reliability)
  if (reliability === 'unordered') return frequency >= thresholds.unordered.related ? 'related' : null
  const { strong, supported } = thresholds[reliability]
  return frequency >= strong ? 'strong' : frequency >= supported ? 'supported' : null
}

interface Kinship {
  readonly from: number
  readonly share: number
}

/** Candidates of the same subject: to whose history a round belongs may be plain where its parent is not. */
function kinOf(ranked: readonly { option: Option; share: number }[]): Kinship[] {
  return ranked
    .filter(({ option, share }) => share >= LEAST_KIN && !option.found.subjectChanged)
    .map(({ option, share }) => ({ from: option.from, share }))
}

/** A round without a prompt, by its look. */
function match(survey: Survey, round: number): Verdict {
  const found = matchOf(survey, round)
  if ('kin' in found) return { edge: edgeOfKin(found.kin) }
  const candidates = found.undecided.map(({ from, grounds }) => ({ from, grounds }))
  const hasRecord = survey.rounds[round]?.recipe !== null
  const reason =
    candidates.length > 0
      ? ground('undecided-close')
      : hasRecord
        ? ground('undecided-incomplete', { fields: 'prompt' })
        : ground('undecided-no-record')
  return { undecided: { round, reason, candidates } }
}

function edgeOfKin({ from, to, grounds, against, directed }: Kin): Edge {
  const edgeClass = directed ? 'supported' : 'related'
  return { from, to, class: edgeClass, grounds, against, alternatives: [], gap: false, sameSubject: true }
}

function namedInput(
  round: number,
  inputs: readonly { from: number; grounds: Ground[]; against: Ground[] }[],
): Undecided {
  const name = `${inputs[0]?.against[0]?.details?.name ?? ''}`
  const candidates = inputs.map(({ from, against }) => ({ from, grounds: against }))
  return { round, reason: ground('undecided-input', { name }), candidates }
}

/** In a circle of edges those that no record states lose their arrows. */
function breakCycles(survey: Survey, edges: Edge[]): Ground[] {
  const directed = edges.filter((edge) => edge.class !== 'related')
  const cycles = cyclesOf(survey.rounds.length, directed)
  const cycleOf = new Map(cycles.flatMap((cycle, at) => cycle.map((round) => [round, at] as const)))
  for (const [at, edge] of edges.entries()) {
    const cycle = cycleOf.get(edge.from)
    if (cycle === undefined || cycle !== cycleOf.get(edge.to) || edge.class === 'recorded') continue
    edges[at] = { ...edge, class: 'related' }
  }
  return cycles.map((cycle) =>
    ground('contradiction-cycle', {
      items: cycle.map((round) => survey.pictures[survey.rounds[round]?.pictures[0] ?? 0]?.id).join(', '),
    }),
  )
}

interface Undetermined {
  readonly round: number
  readonly kin: readonly Kinship[]
}

/** Histories are rounds that edges tie; an undecided round belongs to the one that its candidates are of. */
function joinWithin(rounds: number, edges: readonly Edge[], within: readonly Undetermined[]): number[] {
  let ties: { from: number; to: number }[] = [...edges]
  let histories = componentsOf(rounds, ties)
  // What is joined may decide the next one, so that this is asked until nothing changes; rounds stand in order.
  for (let joined = true; joined; ) {
    const more = within.flatMap(({ round, kin }) => {
      const from = kinIn(histories, kin)
      return from === null || histories[from] === histories[round] ? [] : [{ from, to: round }]
    })
    joined = more.length > 0
    ties = [...ties, ...more]
    if (joined) histories = componentsOf(rounds, ties)
  }
  return histories
}

/** One candidate of the history that they are of; null where it is not plain which. */
function kinIn(histories: readonly number[], kin: readonly Kinship[]): number | null {
  const sums = new Map<number, number>()
  for (const { from, share } of kin) {
    const history = histories[from] as number
    sums.set(history, (sums.get(history) ?? 0) + share)
  }
  return kin.find(({ from }) => (sums.get(histories[from] as number) ?? 0) >= KIN)?.from ?? null
}
