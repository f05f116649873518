import type { Database } from '../database/database.ts'

/** What a case is made of, in an order in which it can be written again: a row after those it refers to. */
export const archivedTables: readonly { readonly name: string; readonly where: string }[] = [
  { name: 'cases', where: 'id = @case' },
  { name: 'items', where: 'case_id = @case' },
  /** With what is said of the whole vault: settings, authorities. */
  { name: 'statements', where: '(case_id = @case OR case_id IS NULL)' },
  { name: 'captures', where: 'case_id = @case' },
  { name: 'links', where: 'case_id = @case' },
  { name: 'dossiers', where: 'case_id = @case' },
  { name: 'recorders', where: 'case_id = @case' },
  { name: 'arrivals', where: 'recorder IN (SELECT id FROM recorders WHERE case_id = @case)' },
  { name: 'reproductions', where: 'case_id = @case' },
  { name: 'timestamps', where: '(case_id = @case OR case_id IS NULL)' },
]

/** Tables that an archive does not hold: the ledger and the objects stand in it in their own form, the rest is derived. */
export const otherTables: readonly RegExp[] = [
  /^(ledger|objects|vault)$/,
  /^ledger_(gaps|tree)$/,
  /^(jobs|outcomes)$/,
  /^(pictures|object_digests|search_.*)$/,
]

export type Cell = string | number | null
export type Row = Readonly<Record<string, Cell>>

/** The rows of a case, table by table. Holds a cursor open: for a connection of its own. */
export function* rowsOf(database: Database, caseId: number): Generator<{ table: string; row: Row }> {
  for (const { name, where } of archivedTables) {
    const rows = database.prepare<[{ case: number }], Row>(`SELECT * FROM ${name} WHERE ${where} ORDER BY 1`)
    for (const row of rows.iterate({ case: caseId })) yield { table: name, row }
  }
}

/** Digests of objects that the rows of a case refer to, by the foreign keys of the schema. */
export function objectsOf(database: Database, caseId: number): Set<string> {
  const digests = new Set<string>()
  for (const { name, where } of archivedTables) {
    const keys = database.pragma(`foreign_key_list(${name})`) as { table: string; from: string }[]
    for (const { from } of keys.filter(({ table }) => table === 'objects')) {
      const found = database
        .prepare<[{ case: number }], string>(
          `SELECT ${from} FROM ${name} WHERE ${from} IS NOT NULL AND (${where})`,
        )
        .pluck()
      for (const digest of found.iterate({ case: caseId })) digests.add(digest)
    }
  }
  return digests
}

export function columnsOf(database: Database, table: string): string[] {
  return (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
}
