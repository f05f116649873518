import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Archive } from '../../../shared/contract/archive.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import { toHex } from '../../../shared/verification/bytes.ts'
import { schemaVersion } from '../database/database.ts'
import type { JobContext } from '../jobs/jobs.ts'
import type { Vault } from '../vault/vault.ts'
import { caseUco } from './case-uco.ts'
import { type Contents, courtContents, serviceContents } from './contents.ts'
import { disclosedAccounts, disclosedEntries, extractText } from './extract.ts'
import type { ExportParts, ExportTarget, PlacedFile, Snapshot } from './facts.ts'
import { inParallel } from './in-parallel.ts'
import { keeping } from './lock.ts'
import { csvText, jsonLines, recordedItems, recordsOfFacts, recordsText } from './records.ts'
import { openSnapshot } from './snapshot.ts'
import { rowsOf } from './tables.ts'
import { bagInfo, manifestOf, readmes } from './tag-files.ts'
import { type Stamps, stampsOf } from './timestamps.ts'
import { atDestination, openFolder, openZip, type Sink, type Written } from './writer.ts'

/** How many files are copied side by side: as many as keep two threads and a disk busy. */
const parallel = 8

/**
 * Writes one case as a BagIt 1.0 bag, beside its name until it is whole. Every file of the vault is hashed while it
 * is copied.
 *
 * Throws `hash-mismatch` and `file-unreadable`, which name the file; `invalid-input` where something is at the place
 * already or another program writes there; `disk-full` and `vault-unwritable` with the place.
 */
export function exportCase(parts: ExportParts, target: ExportTarget, context: JobContext): Promise<Archive> {
  const { path } = target
  return keeping(path, `${path}.partial-lock`, () => exportAlone(parts, target, context))
}

async function exportAlone(parts: ExportParts, target: ExportTarget, context: JobContext): Promise<Archive> {
  const { vault } = parts
  const { caseId, copy, form } = target
  const {
    database,
    head,
    parts: read,
  } = openSnapshot(
    vault,
    { act: 'case.exported', caseId, digests: [], data: { form, copy, caseUco: target.caseUco } },
    parts.read,
  )
  try {
    const { subtree } = vault.tree
    const root = toHex(subtree(0, head.seq))
    const snapshot: Snapshot = { database, head, root, parts: read, subtree }
    const written = await write(parts, snapshot, target, context)
    const digest = written.zip ? { sha256: written.zip.sha256 } : {}
    const at = vault.write(
      () =>
        vault.ledger.append({
          act: 'archive.written',
          caseId,
          digests: [],
          data: {
            manifest: written.manifest,
            ...digest,
            files: written.files,
            bytes: written.bytes,
            head: head.hash,
          },
        }).at,
    )
    const { manifest, files, bytes, zip, withheldNames } = written
    const path = target.path
    return {
      path,
      fileName: basename(path),
      files,
      bytes,
      manifest,
      sha256: zip?.sha256 ?? null,
      writtenAt: at,
      accounts: disclosedAccounts(database, caseId, head.seq),
      withheldNames,
    }
  } finally {
    database.close()
  }
}

async function write(
  parts: ExportParts,
  snapshot: Snapshot,
  target: ExportTarget,
  { signal, report }: JobContext,
): Promise<Pick<Archive, 'manifest' | 'files' | 'bytes' | 'withheldNames'> & { zip: Written | null }> {
  const { caseId } = target
  const contents = await contentsOf(parts, snapshot, target, signal)
  const stamps = stampsOf(snapshot.database, caseId, contents.files)
  const copies = [...contents.files, ...stamps.tokens.filter(isNew(contents.files))]
  const sink = await openSink(parts, snapshot, target)
  const entries = new Map<string, Written>()
  const total = copies.length
  try {
    const add = async (path: string, text: Iterable<string | Uint8Array>) => {
      signal.throwIfAborted()
      const written = await atDestination(target.path, () => sink.add(path, text))
      entries.set(path, written)
      return written
    }
    await add('bagit.txt', ['BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'])
    let done = 0
    // A ZIP takes one file after the other.
    await inParallel(copies, target.form === 'zip' ? 1 : parallel, async (file) => {
      signal.throwIfAborted()
      entries.set(file.path, await copyOne(parts.vault, sink, file, target.path))
      done += 1
      report(done, total)
    })
    for (const [path, text] of madeFiles(parts, snapshot, target, contents, stamps)) await add(path, text)

    const payload = manifestOf(entries, (path) => path.startsWith('data/'))
    const sizes = [...entries].filter(([path]) => path.startsWith('data/')).map(([, { size }]) => size)
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    const manifest = await add('manifest-sha256.txt', [payload])
    await add('bag-info.txt', [bagInfo(parts, snapshot, target, contents, `${bytes}.${sizes.length}`)])
    for (const [path, text] of readmes(parts, snapshot, contents, stamps, sizes.length))
      await add(path, [text])
    if (existsSync(parts.verifier)) await add('verify.html', [await readFile(parts.verifier)])
    await add('tagmanifest-sha256.txt', [manifestOf(entries, (path) => !path.startsWith('data/'))])
    signal.throwIfAborted()
    const zip = await atDestination(target.path, () => sink.finish())
    const withheldNames = contents.listed.flatMap(({ path, name }) => (path === null && name ? [name] : []))
    return { manifest: manifest.sha256, files: sizes.length, bytes, withheldNames, zip }
  } catch (error) {
    await sink.abandon()
    throw error
  }
}

