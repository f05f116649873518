import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import { readRecord } from '../../../electron/core/metadata/metadata.ts'
import { tellSample } from '../../../electron/core/sample/sample.ts'
import { readStory, sampleFiles, tell } from '../../../electron/core/sample/story.ts'
import { infotext } from '../../../scripts/sample/records.ts'
import { testCore, whenEnded, whenQuiet } from '../../open-core.ts'

const directory = fileURLToPath(new URL('../../../resources/sample', import.meta.url))
const bytesOf = (file: string) => readFileSync(join(directory, file))
const recordOf = (file: string) => readRecord(bytesOf(file), { path: file })

async function openSample(core: Core, language: 'zh-CN' | 'en' = 'zh-CN') {
  const job = await whenEnded(core, await core.call('samples.open', { language }))
  expect(job.error).toBeNull()
  expect(job.state).toBe('done')
  return job.result as { case: number; work: number }
}

describe('the files of the sample case', () => {
  it('carry the generation records of the worked example', async () => {
    const rounds = await Promise.all(sampleFiles.process.slice(0, 4).map(recordOf))
    const told = rounds.map((round) => {
      const [generation] = round.generations
      return [
        round.generator?.id,
        generation?.model?.name,
        generation?.loras?.map(({ name, weight }) => [name, weight]),
        generation?.steps,
        generation?.cfgScale,
        generation?.seed,
        [generation?.width, generation?.height],
        [round.width, round.height],
      ]
    })
    const common = (weight: number, seed: string) => [
      'a1111',
      'demo-xl',
      [['ink', weight]],
      30,
      8,
      seed,
      [768, 1152],
      [768, 1152],
    ]
    expect(told).toEqual([
      common(0.8, '1001'),
      common(0.65, '1001'),
      common(0.65, '1002'),
      common(0.65, '1002'),
    ])
    const [first, , third, fourth] = rounds.map((round) => round.generations[0])
    expect(first?.prompt?.split(', ').filter((term) => !term.startsWith('<lora'))).toHaveLength(12)
    expect(third?.prompt).not.toContain('low sun')
    expect(fourth?.prompt).toContain('low sun, long shadow')
    expect(fourth?.negativePrompt).toBe(`${third?.negativePrompt}, text`)
  })

  it('use the other carriers too: EXIF in a WebP, a graph in a PNG', async () => {
    const sibling = await recordOf('process/sibling-1003.webp')
    expect(sibling.generator?.id).toBe('a1111')
    expect(sibling.generations[0]?.seed).toBe('1003')
    expect(sibling.generations[0]?.prompt).toContain('水墨')
    const study = await recordOf('process/ComfyUI_00001_.png')
    expect(study.generator?.id).toBe('comfyui')
    expect(study.generations[0]).toMatchObject({
      seed: '1004',
      steps: 30,
      cfgScale: 8,
      width: 512,
      height: 768,
    })
    expect(study.generations[0]?.prompt).toContain('水墨')
  })

  it('leave the picture that was finished by hand and its copy without a generation record', async () => {
    for (const file of ['work/00005-final.png', 'captures/image-as-served.jpg']) {
      const record = await recordOf(file)
      expect(record.generations, file).toEqual([])
      expect(record.status, file).toBe('no-metadata')
    }
  })

  it('show a reproduction that differs from round 4 in the version of the program alone', async () => {
    const original = bytesOf('process/00004-1002.png')
    const again = bytesOf('process/reproduction-1002.png')
    const record = infotext({ seed: 1002, lora: 0.65, evening: true })
    expect(original.includes(record)).toBe(true)
    const pixels = (png: Buffer) => png.subarray(png.indexOf('IDAT'))
    expect(pixels(again).equals(pixels(original))).toBe(true)
    expect(again.equals(original)).toBe(false)
  })

  it('hold a layered file that says so in its first bytes', () => {
    const layers = bytesOf('documents/00005-layers.psd')
    expect(layers.subarray(0, 6).toString('latin1')).toBe('8BPS\0\x01')
    for (const name of ['第4轮裁切', '曲线', '署名'])
      expect(layers.includes(Buffer.from(name, 'utf16le').swap16()), name).toBe(true)
  })

  it('have names and contents of their own, so that a story can name them', () => {
    const files = Object.values(sampleFiles).flat()
    expect(new Set(files.map((file) => basename(file))).size).toBe(files.length)
    const digests = files.map((file) => createHash('sha256').update(bytesOf(file)).digest('hex'))
    expect(new Set(digests).size).toBe(files.length)
  })
})

describe('the story', () => {
  it('is told alike in both languages', async () => {
    const shapes = await Promise.all(
      (['zh-CN', 'en'] as const).map(async (language) => {
        const { raw, places } = await readStory(directory, language)
        const files: string[] = []
        tell(raw, places, (file) => files.push(file))
        return { files, keys: keysOf(raw) }
      }),
    )
    expect(shapes[1]).toEqual(shapes[0])
    expect(shapes[0]?.files.length).toBeGreaterThan(40)
  })

  it('names only files of the sample', async () => {
    const known = new Set(Object.values(sampleFiles).flat())
    const { raw, places } = await readStory(directory, 'zh-CN')
    tell(raw, places, (file) => {
      expect(known).toContain(file)
      return 1
    })
  })
})

