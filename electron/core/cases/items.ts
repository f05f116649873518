import { randomBytes } from 'node:crypto'
import { AppError } from '../../../shared/contract/errors.ts'
import { type Item, ItemNotes, type ItemRole, type Picture } from '../../../shared/contract/item.ts'
import type { ParsedParams } from '../../../shared/contract/operations.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import { openIndex, type SearchIndex } from '../search/search.ts'
import { intakeDigest, type Statement, statementDigest, type Vault } from '../vault/vault.ts'

/** A file that lies in the object store and is about to get its row. */
export interface SealedFile {
  readonly name: string
  readonly path: string
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  readonly format: string
  readonly modifiedAt: string | null
  readonly record: FileRecord
}

/** When a recorder first saw a file, for the ledger; `catchUp` where nobody watched when it appeared. */
export interface Sighting {
  readonly recorder: number
  readonly seenAt: string
  readonly catchUp: boolean
}

export interface Items {
  /** Only inside a transaction. Says which item it is, and whether the case had it already. */
  readonly add: (
    caseId: number,
    role: ItemRole,
    file: SealedFile,
    sighting?: Sighting,
  ) => { id: number; duplicate: boolean }
  readonly get: (id: number) => Item
  readonly list: (params: ParsedParams<'items.list'>) => { total: number; items: Item[] }
  readonly all: (caseId: number) => Item[]
  readonly note: (id: number, notes: Partial<ItemNotes>) => Item
  readonly caseOf: (id: number) => number
  /** Throws `not-found` when the item is of another case. */
  readonly mustBeOf: (caseId: number, id: number) => void
  readonly firstPictureOf: (caseId: number) => string | null
  /** Files whose thumbnail and fingerprint are still to be made. */
  readonly withoutPicture: () => { sha256: string; format: string }[]
  readonly setPicture: (sha256: string, picture: Picture) => void
  /** Kept in step with every row and every note, within the same transaction. */
  readonly index: SearchIndex
}

interface Row {
  id: number
  case_id: number
  sha256: string
  name: string
  path: string
  modified_at: string | null
  role: ItemRole
  imported_at: string
  ledger_seq: number
  record: string
  size: number
  media_type: string
  state: Picture['state'] | null
  reason: string | null
  width: number | null
  height: number | null
  pdq: string | null
  quality: number | null
  recorder: number | null
  seen_at: string
  sealed_at: string
  catch_up: number
  replaced_at: string | null
  deleted_at: string | null
  renamed_to: string | null
  reproduction_of: number | null
  sm3: string | null
}

const columns = `items.*, objects.size, objects.media_type,
  pictures.state, pictures.reason, pictures.width, pictures.height, pictures.pdq, pictures.quality,
  arrivals.recorder, arrivals.seen_at, arrivals.sealed_at, arrivals.catch_up,
  arrivals.replaced_at, arrivals.deleted_at, arrivals.renamed_to,
  (SELECT of_item FROM reproductions WHERE reproductions.item = items.id AND made_item = 1) AS reproduction_of,
  (SELECT digest FROM object_digests WHERE object_digests.sha256 = items.sha256 AND algorithm = 'SM3') AS sm3
  FROM items JOIN objects USING (sha256) LEFT JOIN pictures USING (sha256)
  LEFT JOIN arrivals ON arrivals.item_id = items.id AND arrivals.made_item = 1`

