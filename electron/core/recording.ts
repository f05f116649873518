import type { AppEvent } from '../../shared/contract/events.ts'
import { type Cases, openIntake } from './cases/cases.ts'
import type { Pool } from './jobs/pool.ts'
import type { Log } from './log.ts'
import { makePictures } from './pictures.ts'
import { openRecorders, type Pace, type Recorders } from './recorder/recorder.ts'
import type { Vault } from './vault/vault.ts'

/** Thumbnails wait until nothing was sealed for so long, so that a burst is safe first; but not for ever. */
const picturesAfter = 2_000
const picturesAtLast = 30_000

/** The recorders, with the road of a file into the vault, and thumbnails of what they sealed. */
export function openRecording({
  vault,
  cases,
  pool,
  log,
  announce,
  pace,
  stamp,
}: {
  vault: Vault
  cases: Cases
  pool: Pool
  log: Log
  announce: (event: AppEvent) => void
  pace?: Partial<Pace> | undefined
  stamp?: (items: readonly number[]) => void | Promise<void>
}): Recorders {
  const { items } = cases
  const abort = new AbortController()
  const { signal } = abort
  const touched = new Set<number>()
  let timer: NodeJS.Timeout | null = null
  let askedAt: number | null = null
  let making: Promise<void> = Promise.resolve()

  function picturesSoon(): void {
    askedAt ??= performance.now()
    if (timer && performance.now() - askedAt > picturesAtLast) return
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => {
      timer = null
      askedAt = null
      making = making.then(picture)
    }, picturesAfter).unref()
  }

  /** No job of its own: a recorder seals all day long, and a row for each few files would bury the others. */
  async function picture(): Promise<void> {
    const of = [...touched]
    touched.clear()
    try {
      await makePictures({ vault, items, pool }, { id: 0, signal, report() {} })
      for (const caseId of of) announce({ type: 'case.changed', caseId })
    } catch (error) {
      // Derived: what is not made now is made with the next.
      if (!signal.aborted) log.fault(error)
    }
  }

  const recorders = openRecorders({
    vault,
    intake: openIntake({ vault, items, log, seal: (input) => pool.run('seal', input) }),
    threads: pool.size,
    log,
    ...(pace && { pace }),
    ...(stamp && { stamp }),
    changed(recorder, files) {
      announce({ type: 'recorder.changed', recorder, files })
      if (files.length === 0) return
      announce({ type: 'case.changed', caseId: recorder.caseId })
      touched.add(recorder.caseId)
      picturesSoon()
    },
  })
  return {
    ...recorders,
    resumeAll() {
      recorders.resumeAll()
      // A recorder that was killed had no time for the pictures of its last files.
      picturesSoon()
    },
    async close() {
      if (timer) clearTimeout(timer)
      abort.abort()
      await recorders.close()
      await making
    },
  }
}
