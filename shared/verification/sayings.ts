import { canonicalJson } from '../canonical-json.ts'
import type { LedgerEntry, Problem } from '../contract/vault.ts'
import type { BagFile } from './bag.ts'
import { toHex, utf8 } from './bytes.ts'
import type { Hash } from './merkle.ts'

declare const TextDecoder: new (
  label: string,
) => { decode: (bytes?: Uint8Array, options?: { stream: boolean }) => string }

/**
 * Checks the rows of `vault.jsonl` against the ledger, which holds a salted digest of each: of a statement SHA-256 over
 * its nonce, a line feed and its text; of an intake SHA-256 over the canonical JSON of nonce, name, path and time.
 * Returns how many statements agree; null where the archive does not hold the words (a service copy).
 */
export async function judgeSayings(
  hash: Hash,
  rows: BagFile | undefined,
  entries: ReadonlyMap<number, LedgerEntry>,
  problems: Problem[],
): Promise<number | null> {
  if (!rows) return null
  let agreeing = 0
  const said = new Set<number>()
  for await (const line of linesOf(rows)) {
    const row = rowIn(line)
    if (row === null) {
      problems.push({ kind: 'unreadable', subject: rows.path, expected: 'JSON', found: line.slice(0, 80) })
      return agreeing
    }
    const seq = Number(row.values.ledger_seq)
    if (row.table === 'statements') {
      const { nonce, content } = row.values
      const found =
        typeof nonce === 'string' && typeof content === 'string'
          ? toHex(hash(utf8(`${nonce}\n${content}`)))
          : null
      const expected = entries.get(seq)?.data.statement ?? null
      said.add(seq)
      if (found !== null && found === expected) agreeing += 1
      else problems.push(differing('statement-changed', seq, expected, found))
    } else if (row.table === 'items') {
      const { nonce, name, path, modified_at: modifiedAt = null } = row.values
      const found = intakeDigest(hash, { nonce, name, path, modifiedAt })
      const expected = entries.get(seq)?.data.intake ?? null
      if (found === null || found !== expected)
        problems.push(differing('intake-changed', seq, expected, found))
    }
  }
  for (const { seq, data } of entries.values()) {
    if (typeof data.statement === 'string' && !said.has(seq)) {
      problems.push(differing('statement-missing', seq, data.statement, null))
    }
  }
  return agreeing
}

/** Null where a value is none that an intake holds, so that it was never hashed. */
function intakeDigest(hash: Hash, intake: Readonly<Record<string, unknown>>): string | null {
  const isPlain = Object.values(intake).every((value) => value === null || typeof value === 'string')
  try {
    return isPlain ? toHex(hash(utf8(canonicalJson(intake)))) : null
  } catch (error) {
    // A lone surrogate has no canonical form.
    if (error instanceof TypeError) return null
    throw error
  }
}

function differing(kind: string, seq: number, expected: unknown, found: string | null): Problem {
  return { kind, subject: `ledger ${seq}`, expected: typeof expected === 'string' ? expected : null, found }
}

function rowIn(line: string): { table: string; values: Record<string, unknown> } | null {
  try {
    const value = JSON.parse(line) as { table?: unknown; row?: unknown } | null
    const { table = '', row = {} } = value ?? {}
    return typeof row === 'object' && row !== null
      ? { table: String(table), values: row as Record<string, unknown> }
      : null
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
