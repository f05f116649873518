import type { Jobs } from '../jobs/jobs.ts'
import type { Log } from '../log.ts'
import { readLastVerification, type Vault } from '../vault/vault.ts'

export interface Schedule {
  readonly stop: () => void
}

const day = 24 * 3_600_000

/**
 * Starts a quiet verification when the last one is `everyDays` old: a little after the program has started, then
 * looked at each hour. Never beside another one, whoever started it; 0 days is never.
 */
export function keepVerified(
  parts: { vault: Vault; jobs: Jobs; verify: () => unknown; log: Log; everyDays: () => number },
  { first = 60_000, every = 3_600_000 }: { first?: number; every?: number } = {},
): Schedule {
  const { vault, jobs, log } = parts
  function look(): void {
    try {
      const isUnderWay = jobs
        .list(100)
        .some(({ kind, state }) => kind === 'verify' && (state === 'queued' || state === 'running'))
      if (!isUnderWay && isDue(vault, parts.everyDays(), Date.now())) parts.verify()
    } catch (error) {
      // A busy or full disk now may be free in an hour.
      log.fault(error)
    }
    timer = setTimeout(look, every)
    timer.unref()
  }
  let timer = setTimeout(look, first)
  timer.unref()
  return { stop: () => clearTimeout(timer) }
}

/** Whether the last verification (or, before the first, the first original) is so many days old. */
export function isDue(vault: Vault, everyDays: number, now: number): boolean {
  if (everyDays === 0 || vault.damage !== null) return false
  const first = vault.database
    .prepare<[], { at: string | null }>('SELECT MIN(added_at) AS at FROM objects')
    .get()?.at
  if (!first) return false
  const recorded = vault.database
    .prepare<[], { at: string }>(
      `SELECT at FROM ledger WHERE act = 'vault.verified' ORDER BY seq DESC LIMIT 1`,
    )
    .get()?.at
  const last = recorded ?? readLastVerification(vault.directory)?.at ?? first
  const age = now - Date.parse(last)
  // A clock that was put back says nothing of when it was: verified rather once too often.
  return age < 0 || age >= everyDays * day
}
