import { expect, test } from 'vitest'
import { app1Exif, bytesOf, jpeg, png, tEXt } from '../../../scripts/fuzz/samples.ts'
import { codesOf, read } from './read.ts'

type Nodes = Record<string, { class_type: string; inputs: Record<string, unknown> }>

const node = (class_type: string, inputs: Record<string, unknown>) => ({ class_type, inputs })
const basic: Nodes = {
  '3': node('KSampler', {
    seed: 7,
    steps: 20,
    cfg: 7,
    sampler_name: 'euler',
    scheduler: 'normal',
    denoise: 1,
    model: ['4', 0],
    positive: ['6', 0],
    negative: ['7', 0],
    latent_image: ['5', 0],
  }),
  '4': node('CheckpointLoaderSimple', { ckpt_name: 'ridge.safetensors' }),
  '5': node('EmptyLatentImage', { width: 512, height: 768, batch_size: 1 }),
  '6': node('CLIPTextEncode', { text: 'ridge', clip: ['4', 1] }),
  '7': node('CLIPTextEncode', { text: 'fog', clip: ['4', 1] }),
  '8': node('VAEDecode', { samples: ['3', 0], vae: ['4', 2] }),
  '9': node('SaveImage', { images: ['8', 0] }),
}
/** The basic graph with nodes added and inputs of node 3 replaced. */
const graph = (sampler: Record<string, unknown> = {}, nodes: Nodes = {}): Nodes => {
  const three = basic['3'] as Nodes[string]
  return { ...basic, ...nodes, '3': { ...three, inputs: { ...three.inputs, ...sampler } } }
}
const run = (nodes: Nodes | string) =>
  read(png([tEXt('prompt', typeof nodes === 'string' ? nodes : JSON.stringify(nodes))]))

test('a plain graph gives its sampler, texts, model and size', async () => {
  const record = await run(graph())
  expect(record.generator?.id).toBe('comfyui')
  expect(record.generations).toMatchObject([
    {
      prompt: 'ridge',
      negativePrompt: 'fog',
      model: { name: 'ridge.safetensors' },
      sampler: 'euler',
      scheduler: 'normal',
      steps: 20,
      cfgScale: 7,
      seed: '7',
      width: 512,
      height: 768,
      denoisingStrength: 1,
    },
  ])
})

test('seeds up to 2^64-1 keep every digit, beside bare NaN', async () => {
  const text = JSON.stringify(graph({ is_changed: 'x' }))
    .replace('"seed":7', '"seed":18446744073709551615')
    .replace('"is_changed":"x"', '"is_changed":NaN')
  expect((await run(text)).generations[0]?.seed).toBe('18446744073709551615')
})

test('the side of a two-sided node follows from the output that is used', async () => {
  const apply = node('ControlNetApplyAdvanced', { positive: ['6', 0], negative: ['7', 0], strength: 1 })
  const [generation] = (await run(graph({ positive: ['20', 0], negative: ['20', 1] }, { '20': apply })))
    .generations
  expect(generation).toMatchObject({ prompt: 'ridge', negativePrompt: 'fog' })
})

test('a guider brings the prompt; the seed and the schedule come from nodes of their own', async () => {
  const nodes: Nodes = {
    ...basic,
    '3': node('SamplerCustomAdvanced', {
      noise: ['30', 0],
      guider: ['31', 0],
      sampler: ['32', 0],
      sigmas: ['33', 0],
      latent_image: ['5', 0],
    }),
    '30': node('RandomNoise', { noise_seed: 99 }),
    '31': node('CFGGuider', { model: ['4', 0], positive: ['35', 0], negative: ['36', 0], cfg: 3 }),
    '32': node('KSamplerSelect', { sampler_name: 'euler' }),
    '33': node('BasicScheduler', { scheduler: 'simple', steps: 12, denoise: 0.8, model: ['4', 0] }),
    '35': node('FluxGuidance', { guidance: 3.5, conditioning: ['6', 0] }),
    '36': node('ConditioningZeroOut', { conditioning: ['6', 0] }),
  }
  expect((await run(nodes)).generations[0]).toMatchObject({
    prompt: 'ridge',
    negativePrompt: '',
    seed: '99',
    steps: 12,
    scheduler: 'simple',
    cfgScale: 3,
    denoisingStrength: 0.8,
  })
})

