import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import { importInto, temporaryFolder, testCore } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'

/** Three recipes, the first with two seeds, and a final image without a record; numbered as the generator numbers. */
async function workOfThree(core: Core): Promise<{ id: number; items: number[] }> {
  const folder = temporaryFolder()
  const recipes: [string, number][] = [
    ['ridge, dusk, lone figure', 1001],
    ['ridge, dusk, lone figure', 1002],
    ['ridge, dusk, lone figure, long shadow', 1002],
    ['ridge, dusk, lone figure, long shadow, wind in the sleeves', 1002],
  ]
  for (const [n, [prompt, seed]] of recipes.entries()) {
    const texts = { parameters: infotext({ prompt, seed }) }
    writeFileSync(join(folder, `0000${n + 1}-${seed}.png`), png({ seed: n, texts }))
  }
  writeFileSync(join(folder, 'final.png'), png({ seed: 9 }))
  const { id } = await core.call('cases.create', { title: '山风过处' })
  await importInto(core, id, [folder])
  const { items } = await core.call('items.list', { case: id })
  const byName = items.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((item) => item.id)
  await core.call('works.set', { case: id, item: byName.at(-1), final: true })
  return { id, items: byName }
}

describe('the rounds of a process', () => {
  it('are pictures of one recipe, whatever the seed, in the order of their numbers; the final image closes', async () => {
    const core = testCore()
    const { id, items } = await workOfThree(core)
    const [a, b, c, d, final] = items
    const { rounds, orderBasis } = await core.call('processes.get', { case: id })
    expect(rounds.map(({ pictures }) => pictures.map(({ item }) => item)).toSorted()).toEqual(
      [[a, b], [c], [d], [final]].toSorted(),
    )
    expect(orderBasis).toBe('file-number')
    expect(rounds.find(({ item }) => item === final)).toMatchObject({
      orderBasis: 'final-image',
      sourceType: 'statement',
    })
    const made = rounds.filter(({ item }) => item !== final)
    expect(made.map(({ no }) => no)).toEqual(made.map(({ no }) => no).toSorted())
    expect(made.map(({ item }) => item)).toEqual([a, c, d])
    expect(made[0]?.pictures.map(({ seed }) => seed)).toEqual(['1001', '1002'])
  })

  it('tell what changed between two records, and say nothing of seeds where there are several', async () => {
    const core = testCore()
    const { id, items } = await workOfThree(core)
    const [a = 0, , c = 0] = items
    await core.call('processes.decide', { case: id, from: a, to: c, decision: 'drawn' })
    const { rounds } = await core.call('processes.get', { case: id })
    expect(rounds.find(({ item }) => item === c)).toMatchObject({
      parent: a,
      notCompared: null,
      changed: [{ field: 'prompt', kind: 'added', from: null, to: 'long shadow' }],
    })
    expect(rounds.find(({ item }) => item === a)).toMatchObject({ parent: null, notCompared: 'no-parent' })
  })

  it('keep a selection with its picture and a reason with the round, and lose no word said of a sibling', async () => {
    const core = testCore()
    const { id, items } = await workOfThree(core)
    const [a = 0, b = 0] = items
    await core.call('processes.note', { item: a, note: { reason: '先定构图' } })
    await core.call('processes.note', { item: b, note: { selected: true, selectionReason: '站姿合意' } })
    const told = await core.call('processes.note', { item: b, note: { visibleEffect: '人更小' } })
    const round = told.rounds.find(({ pictures }) => pictures.some(({ item }) => item === b))
    // The selected picture stands for the round; the reason that was given of the other still stands.
    expect(round).toMatchObject({ item: b, reason: '先定构图', selected: true })
    expect(round?.note).toMatchObject({ visibleEffect: '人更小', selectionReason: '站姿合意' })
    expect(round?.pictures).toMatchObject([
      { item: a, selected: null, reason: '先定构图' },
      { item: b, selected: true, selectionReason: '站姿合意' },
    ])
    expect(told.missing.some(({ code }) => code === 'process.selection')).toBe(false)
    expect((await core.call('cases.get', { case: id })).steps[1]?.state).toBe('started')
  })

  it('never count a later reproduction among the pictures of the original, though the recipe is the same', async () => {
    const core = testCore()
    const { id, items } = await workOfThree(core)
    const [a = 0, b = 0] = items
    await core.call('processes.note', { item: b, note: { reproduction: { madeOn: '2026-05-10', of: a } } })
    const { rounds, edges } = await core.call('processes.get', { case: id })
    expect(rounds.find(({ item }) => item === a)?.pictures.map(({ item }) => item)).toEqual([a])
    expect(rounds.find(({ item }) => item === b)).toMatchObject({
      sourceType: 'reproduction',
      parent: null,
      ordered: false,
    })
    expect(edges.some(({ from, to }) => from === b || to === b)).toBe(false)
  })

  it('stand as the person put them, and say so; what came later stands behind', async () => {
    const core = testCore()
    const { id, items } = await workOfThree(core)
    const [a = 0, , c = 0, d = 0, final = 0] = items
    const process = await core.call('processes.arrange', { case: id, items: [d, c] })
    expect(process.orderBasis).toBe('person')
    expect(process.rounds.map(({ item }) => item)).toEqual([d, c, a, final])
    expect(process.rounds.map(({ orderBasis }) => orderBasis)).toEqual([
      'person',
      'person',
      'import-order',
      'final-image',
    ])
    // The software's own arrows give way to the person's order.
    const between = process.edges.filter(({ from, to }) => [c, d].includes(from) && [c, d].includes(to))
    expect(between.every(({ proposal }) => proposal === null || proposal.class === 'related')).toBe(true)
    expect(process.rounds.find(({ item }) => item === d)?.parent).toBeNull()
  })

  it('of several works are those of a history that holds the final image, and nothing else is guessed', async () => {
    const core = testCore()
    const { id, items } = await workOfThree(core)
    const [a = 0, , c = 0, d = 0, final = 0] = items
    await core.call('processes.decide', { case: id, from: a, to: c, decision: 'drawn' })
    await core.call('processes.decide', { case: id, from: c, to: final, decision: 'drawn' })
    const { title, parties, facts, works } = await core.call('cases.get', { case: id })
    const two = [...works, { ...works[0], id: 2, title: '另一幅', finalItem: undefined }]
    await core.call('cases.edit', { case: id, file: { title, parties, facts, works: two as typeof works } })
    const first = await core.call('processes.get', { case: id, work: 1 })
    expect(first.rounds.map(({ item }) => item)).toEqual(expect.arrayContaining([a, c, final]))
    expect((await core.call('processes.get', { case: id, work: 2 })).rounds).toEqual([])
    const own = await core.call('processes.arrange', { case: id, work: 2, items: [d] })
    expect(own.rounds.map(({ item }) => item)).toEqual([d])
  })

  it('have no order where nothing but the import is known', async () => {
    const folder = temporaryFolder()
    for (const name of ['moon.png', 'dusk.png', 'sun.png']) {
      writeFileSync(join(folder, name), png({ seed: name.length + name.charCodeAt(0) }))
    }
    const core = testCore()
    const { id } = await core.call('cases.create', { title: '无记录' })
    await core.call('works.set', { case: id, title: '无记录' })
    await importInto(core, id, [folder])
    const { orderBasis, rounds } = await core.call('processes.get', { case: id })
    expect(orderBasis).toBe('import-order')
    expect(rounds.every(({ ordered, parent }) => !ordered && parent === null)).toBe(true)
  })
})

