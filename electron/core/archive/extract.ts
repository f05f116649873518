import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { LedgerEntry } from '../../../shared/contract/vault.ts'
import { toHex } from '../../../shared/verification/bytes.ts'
import { extractFormat } from '../../../shared/verification/extract.ts'
import { consistencyPath, coverOf, type Subtrees } from '../../../shared/verification/merkle.ts'
import type { Database } from '../database/database.ts'
import { entryOf, type LedgerRow } from '../vault/vault.ts'

/** The entries that an archive of this case shows: its own and those of no case, oldest first. */
export function* disclosedEntries(database: Database, caseId: number, size: number): Generator<LedgerEntry> {
  const rows = database.prepare<[number, number], LedgerRow>(
    'SELECT * FROM ledger WHERE (case_id = ? OR case_id IS NULL) AND seq <= ? ORDER BY seq',
  )
  for (const row of rows.iterate(caseId, size)) yield entryOf(row)
}

/** The accounts of computers that those entries were made with. No entry can be without: its hash is over it. */
export function disclosedAccounts(database: Database, caseId: number, size: number): string[] {
  return database
    .prepare<[number, number], string>(
      'SELECT DISTINCT actor FROM ledger WHERE (case_id = ? OR case_id IS NULL) AND seq <= ? ORDER BY actor',
    )
    .pluck()
    .all(caseId, size)
}

/** The text of `ledger/ledger.json`: one entry a line, so that people can read it too. */
export function* extractText(
  database: Database,
  request: {
    readonly caseId: number
    readonly head: { seq: number; hash: string }
    readonly subtree: Subtrees
    /** Heads that were time-stamped, by their number. */
    readonly stamped: readonly number[]
  },
): Generator<string> {
  const { caseId, head, subtree, stamped } = request
  const size = head.seq
  const top = { format: extractFormat, case: caseId, size, root: toHex(subtree(0, size)), hash: head.hash }
  yield `${JSON.stringify(top, null, 1).slice(0, -2)},\n "entries": [\n`
  const present: number[] = []
  for (const entry of disclosedEntries(database, caseId, size)) {
    yield `${present.length === 0 ? '' : ',\n'}${canonicalJson(entry)}`
    present.push(entry.seq - 1)
  }
  yield '\n ],\n "nodes": [\n'
  const nodes = coverOf(present, size).map(({ start, end }) => ({
    start,
    end,
    hash: toHex(subtree(start, end)),
  }))
  yield `${nodes.map((node) => canonicalJson(node)).join(',\n')}\n ],\n "heads": [\n`
  const heads = [...new Set(stamped)]
    .filter((seq) => seq >= 1 && seq <= size)
    .sort((a, b) => a - b)
    .map((seq) => ({ seq, path: consistencyPath(subtree, seq, size).map(toHex) }))
  yield `${heads.map((each) => canonicalJson(each)).join(',\n')}\n ]\n}\n`
}
