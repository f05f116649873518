import { setImmediate as breathe } from 'node:timers/promises'
import type { Problem } from '../../../shared/contract/vault.ts'
import { intakeDigest } from './intake.ts'
import { statementDigest } from './statements.ts'
import type { Vault } from './vault.ts'
import { tableProblems } from './verify-tables.ts'

export const hasStatement = 1
export const hasIntake = 2

interface Walk {
  /** The last entry that the chain proves. */
  readonly upTo: number
  readonly isWhole: boolean
  /** By number of the entry what row it demands; taken back as the rows are found. */
  readonly owed: Uint8Array
  readonly signal: AbortSignal
}

/** What stands in the entry of a row, where there is one. */
interface Entered {
  readonly entered_at: string | null
  readonly entered_case: number | null
  readonly entered_digests: string | null
  readonly entered: string | null
}

interface StatementRow extends Entered {
  readonly id: number
  readonly case_id: number
  readonly kind: string
  readonly subject: number
  readonly revision: number
  readonly stated_at: string
  readonly nonce: string
  readonly content: string
  readonly ledger_seq: number
}

interface ItemRow extends Entered {
  readonly id: number
  readonly case_id: number
  readonly sha256: string
  readonly name: string
  readonly path: string
  readonly modified_at: string | null
  readonly nonce: string
  readonly role: string
  readonly imported_at: string
  readonly ledger_seq: number
  /** The current statement about it. */
  readonly said: string | null
  readonly record: string
}

const entered = `ledger.at AS entered_at, ledger.case_id AS entered_case, ledger.digests AS entered_digests,
  ledger.data AS entered`

/** Statements and items in the order of their ids, against what the ledger says of each, page by page. */
export async function checkRows(vault: Vault, walk: Walk): Promise<Problem[]> {
  const problems: Problem[] = []
  for await (const problem of statementProblems(vault, walk)) problems.push(problem)
  const lostItems = new Set<string>()
  for await (const problem of itemProblems(vault, walk)) problems.push(problem)
  const entryAt = vault.database.prepare<[number], { digests: string; data: string }>(
    'SELECT digests, data FROM ledger WHERE seq = ?',
  )
  for (let seq = 1; seq <= walk.upTo; seq += 1) {
    const kind = walk.owed[seq]
    const entry = kind ? entryAt.get(seq) : undefined
    if (!entry) continue
    const { statement } = JSON.parse(entry.data) as { statement?: string }
    const digest = (JSON.parse(entry.digests) as string[])[0] ?? null
    if (kind === hasStatement) {
      problems.push({
        kind: 'statement-missing',
        subject: `ledger ${seq}`,
        expected: statement ?? null,
        found: null,
      })
    } else {
      if (digest) lostItems.add(digest)
      problems.push({ kind: 'item-missing', subject: `ledger ${seq}`, expected: digest, found: null })
    }
  }
  if (!walk.isWhole) return problems
  return [...problems, ...objectProblems(vault, lostItems), ...tableProblems(vault.database)]
}

async function* statementProblems(vault: Vault, { upTo, owed, signal }: Walk): AsyncGenerator<Problem> {
  const page = vault.database.prepare<[number], StatementRow>(
    `SELECT statements.*, ${entered} FROM statements LEFT JOIN ledger ON seq = ledger_seq
     WHERE id > ? ORDER BY id LIMIT 500`,
  )
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.id ?? 0)) {
    for (const row of rows) {
      if (row.ledger_seq > upTo) continue
      const subject = `ledger ${row.ledger_seq}`
      const said = row.entered === null ? {} : (JSON.parse(row.entered) as Record<string, unknown>)
      const digest = statementDigest(row.nonce, row.content)
      const expected = typeof said.statement === 'string' ? said.statement : null
      if (expected !== digest) {
        yield { kind: 'statement-changed', subject, expected, found: digest }
      } else {
        const difference = differenceBetween(
          {
            kind: said.kind,
            subject: said.subject,
            revision: said.revision,
            case: row.entered_case,
            at: row.entered_at,
          },
          {
            kind: row.kind,
            subject: row.subject,
            revision: row.revision,
            case: row.case_id,
            at: row.stated_at,
          },
        )
        if (difference) yield { kind: 'statement-changed', subject, ...difference }
      }
      if (expected !== null) owed[row.ledger_seq] = 0
    }
    await breathe()
    signal.throwIfAborted()
  }
}

