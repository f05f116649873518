import { Restored } from '../../../shared/contract/archive.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import { FileRecord } from '../../../shared/contract/record.ts'
import type { Problem } from '../../../shared/contract/vault.ts'
import type { BagVerdict } from '../../../shared/verification/bag.ts'
import type { LedgerExtract } from '../../../shared/verification/extract.ts'
import { openRowCheck } from '../../../shared/verification/rows.ts'
import { jsonIn } from '../../../shared/verification/values.ts'
import { schemaVersion } from '../database/database.ts'
import { sha256, type Vault } from '../vault/vault.ts'
import { CaseHead, CaseLine, linesIn } from './case-lines.ts'
import type { ArchiveSource } from './source.ts'
import { archivedTables, columnsOf } from './tables.ts'

export interface CheckedLines {
  readonly items: number
  readonly objects: readonly { readonly sha256: string; readonly path: string }[]
  readonly untold: Restored['untold']
}

/** Throws `archive-damaged` with the first thing that is wrong, where anything is. */
export function refuse(path: string, problems: readonly Problem[]): void {
  const [first] = problems
  if (first) {
    const reason = `${first.kind}: ${first.subject}`
    throw new AppError('archive-damaged', { path, reason, kind: first.kind, problems: problems.length })
  }
}

/** The first line of `vault.jsonl`. */
export function headOf(path: string, lines: string): CaseHead {
  const [first] = linesIn(lines)
  const head = CaseHead.safeParse(jsonIn(first ?? ''))
  if (!head.success) throw rowDamaged(path, 'vault.jsonl 1')
  const { schema } = head.data
  if (schema > schemaVersion)
    throw new AppError('vault-newer', { path, found: schema, supported: schemaVersion })
  return head.data
}

/** Every row against the schema, the files of the bag and the ledger: nothing that was entered is missing or different. */
export function checkLines(
  vault: Vault,
  given: {
    readonly path: string
    readonly lines: string
    readonly extract: LedgerExtract
    readonly head: CaseHead
    readonly verdict: BagVerdict
    readonly source: ArchiveSource
  },
): CheckedLines {
  const { path, lines, extract, head, verdict, source } = given
  const { seq, hash, root } = head.head
  if (seq !== extract.size || hash !== extract.hash || root !== extract.root || head.case !== extract.case) {
    refuse(path, [{ kind: 'ledger-broken', subject: 'vault.jsonl', expected: extract.hash, found: hash }])
  }
  const check = openRowCheck(sha256, head.case, new Map(extract.entries.map((entry) => [entry.seq, entry])))
  const sizes = new Map(source.files.map((file) => [file.path, file.size]))
  const columns = new Map(
    ['objects', ...archivedTables.map(({ name }) => name)].map((table) => [
      table,
      new Set(columnsOf(vault.database, table)),
    ]),
  )
  const objects: { sha256: string; path: string }[] = []
  const rows = new Map<string, number>()
  let number = 0
  for (const line of linesIn(lines)) {
    number += 1
    if (number === 1) continue
    const parsed = CaseLine.safeParse(jsonIn(line))
    if (!parsed.success) throw rowDamaged(path, `vault.jsonl ${number}`)
    const { table, row, path: place } = parsed.data
    const known = columns.get(table)
    if (!known || Object.keys(row).some((column) => !known.has(column)))
      throw rowDamaged(path, `vault.jsonl ${number}`)
    rows.set(table, (rows.get(table) ?? 0) + 1)
    if (table === 'objects') {
      const digest = String(row.sha256)
      if (place === undefined || verdict.digests.get(place) !== digest || sizes.get(place) !== row.size) {
        refuse(path, [{ kind: 'missing', subject: place ?? digest, expected: digest, found: null }])
      }
      objects.push({ sha256: digest, path: place ?? '' })
    }
    refuse(path, check.check(table, row))
    if (table === 'items' && !FileRecord.safeParse(jsonIn(String(row.record))).success)
      throw rowDamaged(path, `vault.jsonl ${number}`)
  }
  refuse(path, check.end())
  const untold = Restored.shape.untold.element.options.filter((table) => rows.has(table))
  return { items: rows.get('items') ?? 0, objects, untold }
}

export function* caseLines(lines: string): Generator<CaseLine> {
  let isHead = true
  for (const line of linesIn(lines)) {
    if (!isHead) yield CaseLine.parse(JSON.parse(line))
    isHead = false
  }
}

/** A row that no program of ours writes; `subject` is its line, or the table that does not take it. */
export function rowDamaged(path: string, subject: string, options?: ErrorOptions): AppError {
  const kind = 'row-damaged'
  const details = { path, reason: `${kind}: ${subject}`, kind, problems: 1 }
  return new AppError('archive-damaged', details, options)
}
