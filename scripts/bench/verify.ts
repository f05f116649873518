import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Core } from '../../electron/core/core.ts'
import type { Job } from '../../shared/contract/job.ts'
import type { Verification } from '../../shared/contract/vault.ts'
import { openBenchCore } from './core.ts'
import { type Figure, middle, seconds } from './measure.ts'

const runs = 3

/** `verify` of a vault against `sha256sum` over the same originals, in turn within one run. Goal: no slower. */
export async function verifyBench(folder: string, files: number, place: string): Promise<Figure[]> {
  const directory = join(place, 'verify')
  const core = openBenchCore(directory)
  try {
    const { id } = await core.call('cases.create', { title: 'bench' })
    const sources = [{ kind: 'path' as const, path: folder }]
    await ended(core, await core.call('imports.start', { case: id, sources }))
    for (;;) {
      const { jobs } = await core.call('jobs.list', {})
      if (jobs.every(({ state }) => state !== 'queued' && state !== 'running')) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const objects = join(directory, 'objects')
    const originals = readdirSync(objects)
      .filter((shard) => /^[0-9a-f]{2}$/.test(shard))
      .flatMap((shard) => readdirSync(join(objects, shard)).map((name) => join(shard, name)))
    // Once through, so that both find the originals in the page cache alike, where there is room for them.
    sumOf(objects, originals)
    const sums: number[] = []
    const ours = await middle(runs, async () => {
      sums.push(sumOf(objects, originals))
      return verifying(core, files)
    })
    sums.sort((a, b) => a - b)
    const sum = sums[Math.floor(runs / 2)] ?? Number.NaN
    return [
      { name: `sha256sum, ${files} originals`, value: seconds(sum) },
      { name: 'verify', value: seconds(ours) },
      { name: 'verify / sha256sum', value: (ours / sum).toFixed(2), note: 'goal: at most 1.0' },
    ]
  } finally {
    await core.close()
    rmSync(directory, { recursive: true })
  }
}

/** The names go in by a pipe: ten thousand do not fit on a command line. */
function sumOf(folder: string, names: readonly string[]): number {
  const started = performance.now()
  const { error, status } = spawnSync('xargs', ['-0', 'sha256sum'], {
    cwd: folder,
    input: names.join('\0'),
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') return Number.NaN
  if (status !== 0) throw new Error(`sha256sum ended with ${status}`)
  return (performance.now() - started) / 1000
}

async function verifying(core: Core, files: number): Promise<number> {
  const started = performance.now()
  const job = await ended(core, await core.call('vaults.verify', {}))
  const took = (performance.now() - started) / 1000
  const { ok, checked } = job.result as Verification
  if (!ok || checked !== files) throw new Error(`the verification found ${JSON.stringify(job.result)}`)
  return took
}

async function ended(core: Core, started: Job): Promise<Job> {
  for (;;) {
    const job = await core.call('jobs.get', { job: started.id })
    if (job.state === 'done') return job
    if (job.state !== 'queued' && job.state !== 'running')
      throw new Error(`${job.kind} ended as ${job.state}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
