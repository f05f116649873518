import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../../shared/contract/job.ts'
import { openBenchCore } from './core.ts'
import { type Figure, middle, seconds, timeCommand } from './measure.ts'

const runs = 3

/** Import until every original is safe, against `cp -r` plus `sha256sum` of the same folder. Goal: at most 1.0. */
export async function importBench(folder: string, files: number, place: string): Promise<Figure[]> {
  const paths = readdirSync(folder).map((name) => join(folder, name))
  // Once through, so that every run finds the pictures in the page cache alike.
  timeCommand('sha256sum', paths)
  const copy = await middle(runs, (index) => {
    const to = join(place, `copy-${index}`)
    const took = timeCommand('cp', ['-r', folder, to])
    rmSync(to, { recursive: true })
    return took ?? Number.NaN
  })
  const sum = await middle(runs, () => timeCommand('sha256sum', paths) ?? Number.NaN)
  const ours = await middle(runs, async (index) => {
    const directory = join(place, `import-${index}`)
    const core = openBenchCore(directory)
    const { id } = await core.call('cases.create', { title: 'bench' })
    const started = performance.now()
    const ended = new Promise<Job>((resolve) => {
      core.listen((event) => {
        if (event.type === 'job.changed' && event.job.kind === 'import' && event.job.endedAt)
          resolve(event.job)
      })
    })
    await core.call('imports.start', { case: id, sources: [{ kind: 'path', path: folder }] })
    const job = await ended
    const took = (performance.now() - started) / 1000
    if (job.state !== 'done' || (job.result as { imported: number }).imported !== files) {
      throw new Error(`the import ended as ${job.state}`)
    }
    await core.close()
    rmSync(directory, { recursive: true })
    return took
  })
  const ratio = ours / (copy + sum)
  return [
    { name: `cp -r, ${files} files`, value: seconds(copy) },
    { name: `sha256sum, ${files} files`, value: seconds(sum) },
    { name: 'import until every original is safe', value: seconds(ours) },
    { name: 'import / (cp + sha256sum)', value: ratio.toFixed(2), note: 'goal: at most 1.0' },
  ]
}
