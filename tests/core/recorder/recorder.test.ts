import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import type { Pace } from '../../../electron/core/recorder/recorder.ts'
import type { Item } from '../../../shared/contract/item.ts'
import type { Recorder } from '../../../shared/contract/recorder.ts'
import { whenFarFromMidnight } from '../../day.ts'
import { importInto, temporaryFolder, testCore } from '../../open-core.ts'
import { png } from '../../pictures.ts'

/** As patient as a test can wait for. */
const pace: Partial<Pace> = {
  step: 40,
  quiet: 100,
  longQuiet: 200,
  growingPause: 1_500,
  patience: 1_500,
  grace: 400,
  walk: 800,
  heartbeat: 300,
  // A machine that is busy with other work, or whose clock is set, was not away.
  absence: 3_600_000,
}

async function until<T>(look: () => Promise<T | null | undefined | false>, what: string): Promise<T> {
  const limit = Date.now() + 120_000
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > limit) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** A vault, a case and a watched folder, with what is asked of them again and again. */
async function recording(
  options: { vault?: string; folder?: string; existing?: boolean; pace?: Partial<Pace> } = {},
) {
  const vault = options.vault ?? temporaryFolder()
  const folder = options.folder ?? temporaryFolder()
  const core = testCore(vault, { pace: { ...pace, ...options.pace } })
  const { cases } = await core.call('cases.list', {})
  const { id } = cases[0] ?? (await core.call('cases.create', { title: '山风过处' }))
  const begin = async () =>
    (
      await core.call('recorders.start', {
        case: id,
        folders: [folder],
        ...(options.existing === undefined ? {} : { existing: options.existing }),
      })
    ).recorders[0] as Recorder
  return {
    vault,
    folder,
    core,
    id,
    begin,
    ...asking(core, id),
    at: (...names: string[]) => join(folder, ...names),
  }
}

function asking(core: Core, id: number) {
  const items = async () => (await core.call('items.list', { case: id, limit: 1_000 })).items
  const one = async () => (await core.call('recorders.list', { case: id })).recorders[0] as Recorder
  return {
    items,
    recorder: one,
    named: async (name: string) => (await items()).filter((item) => item.name === name),
    sealed: (name: string) =>
      until(async () => (await items()).find((item) => item.name === name), `${name} sealed`),
    whenRecorder: (isSo: (recorder: Recorder) => boolean, what: string) =>
      until(async () => {
        const now = await one()
        return isSo(now) && now
      }, what),
    acts: async (act: string) =>
      (await core.call('ledgers.list', { case: id, limit: 500 })).entries.filter(
        (entry) => entry.act === act,
      ),
    /** Long enough for a walk, and for a file to become quiet and be read. */
    aWhile: () => new Promise((resolve) => setTimeout(resolve, 1_600)),
  }
}

/** Watches from an empty folder on, the first walk being over. */
async function watching(options: Parameters<typeof recording>[0] = {}) {
  const made = await recording(options)
  await made.begin()
  writeFileSync(made.at('first.png'), png({ seed: 999 }))
  await made.sealed('first.png')
  return made
}

