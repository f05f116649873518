import { expect, test } from 'vitest'
import { layoutOf, pathOf, size } from '../../renderer/process/graph/layout.ts'
import { stopsOf, turned } from '../../renderer/process/graph/stops.ts'
import { spotOf, stepFrom } from '../../renderer/process/graph/walk.ts'
import type { Change, Edge, EdgeClass, Process, Round } from '../../shared/contract/process.ts'

const nothing = { final: undefined, active: undefined, unfolded: new Set<string>() }

function change(field: string, from: string, to: string): Change {
  return { field, kind: 'changed', from, to }
}

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
        sourceType: 'original-record',
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
    changed: [change('prompt', 'ridge', `ridge ${no}`)],
    notCompared: parent === null ? 'no-parent' : null,
    reason: null,
    selected: null,
    note: { selected: null, tags: [] },
    notedAt: null,
    times: [],
    ...more,
  }
}

function edge(from: number, to: number, kind: EdgeClass = 'strong', decision?: 'confirmed' | 'cut'): Edge {
  return {
    from,
    to,
    proposal: { from, to, class: kind, grounds: [], against: [], alternatives: [], gap: false },
    decision: decision
      ? { kind: decision, decidedAt: '2026-01-01T00:00:00Z', proposed: { class: kind, engine: 'r1' } }
      : null,
    changed: [],
  }
}

function processOf(rounds: Round[], edges: Edge[] = [], more: Partial<Process> = {}): Process {
  return {
    work: 1,
    orderBasis: 'file-number',
    engine: 'r1',
    rounds,
    edges,
    undecided: [],
    perhapsSame: [],
    witnesses: [],
    contradictions: [],
    missing: [],
    ...more,
  }
}

/** A line of four rounds; the fifth branches off the second. */
const branching = processOf(
  [round(1, null), round(2, 1), round(3, 2), round(4, 3), round(5, 2, { branch: 1 })],
  [edge(1, 2), edge(2, 3), edge(3, 4), edge(2, 5)],
)

test('rounds stand from left to right in their order, each in its lane', () => {
  const { spots } = layoutOf(branching, { ...nothing, final: 4 })
  expect(spots.map(({ lane }) => lane)).toEqual([0, 0, 0, 0, 1])
  const xs = spots.map(({ x }) => x)
  expect(xs).toEqual([...xs].sort((a, b) => a - b))
  expect(new Set(xs).size).toBe(5)
  expect(spots.filter(({ main }) => main).map(({ stop }) => stop.rounds[0].no)).toEqual([1, 2, 3, 4])
  for (const [a, b] of spots.flatMap((a, i) => spots.slice(i + 1).map((b) => [a, b] as const))) {
    const apart = Math.abs(a.x - b.x) >= size.width || Math.abs(a.y - b.y) >= size.height
    expect(apart, `${a.stop.key} and ${b.stop.key} lie on one another`).toBe(true)
  }
})

test('a drawing stays as it was when rounds are added behind it', () => {
  const before = layoutOf(branching, nothing)
  const after = layoutOf(
    processOf([...branching.rounds, round(6, 5, { branch: 1 })], [...branching.edges, edge(5, 6)]),
    nothing,
  )
  for (const spot of before.spots) {
    expect(after.spots.find(({ stop }) => stop.key === spot.stop.key)).toMatchObject({ x: spot.x, y: spot.y })
  }
})

test('related rounds get a line without an arrow, once for both ways', () => {
  const { lines } = layoutOf(
    processOf([round(1, null), round(2, null)], [edge(1, 2, 'related'), edge(2, 1, 'related')]),
    nothing,
  )
  expect(lines.map(({ arrow, stroke }) => ({ arrow, stroke }))).toEqual([{ arrow: false, stroke: 'related' }])
})

test('a cut edge is shown only on demand, and an edge set aside for a parent of choice with it', () => {
  const drawn: Edge = {
    ...edge(1, 3),
    proposal: null,
    decision: {
      kind: 'drawn',
      decidedAt: '2026-01-01T00:00:00Z',
      proposed: { class: null, engine: 'r1' },
    },
  }
  const process = processOf(
    [round(1, null), round(2, 1), round(3, 1, { branch: 1 }), round(4, 3, { branch: 1 })],
    [edge(1, 2, 'strong', 'confirmed'), edge(2, 3), drawn, edge(3, 4, 'strong', 'cut')],
  )
  const shown = layoutOf(process, nothing).lines
  expect(shown.map(({ key, stroke, confirmed }) => [key, stroke, confirmed])).toEqual([
    ['1 2', 'strong', true],
    ['1 3', 'person', false],
  ])
  const all = layoutOf(process, { ...nothing, showOff: true }).lines
  expect(all.filter(({ off }) => off).map(({ key }) => key)).toEqual(['2 3', '3 4'])
})

test('rounds whose order is not known stand in a box, apart from those in order', () => {
  const { frames, spots } = layoutOf(
    processOf([
      round(1, null),
      round(2, 1),
      round(3, null, { ordered: false }),
      round(4, null, { ordered: false }),
    ]),
    nothing,
  )
  const box = frames.find(({ kind }) => kind === 'unordered')
  expect(box?.rounds.map(({ no }) => no)).toEqual([3, 4])
  for (const spot of spots) {
    const isInside = box !== undefined && spot.x >= box.x && spot.x + size.width <= box.x + box.width
    expect(isInside, spot.stop.key).toBe(spot.loose)
  }
})

