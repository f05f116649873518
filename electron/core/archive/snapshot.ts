import Sqlite from 'better-sqlite3'
import { AppError } from '../../../shared/contract/errors.ts'
import type { LedgerEntry } from '../../../shared/contract/vault.ts'
import type { Database } from '../database/database.ts'
import type { Vault } from '../vault/vault.ts'

/** How often another program may come between before we say that the vault is busy. */
const tries = 5

/**
 * Writes an entry and opens the state of the vault of which it is the newest entry, to read for as long as it takes:
 * others write on meanwhile. `read` runs in the transaction of the entry.
 */
export function openSnapshot<T>(
  vault: Vault,
  act: Pick<LedgerEntry, 'act' | 'caseId' | 'digests' | 'data'>,
  read: () => T,
): { database: Database; head: LedgerEntry; parts: T } {
  for (let turn = 0; turn < tries; turn += 1) {
    const { head, parts } = vault.write(() => ({ head: vault.ledger.append(act), parts: read() }))
    const database = new Sqlite(vault.database.name, { readonly: true, timeout: 10_000 })
    // A read transaction keeps its view from the first read on (SQLite, "Isolation in SQLite").
    database.exec('BEGIN')
    const newest = database.prepare<[], number>('SELECT MAX(seq) FROM ledger').pluck().get()
    if (newest === head.seq) return { database, head, parts }
    database.close()
  }
  throw new AppError('vault-busy', { path: vault.directory })
}
