import type { EdgeClass } from '../../../shared/contract/process.ts'
import type { Decision } from './decisions.ts'
import type { RoundEdge } from './reconstruction/reconstruct.ts'

/**
 * What the person's order adds to the codes of the reconstruction. `person-order`: the party put the two the other way
 * round. `contradiction-person-order`: and a file states the contrary. `contradiction-drawn-order`: the
 * party lets one descend from another that is later by `basis`. `from`, `to` are ids of pictures.
 */
export const orderCodes = ['person-order', 'contradiction-person-order', 'contradiction-drawn-order'] as const

/** An edge by the indices of its rounds: the proposal and the person's decision, each for itself. */
export interface GraphEdge {
  readonly from: number
  readonly to: number
  readonly proposal: RoundEdge | null
  readonly decision: Decision | null
}

export interface Graph {
  readonly edges: readonly GraphEdge[]
  /** Of each round the one it descends from; null for a beginning, or where it is not established. */
  readonly parents: readonly (number | null)[]
  /** Of each round the smallest index of the rounds that it is tied to. */
  readonly ties: readonly number[]
}

export interface Known {
  /** How many rounds there are. */
  readonly rounds: number
  readonly proposed: readonly RoundEdge[]
  /** Latest first. */
  readonly decisions: readonly Decision[]
  /** The round of a picture. */
  readonly roundOf: (item: number) => number | undefined
  /** The component of a round by the proposal alone. */
  readonly historyOf: (round: number) => number
  /** Whether the person put the one before the other; null where the person put only one of them, or none. */
  readonly personPut: (one: number, other: number) => 'before' | 'after' | null
}

/**
 * What the software proposes and what the person decided, brought together. A decision stands above any proposal; an
 * edge that only the software infers has no arrow against the person's own order; of several arrows to one round the
 * person's counts, then the strongest class. The rounds never run in a circle.
 */
export function graphOf(known: Known): Graph {
  const edges = edgesOf(known)
  const parents = parentsOf(known.rounds, edges)
  return { edges, parents, ties: tiesOf(known, edges) }
}

function edgesOf({ proposed, decisions, roundOf, personPut }: Known): GraphEdge[] {
  const edges = new Map<string, GraphEdge>()
  const key = (from: number, to: number) => `${from} ${to}`
  for (const edge of proposed) {
    const proposal = underOrder(edge, personPut)
    // Without an arrow the two directions say the same: the first stands for both.
    if (proposal.class === 'related' && edges.has(key(edge.to, edge.from))) continue
    edges.set(key(edge.from, edge.to), { from: edge.from, to: edge.to, proposal, decision: null })
  }
  for (const decision of decisions) {
    const [from, to] = [roundOf(decision.from), roundOf(decision.to)]
    // Both pictures may have come to be of one round, or no longer be of the process.
    if (from === undefined || to === undefined || from === to) continue
    // Without an arrow, an edge is of two rounds: the person says which of them came first.
    const other = edges.get(key(to, from))
    const turned = other?.proposal?.class === 'related' && !other.decision ? other : undefined
    const there = edges.get(key(from, to)) ?? turned
    if (there?.decision) continue
    if (turned && there === turned) edges.delete(key(to, from))
    edges.set(key(from, to), { from, to, proposal: there?.proposal ?? null, decision })
  }
  return [...edges.values()]
}

/** The party's order stands above what the software infers; what a file records stays, and is told as a contradiction. */
function underOrder(edge: RoundEdge, personPut: Known['personPut']): RoundEdge {
  const isInferred = edge.class === 'strong' || edge.class === 'supported'
  if (!isInferred || personPut(edge.from, edge.to) !== 'after') return edge
  return { ...edge, class: 'related', against: [...edge.against, { code: 'person-order' }] }
}

const weights: { readonly [C in EdgeClass]: number } = { recorded: 2, strong: 3, supported: 4, related: 5 }

/** Smaller counts first; null is no arrow. */
function weightOf({ decision, proposal }: GraphEdge): number | null {
  if (decision?.kind === 'cut') return null
  if (decision) return decision.kind === 'drawn' ? 0 : 1
  return proposal === null || proposal.class === 'related' ? null : weights[proposal.class]
}

/** Of each round its parent by these edges, without ever running in a circle. */
export function parentsOf(rounds: number, edges: readonly GraphEdge[]): (number | null)[] {
  const parents: (number | null)[] = Array.from({ length: rounds }, () => null)
  const arrows = edges
    .flatMap((edge) => {
      const weight = weightOf(edge)
      return weight === null ? [] : [{ edge, weight, said: edge.decision?.ledgerSeq ?? 0 }]
    })
    .sort((a, b) => a.weight - b.weight || b.said - a.said)
  for (const { edge } of arrows) {
    if (parents[edge.to] === null && !descends(edge.from, edge.to, parents)) parents[edge.to] = edge.from
  }
  return parents
}

/** Whether the one round is the other or descends from it. */
export function descends(round: number, from: number, parents: readonly (number | null)[]): boolean {
  for (let at: number | null = round; at !== null; at = parents[at] ?? null) if (at === from) return true
  return false
}

/** Rounds that arrows tie, and kin that the proposal holds to be of one history; what a person cut ties nothing. */
function tiesOf({ rounds, historyOf }: Known, edges: readonly GraphEdge[]): number[] {
  const head = Array.from({ length: rounds }, (_, index) => index)
  const find = (round: number): number => {
    let at = round
    while (head[at] !== at) {
      head[at] = head[head[at] as number] as number
      at = head[at] as number
    }
    return at
  }
  for (const edge of edges) {
    const isKin = edge.decision === null && historyOf(edge.from) === historyOf(edge.to)
    if (weightOf(edge) === null && !isKin) continue
    const [a, b] = [find(edge.from), find(edge.to)]
    head[Math.max(a, b)] = Math.min(a, b)
  }
  return head.map((_, round) => find(round))
}
