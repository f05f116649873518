import type { LedgerEntry, Problem } from '../contract/vault.ts'
import type { BagFile } from './bag.ts'
import type { LedgerExtract } from './extract.ts'
import type { Hash } from './merkle.ts'
import { openRowCheck } from './rows.ts'
import type { Values } from './tables.ts'
import { plain } from './values.ts'

declare const TextDecoder: new (
  label: string,
) => { decode: (bytes?: Uint8Array, options?: { stream: boolean }) => string }

/**
 * Holds the rows of `vault.jsonl` against the ledger. Returns how many statements agree; null where the archive does not
 * hold the words (a service copy).
 */
export async function judgeSayings(
  hash: Hash,
  rows: BagFile | undefined,
  { case: caseId }: LedgerExtract,
  entries: ReadonlyMap<number, LedgerEntry>,
  problems: Problem[],
): Promise<number | null> {
  if (!rows) return null
  const { check, end, agreeing } = openRowCheck(hash, caseId, entries)
  for await (const line of linesOf(rows)) {
    const row = rowIn(line)
    if (row === null) {
      problems.push({ kind: 'unreadable', subject: rows.path, expected: 'JSON', found: line.slice(0, 80) })
      return agreeing()
    }
    problems.push(...check(row.table, row.values))
  }
  // One by one: a ledger of hundreds of thousands without any row is more than a call takes.
  for (const problem of end()) problems.push(problem)
  return agreeing()
}

function rowIn(line: string): { table: string; values: Values } | null {
  try {
    const { table = '', row = {} } = (JSON.parse(line) as { table?: unknown; row?: unknown } | null) ?? {}
    if (typeof row !== 'object' || row === null) return null
    const values = Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]))
    return { table: String(plain(table)), values }
  } catch {
    return null
  }
}

/** Longer than the row of any file or statement: what goes on like this is no row, and only fills the memory. */
const longestLine = 128 * 1024 * 1024

/**
 * Line by line, because the words of a large case need not fit into one text. A line that never ends is given as far
 * as it was read, which is no row, and nothing after it.
 */
async function* linesOf(file: BagFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  // Kept in parts: putting a long line together again with each chunk takes time by its square.
  let begun: string[] = []
  let length = 0
  for await (const chunk of file.stream()) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n')
    begun.push(first)
    length += first.length
    for (const next of others) {
      const line = begun.join('')
      if (line !== '') yield line
      begun = [next]
      length = next.length
    }
    if (length > longestLine) break
  }
  const last = begun.join('') + (length > longestLine ? '' : decoder.decode())
  if (last !== '') yield last
}