export function openItems(vault: Vault): Items {
  const { database, ledger, statements } = vault
  const index = openIndex(vault)
  const existing = database.prepare<[number, string], { id: number }>(
    'SELECT id FROM items WHERE case_id = ? AND sha256 = ?',
  )
  const insertObject = database.prepare(
    'INSERT INTO objects (sha256, size, media_type, format, added_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const insertItem = database.prepare(
    `INSERT INTO items (case_id, sha256, name, path, modified_at, nonce, role, imported_at, ledger_seq, record)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const byId = database.prepare<[number], Row>(`SELECT ${columns} WHERE items.id = ?`)
  const page = database.prepare<[number, ItemRole | null, ItemRole | null, number, number], Row>(
    `SELECT ${columns} WHERE case_id = ? AND (? IS NULL OR role = ?) ORDER BY items.id LIMIT ? OFFSET ?`,
  )
  const count = database.prepare<[number, ItemRole | null, ItemRole | null], { n: number }>(
    'SELECT COUNT(*) AS n FROM items WHERE case_id = ? AND (? IS NULL OR role = ?)',
  )
  const caseOfItem = database.prepare<[number], { case_id: number }>('SELECT case_id FROM items WHERE id = ?')
  const setRole = database.prepare('UPDATE items SET role = ? WHERE id = ?')
  const firstPicture = database.prepare<[number], { sha256: string }>(
    `SELECT items.sha256 FROM items JOIN pictures USING (sha256)
     WHERE case_id = ? AND role IN ('work', 'process') AND state = 'ready' ORDER BY items.id LIMIT 1`,
  )
  const pending = database.prepare<[], { sha256: string; format: string }>(
    `SELECT DISTINCT objects.sha256, objects.format FROM items JOIN objects USING (sha256)
     LEFT JOIN pictures USING (sha256) WHERE pictures.sha256 IS NULL`,
  )
  const putPicture = database.prepare(
    'INSERT OR REPLACE INTO pictures (sha256, state, reason, width, height, pdq, quality) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )

  function get(id: number): Item {
    const row = byId.get(id)
    if (!row) throw new AppError('not-found', { what: 'item', id })
    return fromRow(row, statements.latest('item', id))
  }

  function caseOf(id: number): number {
    const row = caseOfItem.get(id)
    if (!row) throw new AppError('not-found', { what: 'item', id })
    return row.case_id
  }

  function list(query: { case: number; role?: ItemRole; offset: number; limit: number }) {
    const role = query.role ?? null
    const rows = page.all(query.case, role, role, query.limit, query.offset)
    return {
      total: count.get(query.case, role, role)?.n ?? 0,
      items: rows.map((row) => fromRow(row, statements.latest('item', row.id))),
    }
  }

  return {
    add(caseId, role, found, sighting) {
      // SQLite keeps UTF-8: what the row cannot hold must not be in the digest of the row either.
      const file = { ...found, name: found.name.toWellFormed(), path: found.path.toWellFormed() }
      const known = existing.get(caseId, file.sha256)
      if (known) return { id: known.id, duplicate: true }
      const nonce = randomBytes(16).toString('hex')
      // Not canonical: a prompt that holds half a character is written by its number and comes back as it was.
      const record = JSON.stringify({ ...file.record, path: file.name })
      const entry = ledger.append({
        act: 'item.imported',
        caseId,
        digests: [file.sha256],
        data: {
          size: file.size,
          role,
          intake: intakeDigest({ nonce, ...file }),
          record: statementDigest(nonce, record),
          ...sighting,
        },
      })
      insertObject.run(file.sha256, file.size, file.mediaType, file.format, entry.at)
      const { lastInsertRowid } = insertItem.run(
        caseId,
        file.sha256,
        file.name,
        file.path,
        file.modifiedAt,
        nonce,
        role,
        entry.at,
        entry.seq,
        record,
      )
      const id = Number(lastInsertRowid)
      index.put({ id, caseId, role, name: file.name, importedAt: entry.at, record: file.record })
      return { id, duplicate: false }
    },
    get,
    list,
    all: (caseId) => list({ case: caseId, offset: 0, limit: -1 }).items,
    note(id, changes) {
      // Read inside the transaction, so that what another program noted meanwhile is not taken back.
      vault.write(() => {
        const item = get(id)
        const notes = ItemNotes.parse({ ...item.notes, ...changes })
        statements.state({
          kind: 'item',
          caseId: item.caseId,
          subject: id,
          content: notes,
          act: 'item.noted',
          digests: [item.sha256],
        })
        if (notes.role !== item.role) setRole.run(notes.role, id)
        index.renew(id)
      })
      return get(id)
    },
    caseOf,
    mustBeOf(caseId, id) {
      if (caseOfItem.get(id)?.case_id !== caseId) throw new AppError('not-found', { what: 'item', id })
    },
    firstPictureOf: (caseId) => firstPicture.get(caseId)?.sha256 ?? null,
    withoutPicture: () => pending.all(),
    setPicture(sha256, picture) {
      const { state, reason, width, height, pdq, quality } = picture
      putPicture.run(
        sha256,
        state,
        reason ?? null,
        width ?? null,
        height ?? null,
        pdq ?? null,
        quality ?? null,
      )
    },
    index,
  }
}

function fromRow(row: Row, statement: Statement | null): Item {
  return {
    id: row.id,
    caseId: row.case_id,
    sha256: row.sha256,
    size: row.size,
    name: row.name,
    path: row.path,
    mediaType: row.media_type,
    importedAt: row.imported_at,
    ledgerSeq: row.ledger_seq,
    role: row.role,
    arrival: arrivalOf(row),
    reproductionOf: row.reproduction_of,
    ...(row.sm3 !== null && { sm3: row.sm3 }),
    notes: statement ? ItemNotes.parse(statement.content) : { role: row.role, exhibit: { included: true } },
    picture: {
      state: row.state ?? 'pending',
      reason: row.reason ?? undefined,
      width: row.width ?? undefined,
      height: row.height ?? undefined,
      pdq: row.pdq ?? undefined,
      quality: row.quality ?? undefined,
    },
    // Written by this program after a check; checking ten thousand of them again on every read takes seconds.
    record: JSON.parse(row.record) as FileRecord,
  }
}

function arrivalOf(row: Row): Item['arrival'] {
  if (row.recorder === null) return null
  return {
    recorder: row.recorder,
    seenAt: row.seen_at,
    sealedAt: row.sealed_at,
    catchUp: row.catch_up === 1,
    replacedAt: row.replaced_at,
    deletedAt: row.deleted_at,
    renamedTo: row.renamed_to,
  }
}
