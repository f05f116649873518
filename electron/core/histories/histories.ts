import type { ParsedParams } from '../../../shared/contract/operations.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import type { HistoryPage, HistoryRow } from '../../../shared/contract/search.ts'
import type { Cases } from '../cases/cases.ts'
import type { Vault } from '../vault/vault.ts'
import { type HistoryPicture, join, type Source } from './join.ts'

export { type HistoryPicture, join, type Source } from './join.ts'

export interface Histories {
  readonly get: (query: ParsedParams<'histories.get'>) => HistoryPage
}

interface Row {
  id: number
  name: string
  path: string
  sha256: string
  media_type: string
  record: string
}

interface Joined {
  readonly caseId: number
  readonly items: number
  readonly rows: readonly HistoryRow[]
  readonly sources: HistoryPage['sources']
}

/** Logs, histories and sidecars of a case, row by row beside its pictures. Derived each time; nothing is stored. */
export function openHistories(vault: Vault, cases: Cases): Histories {
  const ofCase = vault.database.prepare<[number], Row>(
    `SELECT items.id, name, path, items.sha256, media_type, record FROM items JOIN objects USING (sha256)
     WHERE case_id = ? ORDER BY items.id`,
  )
  const countOf = vault.database
    .prepare<[number], number>('SELECT COUNT(*) FROM items WHERE case_id = ?')
    .pluck()
  /** Of the case asked for last: items are never changed, so that their number says whether it still holds. */
  let last: Joined | null = null

  function joined(caseId: number): Joined {
    const items = countOf.get(caseId) ?? 0
    if (last?.caseId === caseId && last.items === items) return last
    const sources: Source[] = []
    const pictures: HistoryPicture[] = []
    for (const row of ofCase.iterate(caseId)) {
      const { generations } = JSON.parse(row.record) as FileRecord
      const file = { item: row.id, name: row.name, path: row.path, sha256: row.sha256, generations }
      if (/^(image|video)\//.test(row.media_type)) pictures.push(file)
      else if (generations.length > 0) sources.push(file)
    }
    last = {
      caseId,
      items,
      rows: join(sources, pictures),
      sources: sources.map(({ item, name, generations }) => ({ item, name, rows: generations.length })),
    }
    return last
  }

  return {
    get({ case: caseId, source, item, only, offset, limit }) {
      cases.get(caseId)
      const { rows, sources } = joined(caseId)
      const meant = rows.filter(
        (row) => (source === undefined || row.source === source) && (item === undefined || row.item === item),
      )
      const shown = meant.filter((row) => isOneOf(row, only))
      return {
        total: shown.length,
        joined: meant.filter((row) => isOneOf(row, 'joined')).length,
        alone: meant.filter((row) => isOneOf(row, 'alone')).length,
        contradicting: meant.filter((row) => isOneOf(row, 'contradicting')).length,
        sources,
        rows: shown.slice(offset, offset + limit),
      }
    },
  }
}

function isOneOf(row: HistoryRow, only: ParsedParams<'histories.get'>['only']): boolean {
  switch (only) {
    case 'all':
      return true
    case 'joined':
      return row.item !== null
    case 'alone':
      return row.item === null
    case 'contradicting':
      return row.disagreements.length > 0
  }
}
