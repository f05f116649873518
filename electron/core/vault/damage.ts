import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import type { Problem } from '../../../shared/contract/vault.ts'
import {
  asAppError,
  type Database,
  databaseFile,
  openToLookAt,
  schemaVersion,
  walHasLost,
} from '../database/database.ts'
import { readLastVerification } from './last-verification.ts'
import { entryHash, entryOf, genesis, type LedgerRow } from './ledger.ts'

/** Why a vault is open to read only. */
export type Damage = 'database' | 'ledger' | 'wal'

/** Which finding of a verification forbids to write on; null for those that say nothing against the database. */
export function damageOf(problem: Problem): Damage | null {
  if (problem.kind === 'wal') return 'wal'
  if (problem.kind === 'database') return 'database'
  return problem.kind === 'ledger-broken' ? 'ledger' : null
}

/**
 * Looks at a vault before it is opened to write, through a connection that cannot: what shows at a glance, and what
 * the last verification found. Null where nothing speaks against writing. A vault that is not there has no damage.
 */
export function findDamage(directory: string): Damage | null {
  const path = join(directory, databaseFile)
  if (!existsSync(path)) return null
  if (walHasLost(`${path}-wal`)) return 'wal'
  const found = readLastVerification(directory)?.problems.flatMap((problem) => damageOf(problem) ?? []) ?? []
  // A log that is whole again (or gone) was put back by the person.
  const [known] = found.filter((damage) => damage !== 'wal')
  return known ?? glance(path, directory)
}

function glance(path: string, directory: string): Damage | null {
  let database: Database | undefined
  try {
    database = openToLookAt(path)
    // What a newer program wrote is not for this one to judge.
    if ((database.pragma('user_version', { simple: true }) as number) > schemaVersion) return null
    const hasLedger = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'ledger'`).get()
    if (!hasLedger) return null
    const rows = database.prepare<[], LedgerRow>('SELECT * FROM ledger ORDER BY seq DESC LIMIT 2').all()
    return endsWell(rows) ? null : 'ledger'
  } catch (error) {
    const known = asAppError(error, directory)
    if (!(known instanceof AppError)) throw known
    if (known.code === 'vault-damaged') return 'database'
    if (known.code === 'ledger-broken') return 'ledger'
    // A program that was killed while it made or changed the tables left a journal, which only a writer may roll
    // back (SQLITE_READONLY_ROLLBACK); and what cannot be opened at all is said when it is opened to write.
    if (known.code === 'vault-unwritable') return null
    throw known
  } finally {
    database?.close()
  }
}

/** Whether the newest entry is as it was written, and continues the one before. */
function endsWell([last, before]: readonly LedgerRow[]): boolean {
  if (!last) return true
  const entry = entryOf(last)
  if (entryHash(entry) !== entry.hash) return false
  if (before?.seq === entry.seq - 1) return entry.prev === before.hash
  return entry.seq > 1 || entry.prev === genesis
}
