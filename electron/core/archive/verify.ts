import { join } from 'node:path'
import type { Problem, Verification } from '../../../shared/contract/vault.ts'
import { judgeArchive } from '../../../shared/verification/archive.ts'
import { databaseFile, openToLookAt } from '../database/database.ts'
import { describedIn, hashAt, type ObjectRow, placeOf } from './backup-file.ts'
import { digestFile, digestOf, openSource } from './source.ts'

export interface ArchiveVerification extends Verification {
  readonly warnings: Verification['problems']
}

/** Judges a bag, of ours or of anybody, without a vault: what `verify.html` says of it, said by the same code. */
export async function verifyArchive(
  path: string,
  { signal, report }: { signal: AbortSignal; report: (done: number, total: number) => void },
): Promise<ArchiveVerification> {
  const source = await openSource(path)
  try {
    const check = () => signal.throwIfAborted()
    const { ok, bag, problems } = await judgeArchive(source.files, { check, report, digest: digestFile })
    return { ok, checked: bag.checked, problems: [...problems], warnings: [...bag.warnings] }
  } finally {
    source.close()
  }
}

/**
 * Reads every file of a backup again and holds it against what its description and its database say. Changes nothing in
 * it: a backup that was opened as a vault would no longer be the one that was described.
 *
 * Throws `archive-damaged` where its database is not the one described, as a restore would.
 */
export async function verifyBackup(
  path: string,
  { signal, report }: { signal: AbortSignal; report: (done: number, total: number) => void },
): Promise<ArchiveVerification> {
  const { head } = await describedIn(path)
  const problems: Problem[] = []
  const database = openToLookAt(join(path, databaseFile))
  let objects: (ObjectRow & { readonly name: string })[]
  try {
    const hash = hashAt(database, head.seq) ?? null
    if (hash !== head.hash)
      problems.push({ kind: 'ledger-behind', subject: databaseFile, expected: head.hash, found: hash })
    objects = database
      .prepare<[], ObjectRow & { name: string }>(
        `SELECT sha256, size, COALESCE((SELECT name FROM items WHERE items.sha256 = objects.sha256 LIMIT 1), sha256) AS name
         FROM objects ORDER BY sha256`,
      )
      .all()
  } finally {
    database.close()
  }
  let checked = 1
  for (const { sha256, name } of objects) {
    signal.throwIfAborted()
    const subject = name
    const found = await digestOf(placeOf(path, sha256)).catch((error: NodeJS.ErrnoException) => error)
    if (typeof found !== 'string')
      problems.push({
        kind: found.code === 'ENOENT' ? 'missing' : 'unreadable',
        subject,
        expected: sha256,
        found: null,
      })
    else if (found !== sha256) problems.push({ kind: 'changed', subject, expected: sha256, found })
    checked += 1
    report(checked, objects.length + 1)
  }
  return { ok: problems.length === 0, checked, problems, warnings: [] }
}
