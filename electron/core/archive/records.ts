import { type Item, ItemNotes, type ItemRole } from '../../../shared/contract/item.ts'
import { FileRecord } from '../../../shared/contract/record.ts'
import type { Database } from '../database/database.ts'
import { csvLine, heads, linesOf, type RecordedItem } from '../records/records.ts'

interface ItemRow {
  id: number
  role: ItemRole
  imported_at: string
  ledger_seq: number
  media_type: string
  record: string
}

/** The records of a case as they stand in a database. Holds a cursor open: for a connection of its own. */
export function* recordedItems(database: Database, caseId: number): Generator<RecordedItem> {
  const rows = database.prepare<[number], ItemRow>(
    `SELECT items.id, role, imported_at, ledger_seq, media_type, record
     FROM items JOIN objects USING (sha256) WHERE case_id = ? ORDER BY items.id`,
  )
  const said = database
    .prepare<[number], string>(
      `SELECT content FROM statements WHERE kind = 'item' AND subject = ? ORDER BY revision DESC LIMIT 1`,
    )
    .pluck()
  for (const row of rows.iterate(caseId)) {
    const notes = said.get(row.id)
    yield {
      id: row.id,
      role: row.role,
      mediaType: row.media_type,
      importedAt: row.imported_at,
      ledgerSeq: row.ledger_seq,
      notes: notes === undefined ? null : ItemNotes.parse(JSON.parse(notes)),
      record: FileRecord.parse(JSON.parse(row.record)),
    }
  }
}

export function* recordsOfFacts(items: readonly Item[]): Generator<RecordedItem> {
  for (const { id, role, mediaType, importedAt, ledgerSeq, notes, name, record } of items) {
    yield { id, role, mediaType, importedAt, ledgerSeq, notes, record: { ...record, path: name } }
  }
}

/** RFC 4180 with the mark that spreadsheet programs want; one line a generation. */
export function* csvText(items: Iterable<RecordedItem>): Generator<string> {
  yield `\uFEFF${csvLine(heads)}`
  for (const item of items) yield linesOf(item).map(csvLine).join('')
}

export function* recordsText(items: Iterable<RecordedItem>): Generator<string> {
  yield* jsonLines(items, ({ id, record, ...known }) => ({ ...record, item: id, ...known }))
}

/** An array with one member a line: JSON for programs, and still readable. */
export function* jsonLines<T>(values: Iterable<T>, as: (value: T) => unknown): Generator<string> {
  let between = '[\n'
  for (const value of values) {
    yield between + JSON.stringify(as(value))
    between = ',\n'
  }
  yield between === '[\n' ? '[]\n' : '\n]\n'
}
