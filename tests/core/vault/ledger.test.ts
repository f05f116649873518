import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { entryHash } from '../../../electron/core/vault/ledger.ts'
import type { Verification } from '../../../shared/contract/vault.ts'
import { importInto, temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { png } from '../../pictures.ts'

const file = { title: '山风过处' }

async function verify(directory: string): Promise<Verification> {
  const core = testCore(directory)
  const job = await whenEnded(core, await core.call('vaults.verify', {}))
  return job.result as Verification
}

describe('the ledger', () => {
  it('chains every act to the one before by the SHA-256 of its canonical JSON', async () => {
    const core = testCore()
    const made = await core.call('cases.create', file)
    await core.call('cases.edit', { case: made.id, file: { ...file, court: '某区人民法院' } })
    const { entries } = await core.call('ledgers.list', {})
    expect(entries.map((entry) => entry.act)).toEqual(['case.edited', 'case.created', 'vault.created'])
    for (const [index, entry] of entries.entries()) {
      expect(entryHash(entry)).toBe(entry.hash)
      expect(entry.prev).toBe(entries[index + 1]?.hash ?? '0'.repeat(64))
      expect(entry.actor).toBe('tester')
    }
    expect((await core.call('ledgers.head', {})).hash).toBe(entries[0]?.hash)
  })

  it('holds digests of what people said, not their words', async () => {
    const core = testCore()
    await core.call('cases.create', { title: '秘密的标题', parties: [{ role: 'plaintiff', name: '林一' }] })
    const { entries } = await core.call('ledgers.list', {})
    expect(JSON.stringify(entries)).not.toMatch(/秘密|林一/)
    expect(entries[0]?.data.statement).toMatch(/^[0-9a-f]{64}$/)
  })

  it('adds nothing when the same thing is said twice', async () => {
    const core = testCore()
    const made = await core.call('cases.create', file)
    const before = await core.call('ledgers.head', {})
    await core.call('cases.edit', { case: made.id, file })
    expect(await core.call('ledgers.head', {})).toEqual(before)
  })

  it('lets nobody change or delete an entry, a statement or an original through the database', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    await core.call('cases.create', file)
    const database = new Sqlite(join(directory, 'vault.db'))
    for (const table of ['ledger', 'statements']) {
      expect(() => database.exec(`DELETE FROM ${table}`)).toThrow(/append-only/)
    }
    expect(() => database.exec(`UPDATE ledger SET actor = 'someone else'`)).toThrow(/append-only/)
    database.close()
  })

  it('shows the entry that was changed by force', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    await core.call('cases.create', file)
    await core.close()
    tamper(directory, 'ledger', `UPDATE ledger SET actor = 'someone else' WHERE seq = 2`)
    const { ok, problems } = await verify(directory)
    expect(ok).toBe(false)
    expect(problems).toEqual([expect.objectContaining({ kind: 'ledger-broken', subject: 'ledger 2' })])
  })

  it('shows an entry that was taken out', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    const made = await core.call('cases.create', file)
    await core.call('claims.set', { case: made.id, claims: { courtCosts: true } })
    await core.close()
    tamper(directory, 'ledger', 'PRAGMA foreign_keys = OFF; DELETE FROM ledger WHERE seq = 2')
    const { problems } = await verify(directory)
    expect(problems).toContainEqual(
      expect.objectContaining({ kind: 'ledger-broken', expected: 'entry 2', found: 'entry 3' }),
    )
  })

  it('shows a document that was taken out with its row', async () => {
    const directory = temporaryFolder()
    const pictures = temporaryFolder()
    writeFileSync(join(pictures, 'final.png'), png())
    const core = testCore(directory)
    const { id } = await core.call('cases.create', file)
    await importInto(core, id, [pictures])
    const exported = await whenEnded(core, await core.call('records.export', { case: id, format: 'json' }))
    const { sha256 } = exported.result as { sha256: string }
    await core.close()
    tamper(directory, 'objects', `DELETE FROM objects WHERE sha256 = '${sha256}'`)
    const { problems } = await verify(directory)
    expect(problems).toEqual([{ kind: 'missing', subject: sha256, expected: sha256, found: null }])
  })

  it('shows a statement whose words were changed by force', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    await core.call('cases.create', file)
    await core.close()
    tamper(directory, 'statements', `UPDATE statements SET content = replace(content, '山风', '海风')`)
    const { problems } = await verify(directory)
    expect(problems).toEqual([expect.objectContaining({ kind: 'statement-changed' })])
  })
})

function tamper(directory: string, table: string, sql: string): void {
  const database = new Sqlite(join(directory, 'vault.db'))
  for (const verb of ['update', 'delete']) database.exec(`DROP TRIGGER ${table}_no_${verb}`)
  database.exec(sql)
  database.close()
}
