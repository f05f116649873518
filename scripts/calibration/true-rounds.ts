import type { ProposedRound } from '../../electron/core/process/reconstruction/reconstruct.ts'
import type { History } from './load.ts'

/** The true round of each proposed round: that of most of its pictures; null of none. */
export function truthOf(
  { truth, pictures }: History,
  { rounds }: { readonly rounds: readonly Pick<ProposedRound, 'pictures'>[] },
): (number | null)[] {
  const roundOf = new Map(truth.files.map(({ path, round }) => [path.replace(/^files\//, ''), round]))
  const pathOf = new Map(pictures.map(({ id, path }) => [id, path]))
  return rounds.map(({ pictures: members }) => {
    const counts = new Map<number, number>()
    for (const id of members) {
      const round = roundOf.get(pathOf.get(id) ?? '')
      if (round !== undefined && round !== null) counts.set(round, (counts.get(round) ?? 0) + 1)
    }
    return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? null
  })
}
