import { statSync } from 'node:fs'
import type { Problem } from '../../../shared/contract/vault.ts'
import type { Checked, CheckInput } from '../jobs/tasks/check.ts'
import type { Vault } from './vault.ts'

interface ObjectRow {
  sha256: string
  size: number
  format: string
}

interface RecordRow {
  name: string
  record: string
}

/** A message to a thread: so many files, or as soon as they come to so many bytes. */
const filesAtOnce = 256
const bytesAtOnce = 32 * 1024 * 1024

export interface FileCheck {
  readonly check: (input: CheckInput) => Promise<Checked[]>
  /** How many messages are under way at a time. */
  readonly width: number
  /** Also read each record again from the bytes, and the kind of file. */
  readonly deep: boolean
  readonly report: (done: number, total: number) => void
  readonly signal: AbortSignal
  /** Waits while something more urgent is going on. */
  readonly pause: () => Promise<void>
}

/**
 * Every file that the vault has a row of, read once and compared with its name: `missing`, `unreadable`, `changed`,
 * `size` (the row says another), and with `deep` `record-changed` and `kind-changed`. Rows are read page by page.
 */
export async function checkFiles(
  vault: Vault,
  { check, width, deep, report, signal, pause }: FileCheck,
): Promise<{ checked: number; problems: Problem[] }> {
  const { database, objects } = vault
  const total = database.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM objects').get()?.n ?? 0
  const itemsOf = database.prepare<[string], RecordRow>(
    'SELECT name, record FROM items WHERE sha256 = ? ORDER BY id',
  )
  const problems: Problem[] = []
  let done = 0
  const batches = batchesOf(vault)

  async function work(): Promise<void> {
    for (const rows of batches) {
      signal.throwIfAborted()
      await pause()
      const found = await check({
        files: rows.map(({ sha256 }) => ({
          path: objects.pathOf(sha256),
          ...(deep ? { records: { sha256, names: itemsOf.all(sha256).map(({ name }) => name) } } : {}),
        })),
      })
      for (const [index, row] of rows.entries()) {
        const checked = found[index]
        const isAsNamed = checked?.sha256 === row.sha256 && checked.size === row.size
        if (isAsNamed && !deep) continue
        problems.push(...judge(row, checked, itemsOf.all(row.sha256)))
      }
      done += rows.length
      report(Math.min(done, total), total)
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  signal.throwIfAborted()
  return { checked: done, problems }
}

function* batchesOf({ database }: Vault): Generator<ObjectRow[]> {
  const page = database.prepare<[string], ObjectRow>(
    'SELECT sha256, size, format FROM objects WHERE sha256 > ? ORDER BY sha256 LIMIT 1000',
  )
  let batch: ObjectRow[] = []
  let bytes = 0
  for (let rows = page.all(''); rows.length > 0; rows = page.all(rows.at(-1)?.sha256 ?? '')) {
    for (const row of rows) {
      batch.push(row)
      bytes += row.size
      if (batch.length < filesAtOnce && bytes < bytesAtOnce) continue
      yield batch
      batch = []
      bytes = 0
    }
  }
  if (batch.length > 0) yield batch
}

/** Tokens that were asked for or added as such are kept by their form (RFC 3161); as files all are of one kind. */
const tokenForms = new Set(['tsr', 'tst'])

function judge(
  { sha256, size, format }: ObjectRow,
  found: Checked | undefined,
  items: readonly RecordRow[],
): Problem[] {
  const name = items[0]?.name ?? sha256
  if (!found || found.fault === 'ENOENT')
    return [{ kind: 'missing', subject: name, expected: sha256, found: null }]
  if (found.sha256 === null) {
    return [{ kind: 'unreadable', subject: name, expected: sha256, found: found.fault }]
  }
  if (found.sha256 !== sha256) {
    return [{ kind: 'changed', subject: name, expected: sha256, found: found.sha256 }]
  }
  const problems: Problem[] = []
  if (found.size !== size) {
    problems.push({ kind: 'size', subject: name, expected: String(size), found: String(found.size) })
  }
  if (!found.records) return problems
  // Of files that were taken in the kind is read from the bytes; of those that we write, it is what wrote them says.
  const kind = tokenForms.has(format) ? 'timestamp-token' : format
  if (items.length > 0 && found.format !== kind) {
    problems.push({ kind: 'kind-changed', subject: name, expected: format, found: found.format })
  }
  for (const item of items) {
    const read = found.records[item.name]
    if (read === undefined || read === item.record) continue
    problems.push({ kind: 'record-changed', subject: item.name, ...firstDifference(read, item.record) })
  }
  return problems
}

/** Where two texts part, with a little of each. */
function firstDifference(expected: string, found: string): { expected: string; found: string } {
  let at = 0
  while (at < expected.length && expected[at] === found[at]) at += 1
  const around = (text: string) => text.slice(Math.max(0, at - 20), at + 40)
  return { expected: around(expected), found: around(found) }
}

/**
 * Whole files in the store that no row knows. Those of the last hour may belong to an import under way. They are told
 * and left: where a row was lost they are the original.
 */
export function filesWithoutRow({ database, objects }: Vault): Problem[] {
  const known = database
    .prepare<[string, string], string>('SELECT sha256 FROM objects WHERE sha256 BETWEEN ? AND ?')
    .pluck()
  const hourAgo = Date.now() - 3_600_000
  const problems: Problem[] = []
  for (const { shard, digests } of objects.shards()) {
    const rows = new Set(known.all(shard, `${shard}g`))
    for (const sha256 of digests) {
      if (rows.has(sha256)) continue
      const entry = statSync(objects.pathOf(sha256), { throwIfNoEntry: false })
      if (!entry || entry.mtimeMs > hourAgo) continue
      problems.push({ kind: 'unrecorded', subject: sha256, expected: null, found: sha256 })
    }
  }
  return problems
}
