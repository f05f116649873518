import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../electron/core/process/decisions.ts'
import { lanesOf, topological } from '../../../electron/core/process/lanes.ts'
import type { StoredPicture } from '../../../electron/core/process/pictures.ts'
import type { ProposedRound, RoundEdge } from '../../../electron/core/process/reconstruction/reconstruct.ts'
import { type Known, viewOf } from '../../../electron/core/process/view.ts'
import { nothingSaid, storedPicture } from './known.ts'

/** Rounds of one picture each, item = index + 1, in one history and ranked, tied as told. */
function known(
  count: number,
  edges: readonly [from: number, to: number, cls: RoundEdge['class']][],
  more: Partial<Known> = {},
): Known {
  const picture = (id: number): StoredPicture =>
    storedPicture({
      id,
      path: `${id}.png`,
      record: {
        path: '',
        size: 1,
        format: 'png',
        status: 'no-metadata',
        generator: null,
        generations: [],
        claimedTimes: [],
        aiLabel: null,
        c2pa: null,
        carriers: [],
        warnings: [],
      },
    })
  const rounds = Array.from(
    { length: count },
    (_, index): ProposedRound => ({
      pictures: [index + 1],
      key: String(index),
      basis: 'file-number',
      rank: index,
      line: 0,
      revisits: 0,
      history: 0,
    }),
  )
  const reconstruction: Known['reconstruction'] = {
    engine: 'test',
    rounds,
    edges: edges.map(([from, to, cls]) => ({
      from,
      to,
      class: cls,
      grounds: [],
      against: [],
      alternatives: [],
      gap: false,
    })),
    undecided: [],
    perhapsSame: [],
    witnesses: [],
    contradictions: [],
    orderBasis: 'file-number',
  }
  return nothingSaid(
    rounds.map((_, index) => picture(index + 1)),
    reconstruction,
    more,
  )
}

const decision = (from: number, to: number, kind: Decision['kind'], ledgerSeq = 1): Decision => ({
  from,
  to,
  kind,
  decidedAt: '2026-01-02T00:00:00.000Z',
  ledgerSeq,
  proposed: { engine: 'test', edge: null },
})

const parents = (of: Known) =>
  Object.fromEntries(
    viewOf(of)
      .told()
      .rounds.map(({ item, parent }) => [item, parent]),
  )

