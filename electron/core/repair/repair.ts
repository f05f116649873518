import type { VaultHealth } from '../../../shared/contract/archive.ts'
import type { Job } from '../../../shared/contract/job.ts'
import type { ParsedParams } from '../../../shared/contract/operations.ts'
import type { Problem } from '../../../shared/contract/vault.ts'
import type { Items } from '../cases/cases.ts'
import type { JobContext, Jobs } from '../jobs/jobs.ts'
import type { Pool } from '../jobs/pool.ts'
import type { Log } from '../log.ts'
import { damageOf, type Vault, verifyVault, writeLastVerification } from '../vault/vault.ts'
import { pictureProblems } from './check-pictures.ts'
import { fetchOriginals } from './fetch.ts'
import { healthOf } from './health.ts'
import { rebuildDerived } from './rebuild.ts'

export { keepVerified } from './schedule.ts'

/** What finds out how whole a vault is, and mends what can be mended without touching evidence. */
export interface Repair {
  readonly health: () => VaultHealth
  /** `quiet`: beside other work, in one thread, and never while another job runs. */
  readonly verify: (request: ParsedParams<'vaults.verify'> & { quiet?: boolean }) => Job
  readonly rebuild: () => Job
  readonly fetch: (path: string) => Job
}

export interface RepairParts {
  readonly vault: Vault
  readonly jobs: Jobs
  readonly pool: Pool
  readonly items: Items
  readonly makePictures: (context: JobContext) => Promise<unknown>
  /** What other modules keep and can check. */
  readonly more: readonly (() => Promise<readonly Problem[]> | readonly Problem[])[]
  /** What other modules can make again. */
  readonly remake: readonly (() => void)[]
  readonly log: Log
}

export function openRepair(parts: RepairParts): Repair {
  const { vault, jobs, pool, log } = parts

  async function verify(
    { deep, head, quiet = false }: ParsedParams<'vaults.verify'> & { quiet?: boolean },
    { id, signal, report }: JobContext,
  ) {
    const { seq } = vault.ledger.head()
    // Two messages a thread: the next one lies ready when one is answered.
    const width = quiet ? 1 : pool.size * 2
    const found = await verifyVault(vault, {
      check: (input) => pool.run('check', input),
      checkDatabase: (input) => pool.run('checkDatabase', input),
      width,
      deep,
      head,
      report,
      signal,
      pause: () => (quiet ? whenAlone(jobs, id, signal) : Promise.resolve()),
      more: [() => pictureProblems(vault, pool, { deep, width, signal }), ...parts.more],
    })
    const { ok, checked, problems } = found
    const [damage] = problems.flatMap((problem) => damageOf(problem) ?? [])
    if (damage) vault.condemn(damage)
    else if (vault.damage === null) {
      vault.write(() =>
        vault.ledger.append({
          act: 'vault.verified',
          caseId: null,
          digests: [],
          data: { ok, checked, problems: problems.length },
        }),
      )
    }
    try {
      writeLastVerification(vault.directory, { ...found, at: new Date().toISOString(), seq })
    } catch (error) {
      // A read-only disk keeps no findings; they are told all the same.
      log.fault(error)
    }
    return found
  }

  return {
    health: () => healthOf(vault),
    verify: (request) =>
      jobs.start({
        kind: 'verify',
        caseId: null,
        heavy: !request.quiet,
        run: (context) => verify(request, context),
      }),
    rebuild: () =>
      jobs.start({ kind: 'repair', caseId: null, run: (context) => rebuildDerived(parts, context) }),
    fetch: (path) =>
      jobs.start({ kind: 'repair', caseId: null, run: (context) => fetchOriginals(parts, path, context) }),
  }
}

/** Looks twice a second whether other work has ended. */
async function whenAlone(jobs: Jobs, own: number, signal: AbortSignal): Promise<void> {
  const isBusy = () => jobs.list(20).some(({ id, state }) => id !== own && state === 'running')
  while (isBusy()) {
    signal.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