describe('a recorder', () => {
  it('seals what appears, in the folder and below it, with its arrival in the ledger', async () => {
    await whenFarFromMidnight()
    const { at, sealed, acts, core, recorder } = await watching()
    mkdirSync(at('2026-03-02'))
    const bytes = png({ seed: 1 })
    writeFileSync(at('2026-03-02', '00001-42.png'), bytes)
    const item = await sealed('00001-42.png')
    expect(item).toMatchObject({ role: 'process', path: at('2026-03-02', '00001-42.png') })
    expect(item.arrival).toMatchObject({ recorder: 1, catchUp: false, deletedAt: null, renamedTo: null })
    const [entry] = (await acts('item.imported')).filter(({ digests }) => digests[0] === item.sha256)
    expect(entry?.data).toMatchObject({ recorder: 1, catchUp: false, seenAt: item.arrival?.seenAt })
    const { times } = await core.call('items.times', { item: item.id })
    expect(times.filter(({ trust }) => trust === 'recorder')).toMatchObject([
      { source: 'recorder:seen', value: item.arrival?.seenAt },
      { source: 'recorder:sealed', value: item.arrival?.sealedAt },
    ])
    const stored = core.fileOf({ kind: 'file', sha256: item.sha256 })?.path ?? ''
    expect(readFileSync(stored).equals(bytes)).toBe(true)
    expect(await recorder()).toMatchObject({
      state: 'running',
      sealed: 2,
      sealedToday: 2,
      lastFile: { name: '00001-42.png', sha256: item.sha256 },
    })
  })

  it('waits for a file that is still being written, and never keeps the half of it', async () => {
    const { at, named, sealed, whenRecorder } = await watching({ pace: { patience: 60_000 } })
    const bytes = png({ seed: 2, width: 200, height: 200 })
    writeFileSync(at('slow.png'), bytes.subarray(0, 400))
    await whenRecorder(({ pending }) => pending === 1, 'the half file seen')
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(await named('slow.png')).toEqual([])
    appendFileSync(at('slow.png'), bytes.subarray(400))
    expect((await sealed('slow.png')).size).toBe(bytes.length)
    await whenRecorder(({ pending }) => pending === 0, 'nothing pending')
    expect(await named('slow.png')).toHaveLength(1)
  })

  it('seals a file that stays half after a while, and says that it is damaged', async () => {
    const { at, sealed, core } = await watching()
    const told: unknown[] = []
    core.listen((event) => event.type === 'recorder.changed' && told.push(...event.files))
    writeFileSync(at('broken.png'), png({ seed: 3 }).subarray(0, 300))
    const item = await sealed('broken.png')
    expect(item.size).toBe(300)
    expect(item.record.warnings.map(({ code }) => code)).toContain('truncated')
    expect(told).toContainEqual(expect.objectContaining({ name: 'broken.png', damaged: true }))
  })

  it('leaves temporary names alone until the file has its own', async () => {
    const { at, named, sealed, items, aWhile } = await watching()
    for (const name of ['a.png.tmp', 'b.part', '.hidden.png', 'c.crdownload']) {
      writeFileSync(at(name), png({ seed: 4 }))
    }
    await aWhile()
    expect(await items()).toHaveLength(1)
    renameSync(at('a.png.tmp'), at('a.png'))
    await sealed('a.png')
    expect(await named('a.png')).toHaveLength(1)
  })

  it('notes a new name without a second item, and keeps the sealed copy of what is deleted', async () => {
    const { at, sealed, items, acts, core, whenRecorder } = await watching()
    for (const seed of [5, 6]) writeFileSync(at(`${seed}.png`), png({ seed }))
    const [moved, lost] = [await sealed('5.png'), await sealed('6.png')] as [Item, Item]
    renameSync(at('5.png'), at('best.png'))
    rmSync(at('6.png'))
    await whenRecorder(({ renamed, deleted }) => renamed === 1 && deleted === 1, 'renamed and deleted')
    expect(await items()).toHaveLength(3)
    expect((await core.call('items.get', { item: moved.id })).arrival?.renamedTo).toBe('best.png')
    expect((await core.call('items.get', { item: lost.id })).arrival?.deletedAt).toMatch(/Z$/)
    expect((await acts('recorder.file-renamed')).map(({ digests }) => digests)).toEqual([[moved.sha256]])
    expect((await acts('recorder.file-deleted')).map(({ digests }) => digests)).toEqual([[lost.sha256]])
    expect(readFileSync(core.fileOf({ kind: 'file', sha256: lost.sha256 })?.path ?? '').length).toBe(
      lost.size,
    )
  })

  it('follows files into a folder that gets another name', async () => {
    const { at, sealed, items, whenRecorder } = await watching()
    mkdirSync(at('day'))
    for (const seed of [7, 8, 9]) writeFileSync(at('day', `${seed}.png`), png({ seed }))
    for (const seed of [7, 8, 9]) await sealed(`${seed}.png`)
    renameSync(at('day'), at('night'))
    await whenRecorder(({ renamed }) => renamed === 3, 'three files renamed')
    expect(await items()).toHaveLength(4)
  })

  it('makes a second item of other bytes under the same name', async () => {
    const { at, sealed, named, core } = await watching()
    writeFileSync(at('same.png'), png({ seed: 10 }))
    const first = await sealed('same.png')
    writeFileSync(at('same.png'), png({ seed: 11 }))
    await until(async () => (await named('same.png')).length === 2, 'the second content')
    expect((await core.call('items.get', { item: first.id })).arrival).toMatchObject({
      replacedAt: expect.stringMatching(/Z$/),
      deletedAt: null,
    })
  })

  it('seals a log when it is quiet, and again when it has grown, but not after every line', async () => {
    const { at, sealed, named } = await watching()
    const head = 'prompt,seed,width,height,sampler,cfgs,steps,filename,negative_prompt\n'
    const begun = Date.now()
    writeFileSync(at('log.csv'), head)
    await sealed('log.csv')
    for (let line = 0; line < 6; line += 1) {
      appendFileSync(at('log.csv'), `ridge,${line},8,8,Euler,7,20,${line}.png,\n`)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    await until(
      async () => (await named('log.csv')).some(({ size }) => size > head.length + 150),
      'the grown log',
    )
    const pauses = Math.ceil((Date.now() - begun) / (pace.growingPause ?? 1))
    expect((await named('log.csv')).length).toBeLessThanOrEqual(1 + pauses)
  })

  it('does not follow links out of the folder', async () => {
    const { at, items, aWhile } = await watching()
    const outside = temporaryFolder()
    writeFileSync(join(outside, 'private.png'), png({ seed: 12 }))
    symlinkSync(outside, at('elsewhere'))
    symlinkSync(join(outside, 'private.png'), at('link.png'))
    await aWhile()
    expect(await items()).toHaveLength(1)
  })

  it('lets a file that was imported before be what it is: no second item, no arrival', async () => {
    const { at, core, id, items, aWhile } = await watching()
    const elsewhere = temporaryFolder()
    writeFileSync(join(elsewhere, 'known.png'), png({ seed: 13 }))
    await importInto(core, id, [elsewhere])
    writeFileSync(at('copy.png'), png({ seed: 13 }))
    await aWhile()
    const [, known] = await items()
    expect(await items()).toHaveLength(2)
    expect(known).toMatchObject({ name: 'known.png', arrival: null })
  })
})

describe('what appeared while nobody watched', () => {
  it('is taken in at the next start and marked as such', async () => {
    const { vault, folder, core, at } = await watching()
    await core.close()
    writeFileSync(at('overnight.png'), png({ seed: 20 }))
    const again = await recording({ vault, folder })
    expect(await again.recorder()).toMatchObject({ id: 1, state: 'waiting' })
    await again.begin()
    expect((await again.sealed('overnight.png')).arrival).toMatchObject({ recorder: 1, catchUp: true })
    writeFileSync(at('morning.png'), png({ seed: 21 }))
    expect((await again.sealed('morning.png')).arrival).toMatchObject({ catchUp: false })
    expect(await again.items()).toHaveLength(3)
  })

  it('is also noted where a file was renamed or deleted', async () => {
    const { vault, folder, core, at, sealed } = await watching()
    for (const seed of [22, 23]) writeFileSync(at(`${seed}.png`), png({ seed }))
    for (const seed of [22, 23]) await sealed(`${seed}.png`)
    await core.close()
    renameSync(at('22.png'), at('kept.png'))
    rmSync(at('23.png'))
    const again = await recording({ vault, folder })
    await again.begin()
    await again.whenRecorder(({ renamed, deleted }) => renamed === 1 && deleted === 1, 'both noted')
    expect(await again.items()).toHaveLength(3)
  })

  it('is taken in from a folder that is new, unless the person wants only what comes', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'old.png'), png({ seed: 24 }))
    const all = await recording({ folder })
    await all.begin()
    expect((await all.sealed('old.png')).arrival).toMatchObject({ catchUp: true })

    const only = await watching({ folder, existing: false })
    expect((await only.items()).map(({ name }) => name)).toEqual(['first.png'])
    expect(await only.recorder()).toMatchObject({ failed: 0, sealed: 1 })
  })

  it('is taken in or left aside as the person says when a recorder is begun again', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'old.png'), png({ seed: 24 }))
    const { core, id, at, items, recorder, sealed } = await watching({ folder, existing: false })
    const names = async () => (await items()).map(({ name }) => name).sort()
    const begin = (existing: boolean) =>
      core.call('recorders.start', { case: id, folders: [folder], existing })
    const stop = async () => core.call('recorders.stop', { recorder: (await recorder()).id })

    await stop()
    writeFileSync(at('meanwhile.png'), png({ seed: 25 }))
    await begin(false)
    writeFileSync(at('new.png'), png({ seed: 26 }))
    await sealed('new.png')
    expect(await names()).toEqual(['first.png', 'new.png'])

    await stop()
    await core.call('recorders.resume', { recorder: (await recorder()).id })
    writeFileSync(at('newer.png'), png({ seed: 27 }))
    await sealed('newer.png')
    expect(await names()).toEqual(['first.png', 'new.png', 'newer.png'])

    await stop()
    await begin(true)
    for (const name of ['old.png', 'meanwhile.png']) {
      expect((await sealed(name)).arrival).toMatchObject({ catchUp: true })
    }
    expect(await names()).toHaveLength(5)
  })

  it('is looked for again after a folder was gone: told as missing, nothing called deleted', async () => {
    const { folder, at, sealed, whenRecorder, items, acts } = await watching()
    const away = join(temporaryFolder(), 'drive')
    renameSync(folder, away)
    await whenRecorder(({ trouble }) => trouble === 'missing', 'the folder missed')
    await new Promise((resolve) => setTimeout(resolve, 900))
    writeFileSync(join(away, 'meanwhile.png'), png({ seed: 25 }))
    renameSync(away, folder)
    await whenRecorder(({ trouble }) => trouble === null, 'the folder back')
    expect((await sealed('meanwhile.png')).arrival).toMatchObject({ catchUp: true })
    writeFileSync(at('after.png'), png({ seed: 26 }))
    expect((await sealed('after.png')).arrival).toMatchObject({ catchUp: false })
    expect(await items()).toHaveLength(3)
    expect(await acts('recorder.file-deleted')).toEqual([])
  })
})

