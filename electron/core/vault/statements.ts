import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import type { LedgerEntry } from '../../../shared/contract/vault.ts'
import { type Database, inTransaction } from '../database/database.ts'
import type { Ledger } from './ledger.ts'

/** What a person says, by what it is about. */
export type StatementKind =
  | 'case'
  | 'item'
  | 'round'
  | 'order'
  | 'descent'
  | 'capture'
  | 'link'
  | 'claims'
  | 'deposit'
  | 'settings'
  | 'authorities'

export interface Statement {
  readonly subject: number
  readonly revision: number
  readonly statedAt: string
  /** Its entry in the ledger. */
  readonly ledgerSeq: number
  readonly content: unknown
}

export interface Statements {
  /**
   * Adds a revision and its ledger entry in one transaction; earlier revisions stay for ever. A statement equal
   * to the current one adds nothing.
   */
  readonly state: (statement: {
    kind: StatementKind
    /** Null for what is about the whole vault. */
    caseId: number | null
    subject: number
    content: unknown
    act: LedgerEntry['act']
    digests?: string[]
    data?: Record<string, unknown>
  }) => Statement
  readonly latest: (kind: StatementKind, subject: number) => Statement | null
  /** The current statements of one kind in a case, by subject. */
  readonly latestInCase: (kind: StatementKind, caseId: number) => Map<number, Statement>
  readonly all: () => IterableIterator<{ ledgerSeq: number; digest: string; id: number }>
}

interface Row {
  id: number
  subject: number
  revision: number
  stated_at: string
  nonce: string
  content: string
  ledger_seq: number
}

/**
 * Everything that people say (case file, notes, reasons, links, claims) in one append-only table. The ledger
 * holds only a salted digest of each, so that an extract of the ledger can be shown without the words, and the
 * words can still be proven later.
 */
export function openStatements(database: Database, ledger: Ledger): Statements {
  const insert = database.prepare(
    `INSERT INTO statements (case_id, kind, subject, revision, stated_at, nonce, content, ledger_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const current = database.prepare<[string, number], Row>(
    'SELECT * FROM statements WHERE kind = ? AND subject = ? ORDER BY revision DESC LIMIT 1',
  )
  const inCase = database.prepare<[number, string], Row>(
    'SELECT * FROM statements WHERE case_id = ? AND kind = ? ORDER BY subject, revision',
  )
  const next = database.prepare<[number], Row>('SELECT * FROM statements WHERE id > ? ORDER BY id LIMIT 5000')

  return {
    state({ kind, caseId, subject, content, act, digests = [], data = {} }) {
      const broken = brokenField(content)
      if (broken !== null) throw new AppError('invalid-input', { field: broken, reason: 'half a character' })
      const text = canonicalJson(content)
      return inTransaction(database, () => {
        const before = current.get(kind, subject)
        if (before?.content === text) return fromRow(before)
        const nonce = randomBytes(16).toString('hex')
        const revision = (before?.revision ?? 0) + 1
        const entry = ledger.append({
          act,
          caseId,
          digests,
          data: { ...data, kind, subject, revision, statement: statementDigest(nonce, text) },
        })
        insert.run(caseId, kind, subject, revision, entry.at, nonce, text, entry.seq)
        return { subject, revision, statedAt: entry.at, ledgerSeq: entry.seq, content: JSON.parse(text) }
      })
    },
    latest(kind, subject) {
      const row = current.get(kind, subject)
      return row ? fromRow(row) : null
    },
    latestInCase(kind, caseId) {
      return new Map(inCase.all(caseId, kind).map((row) => [row.subject, fromRow(row)]))
    },
    *all() {
      let rows = next.all(0)
      while (rows.length > 0) {
        for (const row of rows) {
          yield { id: row.id, ledgerSeq: row.ledger_seq, digest: statementDigest(row.nonce, row.content) }
        }
        rows = next.all(rows.at(-1)?.id ?? 0)
      }
    },
  }
}

/** The field of a text that has no UTF-8 form: a surrogate without its other half. */
function brokenField(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return value.isWellFormed() ? null : path
  if (value === null || typeof value !== 'object') return null
  for (const [key, member] of Object.entries(value)) {
    const broken = brokenField(member, path === '' ? key : `${path}.${key}`)
    if (broken !== null) return broken
  }
  return null
}

/** SHA-256 over the nonce (hex) and the canonical text, with a line feed between. */
export function statementDigest(nonce: string, text: string): string {
  return createHash('sha256').update(`${nonce}\n${text}`).digest('hex')
}

function fromRow(row: Row): Statement {
  return {
    subject: row.subject,
    revision: row.revision,
    statedAt: row.stated_at,
    ledgerSeq: row.ledger_seq,
    content: JSON.parse(row.content),
  }
}
