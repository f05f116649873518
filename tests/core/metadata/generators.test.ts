import { expect, test } from 'vitest'
import {
  app1Exif,
  app1Xmp,
  bytesOf,
  jpeg,
  latin1Of,
  png,
  tEXt,
  userComment,
  zTXt,
} from '../../../scripts/fuzz/samples.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import { read } from './read.ts'

const text = (key: string, value: object | string) =>
  tEXt(key, bytesOf(typeof value === 'string' ? value : JSON.stringify(value)))
const inComment = (
  value: object | string,
  order: 'be' | 'le' | 'none' = 'none',
  ifd0: Record<number, Uint8Array> = {},
) =>
  jpeg([
    app1Exif({
      littleEndian: order === 'le',
      ifd0,
      exif: { 37510: userComment(typeof value === 'string' ? value : JSON.stringify(value), order) },
    }),
  ])
const summary = ({ generator, generations: [first] }: FileRecord) => ({
  id: generator?.id,
  version: generator?.version,
  prompt: first?.prompt,
  negative: first?.negativePrompt,
  seed: first?.seed,
  model: first?.model?.name,
  size: first?.width ? `${first.width}x${first?.height}` : undefined,
})

test('InvokeAI: the structured record speaks before the command line, brackets are the negative prompt', async () => {
  const image = {
    prompt: [{ prompt: 'sea [fog]', weight: 1 }],
    steps: 50,
    cfg_scale: 7.5,
    seed: 9,
    width: 512,
    height: 512,
    sampler: 'k_lms',
  }
  const record = await read(
    png([
      text('Dream', '"sea [fog]" -s 50 -S 9 -W 512 -H 512 -C 7.5 -A k_lms'),
      zTXt(
        'sd-metadata',
        JSON.stringify({ model_weights: 'm', model_hash: 'h', app_version: '2.3.0', image }),
      ),
    ]),
  )
  expect(summary(record)).toEqual({
    id: 'invokeai',
    version: '2.3.0',
    prompt: 'sea [fog]',
    negative: 'fog',
    seed: '9',
    model: 'm',
    size: '512x512',
  })
  expect(record.generations.map(({ carrier }) => carrier)).toEqual([1, 0])
  expect(record.warnings.filter(({ code }) => code === 'records-disagree')).toEqual([])
})

test('InvokeAI: a command line without spaces is read, a command is no generation', async () => {
  const dream = await read(png([text('Dream', '"xena, warrior" -s50 -W512 -H448 -C7.5 -Ak_lms -S33')]))
  expect(dream.generations[0]).toMatchObject({
    prompt: 'xena, warrior',
    steps: 50,
    sampler: 'k_lms',
    seed: '33',
    height: 448,
  })
  const mask = await read(png([text('Dream', '!mask ./curly.png -tm hair 0.5')]))
  expect(mask).toMatchObject({ generator: { id: 'invokeai' }, generations: [] })
})

test('InvokeAI 3 and later, with its model in either form', async () => {
  const base = {
    positive_prompt: 'sea',
    negative_prompt: 'fog',
    seed: 1,
    steps: 30,
    cfg_scale: 6,
    scheduler: 'euler_a',
    width: 640,
    height: 480,
    app_version: '6.1.0',
  }
  const four = {
    ...base,
    model: { key: 'k', name: 'm', hash: 'blake3:1' },
    loras: [{ model: { name: 'ink' }, weight: 0.5 }],
  }
  const record = await read(png([text('invokeai_metadata', four)]))
  expect(summary(record)).toMatchObject({ id: 'invokeai', version: '6.1.0', seed: '1', model: 'm' })
  expect(record.generations[0]?.loras).toEqual([{ name: 'ink', weight: 0.5 }])
  const three = await read(png([text('invokeai_metadata', { ...base, model: { model_name: 'old' } })]))
  expect(three.generations[0]?.model).toEqual({ name: 'old' })
})

const fooocus = {
  base_model: 'juggernaut',
  base_model_hash: 'aa',
  guidance_scale: 4,
  loras: [['ink', 0.3, 'bb']],
  negative_prompt: 'fog',
  prompt: 'sea',
  resolution: '(1152, 896)',
  sampler: 'dpmpp_2m_sde_gpu',
  scheduler: 'karras',
  seed: '5577006791947779410',
  steps: 30,
  version: 'Fooocus v2.5.0',
}

test('Fooocus: PNG by its scheme, JPEG by its software, with a seed beyond 2^53', async () => {
  const wanted = {
    id: 'fooocus',
    version: 'Fooocus v2.5.0',
    prompt: 'sea',
    negative: 'fog',
    seed: '5577006791947779410',
    model: 'juggernaut',
    size: '1152x896',
  }
  const inPng = await read(png([text('fooocus_scheme', 'fooocus'), text('parameters', fooocus)]))
  expect(summary(inPng)).toEqual(wanted)
  expect(inPng.generations[0]?.loras).toEqual([{ name: 'ink', weight: 0.3, hash: 'bb' }])
  const tags = {
    305: latin1Of('Fooocus v2.5.0\0'),
    37510: bytesOf(JSON.stringify(fooocus)),
    37500: latin1Of('fooocus'),
  }
  expect(summary(await read(jpeg([app1Exif({ ifd0: tags })]), 'a.jpg'))).toEqual(wanted)
})