describe('two programs with one vault', () => {
  it('watch a folder one at a time; when one ends, the other goes on', async () => {
    const one = await watching()
    const two = await recording({ vault: one.vault, folder: one.folder })
    await two.begin()
    for (let seed = 30; seed < 50; seed += 1) writeFileSync(one.at(`${seed}.png`), png({ seed }))
    await until(async () => (await two.items()).length === 21, 'all sealed')
    expect((await one.acts('item.imported')).length).toBe(21)
    await one.core.close()
    writeFileSync(one.at('next.png'), png({ seed: 51 }))
    await two.sealed('next.png')
    expect(await two.recorder()).toMatchObject({ id: 1, state: 'running', sealed: 22 })
  })

  it('can stop each other, and a stopped recorder begins again as the same one', async () => {
    const one = await watching()
    const two = testCore(one.vault, { pace })
    expect(await two.call('recorders.stop', { recorder: 1 })).toMatchObject({ state: 'stopped' })
    await new Promise((resolve) => setTimeout(resolve, 300))
    writeFileSync(one.at('unseen.png'), png({ seed: 52 }))
    await one.aWhile()
    expect(await one.named('unseen.png')).toEqual([])
    expect(await one.begin()).toMatchObject({ id: 1, state: 'running' })
    expect((await one.sealed('unseen.png')).arrival).toMatchObject({ catchUp: true })
    expect((await one.acts('recorder.started')).length).toBe(2)
    expect((await one.acts('recorder.stopped')).length).toBe(1)
  })

  it('go on with every recorder of the vault when asked to', async () => {
    const one = await watching()
    await one.core.close()
    const two = testCore(one.vault, { pace, record: true })
    writeFileSync(one.at('resumed.png'), png({ seed: 53 }))
    await asking(two, one.id).sealed('resumed.png')
  })
})

