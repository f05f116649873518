import { resolve } from 'node:path'
import type { Verification } from '../../shared/contract/vault.ts'
import type { Arguments } from './arguments.ts'
import { plain } from './columns.ts'
import { conduct } from './jobs.ts'
import { exitStatus, type Session } from './session.ts'

/** Reads every original of a vault again and checks the ledger. Exit status 3 when anything differs. */
export async function verify(session: Session, given: Arguments): Promise<number> {
  const [path] = given.words
  const core = await session.open(path === undefined ? {} : { directory: resolve(path) })
  const job = await conduct(session, core, session.messages.cli.jobs.verify, () =>
    core.call('vaults.verify', {}),
  )
  const { cli, errors } = session.messages
  if (job.state === 'cancelled') {
    session.output.note(errors.cancelled({}))
    return exitStatus.cancelled
  }
  const { ok, checked, problems } = job.result as Verification
  session.output.document({ ok, checked, problems }, () => [
    ok ? cli.verifiedOk({ checked }) : cli.verifiedNot({ checked, problems: problems.length }),
    ...problems.map(({ kind, subject, expected, found }) =>
      plain(
        `  ✗ ${cli.problemKinds[kind as keyof typeof cli.problemKinds] ?? kind}  ${subject}  ${expected ?? '—'} → ${found ?? '—'}`,
      ),
    ),
  ])
  return ok ? exitStatus.done : exitStatus.difference
}