test('Fooocus-MRE: a seed as a JSON number keeps its digits', async () => {
  const comment =
    '{"prompt":"sea","real_prompt":["sea, sharp"],"negative_prompt":"","real_negative_prompt":["fog"],"seed":9007199254740993,"base_model":"m","steps":30}'
  expect(summary(await read(png([text('Comment', comment)])))).toMatchObject({
    id: 'fooocus-mre',
    seed: '9007199254740993',
  })
})

test('RuinedFooocus, Hugging Face Spaces and TensorArt each by their own mark', async () => {
  const ruined = {
    Prompt: 'sea',
    Negative: 'fog',
    seed: 3,
    steps: 30,
    cfg: 8,
    width: 8,
    height: 8,
    base_model_name: 'm',
    software: 'RuinedFooocus',
  }
  expect(summary(await read(png([text('parameters', ruined)])))).toMatchObject({
    id: 'ruined-fooocus',
    seed: '3',
    model: 'm',
  })
  const space = {
    prompt: 'sea',
    negative_prompt: 'fog',
    resolution: '832 x 1216',
    guidance_scale: 5,
    num_inference_steps: 28,
    seed: 4,
    sampler: 'Euler a',
    use_upscaler: null,
  }
  expect(summary(await read(png([text('parameters', space)])))).toMatchObject({
    id: 'hf-space',
    seed: '4',
    size: '832x1216',
  })
  const tensor = `${JSON.stringify({ prompt: '海', negativePrompt: '', seed: '-1', steps: 25, cfgScale: 7, width: 8, height: 8, baseModel: { modelFileName: 'm', hash: 'h' } })}\0\0`
  const record = await read(png([text('generation_data', tensor)]))
  expect(summary(record)).toMatchObject({ id: 'tensorart', prompt: '海', seed: undefined, model: 'm' })
  expect(record.generations[0]?.parameters?.seed).toBe('-1')
})

test('SwarmUI: PNG, and JPEG in little-endian UTF-16 with values as strings', async () => {
  const params = {
    prompt: 'sea',
    negativeprompt: 'fog',
    model: 'm',
    seed: '8',
    steps: '20',
    cfgscale: 7,
    width: 640,
    height: 480,
    swarm_version: '0.9.7',
  }
  const record = { sui_image_params: params, sui_extra_data: { date: '2026-01-03' } }
  const wanted = {
    id: 'swarmui',
    version: '0.9.7',
    prompt: 'sea',
    negative: 'fog',
    seed: '8',
    model: 'm',
    size: '640x480',
  }
  expect(summary(await read(png([text('parameters', record)])))).toEqual(wanted)
  const inJpeg = await read(inComment(record, 'le'), 'a.jpg')
  expect(summary(inJpeg)).toEqual(wanted)
  expect(inJpeg.claimedTimes).toEqual([
    { source: 'jpeg:APP1-Exif/exif:sui_extra_data.date', value: '2026-01-03' },
  ])
  const old = await read(jpeg([app1Exif({ ifd0: { 272: bytesOf(JSON.stringify(record)) } })]), 'a.jpg')
  expect(old.generator?.id).toBe('swarmui')
})

test('Easy Diffusion: chunks by key or by label, one JSON, and sidecars', async () => {
  const wanted = {
    id: 'easydiffusion',
    version: undefined,
    prompt: 'sea',
    negative: 'fog',
    seed: '6',
    model: 'm',
    size: '512x640',
  }
  const keys = {
    prompt: 'sea',
    negative_prompt: 'fog',
    seed: 6,
    use_stable_diffusion_model: 'm',
    num_inference_steps: 25,
    guidance_scale: 7.5,
    width: 512,
    height: 640,
  }
  const labels = {
    Prompt: 'sea',
    'Negative Prompt': 'fog',
    Seed: '6',
    'Stable Diffusion model': 'm',
    Steps: '25',
    'Guidance Scale': '7.5',
    Width: '512',
    Height: '640',
  }
  const chunks = (record: object) =>
    png(Object.entries(record).map(([key, value]) => text(key, String(value))))
  expect(summary(await read(chunks(keys)))).toEqual(wanted)
  expect(summary(await read(chunks(labels)))).toEqual(wanted)
  expect(summary(await read(inComment(keys), 'a.jpg'))).toEqual(wanted)
  expect(summary(await read(bytesOf(JSON.stringify(keys)), 'a.json'))).toEqual(wanted)
  const lines = Object.entries({ ...labels, Prompt: 'sea\nand sky' }).map(
    ([key, value]) => `${key}: ${value}`,
  )
  expect(summary(await read(bytesOf(lines.join('\n')), 'a.txt'))).toEqual({
    ...wanted,
    prompt: 'sea\nand sky',
  })
})

