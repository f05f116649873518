import { resolve } from 'node:path'
import type { ErrorDetails } from '../../shared/contract/errors.ts'
import { isErrorCode } from '../../shared/contract/errors.ts'
import { ItemRole } from '../../shared/contract/item.ts'
import type { ImportOutcome, Job } from '../../shared/contract/job.ts'
import type { Core } from '../core/core.ts'
import type { Arguments } from './arguments.ts'
import { plain } from './columns.ts'
import { conduct, finishPictures } from './jobs.ts'
import { findCaseId, itemsOf } from './references.ts'
import { warningSentence } from './sentences.ts'
import { exitStatus, type Session } from './session.ts'
import { oneOf } from './values.ts'

export async function importFiles(session: Session, given: Arguments): Promise<number> {
  const word = given.required('case')
  const role = oneOf(ItemRole, given.text('role') ?? 'process', '--role')
  const core = await session.open()
  const caseId = await findCaseId(core, word)
  const taken = await takeIn(session, core, { caseId, role, paths: given.words })
  const { document, noted } = taken
  session.output.list(document, [document], () => [
    session.messages.cli.imported({
      imported: document.imported,
      duplicates: document.duplicates,
      failed: document.failed.length,
    }),
    ...noted.map((line) => `  · ${line}`),
    ...document.failed.map(({ message }) => `  ✗ ${plain(message)}`),
  ])
  await finishPictures(session, core)
  if (taken.job.state === 'cancelled') {
    session.output.note(session.messages.errors.cancelled({}))
    return exitStatus.cancelled
  }
  return document.failed.length === 0 ? exitStatus.done : exitStatus.failed
}

interface Taken {
  readonly job: Job
  readonly document: {
    readonly imported: number
    readonly duplicates: number
    readonly failed: readonly { path: string; code: string; message: string }[]
    /** Every item that the paths stand for now, also those that the case had already. */
    readonly items: readonly { id: number; path: string; sha256: string; role: ItemRole; duplicate?: true }[]
  }
  /** One line for each file that was taken in although something is wrong with it. */
  readonly noted: readonly string[]
}

/** Runs an import to its end and reads what became of every file, in the order in which they were met. */
export async function takeIn(
  session: Session,
  core: Core,
  { caseId, role, paths }: { caseId: number; role: ItemRole; paths: readonly string[] },
): Promise<Taken> {
  const job = await conduct(session, core, session.messages.cli.jobs.import, () =>
    core.call('imports.start', {
      case: caseId,
      role,
      sources: paths.map((path) => ({ kind: 'path', path: resolve(path) })),
    }),
  )
  const outcomes = await outcomesOf(core, job.id)
  const roles = new Map<number, ItemRole>()
  if (outcomes.some(({ outcome }) => outcome === 'duplicate')) {
    for await (const item of itemsOf(core, caseId)) roles.set(item.id, item.role)
  }
  const failed = outcomes.flatMap((each) =>
    each.outcome === 'failed'
      ? [{ path: each.path, code: each.code ?? 'internal', message: reasonOf(session, each) }]
      : [],
  )
  const items = outcomes.flatMap((each) =>
    each.itemId === null || each.sha256 === null
      ? []
      : [
          {
            id: each.itemId,
            path: each.path,
            sha256: each.sha256,
            role: roles.get(each.itemId) ?? role,
            ...(each.outcome === 'duplicate' ? ({ duplicate: true } as const) : {}),
          },
        ],
  )
  const count = (kind: ImportOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === kind).length
  return {
    job,
    document: { imported: count('imported'), duplicates: count('duplicate'), failed, items },
    noted: outcomes.flatMap((each) =>
      each.outcome !== 'failed' && each.code !== null
        ? [plain(`${each.path}: ${reasonOf(session, each)}`)]
        : [],
    ),
  }
}

async function outcomesOf(core: Core, job: number): Promise<ImportOutcome[]> {
  const all: ImportOutcome[] = []
  for (;;) {
    const { total, outcomes } = await core.call('imports.outcomes', { job, offset: all.length, limit: 5_000 })
    all.push(...outcomes)
    if (all.length >= total || outcomes.length === 0) return all
  }
}

function reasonOf(session: Session, { path, code, details }: ImportOutcome): string {
  if (isErrorCode(code)) return session.messages.errors[code]({ path, ...details } satisfies ErrorDetails)
  return warningSentence(session, { code: code ?? 'internal', details: details ?? undefined }, path)
}
