import { AppError } from '../../../shared/contract/errors.ts'
import type { AppEvent } from '../../../shared/contract/events.ts'
import type { QueueOutcome, TokenVerdict } from '../../../shared/contract/integrity.ts'
import type { Job } from '../../../shared/contract/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Vault } from '../vault/vault.ts'
import type { Authorities } from './authorities.ts'
import { askAuthority, newNonce, timeStampRequest } from './request.ts'
import { longestWait, type StampRow, type Timestamps } from './timestamps.ts'
import { headOf, type Tokens } from './tokens.ts'

export interface Queue {
  /** Works the queue off in a job, or goes on in the one that runs. `all`: also those whose turn has not come yet. */
  readonly work: (options: { readonly all: boolean }) => Job
  /** The same where something is due, and nothing where not. */
  readonly workIfDue: () => void
}

const minute = 60_000
/** Longer than an authority is waited for. */
const oneTurn = 2 * minute

/**
 * Requests for time stamps are rows that outlive the program: what cannot be had now, offline or because the authority
 * does not answer, is asked for again later, and the token's own time shows the gap.
 */
export function openQueue(modules: {
  readonly vault: Vault
  readonly jobs: Jobs
  readonly timestamps: Timestamps
  readonly authorities: Authorities
  readonly tokens: Tokens
  readonly announce: (event: AppEvent) => void
}): Queue {
  const { vault, jobs, timestamps, authorities, tokens, announce } = modules
  let running: { readonly job: number; all: boolean } | null = null

  async function stamp(row: StampRow, signal: AbortSignal): Promise<void> {
    const authority = authorities.find(row.authority)
    if (authority?.url === undefined)
      throw new AppError('not-found', { what: 'authority', id: row.authority })
    const nonce = newNonce()
    const policy = authority.policy ?? null
    const request = timeStampRequest({ sha256: row.sha256, nonce, policy })
    const bytes = await askAuthority(authority.url, request, signal)
    const verdict = await tokens.check(bytes, { sha256: row.sha256, head: headOf(row) }, { nonce, policy })
    if (verdict.state === 'invalid') throw new AppError('token-invalid', { reason: faultOf(verdict) })
    const sha256 = await tokens.store(bytes)
    vault.write(() => {
      tokens.enter(sha256, bytes, true)
      timestamps.setStamped(row.id, {
        sha256,
        time: verdict.time,
        endsAt: verdict.certificateEnds,
        nonce: Buffer.from(nonce).toString('hex'),
        policy,
      })
    })
    if (row.case_id !== null) announce({ type: 'case.changed', caseId: row.case_id })
  }

  /** Whether it was stamped; else the row says why not. What is no fault of the request is thrown. */
  async function attempt(row: StampRow, signal: AbortSignal): Promise<'stamped' | 'unreachable' | 'failed'> {
    try {
      await stamp(row, signal)
      return 'stamped'
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const told = [error.code, error.details.reason].filter((part) => part !== undefined).join(' ')
      if (error.code === 'server-unreachable') {
        const wait = Math.min(2 ** row.attempts * minute, longestWait)
        const nextAt = new Date(Date.now() + wait).toISOString()
        timestamps.setTried(row.id, { state: 'queued', error: told, nextAt })
        return 'unreachable'
      }
      if (!['server-refused', 'token-invalid', 'not-found'].includes(error.code)) throw error
      timestamps.setTried(row.id, { state: 'failed', error: told, nextAt: null })
      return 'failed'
    }
  }

  async function run(
    turn: { readonly all: boolean },
    { signal, report }: { signal: AbortSignal; report: (done: number, total: number) => void },
  ): Promise<QueueOutcome> {
    const result = { stamped: 0, waiting: 0, failed: 0 }
    const tried = new Set<number>()
    /** Whoever did not answer once is not kept asking in this turn. */
    const silent = new Set<string>()
    let { all } = turn
    let after = 0
    for (;;) {
      signal.throwIfAborted()
      if (turn.all && !all) {
        all = true
        after = 0
      }
      const row = timestamps.next({ all, after })
      if (row === null) {
        // At once: what is asked for from now on needs a turn of its own.
        running = null
        return result
      }
      after = row.id
      if (tried.has(row.id)) continue
      tried.add(row.id)
      const isSilent = silent.has(row.authority)
      if (!isSilent && !timestamps.claim(row, new Date(Date.now() + oneTurn).toISOString())) continue
      const outcome = isSilent ? 'unreachable' : await attempt(row, signal)
      if (outcome === 'stamped') result.stamped += 1
      else if (outcome === 'failed') result.failed += 1
      else {
        silent.add(row.authority)
        result.waiting += 1
      }
      report(tried.size, 0)
    }
  }

  function work({ all }: { readonly all: boolean }): Job {
    if (running) {
      running.all ||= all
      return jobs.get(running.job)
    }
    const turn = { job: 0, all }
    const job = jobs.start({
      kind: 'timestamps',
      caseId: null,
      // It mostly waits for the network, and must not keep an import waiting.
      heavy: false,
      async run(context) {
        try {
          return await run(turn, context)
        } finally {
          if (running === turn) running = null
        }
      },
    })
    turn.job = job.id
    running = turn
    return job
  }

  function workIfDue(): void {
    if (vault.damage !== null) return
    if (timestamps.next({ all: false, after: 0 }) !== null) work({ all: false })
  }

  return { work, workIfDue }
}

/** The first check that failed, and why. */
export function faultOf({ checks }: TokenVerdict): string {
  return checks.find(({ result }) => result === 'failed')?.code ?? 'format'
}
