import { canonicalJson } from '../../../shared/canonical-json.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import type { LedgerExtract } from '../../../shared/verification/extract.ts'
import type { Database } from '../database/database.ts'
import type { Vault } from '../vault/vault.ts'
import type { CaseLine } from './case-lines.ts'
import type { Cell } from './tables.ts'

/** Acts that a vault may hold and be empty all the same. */
const beginning = `'vault.created', 'vault.verified'`

/** Throws `vault-not-empty` for a vault in which anything was kept or said: nothing of it may be replaced. */
export function mustBeFresh({ database, directory }: Vault): void {
  const kept = database
    .prepare<[], number>(
      `SELECT (SELECT COUNT(*) FROM cases) + (SELECT COUNT(*) FROM objects) + (SELECT COUNT(*) FROM statements)
            + (SELECT COUNT(*) FROM ledger WHERE act NOT IN (${beginning}))`,
    )
    .pluck()
    .get()
  if (kept !== 0) throw new AppError('vault-not-empty', { path: directory })
}

/**
 * Takes the beginning of an empty vault's ledger away, in whose place the restored one goes on. Only inside the
 * transaction of the restore, which names the head that was replaced.
 */
export function clearLedger(database: Database): string | null {
  const head = database.prepare<[], string>('SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1').pluck().get()
  const guard = database
    .prepare<[], string>(`SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'ledger_no_delete'`)
    .pluck()
    .get()
  if (guard === undefined) throw new Error('the ledger has no guard')
  database.exec('DROP TRIGGER ledger_no_delete; DELETE FROM ledger')
  database.exec(guard)
  return head ?? null
}

export function replaceLedger(database: Database, { entries, nodes }: LedgerExtract): string | null {
  const replaced = clearLedger(database)
  const insert = database.prepare(
    'INSERT INTO ledger (seq, at, actor, act, case_id, digests, data, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const { seq, at, actor, act, caseId, digests, data, prev, hash } of entries) {
    insert.run(seq, at, actor, act, caseId, canonicalJson(digests), canonicalJson(data), prev, hash)
  }
  const gap = database.prepare('INSERT INTO ledger_gaps (first, after, hash) VALUES (?, ?, ?)')
  for (const { start, end, hash } of nodes) gap.run(start, end, hash)
  return replaced
}

/** Writes rows as they stood in the vault that they come from. A recorder waits until somebody starts it here. */
export function writeRows(database: Database, lines: Iterable<CaseLine>): void {
  database.pragma('defer_foreign_keys = ON')
  const inserts = new Map<string, (cells: Cell[]) => void>()
  for (const { table, row } of lines) {
    const columns = Object.keys(row)
    const key = `${table} ${columns.join(' ')}`
    let insert = inserts.get(key)
    if (!insert) {
      // Names were held against the schema before: they are columns and nothing else.
      const statement = database.prepare(
        `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      )
      insert = (cells) => statement.run(...cells)
      inserts.set(key, insert)
    }
    insert(Object.values(row))
  }
  database.prepare('UPDATE recorders SET owner = NULL').run()
}
