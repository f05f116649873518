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
  // Of two parents of choice the one said last stands; the round has it as its parent.
  const isAside = (edge: Edge) => edge.decision?.kind === 'cut' || (isChosen && edge.from !== round.parent)
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

/** The round that a round is looked at beside, and how the two stand to one another. */
export interface Beside {
  readonly round: Round
  readonly as: 'parent' | 'reproduced' | 'kin' | 'candidate' | 'before'
  /** What differs between the two; null where the records were not compared. */
  readonly changed: Round['changed'] | null
}

/** The parent; where none is established, what a later run reproduces, kin, a candidate, or what comes before it. */
export function besideOf(process: Process, round: Round): Beside | null {
  const byItem = new Map(process.rounds.map((each) => [each.item, each]))
  const byPicture = new Map(process.rounds.flatMap((each) => each.pictures.map(({ item }) => [item, each])))
  const found = (item: number | null | undefined, as: Beside['as'], changed: Beside['changed']) => {
    const other = item === null || item === undefined ? undefined : (byItem.get(item) ?? byPicture.get(item))
    return other && other !== round ? { round: other, as, changed } : null
  }
  const { kin, undecided } = descentOf(process, round)
  const before = process.rounds.find(
    (each) =>
      each.no === round.no - 1 &&
      each.ordered &&
      (each.history === round.history || round.orderBasis === 'person'),
  )
  const [relative] = kin.filter(({ to }) => to === round.item)
  return (
    found(round.parent, 'parent', round.notCompared === null ? round.changed : null) ??
    found(round.note.reproduction?.of, 'reproduced', null) ??
    found(undecided?.candidates[0]?.from, 'candidate', null) ??
    found(relative?.from, 'kin', relative?.changed ?? null) ??
    (round.ordered ? found(before?.item, 'before', null) : null)
  )
}
