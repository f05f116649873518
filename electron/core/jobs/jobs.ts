import { hostname } from 'node:os'
import { AppError, type ErrorDetails } from '../../../shared/contract/errors.ts'
import type { AppEvent } from '../../../shared/contract/events.ts'
import type { Job, JobKind } from '../../../shared/contract/job.ts'
import { asAppError, type Database, inTransaction } from '../database/database.ts'
import type { Log } from '../log.ts'

export interface JobContext {
  readonly id: number
  readonly signal: AbortSignal
  /** `total` is 0 while it is not yet known. */
  readonly report: (done: number, total: number) => void
}

export interface Jobs {
  readonly start: (job: {
    kind: JobKind
    caseId: number | null
    /** False for a job that only conducts others and must not keep them waiting. */
    heavy?: boolean
    run: (context: JobContext) => Promise<unknown>
  }) => Job
  readonly get: (id: number) => Job
  readonly list: (limit: number) => Job[]
  readonly cancel: (id: number) => Job
  /** Whether one that was started here has not ended. */
  readonly isBusy: () => boolean
  readonly whenEnded: (id: number) => Promise<Job>
  /** Stops what runs here, and waits until it has stopped. */
  readonly close: () => Promise<void>
}

interface Row {
  id: number
  kind: JobKind
  case_id: number | null
  state: Job['state']
  done: number
  total: number
  owner: string
  stop: number
  started_at: string
  ended_at: string | null
  result: string | null
  error: string | null
}

/** Ten announcements a second at the most. */
const announceEvery = 100

/** The row, for other programs, once a second: each time costs a flush of the disk while everything else waits. */
const writeEvery = 1000

/** Jobs of a copy, which are kept nowhere, are counted from here, so that none has the number of one that is kept. */
const copyFrom = 1_000_000_000

interface Running {
  readonly abort: AbortController
  readonly ended: Promise<Job>
  counts: Pick<Job, 'done' | 'total'>
}

/**
 * Long work, as rows: a crash leaves a report, and any program that has the vault open can see and stop it. One
 * heavy job runs at a time; the others wait in order.
 */
