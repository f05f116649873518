import type { EdgeClass } from '../../../shared/contract/process.ts'
import type { Truth, TruthRound } from '../../histories/truth.ts'
import { type Answer, answerOf } from './answer.ts'

/** What is measured: rounds by the pictures in them, edges by their places in `rounds`. */
export interface Proposal {
  readonly rounds: readonly {
    readonly pictures: readonly number[]
    readonly history: number
    readonly rank: number | null
  }[]
  readonly edges: readonly { readonly from: number; readonly to: number; readonly class: EdgeClass }[]
}

export const errorKinds = [
  'reversed',
  'beginning',
  'other-work',
  'older',
  'sibling',
  'foreign',
  'other',
] as const
export type ErrorKind = (typeof errorKinds)[number]

/** Counts of one history; figures are made of sums, so that intervals can be drawn over histories. */
export type Counts = Record<string, number>

const rank: Record<EdgeClass, number> = { recorded: 0, strong: 1, supported: 2, related: 3 }

/** Measures one proposal against the truth. `files[n]` is the path of picture n. */
export function measured(truth: Truth, files: readonly string[], proposal: Proposal): Counts {
  const answer = answerOf(truth)
  const counts: Counts = {}
  const add = (name: string, by = 1) => {
    counts[name] = (counts[name] ?? 0) + by
  }
  const trueRoundOf = new Map(truth.files.map(({ path, round }) => [path, round]))
  const roundOfPicture = (id: number) => trueRoundOf.get(files[id] ?? '') ?? null
  const meant = proposal.rounds.map(({ pictures }) => mostOf(pictures.map(roundOfPicture)))

  // Edges between true rounds; of several between the same two the firmest counts.
  const drawn = new Map<string, { from: number | null; to: number | null; class: EdgeClass }>()
  for (const edge of proposal.edges.toSorted((a, b) => rank[a.class] - rank[b.class])) {
    const [from, to] = [meant[edge.from] ?? null, meant[edge.to] ?? null]
    if (from === to && from !== null) {
      add('within')
      continue
    }
    const key = edge.class === 'related' && (from ?? -1) > (to ?? -1) ? `${to} ${from}` : `${from} ${to}`
    if (!drawn.has(key)) drawn.set(key, { from, to, class: edge.class })
  }
  const found = new Set<number>()
  const foundFirm = new Set<number>()
  const foundPairs = new Set<number>()
  for (const { from, to, class: kind } of drawn.values()) {
    const right = from !== null && to !== null && answer.isParent(from, to)
    const turned = from !== null && to !== null && answer.isParent(to, from)
    add('pairs')
    if (right || turned) {
      add('pairs right')
      foundPairs.add((right ? to : from) as number)
    }
    add(`class ${kind}`)
    if (kind === 'related') {
      if (right || turned) add('class related right')
      continue
    }
    add('drawn')
    const firm = kind !== 'supported'
    if (firm) add('firm')
    if (!right) {
      add(`error ${errorOf(answer, from, to)}`)
      if (from === null || to === null || workOf(truth, from) !== workOf(truth, to)) add('across')
      continue
    }
    add('right')
    add(`class ${kind} right`)
    found.add(to)
    if (firm) {
      add('firm right')
      foundFirm.add(to)
    }
  }
  for (const id of answer.left) {
    const parents = answer.parents(id)
    if (answer.recorded.has(id) && answer.recordedParents(id).length > 0) {
      add('recorded children')
      if (found.has(id)) add('recorded children found')
    }
    if (parents.length === 0) {
      add('roots')
      continue
    }
    add('children')
    if (found.has(id)) add('found')
    if (foundFirm.has(id)) add('firm found')
    if (foundPairs.has(id)) add('pair found')
    const basis = parents.some((parent) => parent.basis === 'recorded') ? 'recorded' : 'derived'
    add(`basis ${basis}`)
    if (found.has(id)) add(`basis ${basis} found`)
  }
  measureRoots(answer, drawn, add)
  measureAncestors(answer, drawn, add)
  measureWorks(answer, proposal, meant, roundOfPicture, add)
  measureOrder(truth, proposal, meant, add)
  measureVertices(truth, files, proposal, add)
  return counts
}

type Drawn = ReadonlyMap<string, { from: number | null; to: number | null; class: EdgeClass }>
type Add = (name: string, by?: number) => void

function workOf(truth: Truth, round: number): number {
  return (truth.rounds[round] as TruthRound).work
}

function errorOf(
  { truth, parents, ancestors, isParent }: Answer,
  from: number | null,
  to: number | null,
): ErrorKind {
  if (from === null || to === null) return 'foreign'
  if (isParent(to, from) || ancestors(from).has(to)) return 'reversed'
  if (parents(to).length === 0) return 'beginning'
  if (workOf(truth, from) !== workOf(truth, to)) return 'other-work'
  if (ancestors(to).has(from)) return 'older'
  const shared = parents(from).some(({ round }) => parents(to).some((parent) => parent.round === round))
  return shared ? 'sibling' : 'other'
}

