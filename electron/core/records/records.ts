import { AppError } from '../../../shared/contract/errors.ts'
import type { ParsedParams } from '../../../shared/contract/operations.ts'
import { FileRecord } from '../../../shared/contract/record.ts'
import type { FileTime, RawStatement } from '../../../shared/contract/search.ts'
import type { Pool } from '../jobs/pool.ts'
import type { Vault } from '../vault/vault.ts'
import { type NotedArrival, timesOf } from './times.ts'

export { csvLine } from './csv.ts'
export { exportRecords } from './export.ts'
export { heads, linesOf, type RecordedItem } from './rows.ts'
export { timesOf } from './times.ts'

export interface Records {
  readonly statement: (query: ParsedParams<'items.statement'>) => Promise<RawStatement>
  readonly times: (item: number) => FileTime[]
}

interface Row {
  name: string
  path: string
  modified_at: string | null
  imported_at: string
  sha256: string
  format: string
  record: string
  seen_at: string | null
  sealed_at: string | null
  catch_up: number | null
  replaced_at: string | null
  deleted_at: string | null
}

/** What stands behind the record of a file: its raw statements, and every time it claims. */
export function openRecords(vault: Vault, pool: Pool): Records {
  const byId = vault.database.prepare<[number], Row>(
    `SELECT name, items.path, modified_at, imported_at, items.sha256, format, record,
       seen_at, sealed_at, catch_up, replaced_at, deleted_at
     FROM items JOIN objects USING (sha256)
     LEFT JOIN arrivals ON arrivals.item_id = items.id AND arrivals.made_item = 1
     WHERE items.id = ?`,
  )

  function get(id: number): Row & { parsed: FileRecord } {
    const row = byId.get(id)
    if (!row) throw new AppError('not-found', { what: 'item', id })
    return { ...row, parsed: FileRecord.parse(JSON.parse(row.record)) }
  }

  return {
    async statement({ item, carrier: index, from, max }) {
      const { sha256, format, parsed } = get(item)
      const carrier = parsed.carriers[index]
      if (!carrier) throw new AppError('not-found', { what: 'statement', id: index })
      const path = vault.objects.pathOf(sha256)
      return { item, carrier, ...(await pool.run('statement', { path, format, carrier, from, max })) }
    },
    times(item) {
      const row = get(item)
      const { name, path, modified_at: modifiedAt, imported_at: importedAt, parsed } = row
      return timesOf({ name, path, modifiedAt, importedAt, arrival: arrivalIn(row), record: parsed })
    },
  }
}

function arrivalIn(row: Row): NotedArrival | null {
  if (row.seen_at === null || row.sealed_at === null) return null
  return {
    seenAt: row.seen_at,
    sealedAt: row.sealed_at,
    catchUp: row.catch_up === 1,
    replacedAt: row.replaced_at,
    deletedAt: row.deleted_at,
  }
}
