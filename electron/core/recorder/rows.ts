import type { Recorder } from '../../../shared/contract/recorder.ts'
import type { Vault } from '../vault/vault.ts'
import type { Sight } from './folder.ts'

export interface RecorderRow {
  readonly id: number
  readonly case_id: number
  readonly folder: string
  readonly stamp: number
  readonly started_at: string
  readonly stopped_at: string | null
  readonly owner: string | null
  readonly seen_at: string | null
  readonly pending: number
  readonly trouble: string | null
}

/** What stands at a path of the folder, as far as the vault knows. `sha256` is null where it was not sealed. */
export interface Present extends Sight {
  readonly id: number
  readonly item: number | null
  readonly sha256: string | null
  readonly sealedAt: string | null
  /** Why it was not sealed, or what was wrong with it; `before` for what lay there when the recorder began. */
  readonly code: string | null
}

export type NewArrival = Omit<Present, 'id'> & {
  readonly seenAt: string
  readonly catchUp: boolean
  readonly madeItem: boolean
}

/** The two tables of the recorders. Everything that writes stands inside a transaction of its caller. */
export type RecorderRows = ReturnType<typeof openRows>

interface ArrivalRow {
  id: number
  path: string
  size: number
  modified_ms: number
  inode: string
  item_id: number | null
  sha256: string | null
  sealed_at: string | null
  code: string | null
}

