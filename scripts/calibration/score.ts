import type { ProposedRound, Reconstruction } from '../../electron/core/process/reconstruction/reconstruct.ts'
import type { EdgeClass } from '../../shared/contract/process.ts'
import type { History } from './load.ts'

export type Wrong = 'reversed' | 'beginning' | 'other work' | 'ancestor' | 'sibling' | 'other'

export interface ScoredEdge {
  readonly class: EdgeClass
  readonly right: boolean
  readonly undirected: boolean
  readonly wrong: Wrong | null
  readonly from: number
  readonly to: number
}

/** Edges of a reconstruction against the truth; rounds of the truth are found by the files they hold. */
export interface Score {
  readonly edges: readonly ScoredEdge[]
  /** True edges that are asked for, among rounds of which a whole record is left. */
  readonly asked: number
  readonly found: number
  readonly foundUndirected: number
}

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

export function score(history: History, result: Reconstruction): Score {
  const { truth } = history
  const mine = truthOf(history, result)
  const byId = new Map(truth.rounds.map((round) => [round.id, round]))
  const parentsOf = (id: number): number[] => byId.get(id)?.parents.map(({ round }) => round) ?? []
  const isAncestor = (a: number, b: number, depth = 0): boolean =>
    depth < 100 && parentsOf(b).some((parent) => parent === a || isAncestor(a, parent, depth + 1))
  const edges: ScoredEdge[] = []
  for (const edge of result.edges) {
    const [from, to] = [mine[edge.from] ?? null, mine[edge.to] ?? null]
    if (from !== null && from === to) continue
    const also = to === null ? [] : (byId.get(to)?.also ?? [])
    if (from !== null && also.includes(from)) continue
    const right = from !== null && to !== null && parentsOf(to).includes(from)
    const reversed = from !== null && to !== null && parentsOf(from).includes(to)
    edges.push({
      class: edge.class,
      right,
      undirected: right || reversed,
      wrong: right || from === null || to === null ? (right ? null : 'other') : wrongOf(from, to, reversed),
      from: edge.from,
      to: edge.to,
    })
  }
  function wrongOf(from: number, to: number, reversed: boolean): Wrong {
    if (reversed) return 'reversed'
    if (byId.get(from)?.work !== byId.get(to)?.work)
      return parentsOf(to).length === 0 ? 'beginning' : 'other work'
    if (isAncestor(from, to)) return 'ancestor'
    return parentsOf(to).some((parent) => parentsOf(from).includes(parent)) ? 'sibling' : 'other'
  }
  const present = new Set(mine)
  const asked = truth.rounds.filter(({ id, parents }) => {
    const [first] = parents
    return present.has(id) && first !== undefined && present.has(first.round)
  })
  const pairs = new Set(
    result.edges.flatMap((edge) => (edge.class === 'related' ? [] : [`${mine[edge.from]} ${mine[edge.to]}`])),
  )
  const either = new Set(
    result.edges.flatMap((edge) => [
      `${mine[edge.from]} ${mine[edge.to]}`,
      `${mine[edge.to]} ${mine[edge.from]}`,
    ]),
  )
  const isFound = (known: Set<string>) =>
    asked.filter(({ id, parents }) => known.has(`${parents[0]?.round} ${id}`)).length
  return { edges, asked: asked.length, found: isFound(pairs), foundUndirected: isFound(either) }
}

/** B-cubed precision and recall of the histories over pictures, and edges across true works. */
export function bcubed(
  history: History,
  result: Reconstruction,
): { precision: number; recall: number; across: number } {
  const mine = truthOf(history, result)
  const workOf = new Map(history.truth.rounds.map(({ id, work }) => [id, work]))
  const rounds = result.rounds.flatMap(({ history: own }, at) => {
    const work = mine[at] === null ? undefined : workOf.get(mine[at] as number)
    return work === undefined ? [] : [{ own, work }]
  })
  const count = <K>(key: (round: { own: number; work: number }) => K): Map<K, number> => {
    const counts = new Map<K, number>()
    for (const round of rounds) counts.set(key(round), (counts.get(key(round)) ?? 0) + 1)
    return counts
  }
  const both = count(({ own, work }) => `${own} ${work}`)
  const owns = count(({ own }) => own)
  const works = count(({ work }) => work)
  let precision = 0
  let recall = 0
  for (const { own, work } of rounds) {
    precision += (both.get(`${own} ${work}`) ?? 0) / (owns.get(own) ?? 1)
    recall += (both.get(`${own} ${work}`) ?? 0) / (works.get(work) ?? 1)
  }
  const across = result.edges.filter(({ from, to }) => {
    const [a, b] = [workOf.get(mine[from] ?? -1), workOf.get(mine[to] ?? -1)]
    return a !== undefined && b !== undefined && a !== b
  }).length
  return { precision: precision / rounds.length, recall: recall / rounds.length, across }
}
