import { stat } from 'node:fs/promises'
import { basename, isAbsolute, relative, sep } from 'node:path'
import type { ItemRole } from '../../../shared/contract/item.ts'
import type { ImportOutcome, ImportResult } from '../../../shared/contract/job.ts'
import type { FileRecord, Warning } from '../../../shared/contract/record.ts'
import { maxPixels, timeNotTold } from '../../../shared/limits.ts'
import { asAppError } from '../database/database.ts'
import type { JobContext } from '../jobs/jobs.ts'
import type { SealOutput } from '../jobs/tasks/seal.ts'
import type { Log } from '../log.ts'
import type { Vault } from '../vault/vault.ts'
import { type FoundFile, listFiles } from './files.ts'
import { openIntake, type SealFile } from './intake.ts'
import type { Items } from './items.ts'

/** Items that go into one transaction, and the longest that a finished file waits for its row. */
const batchSize = 100
const batchWait = 500

/**
 * Takes files and folders into a case. Each file ends as imported, duplicate or failed, with its reason; one bad
 * file never ends the job. A file is durable on disk before a row says so.
 */
export async function importSources(
  {
    vault,
    items,
    seal,
    threads,
    log,
  }: { vault: Vault; items: Items; seal: SealFile; threads: number; log: Log },
  request: { caseId: number; role: ItemRole; paths: readonly string[] },
  { id: jobId, signal, report }: JobContext,
): Promise<ImportResult> {
  const intake = openIntake({ vault, items, seal, log })
  const insert = vault.database.prepare(
    'INSERT INTO outcomes (job_id, no, path, outcome, item_id, sha256, code, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const result: ImportResult = { imported: 0, duplicates: 0, failed: 0, noted: 0 }
  const files: FoundFile[] = []
  for await (const file of listFiles(request.paths)) {
    signal.throwIfAborted()
    files.push(file)
    report(0, 0)
  }

  // Rows are written in the order of the files, whichever thread was first, so that ids tell the order of import.
  const finished = new Map<number, { file: FoundFile; output: SealOutput }>()
  let written = 0
  let lastFlush = Date.now()
  let no = 0
  let done = 0

  function keep(outcome: ImportOutcome): void {
    no += 1
    const { path, itemId, sha256, code, details } = outcome
    insert.run(
      jobId,
      no,
      path,
      outcome.outcome,
      itemId,
      sha256,
      code,
      details ? JSON.stringify(details) : null,
    )
    if (outcome.outcome === 'imported') result.imported += 1
    else if (outcome.outcome === 'duplicate') result.duplicates += 1
    else result.failed += 1
    if (outcome.outcome !== 'failed' && code !== null) result.noted += 1
  }

  /** Where the browser said that a file stood; null for one that was not sent by a browser. */
  function placeOfUpload(path: string): string | null {
    const way = relative(vault.objects.uploads, path)
    // On Windows the way to another drive is an absolute path.
    if (way.startsWith('..') || isAbsolute(way)) return null
    // The folders of the server and of the upload are our doing.
    return way.split(sep).slice(2).join('/')
  }

  async function writeBatch(): Promise<void> {
    const batch: { file: FoundFile; output: SealOutput }[] = []
    for (let next = finished.get(written); next; next = finished.get(written)) {
      batch.push(next)
      finished.delete(written)
      written += 1
    }
    lastFlush = Date.now()
    if (batch.length === 0) return
    await vault.objects.settle(
      batch.flatMap(({ output }) => (output.state === 'sealed' ? [output.sha256] : [])),
    )
    vault.write(() => {
      for (const { file, output } of batch) {
        const name = basename(file.path)
        const path = placeOfUpload(file.path) ?? file.path
        if (output.state !== 'sealed') {
          // An import does not wait for files to become whole: only a recorder hears `unfinished`.
          const { code, details } = output.state === 'failed' ? output : { code: 'file-changed', details: {} }
          keep({
            path,
            outcome: 'failed',
            itemId: null,
            sha256: null,
            code,
            details: { ...details, path },
          })
          continue
        }
        const added = intake.add(request.caseId, request.role, { name, path, ...output })
        if (typeof added === 'string') {
          const details = { path, reference: added }
          keep({ path, outcome: 'failed', itemId: null, sha256: null, code: 'internal', details })
          continue
        }
        const { id, duplicate } = added
        const trouble = troubleOf(output.record)
        keep({
          path,
          outcome: duplicate ? 'duplicate' : 'imported',
          itemId: id,
          sha256: output.sha256,
          code: trouble?.code ?? null,
          details: trouble?.details ?? null,
        })
      }
    })
    done += batch.length
    report(done, files.length)
  }

  const queue = files.entries()
  let fault: unknown = null
  async function work(): Promise<void> {
    for (const [index, file] of queue) {
      if (signal.aborted || fault !== null) return
      finished.set(index, { file, output: await sealOne(file) })
      if (finished.size < batchSize && Date.now() - lastFlush < batchWait) continue
      // The threads go on while rows are written, unless too much would wait to be written.
      const written = flushSoon()
      if (finished.size > batchSize * 4) await written
    }
  }
  /** One batch at a time: one that overtook another would turn the order of import around. */
  let underWay: Promise<void> | null = null
  function flushSoon(): Promise<void> {
    underWay ??= writeBatch()
      .catch((error: unknown) => {
        fault ??= asAppError(error, vault.directory)
      })
      .finally(() => {
        underWay = null
      })
    return underWay
  }
  async function sealOne(file: FoundFile): Promise<SealOutput> {
    if (file.fault) return { state: 'failed', code: file.fault, details: { path: file.path } }
    const isUpload = placeOfUpload(file.path) !== null
    const ownTimes = !isUpload || (await stat(file.path).catch(() => null))?.mtimeMs !== timeNotTold.getTime()
    const { output, vaultFault } = await intake.seal({ path: file.path, ownTimes })
    // Going on would only fail every file in turn.
    fault ??= vaultFault
    return output
  }
  await Promise.all(Array.from({ length: threads * 2 }, work))
  // Also when a file failed on the vault's own disk: what lies sealed may still get its row.
  await underWay
  await writeBatch()
  if (fault !== null) throw fault
  signal.throwIfAborted()
  return result
}

/** What is to be told of a file that was taken in all the same. */
function troubleOf({ width = 0, height = 0, warnings }: FileRecord): Warning | null {
  const told = warnings.find((warning) => tellable.has(warning.code))
  if (told) return told
  return width * height > maxPixels ? { code: 'too-many-pixels', details: { width, height } } : null
}

/** Warnings of a record that the import tells at once, because the file itself is in trouble. */
const tellable = new Set([
  'empty',
  'truncated',
  'damaged-statement',
  'mislabelled',
  'too-large-to-read',
  'reader-failed',
  'lfs-pointer',
])

/** What became of the files of an import, in the order in which they were finished. */
export function outcomesOf(
  vault: Vault,
  query: { job: number; troubledOnly: boolean; offset: number; limit: number },
): { total: number; outcomes: ImportOutcome[] } {
  const where = `WHERE job_id = ? AND (? = 0 OR outcome = 'failed' OR code IS NOT NULL)`
  const troubled = query.troubledOnly ? 1 : 0
  const total = vault.database
    .prepare<[number, number], { n: number }>(`SELECT COUNT(*) AS n FROM outcomes ${where}`)
    .get(query.job, troubled)
  const rows = vault.database
    .prepare<[number, number, number, number], OutcomeRow>(
      `SELECT * FROM outcomes ${where} ORDER BY no LIMIT ? OFFSET ?`,
    )
    .all(query.job, troubled, query.limit, query.offset)
  return {
    total: total?.n ?? 0,
    outcomes: rows.map((row) => ({
      path: row.path,
      outcome: row.outcome,
      itemId: row.item_id,
      sha256: row.sha256,
      code: row.code,
      details: row.details === null ? null : JSON.parse(row.details),
    })),
  }
}

interface OutcomeRow {
  path: string
  outcome: ImportOutcome['outcome']
  item_id: number | null
  sha256: string | null
  code: string | null
  details: string | null
}