function contentsOf(
  parts: ExportParts,
  snapshot: Snapshot,
  { caseId, copy }: ExportTarget,
  signal: AbortSignal,
): Contents | Promise<Contents> {
  if (copy === 'court') return courtContents(snapshot, caseId)
  const { vault, version } = parts
  const fileOf = vault.objects.pathOf
  return serviceContents(snapshot, {
    items: parts.items(),
    dossiers: parts.dossiers(),
    version,
    fileOf,
    signal,
  })
}

function openSink(
  { copyFile }: ExportParts,
  { head }: Snapshot,
  { form, path }: ExportTarget,
): Promise<Sink> {
  return atDestination(path, () =>
    form === 'zip'
      ? openZip(path, basename(path).replace(/\.zip$/i, ''), new Date(head.at))
      : openFolder(path, copyFile),
  )
}

function isNew(files: readonly PlacedFile[]): (file: PlacedFile) => boolean {
  const there = new Set(files.map(({ path }) => path))
  return ({ path }) => !there.has(path)
}

async function copyOne(vault: Vault, sink: Sink, file: PlacedFile, target: string): Promise<Written> {
  const { path, sha256, size, name } = file
  const copied = await atDestination(target, () => sink.copy(path, vault.objects.pathOf(sha256), size))
  if ('fault' in copied) throw new AppError('file-unreadable', { path: name, reason: copied.fault })
  if (copied.sha256 !== sha256) {
    throw new AppError('hash-mismatch', { path: name, expected: sha256, found: copied.sha256 })
  }
  return copied
}

/** Everything in the bag that is not a file of the vault. */
function* madeFiles(
  { version, trustedRoots }: ExportParts,
  { database, head, root, parts, subtree }: Snapshot,
  { caseId, copy, caseUco: wantsUco }: ExportTarget,
  { files, listed, facts }: Contents,
  stamps: Stamps,
): Generator<[path: string, text: Iterable<string>]> {
  const told = facts ?? parts
  const records = () => (facts ? recordsOfFacts(facts.items) : recordedItems(database, caseId))
  const { case: file, captures, links } = told
  // Neither how far the work has come nor advice to the claimant belongs into evidence.
  const claims = { ...told.claims, findings: undefined }
  yield ['data/records/files.json', jsonLines(listed, (each) => each)]
  yield ['data/records/records.json', recordsText(records())]
  yield ['data/records/records.csv', csvText(records())]
  yield ['data/records/case.json', [pretty({ case: { ...file, steps: undefined }, captures, links, claims })]]
  yield ['data/records/process.json', [pretty({ processes: told.processes })]]
  if (wantsUco) {
    const entries = [...disclosedEntries(database, caseId, head.seq)].filter(
      (entry) => entry.caseId === caseId,
    )
    yield [
      'data/records/case-uco.jsonld',
      [pretty(caseUco({ title: file.title, version, files: listed, entries }))],
    ]
  }
  for (const { path, text } of stamps.made) yield [path, [text]]
  if (stamps.index.length > 0)
    yield ['data/timestamps/timestamps.json', jsonLines(stamps.index, (each) => each)]
  const roots = trustedRoots().map(pem)
  if (roots.length > 0) yield ['data/timestamps/trusted-roots.pem', roots]
  yield ['data/ledger/ledger.json', extractText(database, { caseId, head, subtree, stamped: stamps.heads })]
  if (copy === 'court') {
    const top = { format: 'zuozheng-case-1', case: caseId, schema: schemaVersion, program: version, copy }
    const { seq, hash } = head
    const placed = new Map([...files, ...stamps.tokens].map(({ sha256, path }) => [sha256, path]))
    yield ['data/vault.jsonl', vaultText(database, { ...top, head: { seq, hash, root } }, caseId, placed)]
  }
}

function* vaultText(
  database: Snapshot['database'],
  top: object,
  caseId: number,
  placed: ReadonlyMap<string, string>,
): Generator<string> {
  const line = (value: object) => `${canonicalJson(value)}\n`
  yield line(top)
  const object = database.prepare<[string], Record<string, string | number>>(
    'SELECT * FROM objects WHERE sha256 = ?',
  )
  for (const [sha256, path] of placed) yield line({ table: 'objects', path, row: object.get(sha256) })
  for (const row of rowsOf(database, caseId)) yield line(row)
}

/** RFC 7468, section 5. */
function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
