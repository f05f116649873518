import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportResult } from '../../../shared/contract/job.ts'
import type { Verification } from '../../../shared/contract/vault.ts'
import { importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { infotext, png, pngDeclaring } from '../../pictures.ts'

async function newCase(core: ReturnType<typeof testCore>): Promise<number> {
  return (await core.call('cases.create', { title: '山风过处' })).id
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

describe('an import', () => {
  it('takes in a prompt that holds half a character, exactly as it is, and goes on', async () => {
    const folder = temporaryFolder()
    const nodes = {
      '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'a.safetensors' } },
      '2': { class_type: 'CLIPTextEncode', inputs: { text: 'cat \ud83d dog', clip: ['1', 1] } },
      '3': {
        class_type: 'KSampler',
        inputs: { seed: 5, steps: 20, cfg: 8, positive: ['2', 0], negative: ['2', 0], model: ['1', 0] },
      },
      '4': { class_type: 'SaveImage', inputs: { images: ['3', 0] } },
    }
    writeFileSync(join(folder, 'a.png'), png({ texts: { prompt: JSON.stringify(nodes) } }))
    writeFileSync(join(folder, 'b.png'), png({ seed: 2 }))
    const core = testCore()
    const id = await newCase(core)
    const { job } = await importInto(core, id, [folder])
    expect(job.result).toEqual({ imported: 2, duplicates: 0, failed: 0, noted: 0 })
    const [item] = (await core.call('items.list', { case: id })).items
    expect(item?.record.generations[0]?.prompt).toBe('cat \ud83d dog')
    const verified = await whenEnded(core, await core.call('vaults.verify', {}))
    expect(verified.result).toMatchObject({ ok: true })
    await expect(core.call('cases.edit', { case: id, file: { title: '山\ud83d' } })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { field: 'title' },
    })
  })

  it('takes a folder in byte for byte and leaves the source as it was', async () => {
    const folder = temporaryFolder()
    const picture = png({ texts: { parameters: infotext({ prompt: 'ridge, dusk', seed: 1001 }) } })
    mkdirSync(join(folder, 'round 1'))
    writeFileSync(join(folder, 'round 1', '00001-1001.png'), picture)
    const before = statSync(join(folder, 'round 1', '00001-1001.png'))

    const core = testCore()
    const id = await newCase(core)
    const { job } = await importInto(core, id, [folder])
    expect(job.state).toBe('done')
    expect(job.result).toEqual({ imported: 1, duplicates: 0, failed: 0, noted: 0 })

    const { items } = await core.call('items.list', { case: id })
    const [item] = items
    expect(item).toMatchObject({ name: '00001-1001.png', sha256: sha256(picture), size: picture.length })
    expect(item?.record.generations[0]).toMatchObject({ prompt: 'ridge, dusk', seed: '1001', steps: 30 })
    const stored = core.fileOf({ kind: 'file', sha256: item?.sha256 ?? '' })
    expect(readFileSync(stored?.path ?? '').equals(picture)).toBe(true)
    const after = statSync(join(folder, 'round 1', '00001-1001.png'))
    expect([after.mtimeMs, after.size]).toEqual([before.mtimeMs, before.size])
  })

  it('gives each bad file its own line with a reason and takes in the rest', async () => {
    const folder = temporaryFolder()
    const good = png({ seed: 1 })
    writeFileSync(join(folder, 'a-good.png'), good)
    writeFileSync(join(folder, 'b-truncated.png'), png({ seed: 2 }).subarray(0, 200))
    writeFileSync(join(folder, 'c-empty.png'), '')
    writeFileSync(join(folder, 'd-mislabelled.jpg'), png({ seed: 3 }))
    writeFileSync(join(folder, 'e-huge.png'), pngDeclaring(60_000, 60_000))
    writeFileSync(
      join(folder, 'f-program.exe'),
      Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0xff, 0xff]),
    )
    writeFileSync(join(folder, 'g-caption.txt'), '山风过处，初稿')
    symlinkSync(folder, join(folder, 'h-circle'))

    const core = testCore()
    const id = await newCase(core)
    const { job, outcomes } = await importInto(core, id, [folder, join(folder, 'nowhere.png')])
    const byName = new Map(outcomes.map((outcome) => [outcome.path.slice(folder.length + 1), outcome]))
    expect(byName.get('a-good.png')).toMatchObject({ outcome: 'imported', code: null })
    expect(byName.get('b-truncated.png')).toMatchObject({ outcome: 'imported', code: 'truncated' })
    expect(byName.get('c-empty.png')).toMatchObject({ outcome: 'imported', code: 'empty' })
    expect(byName.get('d-mislabelled.jpg')).toMatchObject({ outcome: 'imported', code: 'mislabelled' })
    expect(byName.get('e-huge.png')).toMatchObject({ outcome: 'imported', code: 'too-many-pixels' })
    expect(byName.get('f-program.exe')).toMatchObject({ outcome: 'failed', code: 'file-unsupported' })
    expect(byName.get('g-caption.txt')).toMatchObject({ outcome: 'imported' })
    expect(byName.get('nowhere.png')).toMatchObject({ outcome: 'failed', code: 'file-not-found' })
    expect(byName.has('h-circle')).toBe(false)
    expect(job.state).toBe('done')
    expect((job.result as ImportResult).failed).toBe(2)

    await whenQuiet(core)
    const { items } = await core.call('items.list', { case: id })
    const pictures = Object.fromEntries(items.map((item) => [item.name, item.picture]))
    expect(pictures['a-good.png']).toMatchObject({ state: 'ready', width: 48, height: 64 })
    expect(pictures['e-huge.png']).toMatchObject({ state: 'failed', reason: 'too-many-pixels' })
    expect(pictures['g-caption.txt']).toMatchObject({ state: 'none' })
  })

  it('finds its own work when it is run again', async () => {
    const folder = temporaryFolder()
    for (let n = 0; n < 5; n += 1) writeFileSync(join(folder, `${n}.png`), png({ seed: n }))
    writeFileSync(join(folder, 'copy of 0.png'), png({ seed: 0 }))
    const core = testCore()
    const id = await newCase(core)
    const first = await importInto(core, id, [folder])
    expect(first.job.result).toMatchObject({ imported: 5, duplicates: 1 })
    const head = await core.call('ledgers.head', {})
    const second = await importInto(core, id, [folder])
    expect(second.job.result).toMatchObject({ imported: 0, duplicates: 6 })
    expect(await core.call('ledgers.head', {})).toEqual(head)
    const verified = await whenEnded(core, await core.call('vaults.verify', {}))
    expect(verified.result as Verification).toEqual({ ok: true, checked: 5, problems: [] })
  })

  it('keeps what it had finished when it is cancelled', async () => {
    const folder = temporaryFolder()
    for (let n = 0; n < 400; n += 1) writeFileSync(join(folder, `${n}.png`), png({ seed: n, width: 90 }))
    const core = testCore()
    const id = await newCase(core)
    const started = await core.call('imports.start', {
      case: id,
      sources: [{ kind: 'path', path: folder }],
    })
    await new Promise<void>((resolve) => {
      core.listen((event) => {
        if (event.type === 'job.changed' && event.job.id === started.id && event.job.done > 0) resolve()
      })
    })
    await core.call('jobs.cancel', { job: started.id })
    const ended = await whenEnded(core, started)
    const { total } = await core.call('items.list', { case: id })
    expect(ended.state).toBe('cancelled')
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(400)
    expect((await importInto(core, id, [folder])).job.result).toMatchObject({
      imported: 400 - total,
      duplicates: total,
    })
  })

  it('puts a file that belongs to two cases into both and stores its bytes once', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'shared.png'), png())
    const core = testCore()
    const [one, two] = [await newCase(core), await newCase(core)]
    await importInto(core, one, [folder])
    expect((await importInto(core, two, [folder])).job.result).toMatchObject({ imported: 1 })
    expect(await core.call('vaults.info', {})).toMatchObject({ items: 2, bytes: png().length })
  })
})