describe('a vault whose disk fills up', () => {
  const mounts: string[] = []
  afterEach(() => {
    for (const mount of mounts.splice(0)) execFileSync('umount', ['-l', mount], { stdio: 'ignore' })
  })

  it('is told as trouble; what waits is sealed once there is room, none lost, none twice', async ({
    skip,
  }) => {
    const disk = temporaryFolder()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk], { stdio: 'ignore' })
    } catch {
      return skip('a small disk cannot be mounted here (needs root on Linux)')
    }
    mounts.push(disk)
    const { core, at, items, whenRecorder } = await watching({ vault: join(disk, 'vault') })
    const noise = (seed: number) =>
      Array.from({ length: 6_000 }, (_, n) => ((n * 7_919 + seed * 104_729) ** 2).toString(36)).join('')
    for (let seed = 0; seed < 60; seed += 1) {
      writeFileSync(at(`${seed}.png`), png({ seed, texts: { noise: noise(seed) } }))
    }
    await whenRecorder(({ trouble }) => trouble === 'disk-full', 'the full disk told')
    execFileSync('mount', ['-o', 'remount,size=64m', disk])
    await whenRecorder(({ sealed, pending }) => sealed === 61 && pending === 0, 'all sealed')
    expect(await items()).toHaveLength(61)
    await core.close()
  })
})

describe('a folder that cannot be watched', () => {
  it('is refused: not there, no folder, or the vault itself', async () => {
    const { core, id, vault, folder } = await recording()
    writeFileSync(join(folder, 'a.png'), png())
    const start = (path: string) => core.call('recorders.start', { case: id, folders: [path] })
    await expect(start(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(start(join(folder, 'a.png'))).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(start(join(vault, 'objects'))).rejects.toMatchObject({ code: 'not-allowed' })
    expect(await core.call('recorders.list', {})).toEqual({ recorders: [] })
  })

  it('does not take in the vault that lies below it', async () => {
    const folder = temporaryFolder()
    const { begin, at, sealed, items, aWhile } = await recording({ folder, vault: join(folder, 'vault') })
    await begin()
    writeFileSync(at('a.png'), png({ seed: 60 }))
    await sealed('a.png')
    await aWhile()
    expect(await items()).toHaveLength(1)
  })
})
