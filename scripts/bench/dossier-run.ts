import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Core } from '../../electron/core/core.ts'
import type { Dossier } from '../../shared/contract/dossier.ts'
import type { ItemRole } from '../../shared/contract/item.ts'
import type { Job } from '../../shared/contract/job.ts'
import { openBenchCore } from './core.ts'
import { makeFolder } from './folder.ts'

/** Makes a case with 25 rounds and 48 documents, each an exhibit of its own, and builds its dossier; prints what it took. */
const place = process.argv[2] ?? ''
const core = openBenchCore(join(place, 'vault'))
const { id } = await core.call('cases.create', {
  title: 'bench',
  parties: [
    { role: 'plaintiff', name: '林一' },
    { role: 'defendant', name: '周二' },
  ],
})
await take('rounds', 25, 'process')
await take('documents', 48, 'document')
for (const [n, { id: item }] of (
  await core.call('items.list', { case: id, role: 'document' })
).items.entries()) {
  await core.call('items.note', {
    item,
    notes: { exhibit: { included: true, group: 5, name: `票据 ${n + 1}` } },
  })
}
const [first] = (await core.call('items.list', { case: id, role: 'process' })).items
if (!first) throw new Error('nothing was imported')
await core.call('works.set', { case: id, item: first.id, final: true, title: '山风过处' })
const started = performance.now()
const job = await ended(core, await core.call('dossiers.build', { case: id }))
const took = (performance.now() - started) / 1000
if (job.state !== 'done') throw new Error(`the dossier ended as ${job.state}: ${JSON.stringify(job.error)}`)
const { pages, exhibits } = job.result as Dossier
await core.close()
process.stdout.write(JSON.stringify({ took, pages, exhibits, peak: process.resourceUsage().maxRSS * 1024 }))

async function take(name: string, files: number, role: ItemRole): Promise<void> {
  const folder = join(place, name)
  mkdirSync(folder, { recursive: true })
  makeFolder(folder, files)
  await ended(
    core,
    await core.call('imports.start', { case: id, role, sources: [{ kind: 'path', path: folder }] }),
  )
}

async function ended(on: Core, job: Job): Promise<Job> {
  for (;;) {
    const now = await on.call('jobs.get', { job: job.id })
    if (now.endedAt) return now
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
