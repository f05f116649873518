import { describe, expect, test } from 'vitest'
import { changesBetween } from '../../../electron/core/process/changes.ts'
import { Change } from '../../../shared/contract/process.ts'
import type { FileRecord, Generation } from '../../../shared/contract/record.ts'

function record(generation: Generation | Generation[], id: string | null = 'a1111'): FileRecord {
  return {
    path: 'a.png',
    size: 1,
    format: 'png',
    status: 'ok',
    generator: id === null ? null : { id, name: id },
    generations: Array.isArray(generation) ? generation : [generation],
    claimedTimes: [],
    aiLabel: null,
    c2pa: null,
    carriers: [
      { kind: 'png:tEXt', key: 'parameters', offset: 0, length: 1, sha256: '0'.repeat(64) },
      { kind: 'png:tEXt', key: 'prompt', offset: 1, length: 1, sha256: '1'.repeat(64) },
    ],
    warnings: [],
  }
}

function changes(from: Generation, to: Generation, id: string | null = 'a1111', other = id): string[] {
  return changesBetween(record(from, id), record(to, other)).map((change) => {
    expect(Change.parse(change)).toEqual(change)
    return `${change.field} ${change.kind} ${change.from} → ${change.to}`
  })
}

const prompts = (from: string, to: string, id: string | null = 'a1111'): string[] =>
  changes({ prompt: from }, { prompt: to }, id)

describe('prompt terms', () => {
  test('of a blend of InvokeAI are told as they stand, and its weights as what they are', () => {
    const blends = [
      '("ridge++, mist", "pine").blend(0.7, 0.3)',
      '("ridge+, mist", "pine").blend(0.5, 0.5)',
    ] as const
    expect(prompts(...blends, 'invokeai')).toEqual([
      'prompt changed ridge++ → ridge+',
      'prompt changed .blend(0.7, 0.3) → .blend(0.5, 0.5)',
    ])
    expect(prompts('sun++, cat.swap(dog)', 'sun+, cat.swap(fox)', 'invokeai')).toEqual([
      'prompt changed cat.swap(dog) → cat.swap(fox)',
      'prompt reweighted sun++ → sun+',
    ])
  })

  test('that came or went are added or removed', () => {
    expect(prompts('ridge, figure, mist', 'ridge, mist, low sun, long shadow')).toEqual([
      'prompt removed figure → null',
      'prompt added null → low sun',
      'prompt added null → long shadow',
    ])
  })

  test('that share words with the one that went are one change', () => {
    expect(prompts('ridge, blue silk dress, mist', 'ridge, red silk dress, mist')).toEqual([
      'prompt changed blue silk dress → red silk dress',
    ])
    expect(prompts('山脊，黄昏的侧光', '山脊，清晨的侧光')).toEqual([
      'prompt changed 黄昏的侧光 → 清晨的侧光',
    ])
  })

  test('that have nothing in common are not passed off as a change', () => {
    expect(prompts('ridge, owl', 'ridge, waterfall')).toEqual([
      'prompt removed owl → null',
      'prompt added null → waterfall',
    ])
  })

  test('in another place were moved', () => {
    expect(prompts('a, b, c, d', 'd, a, b, c')).toEqual(['prompt moved d → d'])
  })

  test('of the same words with another weight were reweighted', () => {
    expect(prompts('(ink wash:1.2), ridge', '(ink wash:1.3), ((ridge))')).toEqual([
      'prompt reweighted (ink wash:1.2) → (ink wash:1.3)',
      'prompt reweighted ridge → ((ridge))',
    ])
  })

  test('of an unknown program are compared as they stand, without weights', () => {
    expect(prompts('(ink:1.2)', '(ink:1.3)', 'unknown')).toEqual(['prompt changed (ink:1.2) → (ink:1.3)'])
  })

  test('in prose are compared by words', () => {
    expect(prompts('a ridge at noon under clear sky', 'a ridge at dusk with snow under clear sky')).toEqual([
      'prompt changed noon → dusk with snow',
    ])
  })

  test('are the same list for the same records, and none for equal ones', () => {
    expect(prompts('a, b, a, b', 'b, a, b, a')).toEqual(prompts('a, b, a, b', 'b, a, b, a'))
    expect(prompts('a, (b:1.1)', 'a,  (b)')).toEqual([])
  })

  test('of the negative prompt are told as such', () => {
    expect(
      changes({ prompt: 'a', negativePrompt: 'text' }, { prompt: 'a', negativePrompt: 'text, blur' }),
    ).toEqual(['negativePrompt added null → blur'])
  })

  test('do not take for ever where everything is different', () => {
    const words = (seed: string): string => Array.from({ length: 5_000 }, (_, i) => `${seed}${i}`).join(', ')
    expect(changesBetween(record({ prompt: words('a') }), record({ prompt: words('b') }))).toHaveLength(1)
  })
})

