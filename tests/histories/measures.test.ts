import { expect, test } from 'vitest'
import { lowerBound } from '../../scripts/bench/process/figures.ts'
import { measured, type Proposal } from '../../scripts/bench/process/measures.ts'
import type { Truth, TruthRound } from '../../scripts/histories/truth.ts'

/** Two works: 0 → 1 → 2 and 0 → 3; 4 → 5. Two pictures a round. */
const parents: readonly (number | null)[] = [null, 0, 1, 0, null, 4]
const truth: Truth = {
  set: 'fit',
  history: 0,
  author: 'x',
  program: 'a1111',
  profile: 'whole',
  works: [
    { id: 0, rounds: [0, 1, 2, 3] },
    { id: 1, rounds: [4, 5] },
  ],
  rounds: parents.map(
    (parent, id): TruthRound => ({
      id,
      work: id < 4 ? 0 : 1,
      order: id,
      parents: parent === null ? [] : [{ round: parent, basis: 'derived', by: 'edit' }],
      also: [],
      edits: [],
      revisits: 0,
      byHand: false,
    }),
  ),
  files: parents.flatMap((_, round) =>
    [0, 1].map((n) => ({
      path: `${round}-${n}`,
      round,
      record: 'whole' as const,
      kind: 'original' as const,
    })),
  ),
}

function proposal(of: Truth, edges: readonly (readonly [number, number])[]): Proposal & { files: string[] } {
  const files = of.files.map(({ path }) => path)
  const rounds = of.rounds.map(({ id, work }) => ({
    pictures: of.files.flatMap(({ round }, index) => (round === id ? [index] : [])),
    history: work,
    rank: id,
  }))
  return { files, rounds, edges: edges.map(([from, to]) => ({ from, to, class: 'strong' })) }
}

const right = [
  [0, 1],
  [1, 2],
  [0, 3],
  [4, 5],
] as const

test('the truth itself is without error', () => {
  const { files, ...whole } = proposal(truth, right)
  const counts = measured(truth, files, whole)
  expect(counts).toMatchObject({
    drawn: 4,
    right: 4,
    children: 4,
    found: 4,
    roots: 2,
    'roots found': 2,
    parentless: 2,
  })
  expect(counts['b3 rounds precision']).toBe(counts['b3 rounds'])
  expect(counts['lines true']).toBe(counts['lines right'])
  expect(counts['vertices right']).toBe(6)
  expect(counts['ordered pairs right']).toBe(counts['ordered pairs'])
})

test.each([
  ['reversed', [1, 0]],
  ['reversed', [2, 0]],
  ['beginning', [1, 4]],
  ['other-work', [2, 5]],
  ['older', [0, 2]],
  ['sibling', [1, 3]],
] as const)('an error is called %s', (kind, edge) => {
  const { files, ...one } = proposal(truth, [edge])
  const counts = measured(truth, files, one)
  expect(counts).toMatchObject({ drawn: 1, [`error ${kind}`]: 1 })
  expect(counts.right ?? 0).toBe(0)
})

test('a pair drawn backwards is right without its arrow', () => {
  const { files, ...one } = proposal(truth, [[1, 0]])
  expect(measured(truth, files, one)).toMatchObject({ pairs: 1, 'pairs right': 1 })
})

test('what is asked for skips lost rounds', () => {
  const lost = { ...truth, files: truth.files.filter(({ round }) => round !== 1) }
  const { files, ...one } = proposal(lost, [[0, 2]])
  expect(measured(lost, files, one)).toMatchObject({ right: 1, children: 3, found: 1 })
})

test('a parent of which no record is left is neither asked for among recorded rounds nor held against anyone', () => {
  const bare = {
    ...truth,
    files: truth.files.map((file) => (file.round === 1 ? { ...file, record: 'stripped' as const } : file)),
  }
  const { files, ...one } = proposal(bare, [[0, 2]])
  expect(measured(bare, files, one)).toMatchObject({
    right: 1,
    'recorded children': 3,
    'recorded children found': 1,
  })
})

test('a picture from elsewhere makes every edge to it an error', () => {
  const mixed = {
    ...truth,
    files: [...truth.files, { path: 'x', round: null, record: 'whole', kind: 'foreign' } as const],
  }
  const { files, ...one } = proposal(mixed, [])
  const rounds = [...one.rounds, { pictures: [files.length - 1], history: 9, rank: null }]
  const edges = [{ from: 0, to: rounds.length - 1, class: 'supported' as const }]
  expect(measured(mixed, files, { rounds, edges })).toMatchObject({ 'error foreign': 1, across: 1 })
})

test('the lower bound is that of Clopper and Pearson', () => {
  // 59 without error are at least 0.95, 299 at least 0.99 (the rule of three, exactly).
  expect(lowerBound(59, 59)).toBeGreaterThanOrEqual(0.95)
  expect(lowerBound(58, 58)).toBeLessThan(0.95)
  expect(lowerBound(299, 299)).toBeGreaterThanOrEqual(0.99)
  expect(lowerBound(485, 500)).toBeCloseTo(0.9544, 3)
})
