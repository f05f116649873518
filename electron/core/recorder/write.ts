import { basename } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import type { RecordedFile } from '../../../shared/contract/recorder.ts'
import type { Intake } from '../cases/cases.ts'
import type { SealOutput } from '../jobs/tasks/seal.ts'
import type { Vault } from '../vault/vault.ts'
import type { Sight } from './folder.ts'
import type { Presence } from './presence.ts'
import type { NewArrival, Present, RecorderRow, RecorderRows } from './rows.ts'
import type { Candidate } from './waiting.ts'

/** A file whose bytes are safe, or that was refused for good. */
export interface Finished {
  readonly candidate: Candidate
  /** As it stood when it was read. */
  readonly sight: Sight
  readonly output: SealOutput
  /** It was not waited for any longer. */
  readonly late: boolean
}

interface Desk {
  readonly row: RecorderRow
  readonly vault: Vault
  readonly rows: RecorderRows
  readonly intake: Intake
  readonly owner: string
  readonly presence: Presence
  readonly pathOf: (path: string) => string
}

type Change = { readonly present: Present; readonly forget?: string; readonly recorded?: RecordedFile }

/**
 * Writes a batch in one transaction: items, arrivals, their ledger entries. What this program knows of the folder
 * changes only once that is done. Throws `cancelled` where another program watches the folder now.
 */
export function writeArrivals(desk: Desk, batch: readonly Finished[]): RecordedFile[] {
  const { row, vault, rows, owner, presence } = desk
  const changes = vault.write(() => {
    if (rows.get(row.id)?.owner !== owner) throw new AppError('cancelled')
    return [...batch]
      .sort(
        (a, b) =>
          a.sight.modifiedMs - b.sight.modifiedMs ||
          a.sight.path.localeCompare(b.sight.path, 'en', { numeric: true }),
      )
      .map((finished) => writeOne(desk, finished))
  })
  for (const { present, forget } of changes) {
    if (forget !== undefined) presence.forget(forget)
    presence.put(present)
  }
  return changes.flatMap(({ recorded }) => recorded ?? [])
}

function writeOne(desk: Desk, { candidate, sight, output, late }: Finished): Change {
  const { row, vault, rows, intake, presence, pathOf } = desk
  const { seenAt, catchUp } = candidate
  const before = presence.get(sight.path)
  const at = new Date().toISOString()
  const path = pathOf(sight.path)
  const added =
    output.state === 'sealed'
      ? intake.add(
          row.case_id,
          'process',
          { name: basename(path), path, ...output },
          { recorder: row.id, seenAt, catchUp },
        )
      : output.state === 'failed'
        ? output.code
        : 'file-changed'
  const arrival = { ...sight, seenAt, catchUp, sealedAt: null, item: null, sha256: null, madeItem: false }
  const arrive = (next: NewArrival): Present => {
    if (before) rows.replace(before.id, at)
    return rows.arrive(row.id, next)
  }
  if (typeof added === 'string' || output.state !== 'sealed') {
    // A text that is no code of an error is the reference of a fault of the program in the log.
    const code = output.state === 'sealed' ? 'internal' : String(added)
    if (before && before.code === code && before.sha256 === null) {
      rows.touch(before.id, sight)
      return { present: { ...before, ...sight } }
    }
    return { present: arrive({ ...arrival, code }) }
  }
  const { sha256 } = output
  const isDamaged = late && output.record.warnings.some((warning) => tellsDamage.has(warning.code))
  const sealed = { ...arrival, sha256, item: added.id, sealedAt: at, code: isDamaged ? 'damaged' : null }
  if (!added.duplicate) {
    const name = basename(path)
    return {
      present: arrive({ ...sealed, madeItem: true }),
      recorded: { item: added.id, name, sha256, sealedAt: at, catchUp, damaged: isDamaged },
    }
  }
  if (before?.sha256 === sha256) {
    rows.touch(before.id, sight)
    return { present: { ...before, ...sight } }
  }
  const renamed = presence.goneWith(sha256)
  if (!renamed) return { present: arrive(sealed) }
  if (before) rows.replace(before.id, at)
  rows.move(renamed.id, sight.path)
  rows.touch(renamed.id, sight)
  const data = { recorder: row.id }
  vault.ledger.append({ act: 'recorder.file-renamed', caseId: row.case_id, digests: [sha256], data })
  return { present: { ...renamed, ...sight }, forget: renamed.path }
}

const tellsDamage = new Set(['truncated', 'empty', 'damaged-statement'])
