import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { type Archive, ArchiveCopy, type Backup } from '../../shared/contract/archive.ts'
import { formatBytes } from '../../shared/format.ts'
import type { Arguments } from './arguments.ts'
import { plain } from './columns.ts'
import { conduct } from './jobs.ts'
import { findCaseId } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { oneOf } from './values.ts'

/** A case as an offline archive; without a case the whole vault as a backup. */
export async function exportCase(session: Session, given: Arguments): Promise<number> {
  const out = resolve(given.required('out'))
  const [word] = given.words
  if (word === undefined) return backUp(session, given, out)
  const copy = oneOf(ArchiveCopy, given.text('copy') ?? 'court', '--copy')
  const form = given.has('zip') || /\.zip$/i.test(out) ? 'zip' : 'folder'
  const core = await session.open()
  const caseId = await findCaseId(core, word)
  const path = form === 'zip' ? await zipAt(out, `zuozheng-case-${caseId}-${copy}`) : out
  await mustBeFree(path)
  const { archive, errors } = session.messages
  const job = await conduct(session, core, archive.jobs.archive, () =>
    core.call('archives.export', {
      case: caseId,
      form,
      copy,
      caseUco: given.has('case-uco'),
      destination: { kind: 'path', path },
    }),
  )
  if (job.state === 'cancelled') {
    session.output.note(errors.cancelled({}))
    return exitStatus.cancelled
  }
  const written = job.result as Archive
  const { files, bytes, manifest } = written
  session.output.document(written, () => [
    archive.written({ path, files, size: formatBytes(bytes), manifest }),
    ...(copy === 'service' ? [plain(archive.serviceTells(written))] : []),
  ])
  return exitStatus.done
}

async function backUp(session: Session, given: Arguments, out: string): Promise<number> {
  for (const option of ['zip', 'copy', 'case-uco'] as const) {
    if (given.has(option))
      throw new UsageError('wordMissing', { word: 'CASE', usage: 'export CASE --out DIR' })
  }
  const core = await session.open()
  const { archive, errors } = session.messages
  const job = await conduct(session, core, archive.jobs.backup, () => core.call('backups.run', { path: out }))
  if (job.state === 'cancelled') {
    session.output.note(errors.cancelled({}))
    return exitStatus.cancelled
  }
  const made = job.result as Backup
  const { path, copied, kept, bytes, verified } = made
  session.output.document(made, () => [
    archive.backedUp({ path, copied, kept, size: formatBytes(bytes), verified }),
    ...(verified ? [] : [archive.backedUpUnsound]),
  ])
  return verified ? exitStatus.done : exitStatus.difference
}

/** The file itself, where its name says so; else one of that name in the folder. */
async function zipAt(out: string, name: string): Promise<string> {
  if (/\.zip$/i.test(basename(out))) return out
  const there = await stat(out).catch(() => null)
  return there?.isDirectory() ? join(out, `${name}.zip`) : `${out}.zip`
}

/** Nothing that is there is ever replaced; an empty folder is as good as none. */
async function mustBeFree(path: string): Promise<void> {
  const there = await stat(path).catch(() => null)
  if (there === null || (there.isDirectory() && (await readdir(path)).length === 0)) return
  throw new UsageError('outThere', { path })
}
