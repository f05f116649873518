import type { ItemRole } from '../../../shared/contract/item.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import { type HistoryPicture, join, type Source } from '../histories/histories.ts'
import type { Vault } from '../vault/vault.ts'
import type { ProcessPicture } from './reconstruction/reconstruct.ts'

/** A picture that may be of a process, with what the vault knows of it. */
export interface StoredPicture extends ProcessPicture {
  readonly role: ItemRole
  readonly ledgerSeq: number
}

export interface Pictures {
  /** Says in one text which pictures there are and what is known of them: equal texts, equal pictures. */
  readonly stateOf: (caseId: number) => string
  /** The pictures of a case in the roles `process` and `work`, in the order of import, with the row of a log that speaks of each. */
  readonly of: (caseId: number) => StoredPicture[]
}

interface Row {
  id: number
  sha256: string
  name: string
  path: string
  role: ItemRole
  imported_at: string
  modified_at: string | null
  ledger_seq: number
  record: string
  width: number | null
  height: number | null
  pdq: string | null
  quality: number | null
  sealed_at: string | null
}

/** Logs, workflow files and the like stand beside the pictures that they speak of. */
const isPicture = `role IN ('process', 'work') AND (media_type LIKE 'image/%' OR media_type LIKE 'video/%')`

/** Logs of generators: files of a case that speak of pictures and are none. */
const isLog = `media_type NOT LIKE 'image/%' AND media_type NOT LIKE 'video/%' AND record LIKE '%"generations":[{%'`

/** What a reconstruction is made of, read in one go: thousands of rows, so nothing is asked one by one. */
export function openPictures({ database }: Vault): Pictures {
  const states = database
    .prepare<[number], string>(
      `SELECT items.id || ' ' || role || ' ' || COALESCE(pdq, state, '') FROM items
       JOIN objects USING (sha256) LEFT JOIN pictures USING (sha256)
       WHERE case_id = ? AND (${isPicture} OR ${isLog}) ORDER BY items.id`,
    )
    .pluck()
  const rows = database.prepare<[number], Row>(
    `SELECT items.*, pictures.width, pictures.height, pictures.pdq, pictures.quality,
            -- What appeared while nobody watched was sealed later than it was made: that orders nothing.
            CASE WHEN arrivals.catch_up = 0 THEN arrivals.sealed_at END AS sealed_at
     FROM items JOIN objects USING (sha256) LEFT JOIN pictures USING (sha256)
     LEFT JOIN arrivals ON arrivals.item_id = items.id AND arrivals.made_item = 1
     WHERE items.case_id = ? AND ${isPicture} ORDER BY items.id`,
  )
  const logs = database.prepare<[number], Pick<Row, 'id' | 'name' | 'path' | 'record'>>(
    `SELECT items.id, name, path, record FROM items JOIN objects USING (sha256)
     WHERE case_id = ? AND ${isLog} ORDER BY items.id`,
  )
  return {
    stateOf: (caseId) => states.all(caseId).join('\n'),
    of(caseId) {
      const pictures = rows.all(caseId).map(fromRow)
      const sources = logs.all(caseId).map(({ id, name, path, record }): Source => {
        const { generations } = JSON.parse(record) as FileRecord
        return { item: id, name, path, generations }
      })
      if (sources.length === 0) return pictures
      const found = rowsOf(sources, pictures)
      return pictures.map((picture) => ({ ...picture, logRow: found.get(picture.id) ?? null }))
    },
  }
}

/** The earliest time for which an authority stamped each file of a case, by digest; only of tokens that were accepted. */
export function openStamps({ database }: Vault): (caseId: number) => ReadonlyMap<string, string> {
  const added = database.prepare<[number], { sha256: string; time: string }>(
    `SELECT data ->> 'of' AS sha256, data ->> 'time' AS time FROM ledger
     WHERE case_id = ? AND act = 'timestamp.added' AND data ->> 'time' IS NOT NULL`,
  )
  return (caseId) => {
    const earliest = new Map<string, string>()
    for (const { sha256, time } of added.all(caseId)) {
      const known = earliest.get(sha256)
      if (known === undefined || Date.parse(time) < Date.parse(known)) earliest.set(sha256, time)
    }
    return earliest
  }
}

/** The first row that speaks of a picture, by the picture's id. A sidecar speaks of one picture and orders nothing. */
function rowsOf(
  sources: readonly Source[],
  pictures: readonly StoredPicture[],
): Map<number, { log: number; row: number }> {
  const shown = pictures.map(
    ({ id, name, path, sha256, record }): HistoryPicture => ({
      item: id,
      name,
      path,
      sha256,
      generations: record.generations,
    }),
  )
  const found = new Map<number, { log: number; row: number }>()
  const logs = sources.filter(({ generations }) => generations.length > 1)
  for (const { item, source, row } of join(logs, shown)) {
    if (item !== null && !found.has(item)) found.set(item, { log: source, row })
  }
  return found
}

function fromRow(row: Row): StoredPicture {
  const record = JSON.parse(row.record) as FileRecord
  const width = row.width ?? record.width
  const height = row.height ?? record.height
  return {
    id: row.id,
    sha256: row.sha256,
    name: row.name,
    path: row.path.replaceAll('\\', '/'),
    role: row.role,
    ledgerSeq: row.ledger_seq,
    record,
    picture:
      width === undefined || height === undefined
        ? null
        : { width, height, pdq: row.pdq, quality: row.quality ?? 0 },
    importedAt: row.imported_at,
    modifiedAt: row.modified_at,
    sealedAt: row.sealed_at,
    stampedAt: null,
    logRow: null,
  }
}
