import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Restored } from '../../shared/contract/archive.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { Arguments } from './arguments.ts'
import { conduct, finishPictures } from './jobs.ts'
import { exitStatus, type Session } from './session.ts'

/** Brings an archive (folder or ZIP) or a backup back into a vault that holds nothing yet. */
export async function restore(session: Session, given: Arguments): Promise<number> {
  const path = resolve(given.words[0] ?? '')
  const there = await stat(path).catch(() => null)
  if (there === null) throw new AppError('file-not-found', { path })
  const core = await session.open({ create: true })
  const { archive, errors } = session.messages
  const job = await conduct(session, core, archive.jobs.restore, () =>
    core.call('archives.restore', { source: { kind: 'path', path } }),
  )
  if (job.state === 'cancelled') {
    session.output.note(errors.cancelled({}))
    return exitStatus.cancelled
  }
  const restored = job.result as Restored
  await finishPictures(session, core)
  session.output.document({ ...restored, vault: session.directory }, () => [
    archive.restored({ cases: restored.cases.join(', '), items: restored.items }),
  ])
  return exitStatus.done
}
