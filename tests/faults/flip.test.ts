import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Core, verifyArchive } from '../../electron/core/core.ts'
import type { Problem } from '../../shared/contract/vault.ts'
import { temporaryFolder, testCore, whenEnded, whenQuiet } from '../open-core.ts'
import { vaultOf } from './act.ts'
import { flipRounds, makeFullVault } from './flip.ts'
import { seeded } from './random.ts'

/** One changed bit in each kind of file: found, and named by what it is in. As git tests its fsck (t1450). */

let fresh = ''
beforeAll(async () => {
  const place = temporaryFolder()
  await makeFullVault(place)
  // Folders of a test are removed after each; this one is for all.
  fresh = join(mkdtempSync(join(tmpdir(), 'zuozheng-flip-')), 'vault')
  cpSync(vaultOf(place), fresh, { recursive: true })
  return () => rmSync(fresh, { recursive: true, force: true })
})

function freshVault(): string {
  const vault = join(temporaryFolder(), 'vault')
  cpSync(fresh, vault, { recursive: true })
  return vault
}

function flip(path: string, at = Math.floor(statSync(path).size / 2)): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

/** Flips a bit within a text wherever it stands in the database file (freed pages hold old copies). */
function flipText(vault: string, text: string): void {
  const path = join(vault, 'vault.db')
  const bytes = readFileSync(path)
  const middle = Math.floor(Buffer.byteLength(text) / 2)
  let found = 0
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + middle + 1)) {
    bytes[at + middle] = (bytes[at + middle] ?? 0) ^ 1
    found += 1
  }
  expect(found, `“${text}” stands in the database`).toBeGreaterThan(0)
  writeFileSync(path, bytes)
}

function change(vault: string, sql: string): void {
  const database = new Sqlite(join(vault, 'vault.db'))
  database.exec(sql)
  database.close()
}

async function problemsIn(core: Core, params: { deep?: boolean } = {}): Promise<readonly Problem[]> {
  const job = await whenEnded(core, await core.call('vaults.verify', params))
  expect(job.state).toBe('done')
  return (job.result as { problems: Problem[] }).problems
}

function one(vault: string, sql: string): string {
  const database = new Sqlite(join(vault, 'vault.db'), { readonly: true })
  try {
    return String(database.prepare<[], string>(sql).pluck().get())
  } finally {
    database.close()
  }
}

