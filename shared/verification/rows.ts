import { canonicalJson } from '../canonical-json.ts'
import type { LedgerEntry, Problem } from '../contract/vault.ts'
import { toHex, utf8 } from './bytes.ts'
import type { Hash } from './merkle.ts'
import { openTables, type Values } from './tables.ts'
import { jsonIn, plain, textIn } from './values.ts'

/** Holds the rows of a case, one after the other and in any order, against what the ledger says of them. */
export interface RowCheck {
  /** What is wrong with one row of `vault.jsonl`. */
  readonly check: (table: string, row: Values) => Problem[]
  /** What shows only when all rows are known: a row that the ledger speaks of and that is not there. */
  readonly end: () => Problem[]
  /** Statements whose words agree with the digest in the ledger. */
  readonly agreeing: () => number
}

/**
 * The ledger holds a salted digest of each statement (SHA-256 over its nonce, a line feed and its text), of each intake
 * (SHA-256 over the canonical JSON of nonce, name, path and time) and of each record (as of a statement); of other rows
 * it says in clear what they tie. What it does not say of a row is listed in docs/archive.md.
 */
export function openRowCheck(
  hash: Hash,
  caseId: number,
  entries: ReadonlyMap<number, LedgerEntry>,
): RowCheck {
  let agreeing = 0
  const tables = openTables(hash, caseId, entries)
  const owed = new Map<number, 'statement-missing' | 'item-missing'>()
  for (const { seq, data } of entries.values()) {
    if (typeof data.statement === 'string') owed.set(seq, 'statement-missing')
    if (typeof data.intake === 'string') owed.set(seq, 'item-missing')
  }
  const items = new Map<number, { readonly seq: number; readonly role: unknown; readonly entered: unknown }>()
  /** The role that a person gave an item last. */
  const roles = new Map<number, { readonly revision: number; readonly role: unknown }>()

  function statement(row: Values): Problem[] {
    const seq = Number(row.ledger_seq)
    const { nonce, content } = row
    const entry = entries.get(seq)
    const found = typeof content === 'string' ? saltedDigest(hash, nonce, content) : null
    const expected = textIn(entry?.data.statement)
    owed.delete(seq)
    if (!entry || found === null || found !== expected)
      return [differing('statement-changed', seq, expected, found)]
    const { kind, subject, revision } = entry.data
    const difference = differenceBetween(
      { kind, subject, revision, case: entry.caseId, at: entry.at },
      {
        kind: row.kind,
        subject: row.subject,
        revision: row.revision,
        case: row.case_id,
        at: row.stated_at,
      },
    )
    if (difference) return [differing('statement-changed', seq, ...difference)]
    const words = jsonIn(content)
    // A digest agrees with whatever it was made over.
    if (words === undefined) return [differing('statement-changed', seq, 'JSON', null)]
    agreeing += 1
    tables.begin(entry)
    const said = roles.get(Number(subject))
    if (kind === 'item' && Number(revision) > (said?.revision ?? 0))
      roles.set(Number(subject), {
        revision: Number(revision),
        role: (words as { role?: unknown } | null)?.role,
      })
    return []
  }

  function item(row: Values): Problem[] {
    const seq = Number(row.ledger_seq)
    const { nonce, name, path, modified_at: modifiedAt = null } = row
    const entry = entries.get(seq)
    const found = intakeDigest(hash, { nonce, name, path, modifiedAt })
    const expected = textIn(entry?.data.intake)
    owed.delete(seq)
    if (!entry || found === null || found !== expected)
      return [differing('intake-changed', seq, expected, found)]
    const difference = differenceBetween(
      { case: entry.caseId, at: entry.at, sha256: entry.digests[0] },
      { case: row.case_id, at: row.imported_at, sha256: row.sha256 },
    )
    if (difference) return [differing('intake-changed', seq, ...difference)]
    items.set(Number(row.id), { seq, role: row.role, entered: entry.data.role })
    // Entries of older programs have no digest of the record.
    const told = textIn(entry.data.record)
    const record = typeof row.record === 'string' ? saltedDigest(hash, nonce, row.record) : null
    return told === null || told === record ? [] : [differing('record-changed', seq, told, record)]
  }

  function roleProblems(): Problem[] {
    return [...items].flatMap(([id, { seq, role, entered }]) => {
      const difference = differenceBetween({ role: roles.get(id)?.role ?? entered }, { role })
      return difference ? [differing('intake-changed', seq, ...difference)] : []
    })
  }

  return {
    check(table, row) {
      if (table === 'statements') return statement(row)
      return table === 'items' ? [...item(row), ...tables.check(table, row)] : tables.check(table, row)
    },
    end: () => [
      ...[...owed].map(([seq, kind]) => {
        const entry = entries.get(seq)
        const expected = kind === 'item-missing' ? entry?.digests[0] : textIn(entry?.data.statement)
        return differing(kind, seq, expected ?? null, null)
      }),
      ...roleProblems(),
      ...tables.end(),
    ],
    agreeing: () => agreeing,
  }
}

function saltedDigest(hash: Hash, nonce: unknown, text: string): string | null {
  return typeof nonce === 'string' ? toHex(hash(utf8(`${nonce}\n${text}`))) : null
}

/** Null where a value is none that an intake holds, so that it was never hashed. */
function intakeDigest(hash: Hash, intake: Values): string | null {
  const isPlain = Object.values(intake).every((value) => value === null || typeof value === 'string')
  try {
    return isPlain ? toHex(hash(utf8(canonicalJson(intake)))) : null
  } catch (error) {
    // A lone surrogate has no canonical form.
    if (error instanceof TypeError) return null
    throw error
  }
}

function differing(kind: string, seq: number, expected: string | null, found: string | null): Problem {
  return { kind, subject: `ledger ${seq}`, expected, found }
}

/** The first fact in which a row differs from its entry. */
function differenceBetween(expected: Values, found: Values): [expected: string, found: string] | null {
  const key = Object.keys(expected).find((name) => expected[name] !== found[name])
  return key === undefined
    ? null
    : [`${key} ${String(plain(expected[key]))}`, `${key} ${String(plain(found[key]))}`]
}
