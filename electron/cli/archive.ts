import { readdir, stat } from 'node:fs/promises'
import { AppError } from '../../shared/contract/errors.ts'
import { line } from './finding.ts'
import { exitStatus, type Session } from './session.ts'

/** Whether a place is to be judged without a vault: an archive, a backup, a folder that may hold dossiers. */
export async function isOutside(path: string): Promise<boolean> {
  return (await isBackup(path)) || (await isArchive(path)) || (await mayHoldDossiers(path))
}

async function isBackup(path: string): Promise<boolean> {
  const names: string[] = await readdir(path).catch(() => [])
  return names.includes('vault.db') && names.some((name) => /^backup\.json(\.partial)?$/.test(name))
}

/** A file, or a folder that has something of a bag. */
async function isArchive(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => null)
  if (!there) return false
  if (!there.isDirectory()) return true
  const names = await readdir(path)
  return !names.includes('vault.db') && names.some((name) => /^(bagit|(tag)?manifest-\w+)\.txt$/.test(name))
}

/** Whether a place holds neither a vault nor an archive, and may hold dossiers. */
async function mayHoldDossiers(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => null)
  const names = there?.isDirectory() ? await readdir(path) : []
  return !names.includes('vault.db') && names.some((name) => /\.pdf$/i.test(name))
}

/**
 * Judges an archive, a backup or a folder of dossiers without a vault. Exit status 3 where anything is not as it lists; null
 * for a folder in which no dossier is.
 */
export async function verifyArchiveAt(session: Session, path: string): Promise<number | null> {
  const { verifyArchive, verifyBackup, verifyDossierFolder } = await import('../core/core.ts')
  const judge = (await isBackup(path))
    ? verifyBackup
    : (await isArchive(path))
      ? verifyArchive
      : verifyDossierFolder
  const { archive, repair } = session.messages
  const progress = session.progress(archive.jobs.verify)
  const report = progress.update
  const verified = await judge(path, { signal: session.signal, report })
    .catch((error: unknown) => {
      throw session.signal.aborted ? new AppError('cancelled', {}) : error
    })
    .finally(progress.end)
  if (verified === null) return null
  const { ok, checked, problems, warnings } = verified
  const kinds = { ...repair.kinds, ...archive.problems }
  session.output.document(verified, () => [
    ok ? archive.verdict.good({ checked }) : archive.verdict.bad({ checked, problems: problems.length }),
    ...problems.map((problem) => line('✗', problem, kinds)),
    ...(warnings.length > 0 ? [archive.verdict.warnings({ warnings: warnings.length })] : []),
    ...warnings.map((warning) => line('·', warning, kinds)),
  ])
  return ok ? exitStatus.done : exitStatus.difference
}
