import type { OrderBasis } from '../../../shared/contract/process.ts'
import type { ProposedRound } from './reconstruction/reconstruct.ts'

/** A round of the case, before anybody asks which work it is of. */
export type Placed = Pick<ProposedRound, 'pictures' | 'basis' | 'rank' | 'line' | 'revisits' | 'history'>

/** Where the person put each round: by the first of its pictures. */
export function placesOf(
  arranged: readonly number[],
  index: ReadonlyMap<number, number>,
): Map<number, number> {
  const places = new Map<number, number>()
  for (const [place, item] of arranged.entries()) {
    const round = index.get(item)
    if (round !== undefined && !places.has(round)) places.set(round, place)
  }
  return places
}

/** Histories numbered: that of the final image 0, the others by size, reproductions behind them. */
export function historiesOf(
  shown: readonly number[],
  ties: readonly number[],
  rounds: readonly Placed[],
  final: number | null,
  isReproduction: (round: number) => boolean,
): Map<number, number> {
  const groups = [...Map.groupBy(shown, (round) => ties[round] as number)].sort(([a, one], [b, other]) => {
    const holdsFinal = (list: number[]) => Number(final !== null && list.includes(final))
    const isLater = (list: number[]) => Number(list.every(isReproduction))
    const size = (list: number[]) =>
      list.reduce((sum, round) => sum + (rounds[round]?.pictures.length ?? 0), 0)
    return (
      holdsFinal(other) - holdsFinal(one) ||
      isLater(one) - isLater(other) ||
      other.length - one.length ||
      size(other) - size(one) ||
      a - b
    )
  })
  return new Map(groups.flatMap(([, list], history) => list.map((round) => [round, history])))
}

/**
 * Places that can be compared, by round: those of the line that holds most rounds of a history. A person may have tied
 * together what lies in two folders, between which nothing is known.
 */
export function ranksOf(
  shown: readonly number[],
  histories: ReadonlyMap<number, number>,
  rounds: readonly Placed[],
): Map<number, number> {
  const byHistory = Map.groupBy(
    shown.filter((round) => rounds[round]?.line != null),
    (round) => histories.get(round),
  )
  return new Map(
    [...byHistory.values()].flatMap((list) => {
      const lines = [...Map.groupBy(list, (round) => rounds[round]?.line ?? null)]
      const [most] = lines.sort(([a, one], [b, other]) => other.length - one.length || (a ?? 0) - (b ?? 0))
      return (most?.[1] ?? []).map((round): [number, number] => [round, rounds[round]?.rank ?? 0])
    }),
  )
}

/**
 * Rounds that do not stand by their rank, because an arrow, a party's own or a file's, leads from a later one to an
 * earlier one: what orders the others says nothing of their place.
 */
export function misplacedIn(order: readonly number[], ranks: ReadonlyMap<number, number>): number[] {
  const ranked = order.filter((round) => ranks.has(round))
  const rankOf = (round: number) => ranks.get(round) as number
  let highest = Number.NEGATIVE_INFINITY
  const behind = ranked.filter((round) => {
    highest = Math.max(highest, rankOf(round))
    return rankOf(round) < highest
  })
  let lowest = Number.POSITIVE_INFINITY
  const ahead = ranked.toReversed().filter((round) => {
    lowest = Math.min(lowest, rankOf(round))
    return rankOf(round) > lowest
  })
  return [...behind, ...ahead]
}

/** What most rounds rest on; the final image's own place does not count. */
export function basisOfAll(bases: readonly OrderBasis[]): OrderBasis {
  if (bases.includes('person')) return 'person'
  const counts = Map.groupBy(
    bases.filter((basis) => basis !== 'final-image'),
    (basis) => basis,
  )
  const [most] = [...counts].sort(([, a], [, b]) => b.length - a.length)
  return most?.[0] ?? 'import-order'
}
