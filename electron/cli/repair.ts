import { resolve } from 'node:path'
import type { Fetched, Rebuilt } from '../../shared/contract/archive.ts'
import type { Job } from '../../shared/contract/job.ts'
import type { Arguments } from './arguments.ts'
import { plain } from './columns.ts'
import { line } from './finding.ts'
import { conduct } from './jobs.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/** Says how whole a vault is, as far as the last verification saw. Exit status 3 where something is wrong. */
export async function health(session: Session): Promise<number> {
  const core = await session.open()
  const found = await core.call('vaults.health', {})
  const { repair } = session.messages
  session.output.document(found, () => [
    found.readOnly
      ? repair.readOnly({ reason: repair.reasons[found.reason ?? ''] ?? found.reason ?? '' })
      : repair.whole,
    found.checkedAt === null ? repair.neverChecked : repair.checkedAt({ at: found.checkedAt }),
    ...(found.lost.length > 0 ? [repair.lost({ count: found.lost.length })] : []),
    ...found.problems.map((problem) => line('·', problem, repair.kinds)),
  ])
  return found.readOnly || found.lost.length > 0 ? exitStatus.difference : exitStatus.done
}

/** Makes derived data again, or fetches lost originals back. Exit status 1 where some are still lost. */
export async function repair(session: Session, given: Arguments): Promise<number> {
  const folder = given.text('fetch')
  if (given.has('rebuild') === (folder !== undefined)) throw new UsageError('repairWhat', {})
  const core = await session.open()
  const { repair: text, errors } = session.messages
  const job = await (folder === undefined
    ? conduct(session, core, text.rebuilding, () => core.call('vaults.rebuild', {}))
    : conduct(session, core, text.fetching, () =>
        core.call('vaults.fetch', { source: { kind: 'path', path: resolve(folder) } }),
      ))
  if (job.state === 'cancelled') {
    session.output.note(errors.cancelled({}))
    return exitStatus.cancelled
  }
  return folder === undefined ? tellRebuilt(session, job) : tellFetched(session, job)
}

function tellRebuilt({ output, messages }: Session, { result }: Job): number {
  const rebuilt = result as Rebuilt
  output.document(rebuilt, () => [messages.repair.rebuilt(rebuilt)])
  return exitStatus.done
}

function tellFetched({ output, messages }: Session, { result }: Job): number {
  const fetched = result as Fetched
  const { repair: text } = messages
  output.document(fetched, () => [
    text.fetched(fetched),
    ...fetched.keptAside.map((name) => plain(text.keptAside({ name }))),
    ...fetched.stillLost.map((one) => plain(text.stillLost(one))),
  ])
  return fetched.stillLost.length > 0 ? exitStatus.failed : exitStatus.done
}
