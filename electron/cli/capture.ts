import { z } from 'zod'
import {
  type Capture,
  CaptureRecord,
  type CaptureRecordInput,
  CleanCheck,
} from '../../shared/contract/capture.ts'
import { formatInstant } from '../../shared/format.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain } from './columns.ts'
import { takeIn } from './import.ts'
import { fits, readJson } from './input-file.ts'
import { finishPictures } from './jobs.ts'
import { findCapture, findCaseId } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { instant, oneOf } from './values.ts'

const PartialRecord = z.looseObject({})

/** Takes the files in with the role of a capture, then ties them together under one record. */
export async function addCapture(session: Session, given: Arguments): Promise<number> {
  const caseWord = given.required('case')
  const path = given.text('record')
  if (path === undefined) given.required('url')
  const record = fits(CaptureRecord, await recordOf(given, {}), path ?? '--url')
  const core = await session.open()
  const caseId = await findCaseId(core, caseWord)
  const { job, document } = await takeIn(session, core, { caseId, role: 'capture', paths: given.words })
  if (job.state === 'cancelled') {
    session.output.note(session.messages.errors.cancelled({}))
    return exitStatus.cancelled
  }
  const items = [...new Set(document.items.map(({ id }) => id))]
  if (items.length === 0) {
    const [first] = document.failed
    if (first) session.output.error(first)
    return exitStatus.failed
  }
  for (const { message } of document.failed) session.output.note(plain(message))
  const capture = await core.call('captures.add', { case: caseId, items, record })
  session.output.document({ ...capture, failed: document.failed }, () => [
    session.messages.cli.captureAdded({ id: capture.id, files: items.length, url: plain(record.url) }),
  ])
  await finishPictures(session, core)
  return document.failed.length === 0 ? exitStatus.done : exitStatus.failed
}

export async function listCaptures(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const caseId = await findCaseId(core, given.words[0] ?? '')
  const { captures } = await core.call('captures.list', { case: caseId })
  const { cli, terms } = session.messages
  session.output.list({ captures }, captures, () =>
    captures.length === 0
      ? [cli.noCaptures]
      : aligned([
          [
            cli.heads.id,
            cli.heads.platform,
            cli.heads.account,
            cli.heads.state,
            cli.heads.captured,
            cli.heads.url,
          ],
          ...captures.map(({ id, record }: Capture) => [
            String(id),
            plain(record.platform ?? '—'),
            plain(record.accountName ?? record.accountId ?? '—'),
            terms.found[record.found],
            record.startedAt === undefined ? '—' : formatInstant(record.startedAt, session.language),
            plain(record.url),
          ]),
        ]),
  )
  return exitStatus.done
}

/** Changes only what is named; the rest of the record stays as it was said before. */
export async function editCapture(session: Session, given: Arguments): Promise<number> {
  const word = given.required('capture')
  const core = await session.open()
  const caseId = await findCaseId(core, given.words[0] ?? '')
  const known = await findCapture(core, caseId, word)
  const record = fits(CaptureRecord, await recordOf(given, known.record), given.text('record') ?? '--url')
  const capture = await core.call('captures.edit', { capture: known.id, record })
  session.output.document(capture, () => [session.messages.cli.captureSaved({ id: capture.id })])
  return exitStatus.done
}

/** The record of `--record`, with what single options say above it. */
async function recordOf(given: Arguments, known: Partial<CaptureRecord>): Promise<object> {
  const path = given.text('record')
  const document = path === undefined ? {} : fits(PartialRecord, await readJson(path), path)
  const captured = given.text('captured')
  const until = given.text('captured-until')
  const said: Partial<CaptureRecordInput> = {
    url: given.text('url'),
    platform: given.text('platform'),
    accountName: given.text('account'),
    accountId: given.text('account-id'),
    publishedAtShown: given.text('published'),
    startedAt: captured === undefined ? undefined : instant(captured, '--captured'),
    endedAt: until === undefined ? undefined : instant(until, '--captured-until'),
    title: given.text('title'),
    viewsShown: given.text('views'),
    likesShown: given.text('likes'),
    method: given.has('method')
      ? oneOf(CaptureRecord.shape.method.unwrap(), given.text('method') ?? '', '--method')
      : undefined,
    operatorName: given.text('operator'),
    device: given.text('device'),
    os: given.text('os'),
    tool: given.text('tool'),
    network: given.text('network'),
    steps: given.text('steps'),
    cleanChecks: given.has('check')
      ? given.texts('check').map((check) => oneOf(CleanCheck, check, '--check'))
      : undefined,
    notCaptured: given.text('not-captured'),
    found: given.has('found')
      ? oneOf(CaptureRecord.shape.found.unwrap(), given.text('found') ?? '', '--found')
      : undefined,
    note: given.text('note'),
  }
  const named = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  return { ...known, ...document, ...named }
}
