import type { Edge, Process, Round } from '../../../shared/contract/process.ts'

/** Everything that ties a round to those before it, the person's word first. */
export interface Descent {
  /** Edges with an arrow to the round that stand, whatever their basis. */
  readonly standing: readonly Edge[]
  /** Edges to it that the person cut, or set aside for another parent. */
  readonly aside: readonly Edge[]
  /** Kin without direction. */
  readonly kin: readonly Edge[]
  readonly undecided: Process['undecided'][number] | undefined
}

export function descentOf(process: Process, round: Round): Descent {
  const touching = process.edges.filter((edge) => edge.to === round.item || edge.from === round.item)
  const isKin = (edge: Edge) => edge.decision?.kind !== 'drawn' && edge.proposal?.class === 'related'
  const directed = touching.filter((edge) => edge.to === round.item && !isKin(edge))
  const isChosen = directed.some((edge) => edge.decision?.kind === 'drawn')
  const isAside = (edge: Edge) =>
    edge.decision?.kind === 'cut' || (isChosen && edge.decision?.kind !== 'drawn')
  return {
    standing: directed.filter((edge) => !isAside(edge)),
    aside: directed.filter(isAside),
    kin: touching.filter((edge) => isKin(edge) && edge.decision?.kind !== 'cut'),
    undecided: process.undecided.find(({ item }) => item === round.item),
  }
}

/** Rounds that may be a parent of this one: not itself, and nothing that came from it. */
export function possibleParents(rounds: readonly Round[], round: Round): Round[] {
  const children = Map.groupBy(rounds, ({ parent }) => parent)
  const below = new Set<number>([round.item])
  const waiting = [round.item]
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    for (const child of children.get(item) ?? []) {
      if (below.has(child.item)) continue
      below.add(child.item)
      waiting.push(child.item)
    }
  }
  return rounds.filter(({ item }) => !below.has(item))
}