describe('the graph as it stands', () => {
  it('draws an arrow for what is recorded or inferred, none for kin', () => {
    const told = viewOf(
      known(4, [
        [0, 1, 'recorded'],
        [1, 2, 'supported'],
        [2, 3, 'related'],
      ]),
    ).told()
    expect(told.rounds.map(({ parent }) => parent)).toEqual([null, 1, 2, null])
    expect(told.edges.map(({ proposal }) => proposal?.class)).toEqual(['recorded', 'supported', 'related'])
  })

  it('takes the strongest of several parents, and the person above all of them', () => {
    const edges = [
      [0, 2, 'supported'],
      [1, 2, 'strong'],
    ] as const
    expect(
      parents(
        known(
          4,
          edges.map((edge) => [...edge]),
        ),
      )[3],
    ).toBe(2)
    expect(
      parents(
        known(
          4,
          edges.map((edge) => [...edge]),
          { decisions: [decision(4, 3, 'drawn')] },
        ),
      )[3],
    ).toBe(4)
    expect(
      parents(
        known(
          4,
          edges.map((edge) => [...edge]),
          { decisions: [decision(2, 3, 'cut')] },
        ),
      )[3],
    ).toBe(1)
  })

  it('lets the person say which of two kin came first', () => {
    const told = viewOf(known(2, [[0, 1, 'related']], { decisions: [decision(2, 1, 'confirmed')] })).told()
    expect(told.edges).toHaveLength(1)
    expect(told.edges[0]).toMatchObject({ from: 2, to: 1, proposal: { class: 'related' } })
    expect(told.rounds.find(({ item }) => item === 1)?.parent).toBe(2)
  })

  it('never runs in a circle, though a person draws against what is recorded', () => {
    const of = known(3, [
      [0, 1, 'recorded'],
      [1, 2, 'recorded'],
    ])
    const told = parents({ ...of, decisions: [decision(3, 1, 'drawn')] })
    expect(told[1]).toBe(3)
    expect(Object.values(told).filter((parent) => parent === null)).toHaveLength(1)
  })

  it("takes the arrow off what is inferred against the person's order, and tells what a file states against it", () => {
    const edges: [number, number, RoundEdge['class']][] = [
      [0, 1, 'strong'],
      [1, 2, 'recorded'],
    ]
    const told = viewOf(known(3, edges, { arranged: [3, 2, 1] })).told()
    expect(told.edges[0]?.proposal).toMatchObject({ class: 'related', against: [{ code: 'person-order' }] })
    expect(told.edges[1]?.proposal?.class).toBe('recorded')
    expect(told.contradictions).toEqual([{ code: 'contradiction-person-order', details: { from: 2, to: 3 } }])
  })

  it('rests no number on a witness that a drawn descent contradicts, and tells the contradiction', () => {
    const edges: [number, number, RoundEdge['class']][] = [
      [0, 1, 'strong'],
      [1, 2, 'strong'],
      [2, 3, 'strong'],
    ]
    const told = viewOf(known(5, edges, { decisions: [decision(3, 2, 'drawn')] })).told()
    const placed = told.rounds.map(({ item, ordered, orderBasis }) => [item, ordered, orderBasis])
    expect(placed).toEqual([
      [1, true, 'file-number'],
      [3, false, 'import-order'],
      [2, false, 'import-order'],
      [4, true, 'file-number'],
      [5, true, 'file-number'],
    ])
    expect(told.contradictions).toEqual([
      { code: 'contradiction-drawn-order', details: { from: 3, to: 2, basis: 'file-number' } },
    ])
  })

  it('compares no places of two folders that only a drawn descent ties', () => {
    const of = known(5, [
      [0, 1, 'strong'],
      [1, 2, 'strong'],
      [3, 4, 'strong'],
    ])
    const apart = of.reconstruction.rounds.map((round, index) =>
      index > 2 ? { ...round, line: 1, history: 1 } : round,
    )
    const told = viewOf({
      ...of,
      reconstruction: { ...of.reconstruction, rounds: apart },
      decisions: [decision(1, 4, 'drawn')],
    }).told()
    expect(told.rounds.map(({ item, ordered }) => [item, ordered])).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, false],
      [5, false],
    ])
  })

  it('gives the history of the final image the number 0 and its line lane 0', () => {
    const of = known(6, [
      [0, 1, 'strong'],
      [1, 2, 'strong'],
      [1, 3, 'strong'],
    ])
    const { rounds } = viewOf({
      ...of,
      final: 4,
      reconstruction: {
        ...of.reconstruction,
        rounds: of.reconstruction.rounds.map((round, index) => ({
          ...round,
          history: index > 3 ? index : 0,
        })),
      },
    }).told()
    const line = rounds.filter(({ branch }) => branch === 0).map(({ item }) => item)
    expect(line).toEqual([1, 2, 4])
    expect(rounds.filter(({ history }) => history === 0).map(({ item }) => item)).toEqual([1, 2, 3, 4])
    expect(rounds.find(({ item }) => item === 3)?.branch).toBeGreaterThan(0)
  })
})

describe('lanes', () => {
  /** Parents of a tree in which 0–1–2–5 leads to the final image, with branches 3 and 4 from 1, and 6 from 4. */
  const tree = { parents: [null, 0, 1, 1, 1, 2, 4], order: [0, 1, 2, 3, 4, 5, 6], final: 5 }

  it('keep lane 0 for the line to the final image and give a lane back where a branch ends', () => {
    expect(lanesOf(tree)).toEqual([0, 0, 0, 1, 2, 0, 2])
    const later = { parents: [...tree.parents, 5], order: [...tree.order, 7], final: 5 }
    expect(lanesOf(later)[7]).toBe(1)
  })

  it('stay as they are when rounds are added behind', () => {
    const before = lanesOf(tree)
    const parentsAfter = [...tree.parents, 3, 0, 6, 5]
    const after = lanesOf({ parents: parentsAfter, order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], final: 5 })
    expect(after.slice(0, before.length)).toEqual(before)
  })

  it('never hold two rounds where the line of one would run through the other', () => {
    const parentsOf = Array.from({ length: 60 }, (_, n) => (n === 0 ? null : (n * 7919) % n))
    const order = parentsOf.map((_, n) => n)
    const lanes = lanesOf({ parents: parentsOf, order, final: 59 })
    for (const [child, parent] of parentsOf.entries()) {
      if (parent === null) continue
      for (let between = parent + 1; between < child; between += 1) {
        expect(lanes[between] === lanes[child] && parentsOf[between] !== undefined && between !== child).toBe(
          false,
        )
      }
    }
  })
})

describe('the order of rounds', () => {
  it('never puts a child before its parent, whatever the ranks say', () => {
    const ranks = [3, 2, null, 0]
    const order = topological([0, 1, 2, 3], (round) => ranks[round] ?? null, [null, 0, 1, null])
    expect(order).toEqual([3, 0, 1, 2])
  })

  it('puts what has no place before what descends from it, so that this keeps its own', () => {
    const ranks = [0, null, 1, 2, null]
    expect(topological([0, 1, 2, 3, 4], (round) => ranks[round] ?? null, [null, 0, 1, 0, null])).toEqual([
      0, 1, 2, 3, 4,
    ])
  })
})
