import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { search } from '../../../electron/core/database/migrations/0002-search.ts'
import { makeOldVault } from '../../faults/old-vault.ts'
import { importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { png } from '../../pictures.ts'

/** A vault as the release before trusted time left it (schema 2), with a case, a file and what was said of both. */
async function oldVault(): Promise<string> {
  const vault = temporaryFolder()
  const core = testCore(vault)
  const { id } = await core.call('cases.create', { title: '旧案' })
  const picture = join(temporaryFolder(), 'a.png')
  writeFileSync(picture, png())
  const { outcomes } = await importInto(core, id, [picture])
  await core.call('works.set', { case: id, item: outcomes[0]?.itemId ?? 0, final: true, title: '山风' })
  await whenQuiet(core)
  await core.close()
  makeOldVault(vault)
  within(vault, (database) => {
    search.apply(database)
    database.exec(`INSERT OR REPLACE INTO vault (key, value) VALUES ('compatible_from', '2')`)
    database.pragma('user_version = 2')
  })
  return vault
}

function within<T>(vault: string, look: (database: Sqlite.Database) => T, file = 'vault.db'): T {
  const database = new Sqlite(join(vault, file))
  try {
    return look(database)
  } finally {
    database.close()
  }
}

const recorded = (database: Sqlite.Database) => ({
  statements: database.prepare('SELECT rowid, * FROM statements ORDER BY id').all(),
  ledger: database.prepare('SELECT * FROM ledger WHERE act <> ? ORDER BY seq').all('vault.verified'),
  keys: database.pragma('foreign_key_check'),
})
const version = (database: Sqlite.Database) => database.pragma('user_version', { simple: true })

function expectAppendOnly(database: Sqlite.Database): void {
  for (const change of ['UPDATE statements SET content = 1', 'DELETE FROM statements'])
    expect(() => database.exec(change)).toThrow('append-only')
  const twice = `INSERT INTO statements (case_id, kind, subject, revision, stated_at, nonce, content, ledger_seq)
    SELECT case_id, kind, subject, revision, stated_at, nonce, content, ledger_seq FROM statements`
  expect(() => database.exec(twice)).toThrow('UNIQUE')
}

test('a vault of the release before keeps every row, its triggers and a backup, and verifies', async () => {
  const vault = await oldVault()
  const before = within(vault, recorded)
  expect(before.statements.length).toBeGreaterThan(1)
  const core = testCore(vault)
  expect((await whenEnded(core, await core.call('vaults.verify', {}))).result).toMatchObject({ ok: true })
  const { entry } = await core.call('ledgers.prove', { seq: 3 })
  expect(entry.seq).toBe(3)
  await whenQuiet(core)
  await core.close()
  within(vault, (database) => {
    expect(recorded(database)).toEqual(before)
    expectAppendOnly(database)
  })
  const [backup = '', another] = readdirSync(join(vault, 'backups'))
  expect(another).toBeUndefined()
  const kept = within(join(vault, 'backups'), (database) => [version(database), recorded(database)], backup)
  expect(kept).toEqual([2, before])
})

test('a vault whose migration fails half way is as it was before that step, and can be brought on later', async () => {
  const vault = await oldVault()
  const before = within(vault, recorded)
  // The step makes other tables first, and then finds that it cannot make this one.
  within(vault, (database) => database.exec('CREATE TABLE statements_of_vault_or_case (id INTEGER)'))
  expect(() => testCore(vault)).toThrow()
  within(vault, (database) => {
    expect(version(database)).toBe(3)
    expect(database.prepare(`SELECT value FROM vault WHERE key = 'compatible_from'`).pluck().get()).toBe('2')
    expect(database.prepare(`SELECT name FROM sqlite_schema WHERE name = 'ledger_tree'`).all()).toEqual([])
    expect(recorded(database)).toEqual(before)
    expectAppendOnly(database)
    database.exec('DROP TABLE statements_of_vault_or_case')
  })
  const core = testCore(vault)
  expect((await whenEnded(core, await core.call('vaults.verify', {}))).result).toMatchObject({ ok: true })
})
