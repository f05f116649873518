import { hash } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openCore } from '../../../electron/core/core.ts'
import { readers } from '../../../electron/core/readers.ts'
import { entryOf, type LedgerRow } from '../../../electron/core/vault/vault.ts'
import type { Fetched } from '../../../shared/contract/archive.ts'
import { operations } from '../../../shared/contract/operations.ts'
import type { Verification } from '../../../shared/contract/vault.ts'
import { entryText } from '../../../shared/verification/ledger.ts'
import { coreOptions, importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { png } from '../../pictures.ts'

async function vaultWith(pictures: number): Promise<{ vault: string; folder: string }> {
  const [vault, folder] = [temporaryFolder(), temporaryFolder()]
  for (let n = 0; n < pictures; n += 1) {
    writeFileSync(join(folder, `${n}.png`), png({ seed: n, width: 50 + n }))
  }
  const core = testCore(vault)
  const { id } = await core.call('cases.create', { title: '山风过处' })
  await importInto(core, id, [folder])
  await whenQuiet(core)
  await core.close()
  return { vault, folder }
}

/** The digest of everything in a vault's folder but what SQLite and we may put beside it (an empty log, a finding). */
function filesIn(vault: string): Record<string, string> {
  const names = readdirSync(vault, { recursive: true, encoding: 'utf8' })
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(vault, name)).isFile() && !/-shm$|verification\.json$/.test(name))
      .filter((name) => !(name.endsWith('-wal') && statSync(join(vault, name)).size === 0))
      .map((name) => [name, hash('sha256', readFileSync(join(vault, name)))]),
  )
}

function damageLastEntry(vault: string): void {
  const database = new Sqlite(join(vault, 'vault.db'))
  database.exec(
    `DROP TRIGGER ledger_no_update; UPDATE ledger SET actor = 'x' WHERE seq = (SELECT MAX(seq) FROM ledger)`,
  )
  database.close()
}

function storedFiles(vault: string): string[] {
  const objects = join(vault, 'objects')
  return readdirSync(objects)
    .filter((shard) => shard !== 'tmp')
    .flatMap((shard) => readdirSync(join(objects, shard)).map((name) => join(objects, shard, name)))
}

describe('a damaged vault', () => {
  it('answers every reading question and refuses every other, with its files left as they are', async () => {
    const { vault } = await vaultWith(3)
    damageLastEntry(vault)
    const before = filesIn(vault)
    const core = testCore(vault)
    expect((await core.call('cases.list', {})).cases).toMatchObject([{ title: '山风过处' }])
    const { items } = await core.call('items.list', { case: 1 })
    expect(items).toHaveLength(3)
    expect(core.fileOf({ kind: 'image', sha256: items[0]?.sha256 ?? '' })?.path).toContain(vault)
    expect((await core.call('items.search', { text: 'png' })).total).toBe(3)
    for (const name of Object.keys(operations)) {
      const reply = await core.ask(name, {})
      const isRefused = !reply.ok && reply.error.code === 'vault-read-only'
      expect(isRefused, name).toBe(!(readers as ReadonlySet<string>).has(name))
    }
    const verified = await whenEnded(core, await core.call('vaults.verify', {}))
    expect((verified.result as Verification).problems).toMatchObject([{ kind: 'ledger-broken' }])
    await core.close()
    expect(filesIn(vault)).toEqual(before)
  })

  it('is written to again once it has been put back and verified', async () => {
    const { vault } = await vaultWith(2)
    const backup = join(temporaryFolder(), 'vault.db')
    copyFileSync(join(vault, 'vault.db'), backup)
    damageLastEntry(vault)
    const damaged = testCore(vault)
    await whenEnded(damaged, await damaged.call('vaults.verify', {}))
    await damaged.close()
    copyFileSync(backup, join(vault, 'vault.db'))
    const put = testCore(vault)
    expect((await put.call('vaults.health', {})).readOnly).toBe(true)
    await whenEnded(put, await put.call('vaults.verify', {}))
    await put.close()
    const whole = testCore(vault)
    expect(await whole.call('vaults.health', {})).toMatchObject({ readOnly: false, problems: [] })
    expect(await whole.call('cases.create', { title: '第二案' })).toMatchObject({ title: '第二案' })
  })

  for (const [what, spoil] of [
    ['is empty', (file: string) => truncateSync(file, 0)],
    ['is gone', (file: string) => rmSync(file)],
    ['is cut in half', (file: string) => truncateSync(file, 4096)],
  ] as const) {
    it(`whose database ${what} keeps its originals, and no empty vault takes its place`, async () => {
      const { vault } = await vaultWith(3)
      const originals = storedFiles(vault)
      spoil(join(vault, 'vault.db'))
      const before = filesIn(vault)
      expect(() => openCore(coreOptions(vault))).toThrow(expect.objectContaining({ code: 'vault-damaged' }))
      expect(filesIn(vault)).toEqual(before)
      expect(storedFiles(vault)).toEqual(originals)
    })
  }

  it('keeps originals whose rows were lost, and tells of them', async () => {
    const { vault } = await vaultWith(2)
    const [stored = ''] = storedFiles(vault)
    const stray = join(vault, 'objects', 'ff', 'f'.repeat(64))
    const core = testCore(vault)
    rmSync(join(vault, 'objects', 'ff'), { recursive: true, force: true })
    await core.close()
    mkdirSync(join(vault, 'objects', 'ff'), { recursive: true })
    copyFileSync(stored, stray)
    utimesSync(stray, new Date(2020, 1), new Date(2020, 1))
    const again = testCore(vault)
    const verified = await whenEnded(again, await again.call('vaults.verify', {}))
    expect(verified.result).toMatchObject({
      ok: true,
      problems: [{ kind: 'unrecorded', subject: 'f'.repeat(64) }],
    })
    expect(readFileSync(stray).equals(readFileSync(stored))).toBe(true)
  })
})

