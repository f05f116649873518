import { mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Restored } from '../../../shared/contract/archive.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import { type BagFile, bytesOf } from '../../../shared/verification/bag.ts'
import { judgeExtract, type LedgerExtract } from '../../../shared/verification/extract.ts'
import type { JobContext } from '../jobs/jobs.ts'
import { discard, sha256, type Vault } from '../vault/vault.ts'
import { type CheckedLines, caseLines, checkLines, headOf, refuse, rowDamaged } from './check-lines.ts'
import { mustBeFresh, replaceLedger, writeRows } from './fresh-vault.ts'
import { inParallel } from './in-parallel.ts'
import { type ArchiveSource, judgeSource, openSource, writeOut } from './source.ts'
import type { CopyFile } from './writer.ts'

export interface RestoreParts {
  readonly vault: Vault
  readonly copyFile: CopyFile
  /** Makes derived data that other modules need at once. */
  readonly rebuild: () => void
}

/** How many files are copied side by side. */
const parallel = 4

/**
 * Brings a case back from its archive into a vault that holds nothing yet: the bag is judged whole first, then its
 * ledger, then every row against the ledger; only then is anything written, and all rows at once.
 *
 * Throws `archive-damaged` with the first thing that is wrong, `vault-not-empty`, `vault-newer`, `invalid-input` for a
 * service copy, which does not hold enough.
 */
export async function restoreCase(parts: RestoreParts, path: string, context: JobContext): Promise<Restored> {
  const { vault } = parts
  mustBeFresh(vault)
  const source = await openSource(path)
  const lines = join(vault.objects.directory, 'tmp', `${process.pid}-restore-${context.id}`)
  const { signal, report } = context
  try {
    const size = source.files.reduce((sum, file) => sum + file.size, 0)
    const verdict = await judgeSource(source, {
      check: () => signal.throwIfAborted(),
      report: (done) => report(done, size * 2),
    })
    refuse(path, verdict.problems)
    const extract = await extractOf(path, source)
    const told = verdict.digests.get('data/vault.jsonl')
    const file = source.files.find((each) => each.path === 'data/vault.jsonl')
    if (!file || !told) {
      throw new AppError('invalid-input', { field: path, reason: 'service-copy', path })
    }
    await takeOut(file, lines, told, path)
    const head = headOf(path, lines)
    const found = checkLines(vault, { path, lines, extract, head, verdict, source })
    await takeIn(parts, source, found.objects, context, (done) => report(size + done, size * 2))
    signal.throwIfAborted()

    const manifest = verdict.digests.get('manifest-sha256.txt') ?? null
    takeRows(parts, { path, lines, extract, caseId: head.case, manifest })
    const { items, untold } = found
    return { cases: [head.case], items, problems: [...verdict.warnings], fitsLedger: true, untold }
  } finally {
    source.close()
    await discard(lines)
  }
}

/** All rows and the ledger in one transaction, which the database's own rules and the root must agree to. */
function takeRows(
  { vault, rebuild }: RestoreParts,
  given: {
    readonly path: string
    readonly lines: string
    readonly extract: LedgerExtract
    readonly caseId: number
    readonly manifest: string | null
  },
): void {
  const { path, lines, extract, caseId, manifest } = given
  const { hash, root, size } = extract
  try {
    vault.write(() => {
      mustBeFresh(vault)
      const replaced = replaceLedger(vault.database, extract)
      writeRows(vault.database, caseLines(lines))
      vault.tree.rebuild()
      const made = Buffer.from(vault.tree.root(size)).toString('hex')
      if (made !== root) throw new AppError('ledger-broken', { seq: size })
      rebuild()
      const data = { head: hash, root, seq: size, replaced, manifest }
      vault.ledger.append({ act: 'case.restored', caseId, digests: [], data })
    })
  } catch (error) {
    // A row that the schema does not take: of another kind, or of a file, an item or a capture that is not there.
    const isRow = error instanceof Sqlite.SqliteError && /^SQLITE_(CONSTRAINT|MISMATCH)/.test(error.code)
    throw isRow ? rowDamaged(path, 'vault.jsonl', { cause: error }) : error
  }
}

async function extractOf(path: string, source: ArchiveSource): Promise<LedgerExtract> {
  const file = source.files.find((each) => each.path === 'data/ledger/ledger.json')
  const { extract, problems } = judgeExtract(sha256, file ? await parsed(file) : null)
  refuse(path, problems)
  if (!extract) throw new Error('an extract without problems is not there')
  return extract
}

async function parsed(file: BagFile): Promise<unknown> {
  try {
    return JSON.parse(Buffer.from(await bytesOf(file)).toString())
  } catch (error) {
    // Told as broken by whoever looks at it.
    if (error instanceof SyntaxError || error instanceof RangeError) return null
    throw error
  }
}

/** Writes a file of the archive out, once more held against its digest: it may change between two looks. */
async function takeOut(file: BagFile, to: string, expected: string, archive: string): Promise<void> {
  if ((await writeOut(file, to)) !== expected) {
    throw new AppError('archive-damaged', { path: archive, reason: `changed: ${file.path}`, kind: 'changed' })
  }
}

/** Copies the files into the store, each held against its digest once more. Rows come after, so nothing shows yet. */
async function takeIn(
  { vault, copyFile }: RestoreParts,
  source: ArchiveSource,
  objects: CheckedLines['objects'],
  { id, signal }: JobContext,
  report: (done: number) => void,
): Promise<void> {
  const files = new Map(source.files.map((file) => [file.path, file]))
  let bytes = 0
  await inParallel(objects.entries(), parallel, async ([index, { sha256: digest, path }]) => {
    signal.throwIfAborted()
    const file = files.get(path)
    if (!file) throw new AppError('archive-damaged', { path, reason: 'missing', kind: 'missing' })
    const temporary = join(vault.objects.directory, 'tmp', `${process.pid}-restore-${id}-${index}`)
    const place = source.placeOf(path)
    try {
      if (place === null) await takeOut(file, temporary, digest, path)
      else {
        const { sha256: found } = await copyFile({ from: place, to: temporary })
        if (found !== digest)
          throw new AppError('archive-damaged', { path, reason: `changed: ${path}`, kind: 'changed' })
      }
      const target = vault.objects.pathOf(digest)
      mkdirSync(dirname(target), { recursive: true })
      renameSync(temporary, target)
    } finally {
      await discard(temporary)
    }
    bytes += file.size
    report(bytes)
  })
  await vault.objects.settle(objects.map(({ sha256: digest }) => digest))
}
