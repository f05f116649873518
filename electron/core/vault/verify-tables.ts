import type { Problem } from '../../../shared/contract/vault.ts'
import type { Database } from '../database/database.ts'

/**
 * Rows that have no digest of their own, against the statement or the entry that was written with them: when a case, a
 * capture or a link was made and what it ties, and what a dossier was built from. Times may differ by the moment
 * between two lines of code.
 */
export function tableProblems(database: Database): Problem[] {
  return questions.flatMap(({ kind, sql }) =>
    database
      .prepare<[], string>(sql)
      .pluck()
      .all()
      .map((subject) => ({ kind, subject, expected: 'ledger', found: null })),
  )
}

const soon = (a: string, b: string) => `(abs(julianday(${a}) - julianday(${b})) <= 1.0 / 1440) IS TRUE`

/** Rows of a table whose first statement is missing or says otherwise. */
function againstStatement(table: string, kind: string, madeAt: string, more = ''): string {
  return `SELECT '${kind} ' || made.id FROM ${table} AS made
    LEFT JOIN statements ON kind = '${kind}' AND subject = made.id AND revision = 1
    LEFT JOIN ledger ON seq = statements.ledger_seq
    WHERE NOT (${soon('stated_at', `made.${madeAt}`)}) ${more}`
}

/** First statements whose row is not there. */
function withoutRow(table: string, kind: string): string {
  return `SELECT '${kind} ' || subject FROM statements WHERE kind = '${kind}' AND revision = 1
    AND subject NOT IN (SELECT id FROM ${table})`
}

/** Entries of older programs do not say what a link ties. */
const isTied = (column: string) =>
  `OR (json_type(data, '$.${column}') IS NOT NULL AND json_extract(data, '$.${column}') IS NOT made.${column})`

const questions = [
  { kind: 'row-changed', sql: againstStatement('cases', 'case', 'created_at') },
  {
    kind: 'row-changed',
    sql: againstStatement('captures', 'capture', 'added_at', 'OR statements.case_id IS NOT made.case_id'),
  },
  {
    kind: 'row-changed',
    sql: againstStatement(
      'links',
      'link',
      'linked_at',
      `OR statements.case_id IS NOT made.case_id ${isTied('work')} ${isTied('capture')}`,
    ),
  },
  { kind: 'row-missing', sql: withoutRow('cases', 'case') },
  { kind: 'row-missing', sql: withoutRow('captures', 'capture') },
  { kind: 'row-missing', sql: withoutRow('links', 'link') },
  {
    kind: 'row-changed',
    sql: `SELECT 'dossier ' || made.id FROM dossiers AS made WHERE NOT EXISTS (
      SELECT 1 FROM ledger WHERE act = 'dossier.built' AND ledger.case_id = made.case_id
        AND json_extract(digests, '$[0]') = made.sha256 AND json_extract(data, '$.head') = made.ledger_head
        AND json_extract(data, '$.pages') = made.pages AND json_extract(data, '$.exhibits') = made.exhibits
        AND json_extract(data, '$.language') = made.language AND json_extract(data, '$.copy') = made.copy
        AND julianday(at) - julianday(made.built_at) BETWEEN -1 / 1440.0 AND 1)`,
  },
] as const
