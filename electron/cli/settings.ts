import type { VaultSettings } from '../../shared/contract/integrity.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain } from './columns.ts'
import { conduct } from './jobs.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { count } from './values.ts'

/** What belongs to the vault and not to the machine. */
export async function showSettings(session: Session): Promise<number> {
  const core = await session.open()
  return tell(session, await core.call('settings.get', {}))
}

/** Only what is named changes. Digests that are wanted from now on are made before the command ends. */
export async function setSettings(session: Session, given: Arguments): Promise<number> {
  const changes: Partial<VaultSettings> = {}
  const sm3 = given.text('sm3')
  if (sm3 !== undefined) {
    if (sm3 !== 'on' && sm3 !== 'off')
      throw new UsageError('optionValue', { option: '--sm3', value: sm3, allowed: 'on, off' })
    changes.sm3 = sm3 === 'on'
  }
  const days = given.text('verify-every')
  if (days !== undefined) changes.verifyEveryDays = count(days, '--verify-every', { most: 365 })
  const authority = given.text('authority')
  if (authority !== undefined) changes.authority = authority
  if (Object.keys(changes).length === 0) throw new UsageError('optionMissing', { option: '--sm3' })
  const core = await session.open({ create: true })
  const now = await core.call('settings.set', changes)
  const { jobs } = await core.call('jobs.list', {})
  const made = jobs.find(
    ({ kind, state }) => kind === 'digests' && (state === 'queued' || state === 'running'),
  )
  if (made) await conduct(session, core, session.messages.window.jobs.kinds.digests, async () => made)
  return tell(session, now)
}

function tell(session: Session, settings: VaultSettings): number {
  const { settings: names, command } = session.messages.integrity
  session.output.document(settings, () =>
    aligned([
      [names.sm3, settings.sm3 ? command.yes : command.no],
      [names.verifyEveryDays, String(settings.verifyEveryDays)],
      [names.authority, plain(settings.authority ?? command.notSet)],
    ]),
  )
  return exitStatus.done
}