test('several texts stay several, and none of them is called the prompt', async () => {
  const nodes = {
    '20': node('CLIPTextEncode', { text: 'river', clip: ['4', 1] }),
    '21': node('ConditioningCombine', { conditioning_1: ['6', 0], conditioning_2: ['20', 0] }),
  }
  const [generation] = (await run(graph({ positive: ['21', 0] }, nodes))).generations
  expect(generation?.prompt).toBeUndefined()
  expect(generation?.prompts).toEqual(['ridge', 'river'])
})

test('every sampler on the way to the picture gives a generation, in the order in which they ran', async () => {
  const second = { ...(basic['3']?.inputs ?? {}), seed: 8, steps: 10, denoise: 0.5, latent_image: ['40', 0] }
  const nodes = {
    ...graph(
      {},
      {
        '40': node('LatentUpscale', { samples: ['3', 0], width: 1024, height: 1536 }),
        '41': node('KSampler', second),
        '8': node('VAEDecode', { samples: ['41', 0] }),
        '50': node('KSampler', { ...second, seed: 666 }),
      },
    ),
  }
  const { generations } = await run(nodes)
  expect(generations.map(({ seed, width }) => [seed, width])).toEqual([
    ['7', 512],
    ['8', 1024],
  ])
})

test('links are followed for every value, and a value made at run time is told, not guessed', async () => {
  const nodes = {
    '20': node('PrimitiveInt', { value: 33 }),
    '21': node('MathExpression', { expression: 'a+b', a: 1, b: 2 }),
  }
  const record = await run(graph({ steps: ['20', 0], cfg: ['21', 0] }, nodes))
  expect(record.generations[0]?.steps).toBe(33)
  expect(record.generations[0]?.cfgScale).toBeUndefined()
  expect(record.warnings).toContainEqual({
    code: 'comfy-value-at-run-time',
    details: { node: '21 MathExpression' },
  })
})

test('a text from a language model is not in the file, and that is said', async () => {
  const nodes = {
    '6': node('CLIPTextEncode', { text: ['20', 0], clip: ['4', 1] }),
    '20': node('OllamaGenerate', { prompt: 'write a prompt about a ridge', model: 'x', keep_alive: 5 }),
  }
  const record = await run(graph({}, nodes))
  expect(record.generations[0]?.prompt).toBeUndefined()
  expect(record.warnings).toContainEqual({
    code: 'comfy-text-at-run-time',
    details: { node: '20 OllamaGenerate' },
  })
})

test('texts joined by a known node are joined; a switch hands on the branch that was chosen', async () => {
  const nodes = {
    '6': node('CLIPTextEncode', { text: ['20', 0], clip: ['4', 1] }),
    '20': node('StringConcatenate', { string_a: 'ridge', string_b: ['21', 0], delimiter: ', ' }),
    '21': node('PrimitiveString', { value: 'dusk' }),
    '7': node('CLIPTextEncode', { text: ['22', 0], clip: ['4', 1] }),
    '22': node('ImpactSwitch', { select: 2, input1: ['23', 0], input2: ['24', 0] }),
    '23': node('PrimitiveString', { value: 'not chosen' }),
    '24': node('PrimitiveString', { value: 'chosen' }),
  }
  expect((await run(graph({}, nodes))).generations[0]).toMatchObject({
    prompt: 'ridge, dusk',
    negativePrompt: 'chosen',
  })
})