describe('the sample case', () => {
  it('runs from import to claims and leaves only the dossier to be built', async () => {
    const core = testCore()
    const { case: id, work } = await openSample(core)
    const found = await core.call('cases.get', { case: id })
    expect(found.sample).toBe(true)
    expect(found.steps.filter(({ state }) => state !== 'done').map(({ step }) => step)).toEqual(['dossier'])
    expect(found.works[0]?.registration).toBeUndefined()

    const process = await core.call('processes.get', { case: id, work })
    expect(process.missing).toEqual([])
    expect(process.rounds.map(({ sourceType }) => sourceType)).toEqual([
      ...Array.from({ length: 4 }, () => 'original-record'),
      'statement',
      'reproduction',
    ])
    const changes = process.rounds.map(({ changed }) =>
      changed.map(({ field, from, to }) => [field, from, to]),
    )
    expect(changes[1]).toEqual([['lora:ink', '0.8', '0.65']])
    expect(changes[2]).toEqual([
      ['prompt', null, 'low sun'],
      ['prompt', null, 'long shadow'],
      ['negativePrompt', null, 'text'],
    ])
    expect(changes[3]).toEqual([['lora:ink', '0.65', '0.95']])

    // A line to the final image, two rounds of siblings, a branch that led nowhere, and the author's own words on it.
    const no = new Map(process.rounds.map((round) => [round.item, round.no]))
    expect(process.rounds.map(({ parent }) => no.get(parent ?? 0) ?? null)).toEqual([null, 1, 2, 3, 3, null])
    expect(process.rounds.map(({ pictures }) => pictures.length)).toEqual([1, 2, 2, 1, 1, 1])
    expect(process.rounds.slice(0, 5).map(({ branch }) => branch)).toEqual([0, 0, 0, 1, 0])
    expect(
      process.edges.flatMap(({ from, to, decision }) =>
        decision ? [[no.get(from), no.get(to), decision.kind]] : [],
      ),
    ).toEqual(
      expect.arrayContaining([
        [1, 2, 'confirmed'],
        [2, 3, expect.stringMatching(/^(confirmed|drawn)$/)],
        [3, 5, 'drawn'],
      ]),
    )

    const claims = await core.call('claims.get', { case: id })
    expect(claims.claims.loss).toMatchObject({ method: 'statutory', amountFen: 50_000 })
    expect(claims.expensesFen).toBe(32_000)
    expect(claims.claims.apology).toMatchObject({ durationDays: 3, deadlineDays: 7 })
    expect(claims.findings.filter(({ level }) => level !== 'note')).toEqual([])
  })

  it('compares the work with the place on the page where the copy stands', async () => {
    const core = testCore()
    const { case: id } = await openSample(core)
    await whenQuiet(core)
    const { links } = await core.call('links.list', { case: id })
    expect(links).toHaveLength(1)
    // Two pictures that have nothing to do with one another differ in about 128 of 256 bits.
    expect(links[0]?.measure.distance).toBeLessThan(80)
    const { same, different } = links[0]?.statement ?? { same: [], different: [] }
    expect(same.map(({ kind }) => kind)).toEqual(['composition', 'figure', 'lines', 'details'])
    expect(same.every(({ onWork, onCapture }) => onWork && onCapture)).toBe(true)
    expect(different.map(({ kind, onCapture }) => [kind, onCapture])).toEqual([
      ['watermark-missing', undefined],
      ['cropped', undefined],
    ])
  })

  it('is one: opening it again, in the other language too, gives it back as the person left it', async () => {
    const core = testCore()
    const first = await openSample(core)
    const { id, createdAt, updatedAt, revision, sample, steps, ...file } = await core.call('cases.get', {
      case: first.case,
    })
    await core.call('cases.edit', { case: first.case, file: { ...file, title: 'Mine now' } })
    expect(await openSample(core, 'en')).toEqual(first)
    const { cases } = await core.call('cases.list', {})
    expect(cases.map(({ title }) => title)).toEqual(['Mine now'])
  })

  it('is told to the end when it was left half told', async () => {
    const core = testCore()
    const stop = new AbortController()
    const telling = {
      call: (async (name, params) => {
        if (name === 'links.create') stop.abort()
        return core.call(name, params)
      }) as Core['call'],
      directory,
      language: 'en' as const,
      waitForJob: (job: number) => core.call('jobs.get', { job }).then((started) => whenEnded(core, started)),
      report: () => {},
      signal: stop.signal,
    }
    await expect(tellSample(telling)).rejects.toThrow()
    const { cases } = await core.call('cases.list', {})
    const half = cases[0]?.id as number
    expect((await core.call('claims.get', { case: half })).revision).toBe(0)

    // This telling went past the core's own mark of a sample; the list is answered as if it had been set.
    const call = (async (name, params) => {
      const answer = await core.call(name, params)
      return name === 'cases.list' ? { cases: cases.map((each) => ({ ...each, sample: true })) } : answer
    }) as Core['call']
    const told = await tellSample({ ...telling, call, signal: new AbortController().signal })
    expect(told.case).toBe(half)
    expect((await core.call('captures.list', { case: half })).captures).toHaveLength(2)
    expect((await core.call('links.list', { case: half })).links).toHaveLength(1)
    expect((await core.call('items.list', { case: half })).total).toBe(
      Object.values(sampleFiles).flat().length,
    )
    expect((await core.call('claims.get', { case: half })).revision).toBe(1)
  })
})

/** The keys of a story with their places, without its words. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOf)
  if (value === null || typeof value !== 'object') return typeof value
  return Object.entries(value).map(([key, entry]) => [key, keysOf(entry)])
}