export function openJobs(options: {
  database: Database
  /** False where the rows are lost when the database is closed. */
  isKept?: boolean
  /** Jobs that have ended and of which this database may have no row. */
  before?: readonly Job[]
  announce: (event: AppEvent) => void
  isAlive: (pid: number) => boolean
  log: Log
}): Jobs {
  const { database, isKept = true, before = [], announce, isAlive, log } = options
  const numbersFrom = isKept ? 0 : before.reduce((most, { id }) => Math.max(most, id), copyFrom)
  const owner = `${hostname()}:${process.pid}`
  const running = new Map<number, Running>()
  let heavyTail: Promise<unknown> = Promise.resolve()
  /** Ends that a full disk kept out of the database; told from here until they can be written. */
  const unwritten = new Map<number, Job>()

  const byId = database.prepare<[number], Row>('SELECT * FROM jobs WHERE id = ?')
  const newest = database.prepare<[number], Row>('SELECT * FROM jobs ORDER BY id DESC LIMIT ?')
  const insert = database.prepare(
    `INSERT INTO jobs (id, kind, case_id, state, done, total, owner, stop, started_at)
     VALUES ((SELECT MAX(?, COALESCE(MAX(id), 0)) + 1 FROM jobs), ?, ?, 'queued', 0, 0, ?, 0, ?)`,
  )
  const begin = database.prepare(`UPDATE jobs SET state = 'running' WHERE id = ?`)
  const progress = database.prepare('UPDATE jobs SET done = ?, total = ? WHERE id = ?')
  const finish = database.prepare(
    'UPDATE jobs SET state = ?, done = ?, total = ?, ended_at = ?, result = ?, error = ? WHERE id = ?',
  )
  const open = database.prepare<[], Row>(`SELECT * FROM jobs WHERE state IN ('queued', 'running')`)
  const giveUp = database.prepare(
    `UPDATE jobs SET state = 'interrupted', ended_at = ? WHERE id = ? AND state IN ('queued', 'running')`,
  )
  const askToStop = database.prepare('UPDATE jobs SET stop = 1 WHERE id = ?')

  interrupt()

  function interrupt(): void {
    for (const row of open.all()) if (!hasOwner(row)) giveUp.run(new Date().toISOString(), row.id)
  }

  /** Whether the program that started it is still there; its own earlier jobs are not this program's. */
  function hasOwner({ id, owner: by }: Row): boolean {
    const [host, pid] = by.split(':')
    if (host !== hostname()) return false
    return Number(pid) === process.pid ? running.has(id) : isAlive(Number(pid))
  }

  function get(id: number): Job {
    let row = byId.get(id)
    // Another program that died in the middle of its job cannot say so, and whoever waits would wait for ever.
    if (row && isOpen(row) && !unwritten.has(id) && row.owner !== owner && !hasOwner(row)) {
      giveUp.run(new Date().toISOString(), id)
      row = byId.get(id)
    }
    if (!row) {
      const earlier = before.find((job) => job.id === id)
      if (earlier) return earlier
      throw new AppError('not-found', { what: 'job', id })
    }
    return unwritten.get(id) ?? { ...fromRow(row), ...running.get(id)?.counts }
  }

  async function conduct(
    id: number,
    signal: AbortSignal,
    run: (context: JobContext) => Promise<unknown>,
  ): Promise<Job> {
    let announcedAt = 0
    let writtenAt = 0
    let state: Job['state'] = 'done'
    let result: unknown = null
    let error: Job['error'] = null
    try {
      signal.throwIfAborted()
      begin.run(id)
      announce({ type: 'job.changed', job: get(id) })
      result = await run({
        id,
        signal,
        report(done, total) {
          const own = running.get(id)
          if (own) own.counts = { done, total }
          const now = Date.now()
          if (now - announcedAt < announceEvery) return
          announcedAt = now
          if (now - writtenAt >= writeEvery) {
            writtenAt = now
            progress.run(done, total, id)
          }
          // Another program may have asked for the stop.
          if (byId.get(id)?.stop === 1) own?.abort.abort()
          announce({ type: 'job.changed', job: get(id) })
        },
      })
    } catch (thrown) {
      const fault = asAppError(thrown, database.name)
      if (signal.aborted) state = 'cancelled'
      else {
        state = 'failed'
        error =
          fault instanceof AppError
            ? { code: fault.code, details: { ...fault.details } }
            : { code: 'internal', details: { reference: log.fault(thrown) } }
      }
    }
    if (state === 'done' && signal.aborted) state = 'cancelled'
    const job: Job = {
      ...get(id),
      state,
      endedAt: new Date().toISOString(),
      result: result ?? null,
      error,
    }
    writeEnd(job)
    running.delete(id)
    announce({ type: 'job.changed', job })
    return job
  }

  function writeEnd(job: Job): void {
    for (const ended of [...unwritten.values(), job]) {
      const { id, state, done, total, endedAt } = ended
      const [result, error] = [ended.result, ended.error].map((told) =>
        told === null ? null : JSON.stringify(told),
      )
      try {
        finish.run(state, done, total, endedAt, result, error, id)
        unwritten.delete(id)
      } catch (fault) {
        log.fault(fault)
        unwritten.set(id, ended)
      }
    }
  }

  return {
    start({ kind, caseId, heavy = true, run }) {
      const id = inTransaction(database, () =>
        Number(insert.run(numbersFrom, kind, caseId, owner, new Date().toISOString()).lastInsertRowid),
      )
      const abort = new AbortController()
      const turn = heavy ? heavyTail : Promise.resolve()
      const ended = turn.then(() => conduct(id, abort.signal, run))
      if (heavy) heavyTail = ended.catch(() => null)
      running.set(id, { abort, ended, counts: { done: 0, total: 0 } })
      // Whoever waits sees the fault; without a waiter it must not end the process.
      ended.catch((fault: unknown) => log.fault(fault))
      const job = get(id)
      announce({ type: 'job.changed', job })
      return job
    },
    get,
    list(limit) {
      const jobs = newest.all(limit).map((row) => (isOpen(row) ? get(row.id) : fromRow(row)))
      return [...jobs, ...before.filter(({ id }) => !byId.get(id))].slice(0, limit)
    },
    cancel(id) {
      const job = get(id)
      if (job.state !== 'queued' && job.state !== 'running') return job
      askToStop.run(id)
      running.get(id)?.abort.abort()
      return get(id)
    },
    isBusy: () => running.size > 0,
    whenEnded: async (id) => running.get(id)?.ended ?? get(id),
    async close() {
      for (const { abort } of running.values()) abort.abort()
      await Promise.allSettled([...running.values()].map(({ ended }) => ended))
    },
  }
}

function isOpen({ state }: Row): boolean {
  return state === 'queued' || state === 'running'
}

function fromRow(row: Row): Job {
  return {
    id: row.id,
    kind: row.kind,
    caseId: row.case_id,
    state: row.state,
    done: row.done,
    total: row.total,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    result: row.result === null ? null : JSON.parse(row.result),
    error: row.error === null ? null : (JSON.parse(row.error) as { code: string; details: ErrorDetails }),
  }
}
