import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Restored } from '../../shared/contract/archive.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { Arguments } from './arguments.ts'
import { line } from './finding.ts'
import { conduct, finishPictures } from './jobs.ts'
import { exitStatus, type Session } from './session.ts'

/**
 * Brings an archive (folder or ZIP) or a backup back into a vault that holds nothing yet. Exit status 3 for a backup of
 * a vault that did not fit its ledger, which comes back as it stands.
 */
export async function restore(session: Session, given: Arguments): Promise<number> {
  const path = resolve(given.words[0] ?? '')
  const there = await stat(path).catch(() => null)
  if (there === null) throw new AppError('file-not-found', { path })
  const core = await session.open({ create: true })
  const { archive, errors, repair } = session.messages
  const job = await conduct(session, core, archive.jobs.restore, () =>
    core.call('archives.restore', { source: { kind: 'path', path } }),
  )
  if (job.state === 'cancelled') {
    session.output.note(errors.cancelled({}))
    return exitStatus.cancelled
  }
  const restored = job.result as Restored
  await finishPictures(session, core)
  const { cases, items, problems, fitsLedger, untold } = restored
  const kinds = { ...archive.problems, ...repair.kinds }
  session.output.document({ ...restored, vault: session.directory }, () => [
    fitsLedger
      ? archive.restored({ cases, items })
      : archive.restoredUnsound({ cases, items, problems: problems.length }),
    ...problems.map((problem) => line(fitsLedger ? '·' : '✗', problem, kinds)),
    ...(untold.length > 0 ? [archive.untold({ tables: untold })] : []),
  ])
  return fitsLedger ? exitStatus.done : exitStatus.difference
}
