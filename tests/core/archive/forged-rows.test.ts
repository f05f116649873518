import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyArchive } from '../../../electron/core/archive/archive.ts'
import { temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'
import { remanifest } from '../../verification/damages.ts'
import { serve, webUi } from '../reproduction/generator-servers.ts'
import { dossierOf, exportTo, makeCase, ours, restoreFrom } from './case.ts'

/** An archive with a row of every table that the ledger says anything of, made once and copied by every test. */
const place = mkdtempSync(join(tmpdir(), 'zuozheng-rows-'))
const good = join(place, 'bag')
const atEase = { signal: new AbortController().signal, report: () => undefined }

interface Line {
  table: string
  row: Record<string, string | number | null>
}

beforeAll(async () => {
  const core = testCore()
  const id = await makeCase(core, ours)
  const folder = temporaryFolder()
  const { recorders } = await core.call('recorders.start', { case: id, folders: [folder] })
  writeFileSync(join(folder, 'recorded.png'), png({ seed: 501 }))
  const sealed = async () => (await core.call('recorders.list', { case: id })).recorders[0]?.sealed
  while ((await sealed()) === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  await core.call('recorders.stop', { recorder: recorders[0]?.id ?? 0 })
  const { items } = await core.call('items.list', { case: id })
  const [first] = items
  const { url } = await webUi(({ seed }) => ({
    seed: Number(seed),
    infotext: infotext({ prompt: 'again', seed: 1 }),
  }))
  const run = { item: first?.id ?? 0, form: 'txt2img', server: url } as const
  expect((await whenEnded(core, await core.call('reproductions.run', run))).error).toBe(null)
  const silent = await serve((_, response) => response.destroy())
  await core.call('authorities.set', { authorities: [{ name: 'silent', url: silent.url }] })
  await core.call('timestamps.request', {
    subjects: [{ kind: 'item', item: first?.id ?? 0 }, { kind: 'head' }],
  })
  await whenQuiet(core)
  await dossierOf(core, id)
  await exportTo(core, id, good)
}, 60_000)
afterAll(() => rmSync(place, { recursive: true, force: true }))

function linesOf(bag: string): [head: string, ...rows: Line[]] {
  const [head = '', ...rows] = readFileSync(join(bag, 'data/vault.jsonl'), 'utf8').trimEnd().split('\n')
  return [head, ...rows.map((line) => JSON.parse(line) as Line)]
}

/** Writes the rows anew, and every list over them, as a forger would. */
function forged(change: (rows: Line[]) => Line[]): string {
  const bag = join(temporaryFolder(), 'bag')
  cpSync(good, bag, { recursive: true })
  const [head, ...rows] = linesOf(bag)
  const before = JSON.stringify(rows)
  const after = change(rows)
  expect(JSON.stringify(after)).not.toBe(before)
  const text = [head, ...after.map((line) => JSON.stringify(line))].join('\n')
  writeFileSync(join(bag, 'data/vault.jsonl'), `${text}\n`)
  remanifest(bag)
  return bag
}

/** Changes the last row of a table that fits. */
function set(table: string, values: Line['row'], fits: (row: Line['row']) => boolean = () => true) {
  return (rows: Line[]): Line[] => {
    const at = rows.findLastIndex((line) => line.table === table && fits(line.row))
    return rows.map((line, index) => (index === at ? { ...line, row: { ...line.row, ...values } } : line))
  }
}

const without = (table: string) => (rows: Line[]) => {
  expect(rows.filter((line) => line.table === table).length).toBeGreaterThan(0)
  return rows.filter((line) => line.table !== table)
}

const ofKind = (kind: string) => (row: Line['row']) => row.kind === kind

describe('rows that were forged, with every list over them written anew, are named and refused', () => {
  const forgeries: [string, (rows: Line[]) => Line[], string][] = [
    [
      'a case made at another time',
      set('cases', { created_at: '2020-01-01T00:00:00.000Z' }),
      'row-changed: cases',
    ],
    ['no case', without('cases'), 'row-missing: cases'],
    [
      'a capture added at another time',
      set('captures', { added_at: '2020-01-01T00:00:00.000Z' }),
      'row-changed: captures',
    ],
    [
      'a capture left out, with its link',
      (rows) => without('links')(without('captures')(rows)),
      'row-missing: captures',
    ],
    ['a link to another work', set('links', { work: 2 }), 'row-changed: links'],
    ['a link at another time', set('links', { linked_at: '2020-01-01T00:00:00.000Z' }), 'row-changed: links'],
    ['a link left out', without('links'), 'row-missing: links'],
    [
      'claims of an earlier revision',
      set('statements', { revision: 9 }, ofKind('claims')),
      'statement-changed',
    ],
    ['words of another subject', set('statements', { subject: 2 }, ofKind('round')), 'statement-changed'],
    ['words of another kind', set('statements', { kind: 'claims' }, ofKind('link')), 'statement-changed'],
    [
      'words said at another time',
      set('statements', { stated_at: '2020-01-01T00:00:00.000Z' }),
      'statement-changed',
    ],
    ['a file with another role', set('items', { role: 'work' }, ofRole('document')), 'intake-changed'],
    [
      'a file taken in at another time',
      set('items', { imported_at: '2020-01-01T00:00:00.000Z' }),
      'intake-changed',
    ],
    ['another record', withOtherRecord, 'record-changed'],
    ['a dossier of another number of pages', set('dossiers', { pages: 1 }), 'row-changed: dossiers'],
    ['a dossier of another head', set('dossiers', { ledger_head: '0'.repeat(64) }), 'row-changed: dossiers'],
    ['dossiers left out', without('dossiers'), 'row-missing: ledger'],
    [
      'a time stamp of another file',
      set('timestamps', { sha256: '0'.repeat(64) }),
      'row-changed: timestamps',
    ],
    ['a time stamp that nobody asked for', set('timestamps', { id: 77 }), 'row-changed: timestamps 77'],
    ['time stamps left out', without('timestamps'), 'row-missing: timestamps'],
    [
      'another head put under a time stamp',
      set('timestamps', { head: '{"seq":1,"root":"0","hash":"0"}' }),
      'row-changed: timestamps',
    ],
    ['a rerun of another picture', set('reproductions', { of_item: 2 }), 'row-changed: reproductions'],
    ['reruns left out', without('reproductions'), 'row-missing: ledger'],
    ['a recorder that stamps', set('recorders', { stamp: 1 }), 'row-changed: recorders'],
    [
      'recorders left out',
      (rows) => without('recorders')(without('arrivals')(rows)),
      'row-missing: recorders',
    ],
    ['an arrival of another file', set('arrivals', { item_id: 1 }), 'row-changed: arrivals'],
    [
      'a row twice',
      (rows) => rows.flatMap((line) => (line.table === 'links' ? [line, line] : [line])),
      'listed-twice: links',
    ],
    ['a file that the ledger knows nothing of', withStranger, 'row-added: objects'],
  ]
  test.each(forgeries)('%s', async (_, change, reason) => {
    const bag = forged(change)
    const other = testCore()
    const job = await other.call('archives.restore', { source: { kind: 'path', path: bag } })
    const { error } = await whenEnded(other, job)
    expect(error?.code).toBe('archive-damaged')
    expect(error?.details.reason).toContain(reason)
    expect((await other.call('cases.list', {})).cases).toEqual([])
    const { ok, problems } = await verifyArchive(bag, atEase)
    expect(ok).toBe(false)
    expect(problems.map(({ kind, subject }) => `${kind}: ${subject}`).join('\n')).toContain(reason)
  })

  test('and a row of something that is not there is refused by the database', async () => {
    const bag = forged(set('arrivals', { recorder: 99, made_item: 0 }))
    const other = testCore()
    const job = await other.call('archives.restore', { source: { kind: 'path', path: bag } })
    const { error } = await whenEnded(other, job)
    expect(error).toMatchObject({ code: 'archive-damaged', details: { kind: 'row-damaged' } })
    expect((await other.call('cases.list', {})).cases).toEqual([])
  })
})

test('what the ledger does not tell is said, and taken as it stands', async () => {
  expect(await verifyArchive(good, atEase)).toMatchObject({ ok: true, problems: [] })
  const folder = '/elsewhere'
  const restored = testCore()
  const told = await restoreFrom(restored, forged(set('recorders', { folder })))
  expect(told).toMatchObject({
    fitsLedger: true,
    untold: ['objects', 'dossiers', 'recorders', 'arrivals', 'reproductions', 'timestamps'],
  })
  expect((await restored.call('recorders.list', {})).recorders).toMatchObject([{ folder }])
})

function ofRole(role: string) {
  return (row: Line['row']) => row.role === role
}

function withOtherRecord(rows: Line[]): Line[] {
  const record = String(rows.find(({ table }) => table === 'items')?.row.record)
  const other = record.replace('a figure on a ridge', 'a tiger on a ridge')
  return rows.map((line) =>
    line.row.record === record ? { ...line, row: { ...line.row, record: other } } : line,
  )
}

/** A file of the bag that is no original, said to be one of the vault's. */
function withStranger(rows: Line[]): Line[] {
  const object = rows.find(({ table }) => table === 'objects') as Line
  const path = 'data/records/records.csv'
  const line = readFileSync(join(good, 'manifest-sha256.txt'), 'utf8')
    .split('\n')
    .find((each) => each.endsWith(path))
  const size = readFileSync(join(good, path)).length
  return [
    { ...object, path, row: { ...object.row, sha256: line?.slice(0, 64) ?? '', size } } as Line,
    ...rows,
  ]
}