test('Draw Things: JSON inside XMP, and inside EXIF', async () => {
  const record = {
    c: 'sea',
    uc: 'fog',
    steps: 30,
    sampler: 'DPM++ 2M AYS',
    scale: 5,
    seed: 77,
    size: '512x768',
    model: 'm.ckpt',
    strength: 1,
    lora: [{ model: 'ink.ckpt', weight: 0.8 }],
  }
  const escaped = JSON.stringify(record).replaceAll('"', '&quot;')
  const packet = `<x:xmpmeta><rdf:RDF><rdf:Description xmp:CreatorTool="Draw Things"><exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">${escaped}</rdf:li></rdf:Alt></exif:UserComment></rdf:Description></rdf:RDF></x:xmpmeta>`
  const wanted = {
    id: 'drawthings',
    version: undefined,
    prompt: 'sea',
    negative: 'fog',
    seed: '77',
    model: 'm.ckpt',
    size: '512x768',
  }
  expect(summary(await read(jpeg([app1Xmp(packet)]), 'a.jpg'))).toEqual(wanted)
  expect(summary(await read(inComment(record), 'a.jpg'))).toEqual(wanted)
})

test('NovelAI: text chunks with characters of their own', async () => {
  const comment = {
    prompt: 'sea',
    uc: 'fog',
    steps: 23,
    scale: 5,
    seed: 2156638429,
    sampler: 'k_euler_ancestral',
    noise_schedule: 'karras',
    width: 832,
    height: 1216,
    v4_prompt: {
      caption: {
        base_caption: 'sea',
        char_captions: [{ char_caption: 'girl', centers: [{ x: 0.5, y: 0.5 }] }],
      },
    },
  }
  const record = await read(
    png([text('Software', 'NovelAI'), text('Source', 'NovelAI Diffusion V4.5'), text('Comment', comment)]),
  )
  expect(summary(record)).toMatchObject({
    id: 'novelai',
    version: 'NovelAI Diffusion V4.5',
    seed: '2156638429',
  })
  expect(record.generations[0]?.prompts).toEqual(['sea', 'girl'])
})

test('JSON in a comment is not NovelAI, and a picture edited in another program is nobody’s', async () => {
  expect((await read(png([text('Comment', { title: 'x', scale: 3 })]))).generator).toBeNull()
  expect(
    (await read(png([text('Software', 'GIMP 2.10'), text('Comment', 'Created with GIMP')]))).generator,
  ).toBeNull()
})

test('Midjourney: options apart from the prompt, the account named as personal data', async () => {
  const job = 'bb9dd2e0-2352-4506-942b-9ac923610b8d'
  const record = await read(
    png([
      text('Author', 'lin'),
      text('Description', `a ridge at dusk --ar 4:3 --seed 12 --v 6 Job ID: ${job}`),
    ]),
  )
  expect(record.generations[0]).toMatchObject({
    prompt: 'a ridge at dusk',
    seed: '12',
    parameters: { '--ar': '4:3', '--v': '6', 'Job ID': job },
  })
  expect(record.warnings).toContainEqual({ code: 'personal-data', details: { where: 'png:tEXt:Author' } })
})

test('Mochi Diffusion: both forms of its caption', async () => {
  const old =
    'Date: 2024; Model: m; Size: 512x768; Include in Image: sea; Exclude from Image: fog; Scheduler: PNDM; Seed: 5; Steps: 20; Guidance Scale: 11.0; Generator: Mochi Diffusion 5.0'
  const second =
    'Metadata Version: 2\nModel: m\nSize: 512x768\nInclude in Image: sea; and\\nsky\nExclude from Image: fog\nSeed: 5\nGenerator: Mochi Diffusion 7.0'
  const caption = (value: string) => jpeg([app1Exif({ ifd0: { 270: bytesOf(value) } })])
  expect(summary(await read(caption(old), 'a.jpg'))).toMatchObject({
    id: 'mochidiffusion',
    version: '5.0',
    prompt: 'sea',
    seed: '5',
    size: '512x768',
  })
  expect(summary(await read(caption(second), 'a.jpg'))).toMatchObject({
    prompt: 'sea; and\nsky',
    negative: 'fog',
  })
})

test('a record of a program that no reader knows comes out as unknown, with its carriers', async () => {
  const record = await read(
    png([text('parameters', { positive_prompt_text: 'sea', random_seed: 4, engine: 'Tomorrow' })]),
  )
  expect(record).toMatchObject({
    generator: { id: 'unknown' },
    generations: [],
    carriers: [{ key: 'parameters' }],
  })
})
