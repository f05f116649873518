import type { Edge, Ground, OrderBasis, Process, ProposedEdge } from '../../../shared/contract/process.ts'
import type { Statement } from '../vault/vault.ts'
import type { Decision } from './decisions.ts'
import { descends, type GraphEdge, graphOf, parentsOf } from './graph.ts'
import { lanesOf, topological } from './lanes.ts'
import { basisOfAll, historiesOf, misplacedIn, type Placed, placesOf, ranksOf } from './places.ts'
import type { Proposal } from './proposals.ts'
import type { RoundEdge } from './reconstruction/reconstruct.ts'
import { changesOf, type Group, groupOf, roundOf, siblingOf } from './rounds.ts'

export interface Known extends Proposal {
  readonly notes: ReadonlyMap<number, Statement>
  /** Latest first. */
  readonly decisions: readonly Decision[]
  /** The person's own order; empty where there is none. */
  readonly arranged: readonly number[]
  readonly final: number | null
  readonly isOnlyWork: boolean
}

export interface View {
  /** The rounds of the work, in order. */
  readonly groups: readonly Group[]
  readonly holds: (item: number) => boolean
  /** The document, without what is missing. */
  readonly told: () => Omit<Process, 'work' | 'missing'>
  /** What a decision has to know; rounds by their index. */
  readonly deciding: () => {
    readonly edges: readonly {
      readonly from: number
      readonly to: number
      readonly proposal: ProposedEdge | null
      readonly decision: Decision | null
    }[]
    readonly engine: string
    readonly descends: (round: number, from: number) => boolean
    readonly roundOf: (item: number) => number | undefined
  }
}