/** True beginnings to which no parent was given, and rounds without a parent that truly are beginnings. */
function measureRoots({ left, parents }: Answer, drawn: Drawn, add: Add): void {
  const given = new Set(
    [...drawn.values()].flatMap(({ to, class: kind }) => (kind === 'related' ? [] : [to])),
  )
  for (const id of left) {
    if (given.has(id)) continue
    add('parentless')
    if (parents(id).length === 0) add('roots found')
  }
}

/** The right line, whatever the generation. */
function measureAncestors({ left, ancestors }: Answer, drawn: Drawn, add: Add): void {
  const above = new Map<number, number[]>()
  for (const { from, to, class: kind } of drawn.values()) {
    if (kind === 'related' || from === null || to === null) continue
    above.set(to, [...(above.get(to) ?? []), from])
  }
  for (const id of left) {
    const reached = new Set<number>()
    const open = [...(above.get(id) ?? [])]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === id || reached.has(next)) continue
      reached.add(next)
      open.push(...(above.get(next) ?? []))
    }
    const real = ancestors(id)
    add('lines', reached.size)
    add('lines right', [...reached].filter((each) => real.has(each)).length)
    add('lines true', real.size)
  }
}

/** B-cubed (Bagga and Baldwin 1998) of works, over rounds and over pictures; what is from elsewhere is not counted. */
function measureWorks(
  { truth, left }: Answer,
  { rounds }: Proposal,
  meant: readonly (number | null)[],
  roundOfPicture: (id: number) => number | null,
  add: Add,
): void {
  const clusterOf = new Map<number, number>()
  for (const [index, round] of meant.entries()) {
    if (round !== null && !clusterOf.has(round)) clusterOf.set(round, rounds[index]?.history ?? -1)
  }
  const overRounds = [...left].map((id) => ({
    work: workOf(truth, id),
    cluster: clusterOf.get(id) ?? -1 - id,
  }))
  const overPictures = rounds.flatMap(({ pictures, history }) =>
    pictures.flatMap((id) => {
      const round = roundOfPicture(id)
      return round === null ? [] : [{ work: workOf(truth, round), cluster: history }]
    }),
  )
  for (const [name, elements] of [
    ['rounds', overRounds],
    ['pictures', overPictures],
  ] as const) {
    const works = Map.groupBy(elements, ({ work }) => work)
    const clusters = Map.groupBy(elements, ({ cluster }) => cluster)
    const both = Map.groupBy(elements, ({ work, cluster }) => `${work} ${cluster}`)
    for (const { work, cluster } of elements) {
      const shared = both.get(`${work} ${cluster}`)?.length ?? 0
      add(`b3 ${name}`)
      add(`b3 ${name} precision`, shared / (clusters.get(cluster)?.length ?? 1))
      add(`b3 ${name} recall`, shared / (works.get(work)?.length ?? 1))
    }
  }
}

/** Pairs of rounds whose order is claimed, within one proposed history. */
function measureOrder(truth: Truth, { rounds }: Proposal, meant: readonly (number | null)[], add: Add): void {
  const placed = rounds.flatMap(({ rank: place, history }, index) => {
    const id = meant[index] ?? null
    return place === null || id === null
      ? []
      : [{ place, history, order: (truth.rounds[id] as TruthRound).order }]
  })
  for (const members of Map.groupBy(placed, ({ history }) => history).values()) {
    for (const [index, a] of members.entries()) {
      for (const b of members.slice(index + 1)) {
        if (a.place === b.place || a.order === b.order) continue
        add('ordered pairs')
        if (a.place < b.place === a.order < b.order) add('ordered pairs right')
      }
    }
  }
}

/** Rounds that hold exactly the pictures that they should. */
function measureVertices(truth: Truth, files: readonly string[], { rounds }: Proposal, add: Add): void {
  const real = new Set(
    [...Map.groupBy(truth.files, ({ round, path }) => round ?? path).values()].map((members) =>
      members
        .map(({ path }) => path)
        .sort()
        .join('\n'),
    ),
  )
  add('vertices true', real.size)
  add('vertices', rounds.length)
  for (const { pictures } of rounds) {
    if (
      real.has(
        pictures
          .map((id) => files[id])
          .sort()
          .join('\n'),
      )
    )
      add('vertices right')
  }
}

/** What most of them are; the smallest of those that tie. Null where most are of nothing. */
function mostOf(values: readonly (number | null)[]): number | null {
  const counted = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({
    value,
    count: all.length,
  }))
  counted.sort((a, b) => b.count - a.count || (a.value ?? Infinity) - (b.value ?? Infinity))
  return counted[0]?.value ?? null
}
