import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { AppEvent } from '../../shared/contract/events.ts'
import type { Recorder } from '../../shared/contract/recorder.ts'
import type { Core } from '../core/core.ts'
import type { Arguments } from './arguments.ts'
import { plain } from './columns.ts'
import { openLiveLine } from './live-line.ts'
import { findCaseId } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { count } from './values.ts'

/** How often it is asked how things stand: another program may have changed them. */
const lookEvery = 1_000

/**
 * Watches folders until Ctrl+C or until `record stop` ends it from elsewhere. Without a folder it goes on with
 * the recorders that nobody has ended.
 */
export async function startRecording(session: Session, given: Arguments): Promise<number> {
  const begun = await begin(session, given)
  const { core, ids } = begun
  const { recorder: text } = session.messages
  const { output } = session
  const live = openLiveLine(process.stdout)
  const events = output.format === 'ndjson' ? output.stream() : null
  const isMine = ({ id }: Recorder) => ids.has(id)
  const mine = async () => (await core.call('recorders.list', {})).recorders.filter(isMine)

  const hear = (event: AppEvent) => {
    if (event.type !== 'recorder.changed' || !isMine(event.recorder)) return
    const { files, recorder } = event
    for (const file of files) {
      events?.record({ event: 'sealed', recorder: recorder.id, ...file }, () => [])
      if (output.format !== 'people') continue
      live.say(
        plain(text.cli.sealed({ ...file, time: clock(file.sealedAt), sha256: file.sha256.slice(0, 12) })),
      )
    }
    if (files.length === 0) events?.record({ event: 'changed', recorder }, () => [])
  }
  const deafen = core.listen(hear)

  let now = await mine()
  for (const recorder of now) events?.record({ event: 'started', recorder }, () => [])
  if (output.format === 'people') {
    live.say(text.cli.begun({ count: now.length }))
    for (const { id, folder } of now) live.say(plain(text.cli.folder({ id, folder })))
  }
  while (!session.signal.aborted && now.some(({ state }) => state !== 'stopped')) {
    if (output.format === 'people') live.renew(plain(aliveLine(session, now)))
    await pause(session.signal)
    now = await mine()
  }
  deafen()
  if (output.format === 'people') live.end()
  for (const recorder of now) events?.record({ event: 'ended', recorder }, () => [])
  if (output.format === 'json') output.document({ recorders: now }, () => [])
  output.note(session.signal.aborted ? text.cli.left : text.cli.stopped)
  return exitStatus.done
}

async function begin(session: Session, given: Arguments): Promise<{ core: Core; ids: ReadonlySet<number> }> {
  const word = given.text('case')
  if (given.words.length > 0) {
    const named = given.required('case')
    const core = await session.open()
    const caseId = await findCaseId(core, named)
    const started = await core.call('recorders.start', {
      case: caseId,
      folders: given.words.map((folder) => resolve(folder)),
      stamp: given.has('stamp'),
      existing: !given.has('new-only'),
    })
    return { core, ids: new Set(started.recorders.map(({ id }) => id)) }
  }
  const core = await session.open()
  const { recorders } = await core.call('recorders.list', {
    case: word === undefined ? undefined : await findCaseId(core, word),
  })
  const open = recorders.filter(({ state }) => state !== 'stopped')
  if (open.length === 0) throw new UsageError('wordMissing', { word: 'FOLDER' })
  for (const { id } of open) await core.call('recorders.resume', { recorder: id })
  return { core, ids: new Set(open.map(({ id }) => id)) }
}

export async function showRecorders(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const word = given.text('case')
  const { recorders } = await core.call('recorders.list', {
    case: word === undefined ? undefined : await findCaseId(core, word),
  })
  const { recorder: text } = session.messages
  session.output.list({ recorders }, recorders, () =>
    recorders.length === 0
      ? [text.cli.noRecorders]
      : recorders.flatMap((each) => [
          plain(text.cli.status(each)),
          `   ${plain(aliveLine(session, [each]))}`,
          `   ${text.cli.totals(each)}`,
        ]),
  )
  return exitStatus.done
}

export async function stopRecording(session: Session, given: Arguments): Promise<number> {
  const ids = given.words.map((word) => count(word, 'ID', { least: 1 }))
  const core = await session.open()
  const { recorders } = await core.call('recorders.list', {})
  const open = recorders.filter(({ state }) => state !== 'stopped').map(({ id }) => id)
  const stopped: Recorder[] = []
  for (const recorder of ids.length > 0 ? ids : open) {
    stopped.push(await core.call('recorders.stop', { recorder }))
  }
  const { cli } = session.messages.recorder
  session.output.list({ recorders: stopped }, stopped, () =>
    stopped.length === 0 ? [cli.nothingRuns] : stopped.map((each) => plain(cli.stoppedOne(each))),
  )
  return exitStatus.done
}

/** How things stand with several recorders at once; trouble stands above everything else. */
function aliveLine({ messages }: Session, recorders: readonly Recorder[]): string {
  const { recorder: text } = messages
  const troubled = recorders.find(({ trouble }) => trouble !== null)
  if (troubled?.trouble) return `${troubled.folder}: ${text.trouble(troubled.trouble)}`
  const sum = (of: (recorder: Recorder) => number) => recorders.reduce((total, each) => total + of(each), 0)
  const last = recorders
    .flatMap(({ lastFile }) => lastFile ?? [])
    .sort((a, b) => b.sealedAt.localeCompare(a.sealedAt))[0]
  const state = (['running', 'waiting', 'stopped'] as const).find((each) =>
    recorders.some((recorder) => recorder.state === each),
  )
  return text.alive({
    state: state ?? 'stopped',
    today: sum(({ sealedToday }) => sealedToday),
    pending: sum(({ pending }) => pending),
    last: last ? { name: last.name, time: clock(last.sealedAt) } : null,
  })
}

/** `14:02:11`, by this machine's clock. */
function clock(instant: string): string {
  return new Date(instant).toTimeString().slice(0, 8)
}

async function pause(signal: AbortSignal): Promise<void> {
  await setTimeout(lookEvery, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
