import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { verifyArchive } from '../../../electron/core/archive/archive.ts'
import { openLedger } from '../../../electron/core/vault/ledger.ts'
import { openTree } from '../../../electron/core/vault/tree.ts'
import { sha256 } from '../../../electron/core/vault/vault.ts'
import { judgeExtract } from '../../../shared/verification/extract.ts'
import { temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { backUpTo, dossierOf, exportTo, makeCase, ours, restoreFrom, theirs, verify } from './case.ts'

const atEase = { signal: new AbortController().signal, report: () => undefined }

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )
}

describe('an archive', () => {
  test('is a bag that sha256sum accepts, with every file under its own name', async () => {
    const core = testCore()
    const id = await makeCase(core, ours)
    const out = join(temporaryFolder(), 'bag')
    const { files, manifest } = await exportTo(core, id, out)
    expect(await verifyArchive(out, atEase)).toMatchObject({ ok: true, problems: [], warnings: [] })
    for (const list of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
      expect(execFileSync('sha256sum', ['-c', '--strict', list], { cwd: out }).toString()).not.toMatch(
        /FAILED/,
      )
    const names = filesIn(out)
    expect(names.filter((name) => name.startsWith('data')).length).toBe(files)
    expect(names).toContain('data/originals/山风-1.png')
    expect(names).toContain('data/captures/page.png')
    expect(names.filter((name) => name.startsWith('data/dossiers/')).length).toBe(1)
    expect(readFileSync(join(out, 'README-请先读.txt'), 'utf8')).toContain('sha256sum -c manifest-sha256.txt')
    const { entries } = await core.call('ledgers.list', { limit: 2 })
    expect(entries.map(({ act }) => act)).toEqual(['archive.written', 'case.exported'])
    expect(entries[0]?.data.manifest).toBe(manifest)
  })

  test('comes back into a new vault as it was, and gives the same dossier byte for byte', async () => {
    const first = temporaryFolder()
    const core = testCore(first)
    const id = await makeCase(core, ours)
    const before = await dossierOf(core, id)
    const again = await dossierOf(core, id)
    expect(again.sha256).toBe(before.sha256)
    const items = await core.call('items.list', { case: id })
    const out = join(temporaryFolder(), 'bag')
    await exportTo(core, id, out)
    await core.close()
    rmSync(first, { recursive: true })

    const restored = testCore()
    expect(await restoreFrom(restored, out)).toEqual({
      cases: [id],
      items: 5,
      problems: [],
      fitsLedger: true,
      untold: ['objects', 'dossiers'],
    })
    expect(await verify(restored)).toMatchObject({ ok: true, problems: [] })
    const back = await restored.call('items.list', { case: id })
    expect(back).toEqual(items)
    expect((await dossierOf(restored, id)).sha256).toBe(before.sha256)
    await restored.call('processes.note', { item: items.items[0]?.id ?? 0, note: { reason: 'more' } })
    expect(await verify(restored)).toMatchObject({ ok: true, problems: [] })
  })

  test('tells nothing of another client, and its root can be computed all the same', async () => {
    const core = testCore()
    await makeCase(core, theirs, 7)
    const id = await makeCase(core, ours)
    await core.call('cases.create', { title: theirs.title })
    const out = join(temporaryFolder(), 'bag')
    await exportTo(core, id, out, { caseUco: true })
    for (const name of filesIn(out)) {
      const bytes = readFileSync(join(out, name))
      for (const word of Object.values(theirs)) expect(bytes.includes(word), `${word} in ${name}`).toBe(false)
    }
    const { problems, extract, withheld } = judgeExtract(
      sha256,
      JSON.parse(readFileSync(join(out, 'data/ledger/ledger.json'), 'utf8')),
    )
    expect(problems).toEqual([])
    expect(withheld).toBeGreaterThan(10)
    expect(extract?.entries.every(({ caseId }) => caseId === id || caseId === null)).toBe(true)

    const { root } = await core.call('ledgers.prove', { seq: 1, size: extract?.size })
    expect(root).toBe(extract?.root)
    const restored = testCore()
    await restoreFrom(restored, out)
    const after = await restored.call('ledgers.prove', { seq: 1, size: extract?.size })
    expect(after.root).toBe(extract?.root)
    expect((await dossierOf(restored, id)).sha256).toBe((await dossierOf(core, id)).sha256)
    expect(await verify(restored)).toMatchObject({ ok: true, problems: [] })
  })

  test('holds nothing of another client whose lost original was fetched back', async () => {
    const [vault, folder] = [temporaryFolder(), temporaryFolder()]
    const core = testCore(vault)
    await makeCase(core, theirs, 7)
    const id = await makeCase(core, ours)
    const { items } = await core.call('items.list', { case: 1 })
    const sha256 = items[0]?.sha256 ?? ''
    await whenEnded(core, await core.call('records.export', { case: 1, format: 'csv' }))
    const { entries } = await core.call('ledgers.list', { case: 1 })
    const table = entries.find(({ act }) => act === 'records.exported')?.digests[0] ?? ''
    for (const digest of [sha256, table])
      renameSync(join(vault, 'objects', digest.slice(0, 2), digest), join(folder, digest))
    const job = await core.call('vaults.fetch', { source: { kind: 'path', path: folder } })
    expect((await whenEnded(core, job)).result).toMatchObject({ fetched: 2 })
    // As programs wrote it that put no case to it.
    const database = new Sqlite(join(vault, 'vault.db'))
    const { append } = openLedger(database, 'older', openTree(database))
    database
      .transaction(() => append({ act: 'original.fetched', caseId: null, digests: [sha256], data: {} }))
      .immediate()
    database.close()
    const out = join(temporaryFolder(), 'bag')
    await exportTo(core, id, out)
    for (const name of filesIn(out)) {
      const bytes = readFileSync(join(out, name))
      expect(createHash('sha256').update(bytes).digest('hex'), name).not.toBe(sha256)
      for (const word of [...Object.values(theirs), table])
        expect(bytes.includes(word), `${word} in ${name}`).toBe(false)
    }
    expect(
      (await core.call('ledgers.list', { case: 1 })).entries.filter(({ act }) => act === 'original.fetched'),
    ).toHaveLength(2)
    const restored = testCore()
    await restoreFrom(restored, out)
    expect(await verify(restored)).toMatchObject({ ok: true, problems: [] })
  })

  test('of a case that was restored is as good as the first, and so is a backup of that', async () => {
    const core = testCore()
    await makeCase(core, theirs, 7)
    const id = await makeCase(core, ours)
    const first = await dossierOf(core, id)
    const [out, again, backup] = ['bag', 'again', 'backup'].map((name) => join(temporaryFolder(), name))
    await exportTo(core, id, out ?? '')
    const restored = testCore()
    await restoreFrom(restored, out ?? '')
    await exportTo(restored, id, again ?? '')
    expect(await verifyArchive(again ?? '', atEase)).toMatchObject({ ok: true, problems: [], warnings: [] })

    const second = testCore()
    await restoreFrom(second, again ?? '')
    expect(await verify(second)).toMatchObject({ ok: true, problems: [] })
    expect((await dossierOf(second, id)).sha256).toBe(first.sha256)
    expect(await backUpTo(second, backup ?? '')).toMatchObject({ verified: true })
    const third = testCore()
    await restoreFrom(third, backup ?? '')
    expect(await verify(third)).toMatchObject({ ok: true, problems: [] })
    expect((await dossierOf(third, id)).sha256).toBe(first.sha256)
    // The restored vault goes on with the backup of the one that it came from.
    expect(await backUpTo(third, backup ?? '')).toMatchObject({ verified: true, copied: 0 })
  })
})
