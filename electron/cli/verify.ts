import { resolve } from 'node:path'
import type { Problem, Verification } from '../../shared/contract/vault.ts'
import { isOutside, verifyArchiveAt } from './archive.ts'
import type { Arguments } from './arguments.ts'
import { line } from './finding.ts'
import { conduct } from './jobs.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/** Findings that leave every record and every original as they were. */
const notes = new Set(['derived', 'unrecorded'])

/** Reads every original of a vault again and checks the ledger, or judges an archive without one. Exit status 3 when anything differs. */
export async function verify(session: Session, given: Arguments): Promise<number> {
  const [path] = given.words
  if (path !== undefined) {
    const place = resolve(path)
    const status = (await isOutside(place)) ? await verifyArchiveAt(session, place) : null
    if (status !== null) return status
  }
  const head = headOf(given)
  const core = await session.open(path === undefined ? {} : { directory: resolve(path) })
  const job = await conduct(session, core, session.messages.cli.jobs.verify, () =>
    core.call('vaults.verify', { deep: given.has('deep'), ...(head ? { head } : {}) }),
  )
  const { cli, errors, repair } = session.messages
  if (job.state === 'cancelled') {
    session.output.note(errors.cancelled({}))
    return exitStatus.cancelled
  }
  const { ok, checked, problems } = job.result as Verification
  const [harmless, faults] = [problems.filter(isNote), problems.filter((problem) => !isNote(problem))]
  session.output.document({ ok, checked, problems }, () => [
    ok ? cli.verifiedOk({ checked }) : cli.verifiedNot({ checked, problems: faults.length }),
    ...faults.map((problem) => line('✗', problem, repair.kinds)),
    ...(harmless.length > 0 ? [repair.notes({ count: harmless.length })] : []),
    ...harmless.map((problem) => line('·', problem, repair.kinds)),
  ])
  return ok ? exitStatus.done : exitStatus.difference
}

function isNote({ kind }: Problem): boolean {
  return notes.has(kind)
}

/** A head of the ledger as a dossier prints it: its number and its digest. */
function headOf(given: Arguments): { seq: number; hash: string } | undefined {
  const [hash, seq] = [given.text('head'), given.text('seq')]
  if (hash === undefined && seq === undefined) return undefined
  if (!/^[0-9a-f]{64}$/i.test(hash ?? '')) {
    throw new UsageError('optionValue', { option: '--head', value: hash ?? '', allowed: 'SHA-256' })
  }
  if (!/^[1-9]\d{0,15}$/.test(seq ?? '')) {
    throw new UsageError('optionValue', { option: '--seq', value: seq ?? '', allowed: '1, 2, 3 …' })
  }
  return { seq: Number(seq), hash: (hash ?? '').toLowerCase() }
}