describe('what a person decides of an edge', () => {
  it('stands beside the proposal, outlives it, and can be taken back', async () => {
    const core = testCore()
    const { id, items } = await workOfThree(core)
    const [a = 0, b = 0, c = 0] = items
    const decide = (decision: 'confirmed' | 'cut' | 'drawn' | null, from = a) =>
      core.call('processes.decide', { case: id, from, to: c, decision, note: '亲手改的' })
    const drawn = await decide('drawn')
    const edge = drawn.edges.find(({ to }) => to === c)
    expect(edge).toMatchObject({ from: a, decision: { kind: 'drawn', note: '亲手改的' } })
    expect(edge?.decision?.proposed.engine).toBe(drawn.engine)
    // Made of one sibling, it holds for the round, whichever of its pictures stands for it later.
    const selected = await core.call('processes.note', { item: b, note: { selected: true } })
    expect(selected.edges.find(({ to }) => to === c)).toMatchObject({ from: b, decision: { kind: 'drawn' } })
    expect(selected.rounds.find(({ item }) => item === c)?.parent).toBe(b)
    const back = await decide(null, b)
    expect(back.edges.every(({ decision }) => decision === null)).toBe(true)
    const { entries } = await core.call('ledgers.list', { limit: 50 })
    expect(entries.filter(({ act }) => act === 'process.decided')).toHaveLength(2)
  })

  it('is refused where it would say that a round descends from itself, or confirms what nobody proposed', async () => {
    const core = testCore()
    const { id, items } = await workOfThree(core)
    const [a = 0, b = 0, c = 0, d = 0, final = 0] = items
    const decide = (from: number, to: number, decision: 'confirmed' | 'drawn') =>
      core.call('processes.decide', { case: id, from, to, decision })
    await decide(a, c, 'drawn')
    await decide(c, d, 'drawn')
    await expect(decide(d, a, 'drawn')).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(decide(a, b, 'drawn')).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(decide(a, final, 'confirmed')).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('of a case without a work are asked for in vain, in a sentence that says what to do, and a note is not half kept', async () => {
    const core = testCore()
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'a.png'),
      png({ seed: 1, texts: { parameters: infotext({ prompt: 'a', seed: 1 }) } }),
    )
    const { id } = await core.call('cases.create', { title: '山风过处' })
    await importInto(core, id, [folder])
    const { items } = await core.call('items.list', { case: id })
    const refused = { code: 'no-work', details: { title: '山风过处' } }
    await expect(core.call('processes.get', { case: id })).rejects.toMatchObject(refused)
    const item = items[0]?.id ?? 0
    await expect(core.call('processes.note', { item, note: { reason: '先定构图' } })).rejects.toMatchObject(
      refused,
    )
    await core.call('works.set', { case: id, item, final: true })
    expect((await core.call('processes.get', { case: id })).rounds[0]?.reason).toBeNull()
  })
})
