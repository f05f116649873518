import { join } from 'node:path'
import { type Act, caseId, size, startCase, vaultOf, withPictures } from './act.ts'
import { backingUp, exporting, recording } from './acts-outside.ts'
import { ended, imported, itemsOf, lostOrDouble, quiet } from './core.ts'
import { makeOldVault } from './old-vault.ts'

const importing: Act = {
  prepare: (place) => startCase(place, size),
  async run(core, place, say) {
    const source = { kind: 'path' as const, path: join(place, 'pictures') }
    const job = await core.call('imports.start', { case: caseId, sources: [source] })
    let told = 0
    for (;;) {
      const { state } = await core.call('jobs.get', { job: job.id })
      const { outcomes } = await core.call('imports.outcomes', { job: job.id, offset: told })
      for (const { outcome, sha256 } of outcomes) if (outcome !== 'failed' && sha256) say(sha256)
      told += outcomes.length
      if (state === 'failed') throw new Error('the import failed')
      if (state !== 'queued' && state !== 'running') return quiet(core)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  },
  check: async (core, _place, said) => lostOrDouble(said, await itemsOf(core)),
  async finish(core, place) {
    const { state } = await imported(core, caseId, [join(place, 'pictures')])
    await quiet(core)
    const items = await itemsOf(core)
    return state === 'done' && new Set(items).size === size ? [] : [`import: ${state}, ${items.length} items`]
  },
}

const capturing: Act = {
  prepare: (place) => withPictures(place, 4),
  async run(core, _place, say) {
    const { captures: known } = await core.call('captures.list', { case: caseId })
    for (let n = known.length; n < size; n += 1) {
      const url = `https://example.com/${n}`
      const capture = await core.call('captures.add', { case: caseId, items: [2], record: { url } })
      say(url)
      await core.call('items.note', { item: 3, notes: { note: url } })
      say(`noted ${url}`)
      await core.call('links.create', { case: caseId, work: 1, capture: capture.id })
      say(`linked ${url}`)
    }
  },
  async check(core, _place, said) {
    const { captures: found } = await core.call('captures.list', { case: caseId })
    const { links } = await core.call('links.list', { case: caseId })
    const { notes } = await core.call('items.get', { item: 3 })
    const urlOf = new Map(found.map(({ id, record }) => [id, record.url]))
    const there = [
      ...found.map(({ record }) => record.url),
      ...links.map(({ capture }) => `linked ${urlOf.get(capture)}`),
    ]
    const number = (url: string | undefined) => Number(/\d+$/.exec(url ?? '')?.[0] ?? -1)
    const lastNoted = number(said.findLast((line) => line.startsWith('noted')))
    const isNoteLost = number(notes.note) < lastNoted
    return [
      ...lostOrDouble(
        said.filter((line) => !line.startsWith('noted')),
        there,
      ),
      ...(isNoteLost ? [`lost: note ${lastNoted}`] : []),
    ]
  },
  async finish(core, place) {
    await capturing.run(core, place, () => {})
    const { captures: found } = await core.call('captures.list', { case: caseId })
    return new Set(found.map(({ record }) => record.url)).size === size ? [] : [`${found.length} captures`]
  },
}

const building: Act = {
  prepare: (place) => withPictures(place, 6),
  async run(core, _place, say) {
    for (let n = 0; n < 3; n += 1) {
      const job = await ended(core, await core.call('dossiers.build', { case: caseId }))
      if (job.state !== 'done') throw new Error('the dossier failed')
      say((job.result as { sha256: string }).sha256)
    }
  },
  async check(core, _place, said) {
    const { dossiers } = await core.call('dossiers.list', { case: caseId })
    const there = new Set(dossiers.map(({ sha256 }) => sha256))
    return said.filter((sha256) => !there.has(sha256)).map((sha256) => `lost: ${sha256}`)
  },
  async finish(core) {
    const job = await ended(core, await core.call('dossiers.build', { case: caseId }))
    return job.state === 'done' ? [] : [`dossier: ${job.state}`]
  },
}

/** A vault of the first schema is opened: all steps of the schema, with a backup before. */
const migrating: Act = {
  async prepare(place) {
    await withPictures(place, 30)
    makeOldVault(vaultOf(place))
  },
  async run(core, _place, say) {
    say(`${(await itemsOf(core)).length} items`)
  },
  async check(core) {
    const items = await itemsOf(core)
    return new Set(items).size === 30 ? [] : [`${items.length} items`]
  },
  async finish(core) {
    await core.call('items.note', { item: 1, notes: { note: 'after' } })
    const { total } = await core.call('items.search', { text: 'after' })
    return total === 1 ? [] : ['what was written after the migration is not found']
  },
}

export const acts: Readonly<Record<string, Act>> = {
  import: importing,
  capture: capturing,
  dossier: building,
  migration: migrating,
  record: recording,
  export: exporting,
  backup: backingUp,
}