test('an unknown node ends its branch and is named; the other branches are read', async () => {
  const nodes = { '20': node('SecretSauce', { salt: 3 }) }
  const record = await run(graph({ positive: ['20', 0] }, nodes))
  expect(record.generations[0]).toMatchObject({ negativePrompt: 'fog', seed: '7' })
  expect(record.generations[0]?.prompt).toBeUndefined()
  expect(record.warnings).toContainEqual({ code: 'comfy-unknown-node', details: { node: '20 SecretSauce' } })
})

test('merged models are a set, and LoRAs keep their weights', async () => {
  const nodes = {
    '20': node('ModelMergeSimple', { model1: ['4', 0], model2: ['21', 0], ratio: 0.5 }),
    '21': node('CheckpointLoaderSimple', { ckpt_name: 'other.safetensors' }),
    '22': node('LoraLoader', {
      model: ['20', 0],
      clip: ['4', 1],
      lora_name: 'ink.safetensors',
      strength_model: 0.6,
      strength_clip: 1,
    }),
    '23': node('Power Lora Loader (rgthree)', {
      model: ['22', 0],
      lora_1: { on: true, lora: 'a.safetensors', strength: 0.5 },
      lora_2: { on: false, lora: 'b.safetensors', strength: 1 },
    }),
  }
  const [generation] = (await run(graph({ model: ['23', 0] }, nodes))).generations
  expect(new Set(generation?.models?.map(({ name }) => name))).toEqual(
    new Set(['ridge.safetensors', 'other.safetensors']),
  )
  expect(generation?.loras).toEqual([
    { name: 'ink.safetensors', weight: 0.6 },
    { name: 'a.safetensors', weight: 0.5 },
  ])
})

test('a workflow of the editor alone is read through its links, without muted nodes and through bypassed ones', async () => {
  const workflow = {
    nodes: [
      {
        id: 1,
        type: 'CheckpointLoaderSimple',
        outputs: [{ type: 'MODEL' }, { type: 'CLIP' }],
        widgets_values: ['ridge.safetensors'],
      },
      { id: 2, type: 'CLIPTextEncode', inputs: [{ name: 'clip', link: 1 }], widgets_values: ['ridge'] },
      { id: 3, type: 'CLIPTextEncode', inputs: [{ name: 'clip', link: 2 }], widgets_values: ['fog'] },
      {
        id: 4,
        type: 'KSampler',
        inputs: [
          { name: 'model', link: 3 },
          { name: 'positive', link: 4 },
          { name: 'negative', link: 5 },
          { name: 'latent_image', link: 6 },
        ],
        widgets_values: [5, 'randomize', 25, 6, 'euler', 'karras', 1],
      },
      { id: 5, type: 'EmptyLatentImage', widgets_values: [640, 832, 1] },
      {
        id: 6,
        type: 'LoraLoader',
        mode: 4,
        inputs: [
          { name: 'model', type: 'MODEL', link: 7 },
          { name: 'clip', type: 'CLIP', link: 8 },
        ],
        outputs: [{ type: 'MODEL' }, { type: 'CLIP' }],
        widgets_values: ['off.safetensors', 1, 1],
      },
      { id: 7, type: 'VAEDecode', inputs: [{ name: 'samples', link: 9 }] },
      { id: 8, type: 'SaveImage', inputs: [{ name: 'images', link: 10 }], widgets_values: ['x'] },
      {
        id: 9,
        type: 'KSampler',
        mode: 2,
        inputs: [],
        widgets_values: [666, 'fixed', 1, 1, 'ddim', 'normal', 1],
      },
    ],
    links: [
      [1, 1, 1, 2, 0, 'CLIP'],
      [2, 1, 1, 3, 0, 'CLIP'],
      [3, 6, 0, 4, 0, 'MODEL'],
      [4, 2, 0, 4, 1, 'CONDITIONING'],
      [5, 3, 0, 4, 2, 'CONDITIONING'],
      [6, 5, 0, 4, 3, 'LATENT'],
      [7, 1, 0, 6, 0, 'MODEL'],
      [8, 1, 1, 6, 1, 'CLIP'],
      [9, 4, 0, 7, 0, 'LATENT'],
      [10, 7, 0, 8, 0, 'IMAGE'],
    ],
  }
  const record = await read(bytesOf(JSON.stringify(workflow)), 'workflow.json')
  expect(record.generations).toHaveLength(1)
  expect(record.generations[0]).toMatchObject({
    prompt: 'ridge',
    negativePrompt: 'fog',
    model: { name: 'ridge.safetensors' },
    seed: '5',
    steps: 25,
    scheduler: 'karras',
    width: 640,
  })
  expect(record.generations[0]?.loras).toBeUndefined()
})

