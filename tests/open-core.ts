import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import { type Core, type CoreOptions, openCore } from '../electron/core/core.ts'
import type { ItemRole } from '../shared/contract/item.ts'
import type { ImportOutcome, Job } from '../shared/contract/job.ts'

/** Real cores on real vaults in temporary folders, closed and removed after each test. */

const open: Core[] = []
const folders: string[] = []

afterEach(async () => {
  for (const core of open.splice(0)) await core.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-'))
  folders.push(folder)
  return folder
}

export function coreOptions(directory: string): CoreOptions {
  const { resolve } = createRequire(import.meta.url)
  return {
    directory,
    taskScript: new URL('../electron/core/jobs/task.ts', import.meta.url),
    resources: fileURLToPath(new URL('../resources', import.meta.url)),
    verifier: fileURLToPath(new URL('../out/verifier/verify.html', import.meta.url)),
    fonts: {
      regular: resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
      semibold: resolve('@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf'),
    },
    version: '0.0.0-test',
    actor: 'tester',
  }
}

export function testCore(directory = temporaryFolder(), changes: Partial<CoreOptions> = {}): Core {
  const core = openCore({ ...coreOptions(directory), ...changes })
  open.push(core)
  return core
}

export async function whenEnded(core: Core, job: Job): Promise<Job> {
  for (;;) {
    const now = await core.call('jobs.get', { job: job.id })
    if (now.state !== 'queued' && now.state !== 'running') return now
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export async function importInto(
  core: Core,
  caseId: number,
  paths: readonly string[],
  role: ItemRole = 'process',
): Promise<{ job: Job; outcomes: ImportOutcome[] }> {
  const started = await core.call('imports.start', {
    case: caseId,
    role,
    sources: paths.map((path) => ({ kind: 'path' as const, path })),
  })
  const job = await whenEnded(core, started)
  const { outcomes } = await core.call('imports.outcomes', { job: job.id, limit: 5000 })
  return { job, outcomes }
}

/** Waits until thumbnails and fingerprints are made too. */
export async function whenQuiet(core: Core): Promise<void> {
  for (;;) {
    const { jobs } = await core.call('jobs.list', {})
    if (jobs.every((job) => job.state !== 'queued' && job.state !== 'running')) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
