import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Core } from '../../electron/core/core.ts'
import type { Job } from '../../shared/contract/job.ts'
import { openBenchCore } from './core.ts'
import { type Figure, middle, seconds, timeCommand } from './measure.ts'

const runs = 3

/** Writing a case as an archive, and a backup, against `cp -r` of the same originals; both flush what they write. */
export async function archiveBench(folder: string, files: number, place: string): Promise<Figure[]> {
  const core = openBenchCore(join(place, 'archive-vault'))
  const { id } = await core.call('cases.create', { title: 'bench' })
  await ended(core, await core.call('imports.start', { case: id, sources: [{ kind: 'path', path: folder }] }))
  for (const job of (await core.call('jobs.list', {})).jobs) await ended(core, job)
  // Once through: what is built first (the dossier of the day) and the page cache are alike for every run.
  const path = (name: string) => join(place, name)
  const bag = (name: string) => ({ kind: 'path', path: path(name) }) as const
  const written = await ended(
    core,
    await core.call('archives.export', { case: id, destination: bag('first') }),
  )
  const manifest = join(path('first'), 'manifest-sha256.txt')
  const originals = join(path('first'), 'data', 'originals')
  if (readdirSync(originals).length !== files) throw new Error('the archive does not hold every original')

  const copy = await middle(runs, (index) => {
    const took = timeCommand('cp', ['-r', originals, path(`cp-${index}`)])
    rmSync(path(`cp-${index}`), { recursive: true })
    return took ?? Number.NaN
  })
  const whole = await middle(runs, (index) => {
    const took = timeCommand('sh', ['-c', `cp -r "${originals}" "${path(`cps-${index}`)}" && sync`])
    rmSync(path(`cps-${index}`), { recursive: true })
    return took ?? Number.NaN
  })
  const sum = await middle(
    runs,
    () =>
      timeCommand('sh', ['-c', `cd "${path('first')}" && sha256sum -c --quiet "${manifest}"`]) ?? Number.NaN,
  )
  const exporting = async (index: number, form: 'folder' | 'zip') => {
    const name = `${form}-${index}${form === 'zip' ? '.zip' : ''}`
    const started = performance.now()
    await ended(core, await core.call('archives.export', { case: id, form, destination: bag(name) }))
    const took = (performance.now() - started) / 1000
    rmSync(path(name), { recursive: true })
    return took
  }
  const ours = await middle(runs, (index) => exporting(index, 'folder'))
  const zipped = await middle(runs, (index) => exporting(index, 'zip'))
  const backing = async (name: string) => {
    const started = performance.now()
    await ended(core, await core.call('backups.run', { path: path(name) }))
    return (performance.now() - started) / 1000
  }
  const first = await backing('backup')
  const again = await backing('backup')
  await core.close()
  const restored = openBenchCore(path('restored-vault'))
  const started = performance.now()
  const source = { kind: 'path', path: path('first') } as const
  await ended(restored, await restored.call('archives.restore', { source }))
  const restoring = (performance.now() - started) / 1000
  await restored.close()
  const { bytes } = written.result as { bytes: number }
  return [
    {
      name: `cp -r of the originals, ${files} files`,
      value: seconds(copy),
      note: `${(bytes / 1e6).toFixed(0)} MB in the archive`,
    },
    { name: 'cp -r and sync', value: seconds(whole) },
    { name: 'sha256sum -c of the archive', value: seconds(sum) },
    { name: 'export to a folder, hashed and flushed', value: seconds(ours) },
    { name: 'export / cp -r', value: (ours / copy).toFixed(2) },
    { name: 'export / (cp -r and sync + sha256sum)', value: (ours / (whole + sum)).toFixed(2) },
    { name: 'export to a ZIP', value: seconds(zipped) },
    { name: 'first backup, verified', value: seconds(first) },
    { name: 'second backup, nothing new', value: seconds(again) },
    { name: 'restore, judged whole first', value: seconds(restoring) },
  ]
}

async function ended(core: Core, job: Job): Promise<Job> {
  for (;;) {
    const now = await core.call('jobs.get', { job: job.id })
    if (now.state === 'done') return now
    if (now.state !== 'queued' && now.state !== 'running')
      throw new Error(`${now.kind} ended as ${now.state}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