test('a subgraph is walked like the nodes that it stands for', async () => {
  const workflow = {
    nodes: [
      { id: 1, type: 'abc', inputs: [{ name: 'text', link: null }], outputs: [{ type: 'IMAGE' }] },
      { id: 2, type: 'SaveImage', inputs: [{ name: 'images', link: 1 }] },
    ],
    links: [[1, 1, 0, 2, 0, 'IMAGE']],
    definitions: {
      subgraphs: [
        {
          id: 'abc',
          outputs: [{ name: 'IMAGE', linkIds: [5] }],
          nodes: [
            {
              id: 10,
              type: 'KSampler',
              inputs: [
                { name: 'positive', link: 6 },
                { name: 'latent_image', link: 7 },
              ],
              widgets_values: [77, 'fixed', 9, 1, 'lcm', 'simple', 1],
            },
            { id: 11, type: 'CLIPTextEncode', widgets_values: ['inside'] },
            { id: 12, type: 'EmptyLatentImage', widgets_values: [512, 512, 1] },
            { id: 13, type: 'VAEDecode', inputs: [{ name: 'samples', link: 8 }] },
          ],
          links: [
            { id: 5, origin_id: 13, origin_slot: 0, target_id: -20, target_slot: 0 },
            { id: 6, origin_id: 11, origin_slot: 0, target_id: 10, target_slot: 0 },
            { id: 7, origin_id: 12, origin_slot: 0, target_id: 10, target_slot: 1 },
            { id: 8, origin_id: 10, origin_slot: 0, target_id: 13, target_slot: 0 },
          ],
        },
      ],
    },
  }
  const record = await read(png([tEXt('workflow', JSON.stringify(workflow))]))
  expect(record.generations[0]).toMatchObject({ prompt: 'inside', seed: '77', steps: 9, sampler: 'lcm' })
})

test('labels of image savers in EXIF are understood', async () => {
  const ifd0 = {
    271: bytesOf(`Prompt: ${JSON.stringify(graph())}\0`),
    270: bytesOf('Workflow: {"nodes":[]}\0'),
  }
  const record = await read(jpeg([app1Exif({ ifd0 })]), 'a.jpg')
  expect(record.generations[0]).toMatchObject({ prompt: 'ridge', seed: '7' })
})

test('JSON of another program is no graph', async () => {
  const scene = JSON.stringify({ type: 'excalidraw', elements: [{ id: 'a', type: 'text', text: 'prompt' }] })
  const record = await read(png([tEXt('application/vnd.excalidraw+json', scene), tEXt('workflow', scene)]))
  expect(record).toMatchObject({ generator: null, generations: [] })
})

test('two records that contradict each other stay apart, and the contradiction is told', async () => {
  const other =
    'unknown\nNegative prompt: unknown\nSteps: 20, Sampler: euler_simple, CFG Scale: 8.0, Seed: 0, Size: 512x512, Model: other, Version: ComfyUI'
  const record = await read(png([tEXt('parameters', other), tEXt('prompt', JSON.stringify(graph()))]))
  expect(record.generations.map(({ seed, carrier }) => [seed, carrier])).toEqual([
    ['7', 1],
    ['0', 0],
  ])
  const fields = record.warnings
    .filter(({ code }) => code === 'records-disagree')
    .map(({ details }) => details?.field)
  expect(fields).toEqual(
    expect.arrayContaining(['prompt', 'negativePrompt', 'seed', 'cfgScale', 'model', 'height']),
  )
  expect(fields).not.toContain('steps')
  expect(codesOf(record)).not.toContain('reader-failed')
})