describe('lost originals', () => {
  it('come back from any folder by their digest, and a changed one is kept aside', async () => {
    const { vault, folder } = await vaultWith(4)
    const [changed = '', missing = ''] = storedFiles(vault)
    writeFileSync(changed, 'something else')
    rmSync(missing)
    const core = testCore(vault)
    await whenEnded(core, await core.call('vaults.verify', {}))
    const { lost } = await core.call('vaults.health', {})
    expect(lost.map(({ kind }) => kind).sort()).toEqual(['changed', 'missing'])

    const job = await whenEnded(
      core,
      await core.call('vaults.fetch', { source: { kind: 'path', path: folder } }),
    )
    expect(job.result).toMatchObject({ wanted: 2, fetched: 2, stillLost: [] })
    const { keptAside } = job.result as Fetched
    expect(keptAside).toHaveLength(1)
    expect(readFileSync(join(vault, 'aside', keptAside[0] ?? ''), 'utf8')).toBe('something else')
    expect(await core.call('vaults.health', {})).toMatchObject({ lost: [], problems: [] })
    const acts = (await core.call('ledgers.list', {})).entries.map(({ act }) => act)
    expect(acts.filter((act) => act === 'original.fetched')).toHaveLength(2)
    const verified = await whenEnded(core, await core.call('vaults.verify', {}))
    expect(verified.result).toEqual({ ok: true, checked: 4, problems: [] })
  })

  it('are named where no folder has them', async () => {
    const { vault } = await vaultWith(2)
    const [missing = ''] = storedFiles(vault)
    rmSync(missing)
    const core = testCore(vault)
    const source = { kind: 'path' as const, path: temporaryFolder() }
    const job = await whenEnded(core, await core.call('vaults.fetch', { source }))
    expect(job.result).toMatchObject({ wanted: 1, fetched: 0, stillLost: [{ sha256: missing.slice(-64) }] })
  })
})

describe('a forged ledger', () => {
  it('with every hash made anew is caught by a head that was written down before', async () => {
    const { vault } = await vaultWith(3)
    const core = testCore(vault)
    const head = await core.call('ledgers.head', {})
    await core.close()
    forge(vault)
    const forged = testCore(vault)
    const alone = await whenEnded(forged, await forged.call('vaults.verify', {}))
    expect(alone.result, 'a forgery that recomputes all is whole in itself').toMatchObject({ ok: true })
    const held = { seq: head.seq, hash: head.hash }
    const against = await whenEnded(forged, await forged.call('vaults.verify', { head: held }))
    expect(against.result).toMatchObject({
      ok: false,
      problems: [{ kind: 'head-differs', expected: head.hash }],
    })
    const beyond = { seq: head.seq + 100, hash: head.hash }
    const short = await whenEnded(forged, await forged.call('vaults.verify', { head: beyond }))
    expect(short.result).toMatchObject({ problems: [{ kind: 'head-differs', found: null }] })
  })
})

/** Says that somebody else did it all, from the second entry on. */
function forge(vault: string): void {
  const database = new Sqlite(join(vault, 'vault.db'))
  database.exec('DROP TRIGGER ledger_no_update')
  const rows = database.prepare<[], LedgerRow>('SELECT * FROM ledger ORDER BY seq').all()
  const write = database.prepare('UPDATE ledger SET actor = ?, prev = ?, hash = ? WHERE seq = ?')
  let prev = String(rows[0]?.hash)
  for (const row of rows.slice(1)) {
    const text = entryText({ ...entryOf(row), actor: 'forger', prev })
    const digest = hash('sha256', text)
    write.run('forger', prev, digest, row.seq)
    prev = digest
  }
  database.exec('DELETE FROM ledger_tree')
  database.close()
}
