import { createHash } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { csvLine } from '../../../electron/core/records/csv.ts'
import type { ExportFormat, RecordsFile } from '../../../shared/contract/search.ts'
import { importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'

const seed = 1125899906842624
const first = png({ seed: 1, texts: { parameters: infotext({ prompt: '=cmd|"/c calc"!A0', seed }) } })
const second = png({ seed: 2, texts: { parameters: infotext({ prompt: 'ridge, "dusk"', seed: 7 }) } })
const log = `prompt,seed,width,height,sampler,cfgs,steps,filename,negative_prompt
"ridge, ""dusk""",7,768,1152,DPM++ 2M,8.0,30,b.png,busy background
lost,9,512,512,Euler a,7.0,20,lost.png,
`

async function arrange() {
  const directory = temporaryFolder()
  const folder = temporaryFolder()
  for (const [name, bytes] of [
    ['a.png', first],
    ['b.png', second],
    ['log.csv', log],
    ['plain.png', png({ seed: 3 })],
  ] as const) {
    writeFileSync(join(folder, name), bytes)
  }
  const core = testCore(directory)
  const { id: caseId } = await core.call('cases.create', { title: '山风' })
  await importInto(core, caseId, [folder])
  const { items } = await core.call('items.list', { case: caseId })
  const idOf = (name: string) => items.find((item) => item.name === name)?.id ?? 0
  async function exported(format: ExportFormat) {
    const job = await whenEnded(core, await core.call('records.export', { case: caseId, format }))
    expect(job).toMatchObject({ kind: 'export', state: 'done' })
    const result = job.result as RecordsFile
    const file = core.fileOf({ kind: 'file', sha256: result.sha256 })
    const bytes = readFileSync(file?.path ?? '')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(result.sha256)
    expect(bytes.length).toBe(result.size)
    return { result, text: bytes.toString() }
  }
  return { core, caseId, idOf, items, exported }
}

describe('a raw statement', () => {
  test('is shown where it stands in the stored bytes', async () => {
    const { core, idOf } = await arrange()
    const shown = await core.call('items.statement', { item: idOf('b.png'), carrier: 0 })
    const { offset, length } = shown.carrier
    const stored = second.subarray(offset, offset + length)
    expect(shown).toMatchObject({
      matches: true,
      found: shown.carrier.sha256,
      size: second.length,
      text: infotext({ prompt: 'ridge, "dusk"', seed: 7 }),
      cut: false,
      hex: { start: offset, bytes: stored.toString('hex') },
    })
    const window = await core.call('items.statement', { item: idOf('b.png'), carrier: 0, from: 11, max: 4 })
    expect(window.hex).toEqual({ start: offset + 11, bytes: stored.subarray(11, 15).toString('hex') })
    const beyond = await core.call('items.statement', { item: idOf('b.png'), carrier: 0, from: 1e9 })
    expect(beyond.hex).toEqual({ start: offset + length, bytes: '' })
  })

  test('is shown for a row of a log too', async () => {
    const { core, idOf } = await arrange()
    const { record } = await core.call('items.get', { item: idOf('log.csv') })
    const carrier = record.generations[1]?.carrier ?? -1
    const shown = await core.call('items.statement', { item: idOf('log.csv'), carrier })
    expect(shown).toMatchObject({ matches: true, text: 'lost,9,512,512,Euler a,7.0,20,lost.png,' })
  })

  test('that has changed since is said to differ, and is not decoded', async () => {
    const { core, idOf, items } = await arrange()
    await whenQuiet(core)
    const item = idOf('b.png')
    const { carrier } = await core.call('items.statement', { item, carrier: 0 })
    const sha256 = items.find(({ id }) => id === item)?.sha256 ?? ''
    const path = core.fileOf({ kind: 'file', sha256 })?.path ?? ''
    chmodSync(path, 0o600)
    const bytes = Buffer.from(second)
    bytes[carrier.offset + 20] = 0x21
    writeFileSync(path, bytes)
    const changed = await core.call('items.statement', { item, carrier: 0 })
    expect(changed).toMatchObject({ matches: false, text: null })
    expect(changed.found).not.toBe(carrier.sha256)
    writeFileSync(path, second.subarray(0, carrier.offset + 5))
    const short = await core.call('items.statement', { item, carrier: 0 })
    expect(short).toMatchObject({ matches: false, found: null, text: null })
    expect(short.hex.bytes).toHaveLength(10)
  })

  test('that is not there is not found', async () => {
    const { core, idOf } = await arrange()
    for (const [item, carrier] of [
      [idOf('b.png'), 99],
      [idOf('plain.png'), 0],
      [999, 0],
    ]) {
      expect(await core.ask('items.statement', { item, carrier })).toMatchObject({
        ok: false,
        error: { code: 'not-found' },
      })
    }
  })
})

test('the rows of a log stand beside the pictures of the case', async () => {
  const { core, caseId, idOf } = await arrange()
  const page = await core.call('histories.get', { case: caseId })
  expect(page).toMatchObject({
    total: 2,
    joined: 1,
    alone: 1,
    contradicting: 0,
    sources: [{ item: idOf('log.csv'), name: 'log.csv', rows: 2 }],
  })
  expect(page.rows.map(({ file, item, by }) => [file, item, by])).toEqual([
    ['b.png', idOf('b.png'), 'name+seed'],
    ['lost.png', null, null],
  ])
  expect((await core.call('histories.get', { case: caseId, only: 'alone' })).rows).toHaveLength(1)
  expect((await core.call('histories.get', { case: caseId, item: idOf('b.png') })).total).toBe(1)
})

describe('an export of all records', () => {
  test('is a table with a line a generation, exact seeds, and nothing that a spreadsheet would run', async () => {
    const { core, caseId, idOf, exported } = await arrange()
    await core.call('items.note', { item: idOf('plain.png'), notes: { note: '手绘\n线稿' } })
    const { result, text } = await exported('csv')
    expect(result).toMatchObject({ rows: 5, fileName: expect.stringMatching(/\.csv$/) })
    expect(text.startsWith('\uFEFFitem,file,role,sha256,')).toBe(true)
    expect(text).toContain(`"'=cmd|""/c calc""!A0"`)
    expect(text).toContain(`,'${seed},`)
    expect(text).toContain('"ridge, ""dusk"""')
    expect(text).toContain('"手绘\n线稿"')
    expect(text.endsWith('\r\n')).toBe(true)
    const [entry] = (await core.call('ledgers.list', { limit: 1 })).entries
    expect(entry).toMatchObject({ act: 'records.exported', caseId, digests: [result.sha256] })
    const verified = await whenEnded(core, await core.call('vaults.verify', {}))
    expect(verified.result).toMatchObject({ ok: true })
  })

  test('is an array of records with what the vault knows of each file', async () => {
    const { core, idOf, exported } = await arrange()
    await core.call('items.note', { item: idOf('b.png'), notes: { promptTranslation: '黄昏山脊' } })
    const { result, text } = await exported('json')
    const records = JSON.parse(text) as Record<string, unknown>[]
    expect(records).toHaveLength(result.rows)
    const { record, importedAt } = await core.call('items.get', { item: idOf('b.png') })
    expect(records.find(({ path }) => path === 'b.png')).toEqual({
      ...record,
      item: idOf('b.png'),
      role: 'process',
      mediaType: 'image/png',
      importedAt,
      ledgerSeq: expect.any(Number),
      notes: expect.objectContaining({ promptTranslation: '黄昏山脊' }),
    })
  })

  test('of a case without files says that there is nothing', async () => {
    const core = testCore()
    const { id } = await core.call('cases.create', { title: 'a' })
    const job = await whenEnded(core, await core.call('records.export', { case: id, format: 'csv' }))
    expect(job).toMatchObject({ state: 'failed', error: { code: 'nothing-to-show' } })
  })
})

test('a cell gives its value back when one apostrophe is taken away', () => {
  const cells = [
    '=1',
    '+1',
    '-x',
    '@a',
    '\tb',
    "'c",
    '1234567890123456',
    '-5',
    '12.5',
    'a"b',
    ' d ',
    '',
    '＝1',
  ]
  const line = csvLine(cells)
  expect(line).toBe(`'=1,'+1,'-x,'@a,'\tb,''c,'1234567890123456,-5,12.5,"a""b"," d ",,'＝1\r\n`)
})
