import type { AppEvent } from '../../shared/contract/events.ts'
import { type Cases, openIntake } from './cases/cases.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Pool } from './jobs/pool.ts'
import type { Log } from './log.ts'
import { makePictures } from './pictures.ts'
import { openRecorders, type Pace, type Recorders } from './recorder/recorder.ts'
import type { Vault } from './vault/vault.ts'

/** Thumbnails may wait for this long while files keep coming. */
const picturesEvery = 10_000

/** The recorders, with the road of a file into the vault, and thumbnails of what they sealed. */
export function openRecording({
  vault,
  cases,
  pool,
  jobs,
  log,
  announce,
  pace,
  stamp,
}: {
  vault: Vault
  cases: Cases
  pool: Pool
  jobs: Jobs
  log: Log
  announce: (event: AppEvent) => void
  pace?: Partial<Pace>
  stamp?: (items: readonly number[]) => void | Promise<void>
}): Recorders {
  const { items } = cases
  const waiting = new Map<number, NodeJS.Timeout>()

  function picturesSoon(caseId: number): void {
    if (waiting.has(caseId)) return
    const make = () => {
      waiting.delete(caseId)
      const run = (context: Parameters<typeof makePictures>[1]) =>
        makePictures({ vault, items, pool }, context)
      jobs.start({ kind: 'pictures', caseId, run })
    }
    waiting.set(caseId, setTimeout(make, picturesEvery).unref())
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
      picturesSoon(recorder.caseId)
    },
  })
  return {
    ...recorders,
    async close() {
      for (const timer of waiting.values()) clearTimeout(timer)
      await recorders.close()
    },
  }
}
