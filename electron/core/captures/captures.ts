export { type Links, openLinks, type StoredLink } from './links.ts'

import { type Capture, CaptureRecord } from '../../../shared/contract/capture.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import type { Items } from '../cases/cases.ts'
import type { Statement, Vault } from '../vault/vault.ts'

export interface Captures {
  readonly add: (caseId: number, items: number[], record: CaptureRecord) => Capture
  readonly edit: (id: number, record: CaptureRecord, items?: number[]) => Capture
  readonly get: (id: number) => Capture
  readonly list: (caseId: number) => Capture[]
}

interface Row {
  id: number
  case_id: number
  added_at: string
}

interface Content {
  items: number[]
  record: unknown
}

/** Captures of the infringement: the files, and the record of how they were made as the person states it. */
export function openCaptures(vault: Vault, items: Items): Captures {
  const { database, statements } = vault
  const insert = database.prepare('INSERT INTO captures (case_id, added_at) VALUES (?, ?)')
  const byId = database.prepare<[number], Row>('SELECT * FROM captures WHERE id = ?')
  const ofCase = database.prepare<[number], Row>('SELECT * FROM captures WHERE case_id = ? ORDER BY id')

  function digestsOf(caseId: number, ids: number[]): string[] {
    for (const id of ids) items.mustBeOf(caseId, id)
    return ids.map((id) => items.get(id).sha256)
  }

  function get(id: number): Capture {
    const row = byId.get(id)
    if (!row) throw new AppError('not-found', { what: 'capture', id })
    return assemble(row, statements.latest('capture', id))
  }

  return {
    add(caseId, ids, record) {
      const digests = digestsOf(caseId, ids)
      return vault.write(() => {
        const id = Number(insert.run(caseId, new Date().toISOString()).lastInsertRowid)
        statements.state({
          kind: 'capture',
          caseId,
          subject: id,
          content: { items: ids, record },
          act: 'capture.added',
          digests,
        })
        for (const item of ids) if (items.get(item).role === 'process') items.note(item, { role: 'capture' })
        return get(id)
      })
    },
    edit(id, record, ids) {
      const capture = get(id)
      const files = ids ?? capture.items
      statements.state({
        kind: 'capture',
        caseId: capture.caseId,
        subject: id,
        content: { items: files, record },
        act: 'capture.edited',
        digests: digestsOf(capture.caseId, files),
      })
      return get(id)
    },
    get,
    list(caseId) {
      const current = statements.latestInCase('capture', caseId)
      return ofCase.all(caseId).map((row) => assemble(row, current.get(row.id) ?? null))
    },
  }
}

function assemble(row: Row, statement: Statement | null): Capture {
  if (!statement) throw new AppError('not-found', { what: 'capture', id: row.id })
  const { items, record } = statement.content as Content
  return {
    id: row.id,
    caseId: row.case_id,
    items,
    record: CaptureRecord.parse(record),
    addedAt: row.added_at,
    updatedAt: statement.statedAt,
    ledgerSeq: statement.ledgerSeq,
  }
}