/** The proposal and what the person says, seen from one work. Pure. */
export function viewOf(known: Known): View {
  const { reconstruction, final } = known
  const rounds: Placed[] = [...reconstruction.rounds]
  // A reproduction is a round of its own, tied to nothing: it stands beside the making of the work.
  for (const item of known.reproductions.keys()) {
    if (!known.pictures.has(item)) continue
    const unplaced = { basis: 'import-order', rank: null, line: null, revisits: 0 } as const
    rounds.push({ pictures: [item], ...unplaced, history: rounds.length })
  }
  const index = new Map(rounds.flatMap(({ pictures }, round) => pictures.map((item) => [item, round])))
  const groups = rounds.map(({ pictures }) =>
    groupOf(
      pictures.flatMap((item) => {
        const picture = known.pictures.get(item)
        return picture ? [siblingOf(picture, known.notes.get(item), known.reproductions.has(item))] : []
      }),
      (item) => item === final,
    ),
  )
  const finalRound = final === null ? null : (index.get(final) ?? null)
  const personPlace = placesOf(known.arranged, index)
  const graph = graphOf({
    rounds: rounds.length,
    proposed: reconstruction.edges,
    decisions: known.decisions,
    roundOf: (item) => index.get(item),
    historyOf: (round) => rounds[round]?.history ?? -1,
    personPut: (one, other) => {
      const [a, b] = [personPlace.get(one), personPlace.get(other)]
      return a === undefined || b === undefined || a === b ? null : a < b ? 'before' : 'after'
    },
  })
  const shown = shownRounds(known, rounds.length, graph.ties, finalRound, personPlace)
  const isReproduction = (round: number) => groups[round]?.head.sourceType === 'reproduction'
  const histories = historiesOf(shown, graph.ties, rounds, finalRound, isReproduction)
  const ranks = ranksOf(shown, histories, rounds)
  const order = orderOf()
  const misplaced = new Set(
    [...Map.groupBy(order, (round) => histories.get(round)).values()].flatMap((list) =>
      misplacedIn(list, ranks),
    ),
  )
  const isShown = new Set(shown)

  /** The person's order as it stands; without one, history by history, that of the final image first. */
  function orderOf(): number[] {
    const rankOf = (round: number) => ranks.get(round) ?? null
    const last = (list: number[]) => {
      // A final image of whose place nothing is known stands last, because it is the final one.
      const isLast = (round: number) => round === finalRound && rankOf(round) === null
      return [...list.filter((round) => !isLast(round)), ...list.filter(isLast)]
    }
    const byHistory = [...Map.groupBy(shown, (round) => histories.get(round) as number)]
      .sort(([a], [b]) => a - b)
      .map(([, list]) => list)
    const proposed = byHistory.flatMap((list) => last(topological(list, rankOf, graph.parents)))
    if (personPlace.size === 0) return proposed
    const arranged = shown
      .filter((round) => personPlace.has(round))
      .sort((a, b) => (personPlace.get(a) as number) - (personPlace.get(b) as number))
    // What came in after the person arranged the rounds stands behind them; a final image closes.
    const later = proposed.filter((round) => !personPlace.has(round))
    const isFinal = (round: number) => round === finalRound
    return [...arranged, ...later.filter((round) => !isFinal(round)), ...later.filter(isFinal)]
  }

  const basisOf = (round: number): OrderBasis => {
    if (personPlace.has(round)) return 'person'
    const placed = rounds[round]
    if (personPlace.size === 0 && placed && ranks.has(round) && !misplaced.has(round)) return placed.basis
    return round === finalRound ? 'final-image' : 'import-order'
  }

  const itemOf = (round: number): number => (groups[round] as Group).head.picture.id

  const asProposed = (edge: RoundEdge): ProposedEdge => ({
    ...edge,
    from: itemOf(edge.from),
    to: itemOf(edge.to),
    alternatives: edge.alternatives.map((each) => ({ ...each, from: itemOf(each.from) })),
  })

  const changes = new Map<string, ReturnType<typeof changesOf>>()
  const changesFrom = (from: number, to: number) => {
    const key = `${from} ${to}`
    const found = changes.get(key) ?? changesOf(groups[from] as Group, groups[to] as Group, known.compare)
    changes.set(key, found)
    return found
  }

  function told(): ReturnType<View['told']> {
    const lanes = lanesOf({ parents: graph.parents, order, final: finalRound })
    const placedRounds = order.map((round, at) => {
      const parent = graph.parents[round] ?? null
      const isAlone = parent === null || !isShown.has(parent)
      const orderBasis = basisOf(round)
      return roundOf(groups[round] as Group, {
        no: at + 1,
        parent: isAlone ? null : itemOf(parent),
        branch: lanes[round] ?? 0,
        history: histories.get(round) ?? 0,
        ordered: orderBasis !== 'import-order',
        orderBasis,
        revisits: rounds[round]?.revisits ?? 0,
        ...(isAlone ? { changed: [], notCompared: 'no-parent' as const } : changesFrom(parent, round)),
      })
    })
    const edges = graph.edges.filter(({ from, to }) => isShown.has(from) && isShown.has(to))
    const decidedOf = new Set(edges.flatMap(({ to, decision }) => (decision ? [to] : [])))
    const cut = new Set(
      edges.flatMap(({ from, to, decision }) =>
        decision?.kind === 'cut' ? [`${from} ${to}`, `${to} ${from}`] : [],
      ),
    )
    return {
      orderBasis: basisOfAll(placedRounds.map(({ orderBasis }) => orderBasis)),
      engine: reconstruction.engine,
      rounds: placedRounds,
      edges: edges.flatMap((edge) => asEdge(edge)),
      undecided: reconstruction.undecided
        .filter(({ round }) => isShown.has(round) && !decidedOf.has(round) && graph.parents[round] === null)
        .map(({ round, reason, candidates }) => ({
          item: itemOf(round),
          reason,
          candidates: candidates.map((each) => ({ ...each, from: itemOf(each.from) })),
        })),
      perhapsSame: reconstruction.perhapsSame
        .filter(({ a, b }) => isShown.has(a) && isShown.has(b) && !cut.has(`${a} ${b}`))
        .filter(({ a, b }) => graph.ties[a] !== graph.ties[b])
        .map((pair) => ({ ...pair, a: itemOf(pair.a), b: itemOf(pair.b) })),
      witnesses: [...reconstruction.witnesses],
      contradictions: [...reconstruction.contradictions, ...againstPerson(edges)],
    }
  }

  /** A decision about two rounds between which the software proposes nothing and the person draws nothing is no edge. */
  function asEdge({ from, to, proposal, decision }: GraphEdge): Edge[] {
    if (!proposal && decision?.kind === 'cut') return []
    const proposed = decision?.proposed
    return [
      {
        from: itemOf(from),
        to: itemOf(to),
        proposal: proposal && asProposed(proposal),
        decision:
          decision && proposed
            ? {
                kind: decision.kind,
                decidedAt: decision.decidedAt,
                ...(decision.note && { note: decision.note }),
                named: { from: decision.from, to: decision.to },
                proposed: { class: proposed.edge?.class ?? null, engine: proposed.engine },
              }
            : null,
        changed: changesFrom(from, to).changed,
      },
    ]
  }

  function againstPerson(edges: readonly GraphEdge[]): Ground[] {
    return edges.flatMap(({ from, to, proposal, decision }) => {
      const [a, b] = [personPlace.get(from), personPlace.get(to)]
      const isAgainst = proposal?.class === 'recorded' && a !== undefined && b !== undefined && a > b
      const details = { from: itemOf(from), to: itemOf(to) }
      if (isAgainst) return [{ code: 'contradiction-person-order', details }]
      const isDrawn = decision !== null && graph.parents[to] === from
      const [of, own] = [ranks.get(from), ranks.get(to)]
      if (!isDrawn || of === undefined || own === undefined || of < own) return []
      const basis = rounds[to]?.basis ?? 'import-order'
      return [{ code: 'contradiction-drawn-order', details: { ...details, basis } }]
    })
  }

  return {
    groups: order.map((round) => groups[round] as Group),
    holds: (item) => isShown.has(index.get(item) ?? -1),
    told,
    deciding: () => ({
      edges: graph.edges.map((edge) => ({ ...edge, proposal: edge.proposal && asProposed(edge.proposal) })),
      engine: reconstruction.engine,
      // By the person's own words alone: what the software infers gives way to a decision.
      descends: (round, from) =>
        descends(
          round,
          from,
          parentsOf(
            rounds.length,
            graph.edges.filter(({ decision }) => decision),
          ),
        ),
      roundOf: (item) => index.get(item),
    }),
  }
}

/**
 * With one work in the case every round belongs to it. With several, those that the person put in its order, and those
 * of a history that holds its final image; nothing else is guessed.
 */
function shownRounds(
  { isOnlyWork }: Known,
  count: number,
  ties: readonly number[],
  final: number | null,
  personPlace: ReadonlyMap<number, number>,
): number[] {
  const all = Array.from({ length: count }, (_, round) => round)
  if (isOnlyWork) return all
  const tied = final === null ? null : ties[final]
  return all.filter((round) => personPlace.has(round) || (tied !== null && ties[round] === tied))
}
