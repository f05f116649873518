import type { Database } from '../database/database.ts'

/** A stretch of a restored ledger that is about other clients and was withheld: its numbers, and the Merkle hash over it. */
export interface LedgerGap {
  /** `seq` of the first and of the last entry that is not here. */
  readonly from: number
  readonly to: number
  readonly hash: string
}

/** What a restored ledger does not hold, in order; empty for every other vault. */
export function ledgerGaps(database: Database): LedgerGap[] {
  return database
    .prepare<[], LedgerGap>('SELECT first + 1 AS "from", after AS "to", hash FROM ledger_gaps ORDER BY first')
    .all()
}
