import type { Dossier } from '../../../shared/contract/dossier.ts'
import type { Item } from '../../../shared/contract/item.ts'
import type { Database } from '../database/database.ts'
import { collectFacts, type DossierFacts, personalValues } from '../dossier/dossier.ts'
import { disclosedEntries } from './extract.ts'
import type { ListedFile, PlacedFile, Snapshot, Withheld } from './facts.ts'
import { openNames } from './names.ts'
import { openByteSearch } from './personal.ts'
import { objectsOf } from './tables.ts'

/** Which files go into an archive, where, and which of the case do not. */
export interface Contents {
  readonly files: readonly PlacedFile[]
  readonly listed: readonly ListedFile[]
  /** What a service copy says in place of the case; null in a court copy, which says all. */
  readonly facts: DossierFacts | null
}

const folders: Readonly<Record<string, string>> = {
  work: 'data/originals',
  process: 'data/originals',
  capture: 'data/captures',
  document: 'data/documents',
}

interface ItemRow {
  id: number
  sha256: string
  size: number
  name: string
  role: string
  imported_at: string
  ledger_seq: number
}

interface ObjectRow {
  sha256: string
  size: number
  format: string
}

/** The whole case: every original, every dossier, every other file that rows or entries name. */
export function courtContents({ database, head }: Snapshot, caseId: number): Contents {
  const place = openNames()
  const items = itemRows(database, caseId)
  const files: PlacedFile[] = items.map((row) => ({
    path: place(folders[row.role] ?? 'data/documents', row.name, `item ${row.id}`),
    sha256: row.sha256,
    size: row.size,
    name: row.name,
  }))
  const listed = items.map((row, index) => ({ path: files[index]?.path ?? null, ...describe(row) }))
  for (const row of dossierRows(database, caseId)) {
    const path = place('data/dossiers', row.file_name, `dossier ${row.id}`)
    files.push({ path, sha256: row.sha256, size: row.size, name: row.file_name })
  }
  // Tokens have a place of their own, beside what they are of.
  const placed = new Set([...files.map(({ sha256 }) => sha256), ...tokensOf(database, caseId)])
  const known = database.prepare<[string], ObjectRow>(
    'SELECT sha256, size, format FROM objects WHERE sha256 = ?',
  )
  const add = (sha256: string, folder: string, name: (row: ObjectRow) => string) => {
    const row = placed.has(sha256) ? undefined : known.get(sha256)
    if (!row) return
    placed.add(sha256)
    files.push({ path: place(folder, name(row), sha256.slice(0, 16)), sha256, size: row.size, name: sha256 })
  }
  const byDigest = ({ sha256, format }: ObjectRow) => `${sha256}.${format}`
  // Entries of no case may speak of files of other clients: an original that was fetched back.
  const entries = [...disclosedEntries(database, caseId, head.seq)].filter((entry) => entry.caseId === caseId)
  // The newest graph first, so that it has the plain name.
  for (const { digests } of entries.filter(({ act }) => act === 'process.exported').reverse())
    for (const sha256 of digests) add(sha256, 'data/records', () => 'prov.jsonld')
  for (const { digests } of entries) for (const sha256 of digests) add(sha256, 'data/other', byDigest)
  for (const sha256 of objectsOf(database, caseId)) add(sha256, 'data/other', byDigest)
  return { files, listed, facts: null }
}

/**
 * What the other side gets (legal-reference R11): no proof of identity, nothing kept out of the evidence list, no
 * file whose record or bytes hold a withheld value, and of dossiers the service copies that are up to date.
 */
export async function serviceContents(
  { database, head, root, parts }: Snapshot,
  request: {
    readonly items: readonly Item[]
    readonly dossiers: readonly Dossier[]
    readonly version: string
    readonly fileOf: (sha256: string) => string
    readonly signal: AbortSignal
  },
): Promise<Contents> {
  const { items, fileOf, signal } = request
  const facts = collectFacts({
    ...parts,
    items,
    language: 'zh-CN',
    copy: 'service',
    builtAt: head.at,
    version: request.version,
    ledger: { head: { seq: head.seq, hash: head.hash, at: head.at, root }, entries: head.seq },
    fileOf,
  })
  const shown = new Map(facts.items.map((item) => [item.id, item]))
  const originals = new Map(items.map((item) => [item.id, item]))
  const holds = openByteSearch(personalValues(parts.case))
  const place = openNames()
  const files: PlacedFile[] = []
  const listed: ListedFile[] = []
  for (const row of itemRows(database, parts.case.id)) {
    signal.throwIfAborted()
    const item = shown.get(row.id)
    const reason: Withheld | null = !item
      ? 'not-evidence'
      : facts.withheld.includes(row.id)
        ? 'identity'
        : recordDiffers(originals.get(row.id), item) || (await holds(fileOf(row.sha256)))
          ? 'personal-data'
          : null
    const known = { ...describe(row), name: item?.name ?? null }
    if (reason !== null || !item) listed.push({ path: null, reason: reason ?? 'not-evidence', ...known })
    else {
      const path = place(folders[row.role] ?? 'data/documents', item.name, `item ${row.id}`)
      files.push({ path, sha256: row.sha256, size: row.size, name: item.name })
      listed.push({ path, ...known })
    }
  }
  for (const { id, sha256, size, language, copy, outdated } of request.dossiers) {
    if (copy !== 'service' || outdated) continue
    // Not under its own name: the title of the case is in it, and a withheld value may be in that.
    const name = `dossier-${language}-service.pdf`
    files.push({ path: place('data/dossiers', name, `dossier ${id}`), sha256, size, name })
  }
  return { files, listed, facts }
}

/** Whether taking values out has changed what was read from the file: then its bytes hold one, however packed. */
function recordDiffers(original: Item | undefined, shown: Item): boolean {
  const told = (item: Item | undefined) => JSON.stringify({ ...item?.record, path: '' })
  return told(original) !== told(shown)
}

function describe(row: ItemRow) {
  return {
    sha256: row.sha256,
    size: row.size,
    name: row.name,
    item: row.id,
    role: row.role,
    importedAt: row.imported_at,
    ledgerSeq: row.ledger_seq,
  }
}

function itemRows(database: Database, caseId: number): ItemRow[] {
  return database
    .prepare<[number], ItemRow>(
      `SELECT items.id, items.sha256, objects.size, name, role, imported_at, ledger_seq
       FROM items JOIN objects USING (sha256) WHERE case_id = ? ORDER BY items.id`,
    )
    .all(caseId)
}

function tokensOf(database: Database, caseId: number): string[] {
  return database
    .prepare<[number], string>(
      'SELECT token FROM timestamps WHERE (case_id = ? OR case_id IS NULL) AND token IS NOT NULL',
    )
    .pluck()
    .all(caseId)
}

function dossierRows(database: Database, caseId: number) {
  return database
    .prepare<[number], { id: number; sha256: string; size: number; file_name: string }>(
      `SELECT dossiers.id, dossiers.sha256, objects.size, file_name
       FROM dossiers JOIN objects USING (sha256) WHERE case_id = ? ORDER BY dossiers.id`,
    )
    .all(caseId)
}
