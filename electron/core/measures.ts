import type { Link } from '../../shared/contract/capture.ts'
import type { StoredLink } from './captures/captures.ts'
import type { Items } from './cases/cases.ts'
import type { Pool } from './jobs/pool.ts'
import type { Vault } from './vault/vault.ts'

type Measure = Link['measure']

export interface Measures {
  /** Adds the measured distance to a link. Kept in memory: it follows from the bytes and can be had again. */
  readonly measured: (link: StoredLink) => Promise<Link>
}

export function openMeasures(vault: Vault, items: Items, pool: Pool): Measures {
  const known = new Map<string, Promise<Measure>>()

  async function measure(link: StoredLink): Promise<Measure> {
    if (link.workItem === null || link.captureItem === null) return unmeasured('no-picture')
    const work = items.get(link.workItem)
    const capture = items.get(link.captureItem)
    const region = link.statement.captureRegion
    const key = JSON.stringify([work.sha256, capture.sha256, region ?? null])
    const pending =
      known.get(key) ??
      pool
        .run('measure', {
          work: { path: vault.objects.pathOf(work.sha256) },
          capture: { path: vault.objects.pathOf(capture.sha256), region },
        })
        .then((found): Measure => ({ method: 'pdq', ...found }))
        .catch(() => {
          // A full disk or a lost thread passes: the next question measures anew.
          known.delete(key)
          return unmeasured('no-picture')
        })
    known.set(key, pending)
    return pending
  }

  return { measured: async (link) => ({ ...link, measure: await measure(link) }) }
}

function unmeasured(reason: string): Measure {
  return { method: 'pdq', distance: null, mirrored: false, reason }
}
