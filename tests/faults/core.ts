import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Core, openCore } from '../../electron/core/core.ts'
import type { Job } from '../../shared/contract/job.ts'
import type { Verification } from '../../shared/contract/vault.ts'

/** A core from the sources, outside any test runner: the programs that are killed open it so. */
export function coreAt(directory: string): Core {
  const { resolve } = createRequire(import.meta.url)
  return openCore({
    directory,
    taskScript: new URL('../../electron/core/jobs/task.ts', import.meta.url),
    resources: fileURLToPath(new URL('../../resources', import.meta.url)),
    verifier: fileURLToPath(new URL('../../out/verifier/verify.html', import.meta.url)),
    fonts: {
      regular: resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
      semibold: resolve('@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf'),
    },
    version: '0.0.0-faults',
    actor: 'faults',
    pace: { step: 20, quiet: 30, longQuiet: 60, grace: 100, walk: 300 },
    log: {
      info() {},
      fault(error) {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
        return 'stderr'
      },
    },
  })
}

export async function ended(core: Core, job: Job): Promise<Job> {
  for (;;) {
    const now = await core.call('jobs.get', { job: job.id })
    if (now.state !== 'queued' && now.state !== 'running') return now
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export async function quiet(core: Core): Promise<void> {
  for (;;) {
    const { jobs } = await core.call('jobs.list', {})
    if (jobs.every(({ state }) => state !== 'queued' && state !== 'running')) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export async function verified(core: Core, params: { deep?: boolean } = {}): Promise<Verification> {
  const job = await ended(core, await core.call('vaults.verify', params))
  if (job.state !== 'done')
    throw new Error(`the verification ended as ${job.state} ${JSON.stringify(job.error)}`)
  return job.result as Verification
}

export async function imported(core: Core, id: number, paths: readonly string[]): Promise<Job> {
  const sources = paths.map((path) => ({ kind: 'path' as const, path }))
  return ended(core, await core.call('imports.start', { case: id, sources }))
}

/** Digests of the files of the first case. */
export async function itemsOf(core: Core): Promise<string[]> {
  const { items } = await core.call('items.list', { case: 1, limit: 1000 })
  return items.map(({ sha256 }) => sha256)
}

/** What was said and is not there, or is there twice. */
export function lostOrDouble(said: readonly string[], there: readonly string[]): string[] {
  const lost = said.filter((line) => !there.includes(line)).map((line) => `lost: ${line}`)
  const twice = there.filter((line, index) => there.indexOf(line) !== index).map((line) => `twice: ${line}`)
  return [...lost, ...twice]
}

/** What a verification finds, as lines; nothing where all is well. */
export async function problemsOf(core: Core): Promise<string[]> {
  const { problems } = await verified(core)
  return problems.map(({ kind, subject, found }) => `${kind} ${subject} ${found}`)
}
