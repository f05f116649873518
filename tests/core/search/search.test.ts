import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import type { Params } from '../../../shared/contract/operations.ts'
import { makeOldVault } from '../../faults/old-vault.ts'
import { importInto, temporaryFolder, testCore } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'

const drafts = {
  '山风 1.png': infotext({ prompt: 'ridge at dusk, small figure, <lora:ink-wash:0.8>', seed: 41 }),
  'draft-2.png': infotext({ prompt: 'lantern river, snow', negative: 'lowres, bad hands', seed: 1000077777 }),
  'draft-10.png': infotext({ prompt: 'lantern market, rain', seed: 7 }),
}

async function arrange() {
  const directory = temporaryFolder()
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  for (const [index, [name, text]] of Object.entries(drafts).entries()) {
    writeFileSync(join(folder, name), png({ seed: index + 1, texts: { parameters: text } }))
  }
  writeFileSync(join(folder, 'plain.png'), png({ seed: 9 }))
  const core = testCore(directory)
  const { id } = await core.call('cases.create', { title: 'one' })
  await importInto(core, id, [folder])
  const { items } = await core.call('items.list', { case: id })
  const idOf = (name: string) => items.find((item) => item.name === name)?.id ?? 0
  return { core, directory, caseId: id, idOf }
}

async function names(core: Core, query: Params<'items.search'>): Promise<string[]> {
  const { items, total } = await core.call('items.search', { sort: 'name-asc', ...query })
  expect(total).toBe(items.length)
  return items.map(({ name }) => name)
}

