import { AppError } from '../../../shared/contract/errors.ts'
import type { AppEvent } from '../../../shared/contract/events.ts'
import type { Ladder, StampSubject, Timestamp } from '../../../shared/contract/integrity.ts'
import type { Job } from '../../../shared/contract/job.ts'
import type { Captures } from '../captures/captures.ts'
import type { Items } from '../cases/cases.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Pool } from '../jobs/pool.ts'
import type { Log } from '../log.ts'
import type { Vault } from '../vault/vault.ts'
import { type Authorities, openAuthorities } from './authorities.ts'
import { type Deposits, openDeposits } from './deposits.ts'
import { importToken } from './import-token.ts'
import { buildLadder, soon, tellingHeads } from './ladder.ts'
import { openObjectDigests } from './object-digests.ts'
import { proveEntry, proveEntryIfHere } from './proofs.ts'
import { openQueue } from './queue.ts'
import { openSettings, type Settings } from './settings.ts'
import { openTimestamps, type StampRow } from './timestamps.ts'
import { openTokens } from './tokens.ts'

export { proveEntry, proveGrowth } from './proofs.ts'

/** After the start, so that a short call of the command line asks nobody; then again and again while a shell is open. */
const firstLook = 10_000
const looksEvery = 300_000
const atOnce = 32

/** Digests, proofs and trusted time: what shows a stranger that nothing was changed since. */
export interface Integrity {
  readonly settings: Settings
  readonly authorities: Authorities
  readonly deposits: Deposits
  /** Throws `not-found` for a subject or an authority that is not there. */
  readonly request: (subjects: readonly StampSubject[], authority?: string) => Promise<Timestamp[]>
  /** For the recorder: stamps items as they come, where an authority is set; returns how many wait for it. */
  readonly stampItems: (items: readonly number[]) => number
  readonly retry: () => Job
  readonly importToken: (path: string, subject?: StampSubject) => Promise<Timestamp>
  readonly list: (query: {
    readonly case?: number
    readonly item?: number
    readonly ids?: readonly number[]
    readonly heads?: boolean
    readonly state?: Timestamp['state']
  }) => Promise<Timestamp[]>
  readonly reminders: () => Promise<Timestamp[]>
  readonly ladder: (item: number) => Promise<Ladder>
  /** Starts a job that makes the SM3 digests that are missing when its turn comes, where the vault wants them. */
  readonly digestMissing: () => void
  readonly close: () => void
}

export function openIntegrity(modules: {
  readonly vault: Vault
  readonly items: Items
  readonly captures: Captures
  readonly pool: Pool
  readonly jobs: Jobs
  readonly announce: (event: AppEvent) => void
  readonly log: Log
}): Integrity {
  const { vault, items, captures, pool, jobs, announce, log } = modules
  const settings = openSettings(vault)
  const authorities = openAuthorities(vault)
  const deposits = openDeposits(vault, items)
  const digests = openObjectDigests(vault, pool)
  const timestamps = openTimestamps(vault, items, captures)
  const tokens = openTokens(vault, authorities, digests)
  const queue = openQueue({ vault, jobs, timestamps, authorities, tokens, announce })

  const hasGaps = vault.database.prepare('SELECT 1 FROM ledger_gaps LIMIT 1')

  /** Some at a time: each opens a file. */
  async function tellAll(rows: readonly StampRow[]): Promise<Timestamp[]> {
    const told: Timestamp[] = []
    for (let start = 0; start < rows.length; start += atOnce)
      told.push(...(await Promise.all(rows.slice(start, start + atOnce).map(tokens.told))))
    return told
  }

  /** The authority named, or that of the settings, or the only one there is. */
  function authorityToAsk(name: string | undefined): string | null {
    const { authority } = settings.get()
    const wanted = name ?? authority ?? authorities.only()
    if (wanted === null || wanted === undefined) return null
    return authorities.find(wanted)?.url === undefined ? null : wanted
  }

  function enqueue(subjects: readonly StampSubject[], authority: string) {
    const rows = timestamps.request(subjects.flatMap(timestamps.stampables), authority)
    queue.workIfDue()
    return rows
  }

  async function ladder(id: number): Promise<Ladder> {
    const item = items.get(id)
    const { sha256, ledgerSeq } = item
    const sm3 = settings.get().sm3 ? await digests.of(sha256, 'SM3') : digests.known(sha256, 'SM3')
    const now = await pool.run('digest', { path: vault.objects.pathOf(sha256) })
    const stamps = (await tellAll(timestamps.list({ sha256 }))).reverse()
    const heads = tellingHeads(await tellAll(timestamps.ofHeads(ledgerSeq)))
    return {
      item: id,
      sha256,
      sm3,
      rungs: buildLadder({
        item,
        sm3,
        now: now.sha256,
        proof: proveEntry(vault, ledgerSeq),
        heads: heads.map((stamp) => ({
          stamp,
          proof: stamp.head && proveEntryIfHere(vault, ledgerSeq, stamp.head.seq),
        })),
        isExtract: hasGaps.get() !== undefined,
        stamps,
        deposits: deposits.get(id),
        today: new Date(),
      }),
    }
  }

  function digestMissing(): void {
    if (vault.damage !== null || !settings.get().sm3) return
    jobs.start({
      kind: 'digests',
      caseId: null,
      run: async ({ signal, report }) => ({ made: await digests.complete('SM3', { signal, report }) }),
    })
  }

  const look = () => {
    try {
      queue.workIfDue()
      if (!digests.isComplete('SM3')) digestMissing()
    } catch (error) {
      // A disk that is gone for a while: the next look finds what waits.
      log.fault(error)
    }
  }
  const first = setTimeout(look, firstLook).unref()
  const often = setInterval(look, looksEvery).unref()

  return {
    settings,
    authorities,
    deposits,
    async request(subjects, name) {
      const authority = authorityToAsk(name)
      if (authority === null) throw new AppError('not-found', { what: 'authority', id: name ?? '' })
      return tellAll(enqueue(subjects, authority))
    },
    stampItems(ids) {
      const authority = authorityToAsk(undefined)
      if (authority === null) return 0
      return enqueue(
        ids.map((item) => ({ kind: 'item', item })),
        authority,
      ).length
    },
    retry: () => queue.work({ all: true }),
    importToken: async (path, subject) =>
      tokens.told(await importToken({ vault, timestamps, tokens, digests }, path, subject)),
    list({ item, ...query }) {
      const sha256 = item === undefined ? undefined : items.get(item).sha256
      return tellAll(timestamps.list({ ...query, sha256 }))
    },
    reminders: () => tellAll(timestamps.endingBefore(new Date(Date.now() + soon).toISOString())),
    ladder,
    digestMissing,
    close() {
      clearTimeout(first)
      clearInterval(often)
    },
  }
}