export function openRows({ database }: Vault) {
  const byId = database.prepare<[number], RecorderRow>('SELECT * FROM recorders WHERE id = ?')
  const byFolder = database.prepare<[number, string], RecorderRow>(
    'SELECT * FROM recorders WHERE case_id = ? AND folder = ?',
  )
  const all = database.prepare<[number | null, number | null], RecorderRow>(
    'SELECT * FROM recorders WHERE ? IS NULL OR case_id = ? ORDER BY id',
  )
  const insert = database.prepare(
    'INSERT INTO recorders (case_id, folder, stamp, started_at, pending) VALUES (?, ?, ?, ?, 0)',
  )
  const reopen = database.prepare(
    'UPDATE recorders SET started_at = ?, stopped_at = NULL, stamp = ? WHERE id = ?',
  )
  const setStopped = database.prepare('UPDATE recorders SET stopped_at = ?, pending = 0 WHERE id = ?')
  const setOwner = database.prepare('UPDATE recorders SET owner = ?, seen_at = ? WHERE id = ?')
  const release = database.prepare('UPDATE recorders SET owner = NULL WHERE id = ? AND owner = ?')
  const setState = database.prepare(
    'UPDATE recorders SET seen_at = ?, pending = ?, trouble = ? WHERE id = ? AND owner = ?',
  )
  const present = database.prepare<[number], ArrivalRow>(
    'SELECT * FROM arrivals WHERE recorder = ? AND replaced_at IS NULL AND deleted_at IS NULL',
  )
  const arrive = database.prepare(
    `INSERT INTO arrivals
       (recorder, path, size, modified_ms, inode, seen_at, catch_up, sealed_at, item_id, sha256, made_item, code)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const touch = database.prepare('UPDATE arrivals SET size = ?, modified_ms = ?, inode = ? WHERE id = ?')
  const move = database.prepare('UPDATE arrivals SET path = ?, renamed_to = ? WHERE id = ?')
  const replace = database.prepare('UPDATE arrivals SET replaced_at = ? WHERE id = ?')
  const takeUp = database.prepare(
    `UPDATE arrivals SET replaced_at = ? WHERE recorder = ? AND code = 'before' AND replaced_at IS NULL`,
  )
  const remove = database.prepare('UPDATE arrivals SET deleted_at = ? WHERE id = ?')
  const counts = database.prepare<
    [string, number],
    { sealed: number; today: number; failed: number; deleted: number; renamed: number }
  >(
    `SELECT COALESCE(SUM(made_item), 0) AS sealed,
            COALESCE(SUM(made_item = 1 AND sealed_at >= ?), 0) AS today,
            COALESCE(SUM(sealed_at IS NULL AND code <> 'before' AND replaced_at IS NULL AND deleted_at IS NULL), 0)
              AS failed,
            COALESCE(SUM(made_item = 1 AND deleted_at IS NOT NULL), 0) AS deleted,
            COALESCE(SUM(made_item = 1 AND renamed_to IS NOT NULL), 0) AS renamed
     FROM arrivals WHERE recorder = ?`,
  )
  const newest = database.prepare<[number], { name: string; sha256: string; sealed_at: string }>(
    `SELECT items.name, arrivals.sha256, sealed_at FROM arrivals JOIN items ON items.id = item_id
     WHERE recorder = ? AND made_item = 1 ORDER BY sealed_at DESC, arrivals.id DESC LIMIT 1`,
  )

  return {
    get: (id: number) => byId.get(id),
    find: (caseId: number, folder: string) => byFolder.get(caseId, folder),
    list: (caseId: number | null) => all.all(caseId, caseId),
    insert: (row: { caseId: number; folder: string; stamp: boolean; at: string }) =>
      Number(insert.run(row.caseId, row.folder, row.stamp ? 1 : 0, row.at).lastInsertRowid),
    reopen: (id: number, at: string, stamp: boolean) => void reopen.run(at, stamp ? 1 : 0, id),
    stop: (id: number, at: string) => void setStopped.run(at, id),
    claim: (id: number, owner: string, at: string) => void setOwner.run(owner, at, id),
    release: (id: number, owner: string) => void release.run(id, owner),
    /** Says that the owner is alive, and how things stand. */
    tell: (id: number, owner: string, state: { at: string; pending: number; trouble: string | null }) =>
      void setState.run(state.at, state.pending, state.trouble, id, owner),

    present: (recorder: number): Present[] =>
      present.all(recorder).map((row) => ({
        id: row.id,
        path: row.path,
        size: row.size,
        modifiedMs: row.modified_ms,
        inode: row.inode,
        item: row.item_id,
        sha256: row.sha256,
        sealedAt: row.sealed_at,
        code: row.code,
      })),
    arrive(recorder: number, { seenAt, catchUp, madeItem, ...file }: NewArrival): Present {
      const { path, size, modifiedMs, inode, sealedAt, item, sha256, code } = file
      const { lastInsertRowid } = arrive.run(
        recorder,
        path,
        size,
        modifiedMs,
        inode,
        seenAt,
        catchUp ? 1 : 0,
        sealedAt,
        item,
        sha256,
        madeItem ? 1 : 0,
        code,
      )
      return { id: Number(lastInsertRowid), ...file }
    },
    touch: (id: number, { size, modifiedMs, inode }: Sight) => void touch.run(size, modifiedMs, inode, id),
    move: (id: number, path: string) => void move.run(path, path, id),
    replace: (id: number, at: string) => void replace.run(at, id),
    /** What was left aside when the recorder began is new to it from now on. */
    takeUp: (recorder: number, at: string) => void takeUp.run(at, recorder),
    remove: (id: number, at: string) => void remove.run(at, id),

    /** A row as it is told, but for its state, which depends on who is alive. */
    tally(row: RecorderRow): Omit<Recorder, 'state'> {
      const midnight = new Date()
      midnight.setHours(0, 0, 0, 0)
      const count = counts.get(midnight.toISOString(), row.id)
      const last = newest.get(row.id)
      return {
        id: row.id,
        caseId: row.case_id,
        folder: row.folder,
        stamp: row.stamp === 1,
        startedAt: row.started_at,
        stoppedAt: row.stopped_at,
        seenAt: row.seen_at,
        sealedToday: count?.today ?? 0,
        sealed: count?.sealed ?? 0,
        pending: row.stopped_at === null ? row.pending : 0,
        failed: count?.failed ?? 0,
        deleted: count?.deleted ?? 0,
        renamed: count?.renamed ?? 0,
        lastFile: last ? { name: last.name, sha256: last.sha256, sealedAt: last.sealed_at } : null,
        trouble: row.stopped_at === null ? row.trouble : null,
      }
    },
  }
}