describe('a search', () => {
  test('finds words in prompts, negative prompts, models, LoRAs, seeds and names, whatever their case', async () => {
    const { core } = await arrange()
    expect(await names(core, { text: 'LANTERN' })).toEqual(['draft-2.png', 'draft-10.png'])
    expect(await names(core, { text: 'lantern snow' })).toEqual(['draft-2.png'])
    expect(await names(core, { text: 'bad hands' })).toEqual(['draft-2.png'])
    expect(await names(core, { text: 'demo-xl rain' })).toEqual(['draft-10.png'])
    expect(await names(core, { text: 'ink-wash' })).toEqual(['山风 1.png'])
    expect(await names(core, { text: '1000077777' })).toEqual(['draft-2.png'])
    expect(await names(core, { text: 'ＤＲＡＦＴ－10' })).toEqual(['draft-10.png'])
    expect(await names(core, { text: 'xyzzy' })).toEqual([])
  })

  test('finds Chinese words of one, two and more characters in names and in what people say', async () => {
    const { core, idOf } = await arrange()
    await core.call('items.note', {
      item: idOf('plain.png'),
      notes: { note: '此为手绘线稿，构图取自旧作', promptTranslation: '黄昏山脊' },
    })
    expect(await names(core, { text: '山' })).toEqual(['plain.png', '山风 1.png'])
    expect(await names(core, { text: '山风' })).toEqual(['山风 1.png'])
    expect(await names(core, { text: '线稿' })).toEqual(['plain.png'])
    expect(await names(core, { text: '构图取自' })).toEqual(['plain.png'])
    expect(await names(core, { text: '黄昏 手绘线稿' })).toEqual(['plain.png'])
    expect(await names(core, { text: '稿线' })).toEqual([])
    await core.call('items.note', { item: idOf('plain.png'), notes: { note: '另一句' } })
    expect(await names(core, { text: '线稿' })).toEqual([])
    expect(await names(core, { text: '一句' })).toEqual(['plain.png'])
  })

  test('finds the reason that the author gave for a round', async () => {
    const { core, caseId, idOf } = await arrange()
    await core.call('works.set', { case: caseId, item: idOf('draft-2.png'), title: '山风', final: true })
    await core.call('processes.note', { item: idOf('draft-10.png'), note: { reason: '背景太杂' } })
    expect(await names(core, { text: '太杂' })).toEqual(['draft-10.png'])
  })

  test('keeps quoted words together, with Chinese quotation marks too', async () => {
    const { core } = await arrange()
    expect(await names(core, { text: '"lantern river"' })).toEqual(['draft-2.png'])
    expect(await names(core, { text: '“river lantern”' })).toEqual([])
    expect(await names(core, { text: '"lantern river" snow' })).toEqual(['draft-2.png'])
    expect(await names(core, { text: '"lantern riv' })).toEqual(['draft-2.png'])
  })

  test('finds short words in other scripts where a word begins', async () => {
    const { core } = await arrange()
    expect(await names(core, { text: 'ri' })).toEqual(['draft-2.png', '山风 1.png'])
    expect(await names(core, { text: 'iv' })).toEqual([])
  })

  test('takes whatever is typed for words, never for syntax', async () => {
    const { core } = await arrange()
    for (const text of [
      '"',
      '""',
      "'",
      '*',
      'AND',
      'lantern OR',
      'NEAR(a b)',
      'a:b',
      '-lantern',
      '(',
      'lantern)',
      '^x',
      '{a b}: c',
      '\0',
      '“',
      '%_',
      'text : x',
      '\uD800',
      '＂',
      '🦊',
      '!!',
      '_',
    ]) {
      expect(await core.ask('items.search', { text }), text).toMatchObject({ ok: true })
      expect(await core.ask('items.facets', { text }), text).toMatchObject({ ok: true })
    }
    expect((await core.call('items.search', { text: ' " ' })).total).toBe(4)
  })

  test('answers any text without an error', async () => {
    const { core } = await arrange()
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom('"', "'", '*', '(', ')', ':', '^', '-', '+', 'a', '山', ' ', '“', '\0'),
        maxLength: 30,
      }),
    )
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        expect(await core.ask('items.search', { text })).toMatchObject({ ok: true })
      }),
      { numRuns: 300 },
    )
  })

  test('finds every file by any piece of its name', async () => {
    const { core } = await arrange()
    for (const name of Object.keys(drafts)) {
      for (let from = 0; from < name.length; from += 1) {
        for (let to = from + 3; to <= name.length; to += 1) {
          const piece = name.slice(from, to).trim()
          if (piece.length >= 3) expect(await names(core, { text: `"${piece}"` }), piece).toContain(name)
        }
      }
    }
  })

  test('narrows by case, role, generator, model, record, label and days', async () => {
    const { core, caseId, idOf } = await arrange()
    const { id: other } = await core.call('cases.create', { title: 'two' })
    expect(await names(core, { case: other })).toEqual([])
    expect(await names(core, { case: caseId, withRecord: false })).toEqual(['plain.png'])
    expect(await names(core, { generators: ['none'] })).toEqual(['plain.png'])
    expect(await names(core, { models: ['demo-xl'], text: 'rain' })).toEqual(['draft-10.png'])
    expect(await names(core, { hasLabel: true })).toEqual([])
    expect(await names(core, { from: '2000-01-01', to: '2000-12-31' })).toEqual([])
    expect(await names(core, { from: '2000-01-01', dateOf: 'claimed' })).toEqual([])
    expect(await names(core, { from: '2000-01-01' })).toHaveLength(4)
    await core.call('items.note', { item: idOf('plain.png'), notes: { role: 'work' } })
    expect(await names(core, { role: 'work' })).toEqual(['plain.png'])
  })

  test('shows a page as a gallery needs it, numbers in names in their order', async () => {
    const { core } = await arrange()
    const first = await core.call('items.search', { sort: 'name-asc', limit: 1 })
    expect(first).toMatchObject({
      total: 4,
      items: [
        {
          name: 'draft-2.png',
          generator: 'a1111',
          model: 'demo-xl',
          seed: '1000077777',
          prompt: 'lantern river, snow',
          promptCut: false,
          withRecord: true,
          hasLabel: false,
          reproduction: false,
        },
      ],
    })
    const second = await core.call('items.search', { sort: 'name-asc', limit: 1, offset: 1 })
    expect(second.items.map(({ name }) => name)).toEqual(['draft-10.png'])
    expect((await core.call('items.search', { offset: 1000 })).items).toEqual([])
  })

  test('counts what each choice would find, the choice made aside', async () => {
    const { core, caseId } = await arrange()
    const all = await core.call('items.facets', {})
    expect(all).toMatchObject({
      total: 4,
      withRecord: 3,
      hasLabel: 0,
      generators: [
        { value: 'a1111', count: 3 },
        { value: 'none', count: 1 },
      ],
      models: [{ value: 'demo-xl', count: 3 }],
      roles: [{ value: 'process', count: 4 }],
      cases: [{ value: caseId, count: 4 }],
    })
    expect(all.months.map(({ count }) => count)).toEqual([4])
    const chosen = await core.call('items.facets', { generators: ['none'], text: 'png' })
    expect(chosen.total).toBe(1)
    expect(chosen.generators).toEqual(all.generators)
    expect(chosen.models).toEqual([])
  })
})

describe('the index', () => {
  test('is made again when it is gone, and finds the same', async () => {
    const { core, directory, idOf } = await arrange()
    await core.call('items.note', { item: idOf('plain.png'), notes: { note: '手绘线稿' } })
    await core.close()
    const database = new Sqlite(join(directory, 'vault.db'))
    database.exec(`DELETE FROM search_items; DELETE FROM search_excerpts; DELETE FROM search_models;
                   INSERT INTO search_text (search_text) VALUES ('delete-all');`)
    database.close()
    const again = testCore(directory)
    expect(await names(again, { text: '线稿' })).toEqual(['plain.png'])
    expect(await names(again, { text: 'lantern' })).toEqual(['draft-2.png', 'draft-10.png'])
    expect((await again.call('items.facets', {})).models).toEqual([{ value: 'demo-xl', count: 3 }])
  })

  test('comes to a vault of the first release, with a backup before', async () => {
    const { core, directory } = await arrange()
    await core.close()
    makeOldVault(directory)
    const again = testCore(directory)
    expect(await names(again, { text: 'lantern' })).toEqual(['draft-2.png', 'draft-10.png'])
    expect(await names(again, { text: '山风' })).toEqual(['山风 1.png'])
  })
})
