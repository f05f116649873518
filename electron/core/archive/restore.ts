import { mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Restored } from '../../../shared/contract/archive.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import { FileRecord } from '../../../shared/contract/record.ts'
import type { Problem } from '../../../shared/contract/vault.ts'
import { type BagFile, type BagVerdict, bytesOf } from '../../../shared/verification/bag.ts'
import { judgeExtract, type LedgerExtract } from '../../../shared/verification/extract.ts'
import { schemaVersion } from '../database/database.ts'
import type { JobContext } from '../jobs/jobs.ts'
import { discard, intakeDigest, sha256, statementDigest, type Vault } from '../vault/vault.ts'
import { CaseHead, CaseLine, linesIn } from './case-lines.ts'
import { mustBeFresh, replaceLedger, writeRows } from './fresh-vault.ts'
import { type ArchiveSource, judgeSource, openSource, writeOut } from './source.ts'
import { archivedTables, columnsOf } from './tables.ts'
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
    const found = checkLines(parts, { path, lines, extract, head, verdict })
    await takeIn(parts, source, found.objects, context, (done) => report(size + done, size * 2))
    signal.throwIfAborted()

    vault.write(() => {
      mustBeFresh(vault)
      const replaced = replaceLedger(vault.database, extract)
      writeRows(vault.database, caseLines(lines))
      vault.tree.rebuild()
      const root = Buffer.from(vault.tree.root(extract.size)).toString('hex')
      if (root !== extract.root) throw new AppError('ledger-broken', { seq: extract.size })
      parts.rebuild()
      const { hash } = extract
      vault.ledger.append({
        act: 'case.restored',
        caseId: head.case,
        digests: [],
        data: {
          head: hash,
          root,
          seq: extract.size,
          replaced,
          manifest: verdict.digests.get('manifest-sha256.txt') ?? null,
        },
      })
    })
    return { cases: [head.case], items: found.items, problems: [...verdict.warnings] }
  } finally {
    source.close()
    await discard(lines)
  }
}

function refuse(path: string, problems: readonly Problem[]): void {
  const [first] = problems
  if (first) {
    const reason = `${first.kind}: ${first.subject}`
    throw new AppError('archive-damaged', { path, reason, kind: first.kind, problems: problems.length })
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

function headOf(path: string, lines: string): CaseHead {
  const [first] = linesIn(lines)
  const head = CaseHead.safeParse(jsonOf(first ?? ''))
  if (!head.success) throw rowDamaged(path, 1)
  const { schema } = head.data
  if (schema > schemaVersion)
    throw new AppError('vault-newer', { path, found: schema, supported: schemaVersion })
  return head.data
}

function* caseLines(lines: string): Generator<CaseLine> {
  let isHead = true
  for (const line of linesIn(lines)) {
    if (!isHead) yield CaseLine.parse(JSON.parse(line))
    isHead = false
  }
}

interface Found {
  readonly items: number
  readonly objects: readonly { readonly sha256: string; readonly path: string }[]
}

/** Every row against the ledger: what it says is what was entered then, and nothing that was entered is missing. */
function checkLines(
  { vault }: RestoreParts,
  told: {
    readonly path: string
    readonly lines: string
    readonly extract: LedgerExtract
    readonly head: CaseHead
    readonly verdict: BagVerdict
  },
): Found {
  const { path, lines, extract, head, verdict } = told
  const { seq, hash, root } = head.head
  if (seq !== extract.size || hash !== extract.hash || root !== extract.root || head.case !== extract.case) {
    refuse(path, [{ kind: 'ledger-broken', subject: 'vault.jsonl', expected: extract.hash, found: hash }])
  }
  const entries = new Map(extract.entries.map((entry) => [entry.seq, entry]))
  const owed = new Map<number, string>()
  for (const { seq, data } of extract.entries) {
    if (typeof data.statement === 'string') owed.set(seq, 'statement-missing')
    if (typeof data.intake === 'string') owed.set(seq, 'item-missing')
  }
  const columns = new Map(
    ['objects', ...archivedTables.map(({ name }) => name)].map((table) => [
      table,
      new Set(columnsOf(vault.database, table)),
    ]),
  )
  const objects: { sha256: string; path: string }[] = []
  let items = 0
  let number = 0
  for (const line of linesIn(lines)) {
    number += 1
    if (number === 1) continue
    const parsed = CaseLine.safeParse(jsonOf(line))
    if (!parsed.success) throw rowDamaged(path, number)
    const { table, row, path: place } = parsed.data
    const known = columns.get(table)
    if (!known || Object.keys(row).some((column) => !known.has(column))) throw rowDamaged(path, number)
    if (table === 'objects') {
      const digest = String(row.sha256)
      if (place === undefined || verdict.digests.get(place) !== digest) {
        refuse(path, [{ kind: 'missing', subject: place ?? digest, expected: digest, found: null }])
      }
      objects.push({ sha256: digest, path: place ?? '' })
    }
    if (table === 'statements') {
      const said = statementDigest(String(row.nonce), String(row.content))
      const expected = entries.get(Number(row.ledger_seq))?.data.statement
      if (said !== expected) refuse(path, [differs('statement-changed', row.ledger_seq, expected, said)])
      owed.delete(Number(row.ledger_seq))
    }
    if (table === 'items') {
      items += 1
      const entry = entries.get(Number(row.ledger_seq))
      const { nonce, name, path: was, modified_at: modified } = row
      const intake = intakeDigest({
        nonce: String(nonce),
        name: String(name),
        path: String(was),
        modifiedAt: modified === null ? null : String(modified),
      })
      const isSame = entry?.data.intake === intake && entry.digests[0] === row.sha256
      if (!isSame) refuse(path, [differs('intake-changed', row.ledger_seq, entry?.data.intake, intake)])
      const record = statementDigest(String(nonce), String(row.record))
      const told = entry?.data.record
      if (typeof told === 'string' && told !== record)
        refuse(path, [differs('record-changed', row.ledger_seq, told, record)])
      if (!FileRecord.safeParse(jsonOf(String(row.record))).success) throw rowDamaged(path, number)
      owed.delete(Number(row.ledger_seq))
    }
  }
  for (const [seq, kind] of owed) refuse(path, [differs(kind, seq, 'a row', undefined)])
  return { items, objects }
}

function differs(kind: string, seq: unknown, expected: unknown, found: string | undefined): Problem {
  return { kind, subject: `ledger ${seq}`, expected: String(expected ?? null), found: found ?? null }
}

function rowDamaged(path: string, line: number): AppError {
  const kind = 'row-damaged'
  return new AppError('archive-damaged', { path, reason: `${kind}: vault.jsonl ${line}`, kind, problems: 1 })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON fits no schema.
    return undefined
  }
}

/** Copies the files into the store, each held against its digest once more. Rows come after, so nothing shows yet. */
async function takeIn(
  { vault, copyFile }: RestoreParts,
  source: ArchiveSource,
  objects: Found['objects'],
  { id, signal }: JobContext,
  report: (done: number) => void,
): Promise<void> {
  const files = new Map(source.files.map((file) => [file.path, file]))
  const queue = objects.entries()
  let bytes = 0
  async function work(): Promise<void> {
    for (const [index, { sha256: digest, path }] of queue) {
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
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  await vault.objects.settle(objects.map(({ sha256: digest }) => digest))
}