describe('LoRAs and models', () => {
  test('a LoRA named in the list and in a tag is told once', () => {
    expect(
      changes(
        { prompt: 'ridge <lora:ink:0.8>', loras: [{ name: 'ink', weight: 0.8 }] },
        { prompt: 'ridge <lora:ink:0.65>', loras: [{ name: 'ink', weight: 0.65 }] },
      ),
    ).toEqual(['lora:ink reweighted 0.8 → 0.65'])
  })

  test('a LoRA of the tags alone is added or removed', () => {
    expect(changes({ prompt: 'ridge <lora:ink:0.8>' }, { prompt: 'ridge <lora:wash:1>' })).toEqual([
      'lora:ink removed 0.8 → null',
      'lora:wash added null → 1',
    ])
  })

  test('a LoRA whose weight is not stated is not said to be reweighted', () => {
    expect(changes({ loras: [{ name: 'ink' }] }, { loras: [{ name: 'ink', weight: 0.5 }] })).toEqual([])
  })

  test('models are the same when their digests are, whatever the name', () => {
    const hash = 'e6bb9ea85b'
    expect(
      changes({ model: { name: 'demo', hash } }, { model: { name: 'renamed', hash: `${hash}bb` } }),
    ).toEqual([])
    expect(
      changes({ model: { name: 'demo', hash } }, { model: { name: 'demo', hash: 'ffffffffff' } }),
    ).toEqual([`model changed demo [${hash}] → demo [ffffffffff]`])
    expect(changes({ model: { name: 'demo-xl' } }, { model: { name: 'other', hash } })).toEqual([
      'model changed demo-xl → other',
    ])
    expect(changes({ model: { hash } }, { model: { name: 'other' } })).toEqual([])
    expect(changes({}, { model: { name: 'other' } })).toEqual([])
  })
})

describe('settings', () => {
  test('are told with exact values', () => {
    expect(
      changes(
        {
          seed: '18446744073709551614',
          steps: 30,
          cfgScale: 8,
          width: 768,
          height: 1152,
          sampler: 'Euler a',
        },
        {
          seed: '18446744073709551615',
          steps: 30,
          cfgScale: 7.5,
          width: 832,
          height: 1152,
          sampler: 'Euler',
        },
      ),
    ).toEqual([
      'sampler changed Euler a → Euler',
      'cfgScale changed 8 → 7.5',
      'seed changed 18446744073709551614 → 18446744073709551615',
      'size changed 768×1152 → 832×1152',
    ])
  })

  test('missing on one side are told only between records of one program that states everything', () => {
    const from = { prompt: 'a', denoisingStrength: 0.5 }
    expect(changes(from, { prompt: 'a' })).toEqual(['denoisingStrength removed 0.5 → null'])
    expect(changes(from, { prompt: 'a' }, 'a1111', 'forge')).toEqual(['denoisingStrength removed 0.5 → null'])
    expect(changes(from, { prompt: 'a' }, 'comfyui')).toEqual([])
    expect(changes(from, { prompt: 'a' }, 'a1111', 'comfyui')).toEqual([])
    expect(changes(from, { prompt: 'a' }, 'unknown')).toEqual([])
    expect(changes(from, { prompt: 'a' }, null)).toEqual([])
  })

  test('a record without a prompt is not a record with an empty one', () => {
    expect(changes({ prompt: 'ridge, mist' }, {}, 'comfyui')).toEqual([])
    expect(changes({ prompt: 'ridge' }, { prompt: 'ridge', negativePrompt: 'text' })).toEqual([
      'negativePrompt added null → text',
    ])
  })

  test('other parameters are told by their key, versions and digest tables are not', () => {
    expect(
      changes(
        { parameters: { 'Clip skip': '1', Version: 'v1.9', 'Lora hashes': 'a: 1', 'Batch pos': '0' } },
        { parameters: { 'Clip skip': '2', Version: 'v1.10', 'Lora hashes': 'a: 2', 'Batch pos': '3' } },
      ),
    ).toEqual(['Clip skip changed 1 → 2'])
  })
})

describe('input pictures and masks', () => {
  test('are told as such, whatever the node that took them', () => {
    expect(
      changes(
        { prompt: 'a', parameters: { '10 LoadImage.image': 'one.png', '11 LoadImageMask.image': 'm1.png' } },
        { prompt: 'a', parameters: { '24 LoadImage.image': 'two.png', '11 LoadImageMask.image': 'm2.png' } },
        'comfyui',
      ),
    ).toEqual(['input changed one.png → two.png', 'mask changed m1.png → m2.png'])
    expect(
      changes(
        { prompt: 'a', parameters: { 'Init image hash': 'aa' } },
        { prompt: 'a', parameters: { 'Init image hash': 'bb' } },
      ),
    ).toEqual(['input changed aa → bb'])
  })
})

describe('files with several statements', () => {
  test('are compared statement by statement, by where each stands', () => {
    const parent = record([
      { prompt: 'infotext', seed: '1', carrier: 0 },
      { prompt: 'graph', seed: '7', carrier: 1 },
    ])
    const child = record([{ prompt: 'graph', seed: '8', carrier: 1 }])
    expect(changesBetween(parent, child)).toEqual([{ field: 'seed', kind: 'changed', from: '7', to: '8' }])
  })

  test('without any statement there is nothing to compare', () => {
    expect(changesBetween(record([]), record({ prompt: 'a' }))).toEqual([])
  })
})
