import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyArchive } from '../../electron/core/core.ts'
import { png } from '../pictures.ts'
import { type Act, caseId, size, startCase, withPictures } from './act.ts'
import { coreAt, ended, itemsOf, lostOrDouble, problemsOf } from './core.ts'

/** A disk that fails for good is waited for by the recorder, for as long as it takes; here only so long. */
const patience = 10_000

async function untilAllSealed(core: Parameters<Act['run']>[0], folder: string): Promise<void> {
  const { recorders } = await core.call('recorders.start', { case: caseId, folders: [folder] })
  const [recorder] = recorders
  let untroubledAt = Date.now()
  for (;;) {
    const { recorders: now } = await core.call('recorders.list', { case: caseId })
    const found = now.find(({ id }) => id === recorder?.id)
    if (found && found.pending === 0 && found.sealed >= readdirSync(folder).length) return
    if (!found?.trouble) untroubledAt = Date.now()
    if (Date.now() - untroubledAt > patience) throw new Error(`the recorder waits: ${found?.trouble}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A generator's folder in which pictures appear while it is watched. */
export const recording: Act = {
  async prepare(place) {
    await startCase(place, 0)
    mkdirSync(join(place, 'outputs'))
  },
  async run(core, place, say) {
    const folder = join(place, 'outputs')
    core.listen((event) => {
      if (event.type === 'recorder.changed') for (const { sha256 } of event.files) say(sha256)
    })
    await core.call('recorders.start', { case: caseId, folders: [folder] })
    for (let n = 0; n < size; n += 1) {
      writeFileSync(join(folder, `${n}.png`), png({ seed: n, width: 40 + n }))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await untilAllSealed(core, folder)
  },
  check: async (core, _place, said) => lostOrDouble(said, await itemsOf(core)),
  async finish(core, place) {
    const folder = join(place, 'outputs')
    for (let n = 0; n < size; n += 1) {
      writeFileSync(join(folder, `${n}.png`), png({ seed: n, width: 40 + n }))
    }
    await untilAllSealed(core, folder)
    const sealed = new Set(await itemsOf(core))
    const { recorders } = await core.call('recorders.list', { case: caseId })
    for (const { id, state } of recorders)
      if (state !== 'stopped') await core.call('recorders.stop', { recorder: id })
    return sealed.size >= size ? [] : [`${sealed.size} of ${size} pictures sealed`]
  },
}

/** Whatever stands under the name that was asked for is a whole archive; it is written under another until it is. */
async function faultsOfArchives(place: string): Promise<string[]> {
  const faults: string[] = []
  for (const name of readdirSync(place).filter((each) => /^archive-[a-z0-9]+$/.test(each))) {
    const { ok, problems } = await verifyArchive(join(place, name), {
      signal: new AbortController().signal,
      report() {},
    })
    if (!ok) faults.push(`${name} is not whole: ${problems[0]?.kind} ${problems[0]?.subject}`)
  }
  return faults
}

async function writeArchive(core: Parameters<Act['run']>[0], path: string): Promise<string> {
  const destination = { kind: 'path' as const, path }
  const job = await ended(core, await core.call('archives.export', { case: caseId, destination }))
  return job.state === 'done' ? '' : `archive: ${job.state} ${JSON.stringify(job.error)}`
}

export const exporting: Act = {
  prepare: (place) => withPictures(place, 8),
  async run(core, place, say) {
    for (let n = 0; n < 4; n += 1) {
      const failure = await writeArchive(core, join(place, `archive-${n}`))
      if (failure) throw new Error(failure)
      say(`archive-${n}`)
    }
  },
  async check(_core, place, said) {
    const lost = said.filter((name) => !existsSync(join(place, name))).map((name) => `lost: ${name}`)
    return [...lost, ...(await faultsOfArchives(place))]
  },
  async finish(core, place) {
    const failure = await writeArchive(core, join(place, 'archive-last'))
    return [...(failure ? [failure] : []), ...(await faultsOfArchives(place))]
  },
}

async function backUp(core: Parameters<Act['run']>[0], place: string): Promise<string> {
  const job = await ended(core, await core.call('backups.run', { path: join(place, 'backup') }))
  return job.state === 'done' ? '' : `backup: ${job.state} ${JSON.stringify(job.error)}`
}

/** A finished backup comes back into a fresh vault, which is verified; at every moment it has a description that fits. */
async function faultsOfBackup(place: string): Promise<string[]> {
  const path = join(place, 'backup')
  if (!existsSync(join(path, 'vault.db'))) return []
  const fresh = join(place, 'from-backup')
  rmSync(fresh, { recursive: true, force: true })
  const core = coreAt(fresh)
  try {
    const job = await ended(core, await core.call('archives.restore', { source: { kind: 'path', path } }))
    if (job.state !== 'done') return [`backup: ${job.state} ${JSON.stringify(job.error)}`]
    const problems = (await problemsOf(core)).filter((line) => !line.startsWith('derived'))
    return problems.map((line) => `backup: ${line}`)
  } finally {
    await core.close()
  }
}

export const backingUp: Act = {
  prepare: (place) => withPictures(place, 8),
  async run(core, place, say) {
    for (let n = 0; n < 4; n += 1) {
      await core.call('items.note', { item: 3, notes: { note: `before backup ${n}` } })
      const failure = await backUp(core, place)
      if (failure) throw new Error(failure)
      say(`backup ${n}`)
    }
  },
  async check(_core, place, said) {
    const lost = said.length > 0 && !existsSync(join(place, 'backup', 'vault.db')) ? ['lost: backup'] : []
    return [...lost, ...(await faultsOfBackup(place))]
  },
  async finish(core, place) {
    const failure = await backUp(core, place)
    return [...(failure ? [failure] : []), ...(await faultsOfBackup(place))]
  },
}
