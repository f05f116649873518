import { expect, test } from 'vitest'
import { differenceOf } from '../../renderer/process/round/difference.ts'
import { kindsIn, rowsBy } from '../../renderer/process/story/moments.ts'
import { figuresOf, keyRounds, storyOf } from '../../renderer/process/story/story.ts'
import type { Process, Round } from '../../shared/contract/process.ts'
import { formatShare } from '../../shared/format.ts'

function round(no: number, parent: number | null, more: Partial<Round> = {}): Round {
  return {
    no,
    item: no,
    parent,
    branch: 0,
    pictures: [
      {
        item: no,
        seed: null,
        sourceType: more.sourceType ?? 'original-record',
        selected: null,
        reason: null,
        selectionReason: null,
      },
    ],
    history: 0,
    ordered: true,
    revisits: 0,
    sourceType: 'original-record',
    orderBasis: 'file-number',
    changed: [],
    notCompared: null,
    reason: null,
    selected: null,
    note: { selected: null, tags: [] },
    notedAt: null,
    times: [],
    ...more,
  }
}

function processOf(rounds: Round[], orderBasis: Process['orderBasis'] = 'file-number'): Process {
  const empty = { edges: [], undecided: [], perhapsSame: [], witnesses: [], contradictions: [], missing: [] }
  return { work: 1, orderBasis, engine: 'r1', rounds, ...empty }
}

const nos = (rounds: readonly Round[]) => rounds.map(({ no }) => no)

test('the story is the line to the final image and leaves out what branched off', () => {
  const rounds = [round(1, null), round(2, 1), round(3, 1, { branch: 1 }), round(4, 2)]
  expect(nos(storyOf(processOf(rounds), 4))).toEqual([1, 2, 4])
})

test('without an established line only an order that the person states is told, without later runs', () => {
  const rounds = [
    round(1, null),
    round(2, null, { history: 1 }),
    round(3, null, { history: 2 }),
    round(4, null, { history: 3, sourceType: 'reproduction' }),
  ]
  expect(nos(storyOf(processOf(rounds), 3))).toEqual([3])
  expect(nos(storyOf(processOf(rounds, 'person'), 3))).toEqual([1, 2, 3])
})

test('key rounds are the first and those that are spoken of, in order, without the final one', () => {
  const rounds = [1, 2, 3, 4, 5, 6].map((no) =>
    round(no, no === 1 ? null : no - 1, { reason: no === 3 || no === 5 ? 'because' : null }),
  )
  expect(nos(keyRounds(rounds, 3))).toEqual([1, 3, 5])
  expect(keyRounds(rounds.slice(0, 1), 3)).toEqual([])
})

const claimed = (value: string) => ({ kind: 'claimed' as const, source: 'name', value })
const imported = (value: string) => ({ kind: 'imported' as const, source: 'ledger', value })

test('times of one kind make the rows; a round without it stands at the end, whatever other times it has', () => {
  const rounds = [
    round(1, null, { times: [claimed('2026-03-02 10:00:00'), imported('2026-04-01T00:00:01Z')] }),
    round(2, 1, { times: [imported('2026-04-01T00:00:00Z')] }),
    round(3, 2, { times: [claimed('2026-03-02 11:00:00'), imported('2026-04-01T00:00:02Z')] }),
    round(4, 3, { times: [claimed('2026-03-01 23:59:00'), imported('2026-04-01T00:00:03Z')] }),
  ]
  const told = (kind: 'claimed' | 'imported') =>
    rowsBy(rounds, kind).map((row) =>
      row.kind === 'round' ? row.round.no : row.kind === 'pause' ? `${row.minutes} min` : row.kind,
    )
  expect(told('claimed')).toEqual(['day', 4, 'day', 1, '60 min', 3, 'none', 2])
  expect(told('imported')).toEqual(['day', 2, 1, 3, 4])
  expect(kindsIn(rounds)).toEqual(['imported', 'claimed'])
})

test('figures keep what files claim apart from when the vault saw them, and leave out later runs', () => {
  const figures = figuresOf(
    processOf([
      round(1, null, { times: [claimed('2026-03-02 10:00:00'), imported('2026-04-01T00:00:00Z')] }),
      round(2, 1, { sourceType: 'reproduction', times: [claimed('2026-09-09 10:00:00')] }),
    ]),
  )
  expect(figures.claimed).toEqual(['2026-03-02 10:00:00', '2026-03-02 10:00:00'])
  expect(figures.imported).toEqual(['2026-04-01T00:00:00Z', '2026-04-01T00:00:00Z'])
  expect(figures.kinds).toEqual({ 'original-record': 1, reproduction: 1, statement: 0 })
  expect(figures).toMatchObject({ rounds: 1, pictures: 1 })
})

function pixels(...colours: readonly (readonly [number, number, number])[]) {
  return {
    width: colours.length,
    height: 1,
    data: new Uint8ClampedArray(colours.flatMap((colour) => [...colour, 255])),
  }
}

test('the share of differing pixels counts what is seen, not the rounding of a decoder', () => {
  const before = pixels([10, 10, 10], [200, 0, 0], [0, 0, 0], [9, 9, 9])
  const after = pixels([10, 10, 10], [0, 200, 0], [8, 0, 0], [9, 9, 18])
  const { share, picture } = differenceOf(before, after, [255, 0, 0])
  expect(share).toBe(0.5)
  expect(picture).toHaveLength(16)
})

test('pictures of different sizes are not compared', () => {
  expect(() => differenceOf(pixels([0, 0, 0]), pixels([0, 0, 0], [0, 0, 0]), [255, 0, 0])).toThrow(RangeError)
})

test('a share is never rounded to nothing or to all', () => {
  expect([0, 0.0001, 0.5, 0.9999, 1].map(formatShare)).toEqual([
    '0.0%',
    '< 0.1%',
    '50.0%',
    '> 99.9%',
    '100.0%',
  ])
})