test('a graph that runs in circles or deeper than any real one is survived', async () => {
  const circle = graph(
    { latent_image: ['3', 0], positive: ['20', 0] },
    { '20': node('ConditioningCombine', { conditioning_1: ['20', 0], conditioning_2: ['6', 0] }) },
  )
  expect((await run(circle)).generations[0]?.prompt).toBe('ridge')
  const deep: Nodes = {}
  for (let i = 0; i < 15_000; i++)
    deep[`d${i}`] = node('Reroute', { x: [i === 14_999 ? '6' : `d${i + 1}`, 0] })
  expect((await run(graph({ positive: ['d0', 0] }, deep))).generations[0]?.seed).toBe('7')
})

test('a pipe brings the texts, model and size of its loader', async () => {
  const nodes = {
    '1': node('easy a1111Loader', {
      ckpt_name: 'ridge.safetensors',
      lora_name: 'None',
      positive: 'ridge',
      negative: ['2', 0],
      empty_latent_width: 640,
      empty_latent_height: 832,
    }),
    '2': node('PrimitiveString', { value: 'fog' }),
    '3': node('easy preSampling', {
      pipe: ['1', 0],
      steps: 20,
      cfg: 8,
      sampler_name: 'euler',
      scheduler: 'normal',
      denoise: 1,
      seed: 12,
    }),
    '4': node('easy kSampler', { pipe: ['3', 0] }),
    '5': node('SaveImage', { images: ['4', 1] }),
  }
  expect((await run(nodes)).generations).toMatchObject([
    {
      prompt: 'ridge',
      negativePrompt: 'fog',
      model: { name: 'ridge.safetensors' },
      seed: '12',
      width: 640,
      height: 832,
    },
  ])
})

test('the texts of an Efficient Loader follow from the output that is used', async () => {
  const loader = node('Efficient Loader', {
    ckpt_name: 'ridge.safetensors',
    positive: 'ridge',
    negative: 'fog',
    empty_latent_width: 512,
    empty_latent_height: 768,
    lora_stack: ['21', 0],
  })
  const stack = node('LoRA Stacker', {
    lora_count: 1,
    lora_name_1: 'ink',
    lora_wt_1: 0.4,
    lora_name_2: 'off',
    lora_wt_2: 1,
  })
  const inputs = { model: ['20', 0], positive: ['20', 1], negative: ['20', 2], latent_image: ['20', 3] }
  expect((await run(graph(inputs, { '20': loader, '21': stack }))).generations).toMatchObject([
    {
      prompt: 'ridge',
      negativePrompt: 'fog',
      model: { name: 'ridge.safetensors' },
      loras: [{ name: 'ink', weight: 0.4 }],
      width: 512,
      height: 768,
    },
  ])
})

test('a template that is filled in at run time is not taken for the prompt', async () => {
  const nodes = {
    '6': node('CLIPTextEncode', { text: ['20', 0], clip: ['4', 1] }),
    '20': node('DPRandomGenerator', { text: '{ridge|river}', seed: 5 }),
  }
  const record = await run(graph({}, nodes))
  expect(record.generations[0]?.prompt).toBeUndefined()
  expect(codesOf(record)).toContain('comfy-text-at-run-time')
})

test('a text that a node adds to a conditioning stands beside the texts that came in', async () => {
  const box = node('GLIGENTextBoxApply', {
    conditioning_to: ['6', 0],
    clip: ['4', 1],
    text: 'heron',
    width: 64,
    height: 64,
  })
  const [generation] = (await run(graph({ positive: ['20', 0] }, { '20': box }))).generations
  expect(generation?.prompts).toEqual(['heron', 'ridge'])
})
