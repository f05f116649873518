import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import { importInto, temporaryFolder, testCore } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'

/** Three rounds by one generator and a final image without a record, numbered as generators number. */
async function workInFour(core: Core): Promise<{ id: number; items: number[] }> {
  const folder = temporaryFolder()
  const rounds = [
    infotext({ prompt: 'ridge, dusk, lone figure', seed: 1001 }),
    infotext({ prompt: 'ridge, dusk, lone figure', seed: 1002 }),
    infotext({ prompt: 'ridge, dusk, lone figure, long shadow', seed: 1002 }),
  ]
  for (const [n, parameters] of rounds.entries()) {
    writeFileSync(join(folder, `0000${n + 1}-100${n}.png`), png({ seed: n, texts: { parameters } }))
  }
  writeFileSync(join(folder, 'final.png'), png({ seed: 9 }))
  const { id } = await core.call('cases.create', { title: '山风过处' })
  await importInto(core, id, [folder])
  const { items } = await core.call('items.list', { case: id })
  const final = items.find((item) => item.name === 'final.png')
  await core.call('works.set', { case: id, item: final?.id, final: true })
  return { id, items: items.map((item) => item.id) }
}

describe('the creative process', () => {
  it('puts rounds in the order of their file numbers, says so, and ends with the final image', async () => {
    const core = testCore()
    const { id, items } = await workInFour(core)
    const process = await core.call('processes.get', { case: id })
    expect(process.orderBasis).toBe('file-number')
    expect(process.rounds.map((round) => round.item)).toEqual(items)
    expect(process.rounds.map((round) => round.parent)).toEqual([null, ...items.slice(0, 3)])
    expect(process.rounds[3]?.orderBasis).toBe('final-image')
  })

  it('keeps what the file records apart from what the party says', async () => {
    const core = testCore()
    const { id, items } = await workInFour(core)
    const before = await core.call('processes.get', { case: id })
    expect(before.rounds.map((round) => round.sourceType)).toEqual([
      'original-record',
      'original-record',
      'original-record',
      'statement',
    ])
    const after = await core.call('processes.note', {
      item: items[1] ?? 0,
      note: { reproduction: { madeOn: '2026-05-10' } },
    })
    expect(after.rounds[1]?.sourceType).toBe('reproduction')
  })

  it('tells from the records what changed, and abstains where there is no record', async () => {
    const core = testCore()
    const { id } = await workInFour(core)
    const { rounds } = await core.call('processes.get', { case: id })
    expect(rounds[1]?.changed).toEqual([{ field: 'seed', kind: 'changed', from: '1001', to: '1002' }])
    expect(rounds[2]?.changed).toEqual([
      expect.objectContaining({ field: 'prompt', kind: 'added', from: null, to: 'long shadow' }),
    ])
    expect(rounds[0]?.notCompared).toBe('no-parent')
    expect(rounds[3]).toMatchObject({ changed: [], notCompared: 'no-record' })
  })

  it('keeps a selection when a reason is written later, and lists what is still missing', async () => {
    const core = testCore()
    const { id, items } = await workInFour(core)
    const item = items[2] ?? 0
    await core.call('processes.note', { item, note: { selected: true, selectionReason: '构图与光线合意' } })
    const process = await core.call('processes.note', { item, note: { reason: '加强晚照' } })
    expect(process.rounds[2]).toMatchObject({ selected: true, reason: '加强晚照' })
    expect(process.missing.filter((gap) => gap.code === 'process.reasons')).toHaveLength(3)
    expect(process.missing.some((gap) => gap.code === 'process.selection')).toBe(false)
    expect((await core.call('cases.get', { case: id })).steps[1]?.state).toBe('started')
  })

  it("lets the person's order stand above the proposed one, and marks it as theirs", async () => {
    const core = testCore()
    const { id, items } = await workInFour(core)
    const [a = 0, b = 0, c = 0] = items
    const process = await core.call('processes.arrange', { case: id, items: [b, a, c] })
    expect(process.orderBasis).toBe('person')
    expect(process.rounds.slice(0, 3).map((round) => round.item)).toEqual([b, a, c])
    expect(process.rounds[3]).toMatchObject({ item: items[3], orderBasis: 'final-image' })
  })

  it('does not put a final image behind pictures that its own number says came later', async () => {
    const core = testCore()
    const { id, items } = await workInFour(core)
    const [a = 0, b = 0, c = 0, d = 0] = items
    await core.call('items.note', { item: d, notes: { role: 'document' } })
    await core.call('works.set', { case: id, item: b, final: true })
    await core.call('items.note', { item: b, notes: { role: 'process' } })
    const { orderBasis, rounds } = await core.call('processes.get', { case: id })
    expect(orderBasis).toBe('file-number')
    expect(rounds.map(({ item, orderBasis: basis }) => [item, basis])).toEqual(
      [a, b, c].map((item) => [item, 'file-number']),
    )
  })

  it('says that it only knows the order of import where nothing else is recorded', async () => {
    const folder = temporaryFolder()
    for (const name of ['moon.png', 'dusk.png']) writeFileSync(join(folder, name), png({ seed: name.length }))
    writeFileSync(join(folder, 'sun.png'), png({ seed: 7 }))
    const core = testCore()
    const { id } = await core.call('cases.create', { title: '无记录' })
    await core.call('works.set', { case: id, title: '无记录' })
    await importInto(core, id, [folder])
    expect((await core.call('processes.get', { case: id })).orderBasis).toBe('import-order')
  })
})
