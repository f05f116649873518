import { resolve } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import type { QueueOutcome, StampSubject, Timestamp } from '../../shared/contract/integrity.ts'
import { formatInstant } from '../../shared/format.ts'
import type { Core } from '../core/core.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain, shortened } from './columns.ts'
import { conduct } from './jobs.ts'
import { findCapture, findCaseId, findItem } from './references.ts'
import { describeError, exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { count } from './values.ts'

/** Asks for time stamps of files, a capture or a dossier of a case, and waits for what comes at once. */
export async function addTimestamps(session: Session, given: Arguments): Promise<number> {
  const [caseWord = '', ...words] = given.words
  const core = await session.open()
  const caseId = await findCaseId(core, caseWord)
  const items = [...given.texts('item'), ...words]
  const subjects: StampSubject[] = []
  for (const word of items) subjects.push({ kind: 'item', item: (await findItem(core, caseId, word)).id })
  const capture = given.text('capture')
  if (capture !== undefined)
    subjects.push({ kind: 'capture', capture: (await findCapture(core, caseId, capture)).id })
  const dossier = given.text('dossier')
  if (dossier !== undefined) {
    const { dossiers } = await core.call('dossiers.list', { case: caseId })
    const found = dossiers.find(({ id }) => String(id) === dossier)
    if (!found) throw new AppError('not-found', { what: 'dossier', id: dossier })
    subjects.push({ kind: 'dossier', dossier: found.id })
  }
  if (subjects.length === 0) throw new UsageError('optionMissing', { option: '--item' })
  return ask(session, core, subjects, given.text('authority'))
}

/** The head of the ledger covers every file recorded before it, whatever their number. */
export async function stampHead(session: Session, given: Arguments): Promise<number> {
  return ask(session, await session.open(), [{ kind: 'head' }], given.text('authority'))
}

async function ask(
  session: Session,
  core: Core,
  subjects: StampSubject[],
  authority: string | undefined,
): Promise<number> {
  const asked = await core.call('timestamps.request', { subjects, authority })
  const result = await workOff(session, core)
  if (result === null) return exitStatus.cancelled
  const { timestamps } = await core.call('timestamps.list', { ids: asked.timestamps.map(({ id }) => id) })
  const now = timestamps.reverse()
  const { integrity } = session.messages
  session.output.list({ timestamps: now }, now, () => [
    ...lines(session, now),
    integrity.unverifiedAcceptance,
  ])
  return now.every(({ state }) => state === 'stamped') ? exitStatus.done : exitStatus.failed
}

/** Works off the queue now: what waited for the network, and what had failed. */
export async function retryTimestamps(session: Session): Promise<number> {
  const core = await session.open()
  const result = await workOff(session, core)
  if (result === null) return exitStatus.cancelled
  session.output.document(result, () => [session.messages.integrity.command.requested(result)])
  return result.waiting + result.failed === 0 ? exitStatus.done : exitStatus.failed
}

async function workOff(session: Session, core: Core): Promise<QueueOutcome | null> {
  const job = await conduct(session, core, session.messages.window.jobs.kinds.timestamps, () =>
    core.call('timestamps.retry', {}),
  )
  if (job.state !== 'cancelled') return job.result as QueueOutcome
  session.output.note(session.messages.errors.cancelled({}))
  return null
}

export async function listTimestamps(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const [word] = given.words
  const item = given.text('item')
  const { timestamps } = await core.call('timestamps.list', {
    ...(word !== undefined && { case: await findCaseId(core, word) }),
    ...(item !== undefined && { item: count(item, '--item', { least: 1 }) }),
  })
  session.output.list({ timestamps }, timestamps, () => lines(session, timestamps))
  return exitStatus.done
}

/** Takes in tokens made elsewhere; each that does not hold is listed with its reason, and nothing of it is kept. */
export async function importTimestamps(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const item = given.text('item')
  const subject: StampSubject | undefined =
    item === undefined ? undefined : { kind: 'item', item: count(item, '--item', { least: 1 }) }
  const imported: Timestamp[] = []
  const failed: { path: string; code: string; message: string }[] = []
  for (const word of given.words) {
    const path = resolve(word)
    try {
      imported.push(await core.call('timestamps.import', { source: { kind: 'path', path }, subject }))
    } catch (error) {
      const { code, message } = describeError(error, session.messages, path)
      failed.push({ path, code, message })
    }
  }
  session.output.list({ imported, failed }, [...imported, ...failed], () => [
    ...(imported.length === 0 ? [] : lines(session, imported)),
    ...failed.map(({ message }) => `  ✗ ${plain(message)}`),
  ])
  return failed.length === 0 ? exitStatus.done : exitStatus.failed
}

/** `add NAME`, `remove NAME` or `list`. */
export async function authorities(session: Session, given: Arguments): Promise<number> {
  const [verb = '', name] = given.words
  if (!['add', 'remove', 'list'].includes(verb))
    throw new UsageError('optionValue', {
      option: 'timestamp authority',
      value: verb,
      allowed: 'add, list, remove',
    })
  const core = await session.open({ create: verb === 'add' })
  const { authorities: before } = await core.call('authorities.get', {})
  if (verb === 'list') return showTrust(session, core)
  if (name === undefined) throw new UsageError('optionMissing', { option: 'NAME' })
  const others = before.filter((each) => each.name !== name)
  if (verb === 'add') {
    const [url, policy, note] = [given.text('url'), given.text('policy'), given.text('note')]
    await core.call('authorities.set', { authorities: [...others, { name, url, policy, note }] })
    session.output.note(session.messages.integrity.unverifiedAcceptance)
  } else await core.call('authorities.set', { authorities: others })
  return showTrust(session, core)
}

/** Trusts a root certificate for time stamps. */
export async function trustRoot(session: Session, given: Arguments): Promise<number> {
  const core = await session.open({ create: true })
  await core.call('authorities.trust', { source: { kind: 'path', path: resolve(given.words[0] ?? '') } })
  return showTrust(session, core)
}

export async function distrustRoot(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  await core.call('authorities.distrust', { fingerprint: given.words[0] ?? '' })
  return showTrust(session, core)
}

async function showTrust(session: Session, core: Core): Promise<number> {
  const trust = await core.call('authorities.get', {})
  const { command } = session.messages.integrity
  session.output.document(trust, () => [
    command.authorities,
    ...(trust.authorities.length === 0
      ? [`  ${command.noAuthorities}`]
      : aligned(
          trust.authorities.map(({ name, url, policy }) => [
            `  ${plain(name)}`,
            plain(url ?? ''),
            policy ?? '',
          ]),
        )),
    command.roots,
    ...(trust.roots.length === 0
      ? [`  ${command.noRoots}`]
      : trust.roots.flatMap(({ subject, fingerprint, notAfter }) => [
          `  ${plain(subject)}  ${command.ends({ at: formatInstant(notAfter, session.language) })}`,
          `    SHA-256 ${fingerprint}`,
        ])),
  ])
  return exitStatus.done
}

function lines(session: Session, timestamps: readonly Timestamp[]): string[] {
  const { integrity } = session.messages
  if (timestamps.length === 0) return [integrity.command.none]
  return timestamps.flatMap((stamp) => {
    const { id, subject, state, verdict, authority, lastError, requestedAt, head } = stamp
    const number = head?.seq ?? Object.values(subject).find((value) => typeof value === 'number') ?? ''
    const by = verdict?.signer ?? authority
    const at = verdict?.time == null ? '' : formatInstant(verdict.time, session.language)
    return [
      `${id}  ${integrity.subjects[subject.kind]} ${number}  ${integrity.stampStates[state]}  ${at}  ${plain(shortened(by, 50))}`,
      ...(verdict ? [`    ${integrity.tokenStates[verdict.state]}`] : []),
      ...(verdict?.time && !stamp.imported
        ? [`    ${integrity.gap({ requestedAt, time: verdict.time })}`]
        : []),
      ...(verdict?.certificateEnds
        ? [`    ${integrity.command.ends({ at: formatInstant(verdict.certificateEnds, session.language) })}`]
        : []),
      ...(lastError === null ? [] : [`    ${plain(integrity.stampError(lastError))}`]),
    ]
  })
}