describe('one changed bit is found and named in', () => {
  it('an original', async () => {
    const core = testCore(freshVault())
    const [item] = (await core.call('items.list', { case: 1 })).items
    flip(core.fileOf({ kind: 'file', sha256: item?.sha256 ?? '' })?.path ?? '')
    expect(await problemsIn(core)).toMatchObject([
      { kind: 'changed', subject: item?.name, expected: item?.sha256 },
    ])
    expect((await core.call('vaults.health', {})).lost).toMatchObject([{ name: item?.name, kind: 'changed' }])
  })

  it('a built dossier', async () => {
    const core = testCore(freshVault())
    const [dossier] = (await core.call('dossiers.list', { case: 1 })).dossiers
    flip(core.fileOf({ kind: 'file', sha256: dossier?.sha256 ?? '' })?.path ?? '')
    expect(await problemsIn(core)).toMatchObject([{ kind: 'changed', expected: dossier?.sha256 }])
  })

  it('an entry of the ledger', async () => {
    const vault = freshVault()
    flipText(vault, one(vault, `SELECT data FROM ledger WHERE act = 'item.imported' LIMIT 1`))
    const core = testCore(vault)
    expect(await problemsIn(core)).toMatchObject([
      { kind: 'ledger-broken', subject: expect.stringMatching(/^ledger \d+$/) },
    ])
    await expect(core.call('cases.create', { title: 'x' })).rejects.toMatchObject({ code: 'vault-read-only' })
  })

  it('the newest entry of the ledger, before anything is written after it', async () => {
    const vault = freshVault()
    flipText(vault, one(vault, 'SELECT data FROM ledger ORDER BY seq DESC LIMIT 1'))
    expect(await testCore(vault).call('vaults.health', {})).toMatchObject({
      readOnly: true,
      reason: 'ledger',
    })
  })

  it('the words of a statement', async () => {
    const vault = freshVault()
    flipText(
      vault,
      one(vault, `SELECT content FROM statements WHERE kind = 'item' AND content LIKE '%example.com/2%'`),
    )
    expect(await problemsIn(testCore(vault))).toMatchObject([{ kind: 'statement-changed' }])
  })

  it('the path and name of an import', async () => {
    const vault = freshVault()
    flipText(vault, one(vault, 'SELECT path FROM items LIMIT 1'))
    expect(await problemsIn(testCore(vault))).toMatchObject([{ kind: 'intake-changed' }])
  })

  it('the record of a file', async () => {
    const vault = freshVault()
    flipText(vault, '"ridge 3"')
    expect(await problemsIn(testCore(vault))).toMatchObject([{ kind: 'record-changed', subject: '3.png' }])
  })

  it('the head that a dossier was printed with', async () => {
    const vault = freshVault()
    change(vault, `UPDATE dossiers SET ledger_head = substr(ledger_head, 2) || substr(ledger_head, 1, 1)`)
    const kinds = (await problemsIn(testCore(vault))).map(({ kind }) => kind)
    expect(kinds).toContain('head-differs')
  })

  it('a page of the database; what can be read of it stays to be read, and its file as it is', async () => {
    const vault = freshVault()
    const page = Number(one(vault, `SELECT rootpage FROM sqlite_schema WHERE name = 'captures'`))
    flip(join(vault, 'vault.db'), (page - 1) * 4096)
    const core = testCore(vault)
    expect((await problemsIn(core)).map(({ kind }) => kind)).toContain('database')
    await expect(core.call('cases.create', { title: 'x' })).rejects.toMatchObject({
      code: 'vault-read-only',
      details: { reason: 'database' },
    })
    await core.close()
    const before = readFileSync(join(vault, 'vault.db'))
    const again = testCore(vault)
    expect(await again.call('vaults.health', {})).toMatchObject({ readOnly: true, reason: 'database' })
    expect((await again.call('ledgers.list', {})).entries.length).toBeGreaterThan(0)
    expect((await again.call('items.list', { case: 1 })).total).toBeGreaterThan(0)
    await again.close()
    expect(readFileSync(join(vault, 'vault.db')).equals(before)).toBe(true)
  })

  it('the write-ahead log, where what was committed would be lost without a word', async () => {
    const place = temporaryFolder()
    const vault = join(place, 'vault')
    const core = testCore(freshVault())
    for (let n = 0; n < 5; n += 1) await core.call('items.note', { item: 1, notes: { note: `note ${n}` } })
    // As a killed program leaves it: the log is not yet in the database.
    cpSync((await core.call('vaults.info', {})).directory, vault, { recursive: true })
    rmSync(join(vault, 'vault.db-shm'), { force: true })
    flip(join(vault, 'vault.db-wal'), 32 + 24 + 100)
    const before = [readFileSync(join(vault, 'vault.db')), readFileSync(join(vault, 'vault.db-wal'))]
    const damaged = testCore(vault)
    expect(await damaged.call('vaults.health', {})).toMatchObject({ readOnly: true, reason: 'wal' })
    expect(await problemsIn(damaged)).toContainEqual(
      expect.objectContaining({ kind: 'wal', subject: 'vault.db-wal' }),
    )
    await damaged.close()
    expect(readFileSync(join(vault, 'vault.db')).equals(before[0] ?? Buffer.of())).toBe(true)
    expect(readFileSync(join(vault, 'vault.db-wal')).equals(before[1] ?? Buffer.of())).toBe(true)
  })

  it('a thumbnail, by making it again', async () => {
    const vault = freshVault()
    const folder = join(vault, 'derived', 'thumbnails')
    const [shard = ''] = readdirSync(folder)
    const [name = ''] = readdirSync(join(folder, shard))
    flip(join(folder, shard, name))
    const core = testCore(vault)
    expect(await problemsIn(core, { deep: true })).toMatchObject([{ kind: 'derived', found: 'thumbnail' }])
    await whenEnded(core, await core.call('vaults.rebuild', {}))
    await whenQuiet(core)
    expect(await problemsIn(core, { deep: true })).toEqual([])
  })

  it('the tree of the ledger', async () => {
    const vault = freshVault()
    const core = testCore(vault)
    await core.close()
    change(vault, 'UPDATE ledger_tree SET hash = zeroblob(32) WHERE position = 2')
    const again = testCore(vault)
    expect(await problemsIn(again)).toMatchObject([{ kind: 'derived', subject: 'ledger_tree' }])
    await whenEnded(again, await again.call('vaults.rebuild', {}))
    expect(await problemsIn(again)).toEqual([])
  })

  it('every file of an archive', async () => {
    const core = testCore(freshVault())
    const path = join(temporaryFolder(), 'archive')
    const destination = { kind: 'path' as const, path }
    const job = await whenEnded(core, await core.call('archives.export', { case: 1, destination }))
    expect(job.state).toBe('done')
    const files = execFileSync('find', [path, '-type', 'f'], { encoding: 'utf8' }).trim().split('\n')
    const missed: string[] = []
    for (const file of files) {
      const before = readFileSync(file)
      flip(file)
      const { ok } = await verifyArchive(path, { signal: new AbortController().signal, report() {} })
      if (ok) missed.push(file.slice(path.length))
      writeFileSync(file, before)
    }
    expect(missed).toEqual([])
  })
})

it('no bit of the database changes evidence unseen', async () => {
  const { rounds, wrong } = await flipRounds(12, seeded(4))
  expect({ rounds, wrong }).toEqual({ rounds: 12, wrong: [] })
})
