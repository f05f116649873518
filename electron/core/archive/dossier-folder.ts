import { readFile } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { z } from 'zod'
import { Sha256 } from '../../../shared/contract/primitives.ts'
import type { Problem } from '../../../shared/contract/vault.ts'
import { digestOf, openSource } from './source.ts'
import type { ArchiveVerification } from './verify.ts'

/** What is asked of the case record that travels in a dossier. */
const CaseRecord = z.looseObject({
  items: z.array(z.looseObject({ name: z.string(), sha256: Sha256 })),
})

/**
 * Holds the files of a folder against the digests that the dossiers in it list: each PDF of ours carries its case
 * record. Null where no dossier is in the folder. Originals that are not there are told and are no fault: they may be
 * handed in elsewhere.
 */
export async function verifyDossierFolder(
  path: string,
  { signal, report }: { signal: AbortSignal; report: (done: number, total: number) => void },
): Promise<ArchiveVerification | null> {
  const source = await openSource(path)
  const names = new Map<string, string>()
  const digests = new Map<string, string>()
  const dossiers = new Set<string>()
  for (const file of source.files) {
    const place = /\.pdf$/i.test(file.path) ? source.placeOf(file.path) : null
    const record = place === null ? null : CaseRecord.safeParse(recordIn(await readFile(place)))
    if (!record?.success) continue
    dossiers.add(file.path)
    for (const { name, sha256 } of record.data.items) {
      names.set(name, sha256)
      digests.set(sha256, name)
    }
  }
  if (dossiers.size === 0) return null
  const problems: Problem[] = []
  const missing = new Map(digests)
  let done = 0
  let checked = dossiers.size
  for (const file of source.files) {
    signal.throwIfAborted()
    const place = source.placeOf(file.path)
    if (place !== null && file.kind === 'file' && !dossiers.has(file.path)) {
      const found = await digestOf(place)
      const expected = names.get(file.path.slice(file.path.lastIndexOf('/') + 1))
      missing.delete(found)
      if (digests.has(found)) checked += 1
      else if (expected !== undefined) problems.push({ kind: 'changed', subject: file.path, expected, found })
    }
    done += 1
    report(done, source.files.length)
  }
  const warnings = [...missing].map(([expected, subject]) => ({
    kind: 'missing',
    subject,
    expected,
    found: null,
  }))
  return { ok: problems.length === 0, checked, problems, warnings }
}

/** The JSON that a PDF of ours carries as an embedded file (ISO 32000-1, section 7.11.4); null where it has none. */
function recordIn(pdf: Buffer): unknown {
  const text = pdf.toString('latin1')
  const at = text.indexOf('/Type /EmbeddedFile')
  const begin = at < 0 ? -1 : text.indexOf('stream', at)
  if (begin < 0) return null
  const head = text.slice(at, begin)
  const start = begin + 'stream'.length + (text[begin + 'stream'.length] === '\r' ? 2 : 1)
  const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
  const bytes = pdf.subarray(start, start + length)
  try {
    return JSON.parse((head.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString())
  } catch {
    // A PDF of somebody else's, with an attachment of another kind.
    return null
  }
}
