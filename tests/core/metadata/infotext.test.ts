import { expect, test } from 'vitest'
import { bytesOf, iTXt, png } from '../../../scripts/fuzz/samples.ts'
import { codesOf, read } from './read.ts'

const parameters = (text: string) => read(png([iTXt('parameters', text)]))
const line = 'Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x768, Model hash: abc, Model: m'

test('a prompt may hold the words of the syntax', async () => {
  const prompt = 'a sign that says Steps: 3, Seed: 1\nand "Negative prompt: none" below\n{"Steps": 5}'
  const record = await parameters(`${prompt}\nNegative prompt: blurry, Steps: many\n${line}`)
  expect(record.generations[0]).toMatchObject({
    prompt,
    negativePrompt: 'blurry, Steps: many',
    steps: 20,
    seed: '42',
  })
})

test('without a line for it the negative prompt is empty, because the program leaves the line out exactly then', async () => {
  expect((await parameters(`ridge\n${line}`)).generations[0]?.negativePrompt).toBe('')
})

test('templates after the parameters do not become the prompt or the parameters', async () => {
  const text = `ridge\nNegative prompt: fog\n${line}, Version: v1.9.4\nTemplate: {a|b} (x:1.2), (y:1.3), (z:1.1)\nNegative Template: fog`
  const [generation] = (await parameters(text)).generations
  expect(generation).toMatchObject({ prompt: 'ridge', negativePrompt: 'fog', seed: '42' })
  expect(generation?.parameters).toMatchObject({ Template: '{a|b} (x:1.2), (y:1.3), (z:1.1)' })
})

test('values in quotes keep their commas, colons and escaped quotes', async () => {
  const text = `ridge\n${line}, Lora hashes: "a: 11, b: 22", ControlNet 0: "Module: canny, Model: c \\"x\\"", Hashes: {"model": "1, 2"}`
  const [generation] = (await parameters(text)).generations
  expect(generation?.parameters).toMatchObject({
    'ControlNet 0': 'Module: canny, Model: c "x"',
    Hashes: '{"model": "1, 2"}',
  })
  expect(generation?.loras).toEqual([
    { name: 'a', hash: '11' },
    { name: 'b', hash: '22' },
  ])
})

test('LoRAs of the prompt keep their weights and get their hashes', async () => {
  const [generation] = (await parameters(`ridge <lora:ink:0.8>\n${line}, Lora hashes: "ink: 77"`)).generations
  expect(generation?.loras).toEqual([{ name: 'ink', weight: 0.8, hash: '77' }])
})

test('a seed keeps all its digits, and -1 is no seed', async () => {
  const huge = await parameters(`ridge\n${line.replace('42', '18446744073709551615')}`)
  expect(huge.generations[0]?.seed).toBe('18446744073709551615')
  const none = await parameters(`ridge\n${line.replace('42', '-1')}`)
  expect(none.generations[0]?.seed).toBeUndefined()
  expect(none.generations[0]?.parameters?.Seed).toBe('-1')
})

test('the program is named only from its own marks', async () => {
  const cases = {
    'Version: v1.10.1': 'a1111',
    'Version: f2.0.1v1.10.1-previous-313-g8a042934': 'forge',
    'Version: f1.0.0v2-v1.10.1RC-latest-2498-g5120e679': 'reforge',
    'Version: classic': 'forge-classic',
    'Version: neo-2.28': 'forge-neo',
    'App: SD.Next, Version: f324b7c': 'sdnext',
    'Version: 0a083c2, Parser: Full parser': 'sdnext',
    'Version: ComfyUI': 'comfyui',
    'Version: Fooocus v2.5.5': 'fooocus',
    'Civitai resources: [{"type":"checkpoint","modelVersionId":1}], Civitai metadata: {}': 'civitai',
    'ADetailer version: neo-1': 'a1111',
  }
  for (const [mark, id] of Object.entries(cases)) {
    expect((await parameters(`ridge\n${line}, ${mark}`)).generator?.id, mark).toBe(id)
  }
  expect(codesOf(await parameters(`ridge\n${line}, ADetailer version: neo-1`))).toContain(
    'generator-by-syntax',
  )
})

test('a text of several megabytes in one line is read', async () => {
  const prompt = 'ridge, '.repeat(200_000).trim()
  expect((await parameters(`${prompt}\n${line}`)).generations[0]?.prompt).toHaveLength(prompt.length)
})

test('a second line that begins with the words of the negative prompt is told', async () => {
  const record = await parameters(`ridge\nNegative prompt: fog\nNegative prompt: rain\n${line}`)
  expect(codesOf(record)).toContain('ambiguous-negative-prompt')
})

test('a caption of a training set is no generation record', async () => {
  const record = await read(
    bytesOf('1girl, solo, (red hair:1.2), smile: soft, mood: calm, light: dim\n'),
    'a.txt',
  )
  expect(record).toMatchObject({ status: 'no-metadata', generator: null, generations: [], carriers: [] })
})

test('a record as a text file beside the picture is read', async () => {
  const record = await read(bytesOf(`\ufeffridge\n${line}`), 'a.txt')
  expect(record.generations[0]).toMatchObject({ prompt: 'ridge', seed: '42' })
  expect(record.carriers[0]).toMatchObject({ kind: 'text', key: 'file', offset: 3 })
})

test('a text that was converted twice stays as found, and what it may have been is told beside it', async () => {
  const twice = Buffer.from('山风过处', 'utf8').toString('latin1')
  const record = await parameters(`ridge ${twice}\n${line}`)
  expect(record.generations[0]?.prompt).toBe(`ridge ${twice}`)
  expect(record.warnings).toContainEqual({
    code: 'text-converted-twice',
    details: { where: 'png:iTXt:parameters', text: '山风过处' },
  })
})

test('folders and names of people in a record are pointed out', async () => {
  const record = await parameters(`ridge\n${line}, Init image: "C:\\\\Users\\\\lin\\\\a.png"`)
  expect(codesOf(record)).toContain('personal-data')
})

test('what the Extras tab did has no prompt', async () => {
  const text = 'Postprocess upscale by: 4, Postprocess upscaler: R-ESRGAN 4x+'
  const record = await read(png([iTXt('postprocessing', text)]))
  expect(record.generations[0]).toEqual({
    carrier: 0,
    parameters: { 'Postprocess upscale by': '4', 'Postprocess upscaler': 'R-ESRGAN 4x+' },
  })
})