async function* itemProblems(vault: Vault, { upTo, owed, signal }: Walk): AsyncGenerator<Problem> {
  const page = vault.database.prepare<[number], ItemRow>(
    `SELECT items.id, items.case_id, sha256, name, path, modified_at, nonce, role, imported_at, ledger_seq,
            record,
            (SELECT content FROM statements WHERE kind = 'item' AND subject = items.id
             ORDER BY revision DESC LIMIT 1) AS said, ${entered}
     FROM items LEFT JOIN ledger ON seq = ledger_seq WHERE items.id > ? ORDER BY items.id LIMIT 200`,
  )
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.id ?? 0)) {
    for (const row of rows) {
      if (row.ledger_seq > upTo) continue
      yield* itemProblem(row)
      if (row.entered !== null) owed[row.ledger_seq] = 0
    }
    await breathe()
    signal.throwIfAborted()
  }
}

function* itemProblem(row: ItemRow): Generator<Problem> {
  const data = row.entered === null ? {} : (JSON.parse(row.entered) as Record<string, unknown>)
  const [digest] = row.entered_digests === null ? [] : (JSON.parse(row.entered_digests) as string[])
  const { nonce, name, path } = row
  const intake = intakeDigest({ nonce, name, path, modifiedAt: row.modified_at })
  const expected = typeof data.intake === 'string' ? data.intake : null
  if (expected !== intake || digest !== row.sha256) {
    yield { kind: 'intake-changed', subject: row.name, expected, found: intake }
    return
  }
  // Entries of older programs have no digest of the record: `deep` reads it from the bytes again.
  const record = statementDigest(nonce, row.record)
  if (data.record !== undefined && data.record !== record) {
    yield { kind: 'record-changed', subject: row.name, expected: String(data.record), found: record }
  }
  const difference = differenceBetween(
    { case: row.entered_case, at: row.entered_at, role: roleOf(row.said) ?? data.role },
    { case: row.case_id, at: row.imported_at, role: row.role },
  )
  if (difference) yield { kind: 'intake-changed', subject: row.name, ...difference }
}

function roleOf(said: string | null): unknown {
  try {
    return said === null ? null : (JSON.parse(said) as { role?: unknown }).role
  } catch (error) {
    // The statement itself is found to be changed.
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The first fact in which a row differs from its entry. */
function differenceBetween(
  expected: Readonly<Record<string, unknown>>,
  found: Readonly<Record<string, unknown>>,
): { expected: string; found: string } | null {
  const key = Object.keys(expected).find((name) => expected[name] !== found[name])
  return key === undefined ? null : { expected: `${key} ${expected[key]}`, found: `${key} ${found[key]}` }
}

/**
 * Acts that do not say that the vault holds a file: an archive or a backup that was written, a file that was looked at,
 * one that was fetched back and may be of a case that this archive was not made of.
 */
const outside = `'archive.written', 'case.exported', 'vault.backed-up', 'timestamp.requested', 'recorder.file-deleted',
  'recorder.file-renamed', 'case.restored', 'original.fetched'`

/** Files that the ledger speaks of and the vault has no row of, and rows that the ledger knows nothing of. */
function objectProblems({ database }: Vault, lostItems: ReadonlySet<string>): Problem[] {
  const spoken = `SELECT value FROM ledger, json_each(ledger.digests)`
  const lost = database
    .prepare<[], string>(`${spoken} WHERE act NOT IN (${outside}) EXCEPT SELECT sha256 FROM objects`)
    .pluck()
    .all()
    .filter((sha256) => !lostItems.has(sha256))
  const added = database.prepare<[], string>(`SELECT sha256 FROM objects EXCEPT ${spoken}`).pluck().all()
  return [
    ...lost.map((sha256) => ({ kind: 'missing', subject: sha256, expected: sha256, found: null })),
    ...added.map((sha256) => ({ kind: 'row-added', subject: sha256, expected: null, found: sha256 })),
  ]
}
