import type { Problem } from '../../../shared/contract/vault.ts'
import { type Database, openToLookAt } from '../database/database.ts'

/** Something that SQLite finds wrong with its own file. */
export interface TableFault {
  /** Null for the file as a whole. */
  readonly table: string | null
  readonly message: string
}

/** What the program makes from the rest and can make again. */
const derived = /^(search_|pictures$|sqlite_stat|ledger_tree)/

/** SQLite's integrity check of the database at `path`, by table where one is at fault. */
export function faultsIn(path: string): TableFault[] {
  let database: Database | undefined
  try {
    database = openToLookAt(path)
    const whole = findings(database, '')
    if (whole.length === 0) return rowsWithoutParents(database)
    const tables = database
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
      .pluck()
      .all()
    const faults: TableFault[] = []
    for (const table of tables) {
      for (const message of findings(database, `('${table.replaceAll("'", "''")}')`))
        faults.push({ table, message })
    }
    return faults.length > 0 ? faults : whole.map((message) => ({ table: null, message }))
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return [{ table: null, message: error.message }]
  } finally {
    database?.close()
  }
}

export function problemOfFault({ table, message }: TableFault): Problem {
  if (table !== null && derived.test(table)) {
    return { kind: 'derived', subject: table, expected: 'ok', found: message }
  }
  const subject = table === null ? 'vault.db' : `vault.db ${table}`
  return { kind: 'database', subject, expected: 'ok', found: message }
}

/** Ten findings a table say enough, and each costs a pass over what is broken. */
function findings(database: Database, of: string): string[] {
  try {
    return (database.pragma(`integrity_check${of}`) as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((message) => message !== 'ok')
      .slice(0, 10)
  } catch (error) {
    return [(error as Error).message]
  }
}

function rowsWithoutParents(database: Database): TableFault[] {
  const rows = database.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]
  return rows.slice(0, 100).map(({ table, rowid, parent }) => ({
    table,
    message: `row ${rowid} refers to a row of ${parent} that is not there`,
  }))
}
