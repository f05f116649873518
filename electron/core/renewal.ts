import { rm } from 'node:fs/promises'
import type { AppEvent, Listener } from '../../shared/contract/events.ts'
import type { Job } from '../../shared/contract/job.ts'
import { type Door, type Reply, typed } from '../../shared/contract/protocol.ts'
import { Verification } from '../../shared/contract/vault.ts'
import type { Core } from './core.ts'
import type { Log } from './log.ts'
import { damageOf } from './vault/vault.ts'

/** A vault that is open, and what is needed to open it again in its place. */
export interface Opened extends Omit<Core, 'ask' | 'call' | 'listen'> {
  readonly ask: Door['ask']
  /** Whether it is read from a copy, and its files are left alone. */
  readonly isCopy: boolean
  /** Jobs that have ended, newest first. */
  readonly endedJobs: () => Job[]
  /** Whether a job of this program is at work. */
  readonly isBusy: () => boolean
}

export interface Opening {
  readonly announce: (event: AppEvent) => void
  /** Jobs of the one before, so that whoever waits for one hears of its end. */
  readonly before: readonly Job[]
  /** Where the one before kept what the browser sends, which a server asks for once. */
  readonly uploads?: string
}

/**
 * One door before a vault that is opened again when a verification shows it to be other than it was opened: damaged, so
 * that its files are let go and a copy is read; or whole, once the person has put its files back. A verification of a
 * damaged vault always looks at the files as they are now, not at the copy that was made when it was opened.
 *
 * Throws what `open` throws.
 */
export function openRenewed(open: (opening: Opening) => Opened, log: Log): Core {
  const listeners = new Set<Listener>()
  const asking = new Set<Promise<Reply>>()
  const closing = new Set<Promise<void>>()
  let closed = false
  let isDue = false
  let current = open({ announce, before: [] })
  const { uploads, isCopy: isElsewhere } = current

  function announce(event: AppEvent): void {
    for (const listener of listeners) listener(event)
    if (event.type !== 'job.changed' || event.job.endedAt === null) return
    if (event.job.kind === 'verify' && event.job.state === 'done') {
      const found = Verification.safeParse(event.job.result)
      const isDamaged = found.success && found.data.problems.some((problem) => damageOf(problem) !== null)
      isDue = found.success && isDamaged !== current.isCopy
    }
    // After whoever awaited the end has it.
    if (isDue) setImmediate(renew)
  }

  /** Opens anew before it lets go of the old: where that fails, all stays as it is. Not while a job is at work. */
  function renew(): void {
    const old = current
    if (closed || old.isBusy()) return
    isDue = false
    try {
      current = open({ announce, before: old.endedJobs(), uploads })
    } catch (error) {
      log.fault(error)
      return
    }
    const left = Promise.allSettled([...asking])
      .then(() => old.close())
      .catch((error: unknown) => void log.fault(error))
    closing.add(left)
    void left.then(() => closing.delete(left))
    announce({ type: 'vault.changed' })
  }

  async function ask(name: string, params: unknown): Promise<Reply> {
    if (name === 'vaults.verify' && current.isCopy) renew()
    const reply = current.ask(name, params)
    asking.add(reply)
    return reply.finally(() => asking.delete(reply))
  }

  return {
    ask,
    call: typed(ask),
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    fileOf: (request) => current.fileOf(request),
    uploads,
    async close() {
      closed = true
      await Promise.all([current.close(), ...closing])
      // Beside a copy they lie in the system's temporary folder.
      if (isElsewhere) await rm(uploads, { recursive: true, force: true })
    },
  }
}
