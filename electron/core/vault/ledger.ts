import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import type { LedgerEntry, LedgerHead } from '../../../shared/contract/vault.ts'
import { entryText, genesis } from '../../../shared/verification/ledger.ts'
import type { Database } from '../database/database.ts'

export { genesis } from '../../../shared/verification/ledger.ts'

/** Acts that change nothing of a case: it was looked at, written out, proven or brought back. */
const readingActs = `'case.opened', 'dossier.built', 'records.exported', 'process.exported', 'case.exported',
  'archive.written', 'case.restored', 'timestamp.requested', 'timestamp.added', 'vault.verified', 'vault.repaired',
  'original.fetched'`

export type LedgerAct = Pick<LedgerEntry, 'act' | 'caseId' | 'digests' | 'data'>

export interface Ledger {
  /** Adds one entry. Only inside a transaction: an act and its entry become true together. */
  readonly append: (act: LedgerAct) => LedgerEntry
  readonly head: () => LedgerHead
  readonly list: (query: { case?: number; before?: number; limit: number }) => LedgerEntry[]
  readonly all: () => IterableIterator<LedgerEntry>
  /** The number of the newest entry about a case. */
  readonly lastOf: (caseId: number) => number
  /** The newest entry about a case, leaving out acts that only read it. */
  readonly lastChangeOf: (caseId: number) => number
}

export interface LedgerRow {
  seq: number
  at: string
  actor: string
  act: string
  case_id: number | null
  digests: string
  data: string
  prev: string
  hash: string
}

/**
 * The ledger of every act: a hash chain, SHA-256 over the canonical JSON (RFC 8785) of each entry with `prev`. `tree`
 * grows with each entry, in the same transaction.
 */
export function openLedger(
  database: Database,
  actor: string,
  tree: { readonly extend: (newest: { seq: number; text: string }) => void },
): Ledger {
  const last = database.prepare<[], LedgerRow>('SELECT * FROM ledger ORDER BY seq DESC LIMIT 1')
  const insert = database.prepare(
    'INSERT INTO ledger (seq, at, actor, act, case_id, digests, data, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const page = database.prepare<[number, number | null, number | null, number], LedgerRow>(
    'SELECT * FROM ledger WHERE seq < ? AND (? IS NULL OR case_id = ?) ORDER BY seq DESC LIMIT ?',
  )
  const next = database.prepare<[number], LedgerRow>(
    'SELECT * FROM ledger WHERE seq > ? ORDER BY seq LIMIT 5000',
  )
  const lastChange = database.prepare<[number], { seq: number | null }>(
    `SELECT MAX(seq) AS seq FROM ledger WHERE case_id = ? AND act NOT IN (${readingActs})`,
  )

  const lastEntry = database.prepare<[number], { seq: number | null }>(
    'SELECT MAX(seq) AS seq FROM ledger WHERE case_id = ?',
  )

  return {
    append(act) {
      // Reading the predecessor outside the writing transaction would let two programs fork the chain.
      if (!database.inTransaction)
        throw new Error('a ledger entry must be written in the transaction of its act')
      const before = last.get()
      const body = {
        seq: (before?.seq ?? 0) + 1,
        at: new Date().toISOString(),
        actor,
        ...act,
        prev: before?.hash ?? genesis,
      }
      const text = entryText(body)
      const hash = createHash('sha256').update(text).digest('hex')
      insert.run(
        body.seq,
        body.at,
        body.actor,
        body.act,
        body.caseId,
        canonicalJson(body.digests),
        canonicalJson(body.data),
        body.prev,
        hash,
      )
      tree.extend({ seq: body.seq, text })
      return { ...body, hash }
    },
    head() {
      const row = last.get()
      return row ? { seq: row.seq, hash: row.hash, at: row.at } : { seq: 0, hash: genesis, at: null }
    },
    list(query) {
      const caseId = query.case ?? null
      return page.all(query.before ?? Number.MAX_SAFE_INTEGER, caseId, caseId, query.limit).map(entryOf)
    },
    *all() {
      // In pages: an open cursor would block every write of this connection.
      let rows = next.all(0)
      while (rows.length > 0) {
        for (const row of rows) yield entryOf(row)
        rows = next.all(rows.at(-1)?.seq ?? 0)
      }
    },
    lastOf: (caseId) => lastEntry.get(caseId)?.seq ?? 0,
    lastChangeOf: (caseId) => lastChange.get(caseId)?.seq ?? 0,
  }
}

/** The SHA-256 of an entry: over the canonical JSON of everything but `hash` itself. */
export function entryHash(entry: Omit<LedgerEntry, 'hash'>): string {
  return createHash('sha256').update(entryText(entry)).digest('hex')
}

/** Throws `ledger-broken` for a row that is no longer JSON. */
export function entryOf(row: LedgerRow): LedgerEntry {
  try {
    return {
      seq: row.seq,
      at: row.at,
      actor: row.actor,
      act: row.act as LedgerEntry['act'],
      caseId: row.case_id,
      digests: JSON.parse(row.digests),
      data: JSON.parse(row.data),
      prev: row.prev,
      hash: row.hash,
    }
  } catch (error) {
    throw new AppError('ledger-broken', { seq: row.seq }, { cause: error })
  }
}