test('several histories stand under a heading each; a round that nothing ties is in the tray and, with few others, in a box', () => {
  const { frames, single, spots } = layoutOf(
    processOf(
      [
        round(1, null),
        round(2, 1),
        round(3, null, { history: 1 }),
        round(4, 3, { history: 1 }),
        round(5, null, { history: 2 }),
      ],
      [edge(1, 2), edge(3, 4)],
    ),
    nothing,
  )
  expect(frames.map(({ kind, history }) => [kind, history])).toEqual([
    ['history', 0],
    ['history', 1],
    ['alone', 2],
  ])
  expect(single.map(({ no }) => no)).toEqual([5])
  expect(spots).toHaveLength(5)
})

test('many rounds that nothing ties lie in the tray alone, but for the one that is looked at', () => {
  const apart = Array.from({ length: 30 }, (_, i) => round(i + 3, null, { history: i + 1 }))
  const process = processOf([round(1, null), round(2, 1), ...apart], [edge(1, 2)])
  expect(layoutOf(process, nothing).spots.map(({ stop }) => stop.rounds[0].no)).toEqual([1, 2])
  const { spots, single } = layoutOf(process, { ...nothing, active: 9 })
  expect(spots.map(({ stop }) => stop.rounds[0].no)).toEqual([1, 2, 9])
  expect(single).toHaveLength(29)
})

test('few rounds that the person put in order stand in one row, whatever ties them', () => {
  const apart = [1, 2, 3].map((no) => round(no, null, { history: no - 1, branch: no, orderBasis: 'person' }))
  const { spots, frames, single } = layoutOf(processOf(apart, [], { orderBasis: 'person' }), nothing)
  expect(spots.map(({ y }) => y)).toEqual([0, 0, 0])
  expect([frames, single]).toEqual([[], []])
})

test('a run of small parameter changes is one node that says from what to what', () => {
  const small = [2, 3, 4, 5].map((no) =>
    round(no, no - 1, {
      changed: [change('cfgScale', String(no + 2), String(no + 3)), change('seed', '1', '2')],
    }),
  )
  const process = processOf([round(1, null), ...small, round(6, 5)])
  const stops = stopsOf(process, { ...nothing, final: 6 })
  expect(stops.map(({ rounds, fold }) => [rounds.length, fold])).toEqual([
    [1, null],
    [4, 'parameters'],
    [1, null],
  ])
  const [, run] = stops
  expect(run && turned(run)).toEqual({ field: 'cfgScale', from: '4', to: '8' })
  expect(stopsOf(process, { ...nothing, unfolded: new Set([run?.key ?? '']) })).toHaveLength(6)
  // A round that is looked at is never folded away, nor are those beside it.
  expect(stopsOf(process, { ...nothing, active: 3 })).toHaveLength(6)
})

test('what a person speaks of is never folded away, nor a round that a branch leaves from', () => {
  const small = (no: number, more: Partial<Round> = {}) =>
    round(no, no - 1, { changed: [change('steps', '20', '30')], ...more })
  const noted = [round(1, null), small(2), small(3, { notedAt: '2026-01-01T00:00:00Z' }), small(4), small(5)]
  expect(stopsOf(processOf(noted), nothing).every(({ fold }) => fold === null)).toBe(true)
  const branch = [round(1, null), small(2), small(3), small(4), small(5), round(6, 3, { branch: 1 })]
  expect(stopsOf(processOf(branch), nothing).every(({ fold }) => fold === null)).toBe(true)
})

test('above the number that is read at sight, sittings fold, then whole histories but the one of the final image', () => {
  const claimed = (value: string) => [{ kind: 'claimed' as const, source: 'name', value }]
  const day = (no: number) => (no <= 10 ? '2026-01-01' : '2026-01-02')
  const line = Array.from({ length: 20 }, (_, i) =>
    round(i + 1, i === 0 ? null : i, { times: claimed(`${day(i + 1)} 10:${String(i).padStart(2, '0')}:00`) }),
  )
  const other = [21, 22].map((no) => round(no, no === 21 ? null : 21, { history: 1 }))
  const process = processOf([...line, ...other])
  const wish = { ...nothing, final: 20 }
  expect(stopsOf(process, wish, 30)).toHaveLength(22)
  expect(stopsOf(process, wish, 10).map(({ rounds }) => rounds.length)).toEqual([10, 9, 1, 1, 1])
  expect(stopsOf(process, wish, 4).map(({ rounds, fold }) => [rounds.length, fold])).toEqual([
    [10, 'sitting'],
    [9, 'sitting'],
    [1, null],
    [2, 'history'],
  ])
})

test('arrow keys follow the lane, and lead back from a branch to where it left', () => {
  const layout = layoutOf(branching, { ...nothing, final: 4 })
  const at = (item: number) => spotOf(layout, item)
  const step = (item: number, key: Parameters<typeof stepFrom>[2]) =>
    stepFrom(layout, at(item), key)?.stop.rounds[0].no
  expect(step(1, 'ArrowRight')).toBe(2)
  expect(step(2, 'ArrowRight')).toBe(3)
  expect(step(5, 'ArrowLeft')).toBe(2)
  expect(step(4, 'ArrowDown')).toBe(5)
  expect(step(5, 'ArrowUp')).toBe(4)
  expect(step(4, 'ArrowRight')).toBeUndefined()
  expect(step(5, 'Home')).toBe(1)
  expect(step(1, 'End')).toBe(4)
})

test('a line leaves to the right and comes in from the left', () => {
  const { lines } = layoutOf(branching, nothing)
  for (const line of lines) {
    const [, startX] = /^M(\S+) /.exec(pathOf(line)) ?? []
    expect(Number(startX)).toBe(line.from.x + size.width)
    expect(line.to.x).toBeGreaterThan(line.from.x + size.width)
  }
})
