import { createHash } from 'node:crypto'
import { LedgerCheckpoint } from '../../../shared/contract/vault.ts'
import { headText } from '../../../shared/verification/ledger.ts'
import type { Database } from '../database/database.ts'
import type { PlacedFile } from './facts.ts'
import { safeName } from './names.ts'

interface TimestampRow {
  id: number
  kind: string
  subject: number | null
  sha256: string
  head: string | null
  authority: string
  requested_at: string
  imported: number
  token: string
  size: number
  format: string
  added_at: string | null
}

export interface Stamps {
  readonly tokens: readonly PlacedFile[]
  /** The bytes that were stamped, where they are no file of the case: heads of the ledger. */
  readonly made: readonly { readonly path: string; readonly text: string }[]
  /** The numbers of those heads. */
  readonly heads: readonly number[]
  /** `timestamps.json`. */
  readonly index: readonly {
    readonly file: string
    /** The stamped file; null where its bytes are not in the archive. */
    readonly of: string | null
    readonly timestamp: {
      readonly id: number
      readonly kind: string
      readonly subject: number | null
      readonly sha256: string
      readonly authority: string
      readonly requestedAt: string
      readonly addedAt: string | null
      readonly imported: boolean
    }
  }[]
}

/** The tokens of a case and of heads of the ledger, each beside what it was made over. */
export function stampsOf(database: Database, caseId: number, files: readonly PlacedFile[]): Stamps {
  const rows = database
    .prepare<[number], TimestampRow>(
      `SELECT timestamps.*, objects.size, objects.format FROM timestamps JOIN objects ON objects.sha256 = token
       WHERE timestamps.case_id = ? OR timestamps.case_id IS NULL ORDER BY id`,
    )
    .all(caseId)
  const placeOf = new Map(files.map(({ sha256, path }) => [sha256, path]))
  const tokens: PlacedFile[] = []
  const made: { path: string; text: string }[] = []
  const heads: number[] = []
  const index: Stamps['index'][number][] = []
  for (const row of rows) {
    let of = placeOf.get(row.sha256) ?? null
    const head = row.head === null ? null : LedgerCheckpoint.parse(JSON.parse(row.head))
    const text = head && headText(head)
    if (head) heads.push(head.seq)
    if (of === null && text !== null && createHash('sha256').update(text).digest('hex') === row.sha256) {
      of = `data/timestamps/${row.id}-head.json`
      made.push({ path: of, text })
    }
    const isHead = of?.startsWith('data/timestamps/') ?? true
    const name = isHead ? row.kind : safeName(of?.slice(of.lastIndexOf('/') + 1) ?? row.kind)
    // A bare token (RFC 5652) and a whole reply (RFC 3161) are asked of openssl in different ways.
    const file = `data/timestamps/${row.id}-${name}.${row.format === 'tst' ? 'tst' : 'tsr'}`
    tokens.push({ path: file, sha256: row.token, size: row.size, name: file })
    const { id, kind, subject, sha256, authority } = row
    const { requested_at: requestedAt, added_at: addedAt } = row
    const timestamp = {
      id,
      kind,
      subject,
      sha256,
      authority,
      requestedAt,
      addedAt,
      imported: row.imported === 1,
    }
    index.push({ file, of, timestamp })
  }
  return { tokens, made, heads, index }
}
