import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RecipeForm, Reproduction } from '../../../shared/contract/reproduction.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { importInto, temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'
import { comfyUi, sendJson, serve, webUi } from './generator-servers.ts'

/** More than a number holds exactly. */
const longSeed = '9223372036854775807'
const graph = `{"3": {"class_type": "KSampler", "inputs": {"seed": ${longSeed}, "steps": 20, "cfg": 8.0}}, "9": {"class_type": "SaveImage", "inputs": {"images": ["3", 0]}}}`

async function withPicture(name: string, bytes: Uint8Array) {
  const core = testCore()
  const { id: caseId } = await core.call('cases.create', { title: '复现' })
  const folder = temporaryFolder()
  writeFileSync(join(folder, name), bytes)
  await importInto(core, caseId, [folder])
  const { items } = await core.call('items.list', { case: caseId })
  const item = items[0]?.id ?? 0
  const run = async (form: RecipeForm, server: string) =>
    whenEnded(core, await core.call('reproductions.run', { item, form, server }))
  return { core, caseId, item, run }
}

const recorded = (more = '') => infotext({ prompt: 'ridge, (mist:1.2)', seed: 12 }) + more

describe('a recipe', () => {
  test('is handed back as the file holds it, and as the payload that its generator takes', async () => {
    const text = recorded(', Clip skip: 2, Hires upscale: 1.5, Hires steps: 10, Denoising strength: 0.4')
    const { core, item } = await withPicture('00012-12.png', png({ seed: 12, texts: { parameters: text } }))
    const { recipes } = await core.call('reproductions.recipes', { item })
    expect(recipes.map(({ form, fileName }) => [form, fileName])).toEqual([
      ['infotext', '00012-12.txt'],
      ['txt2img', '00012-12.txt2img.json'],
    ])
    expect(recipes[0]?.text).toBe(text)
    expect(JSON.parse(recipes[1]?.text ?? '')).toMatchObject({
      prompt: 'ridge, (mist:1.2)',
      negative_prompt: 'busy background',
      seed: 12,
      steps: 30,
      sampler_name: 'DPM++ 2M',
      cfg_scale: 8,
      width: 768,
      height: 1152,
      enable_hr: true,
      hr_scale: 1.5,
      hr_second_pass_steps: 10,
      denoising_strength: 0.4,
      override_settings: { sd_model_checkpoint: '1a2b3c4d5e', CLIP_stop_at_last_layers: 2 },
    })
  })

  test('names what the record lacks and fills nothing in', async () => {
    const text =
      'ridge\nNegative prompt: haze\nSteps: 20, Seed: 5, Size: 512x512, ControlNet 0: "Module: canny"'
    const { core, item, run } = await withPicture('a.png', png({ seed: 5, texts: { parameters: text } }))
    const { recipes } = await core.call('reproductions.recipes', { item })
    expect(recipes[1]).toMatchObject({
      form: 'txt2img',
      text: null,
      missing: ['sampler', 'cfgScale', 'model'],
      lost: ['ControlNet 0'],
    })
    const { url, heard } = await webUi(() => ({ seed: 5, infotext: text }))
    const job = await run('txt2img', url)
    expect(job).toMatchObject({ state: 'failed', error: { code: 'recipe-incomplete' } })
    expect(heard).toEqual([])
  })

  test('of a picture made from another picture cannot be run without that picture', async () => {
    const text = recorded(', Denoising strength: 0.5')
    const { core, item } = await withPicture('a.png', png({ seed: 12, texts: { parameters: text } }))
    const { recipes } = await core.call('reproductions.recipes', { item })
    expect(recipes[1]).toMatchObject({ form: 'img2img', text: null, missing: ['inputImage'] })
  })

  test('keeps every digit of a ComfyUI seed, also inside a larger object', async () => {
    const wrapped = `{"workflow": {"nodes": []}, "prompt": ${graph}}`
    for (const texts of [{ prompt: graph }, { Comment: wrapped }] as Record<string, string>[]) {
      const { core, item } = await withPicture('a.png', png({ seed: 3, texts }))
      const { recipes } = await core.call('reproductions.recipes', { item })
      const text = recipes.find(({ form }) => form === 'comfy-prompt')?.text ?? ''
      expect(text).toContain(longSeed)
      expect(JSON.parse(text)).toHaveProperty('9.class_type', 'SaveImage')
    }
  })
})

describe('a run of a recipe', () => {
  test('is kept beside the original as a reproduction, with what was sent and every difference', async () => {
    const { core, caseId, item, run } = await withPicture(
      '00012-12.png',
      png({ seed: 12, texts: { parameters: recorded() } }),
    )
    const said = infotext({ prompt: 'ridge, (mist:1.2)', seed: 12, steps: 31 })
    const { url, heard } = await webUi(({ seed }) => ({ seed: Number(seed) + 1, infotext: said }))
    const job = await run('txt2img', `${url}/`)
    expect(job.error).toBeNull()
    const made = job.result as Reproduction
    expect(made).toMatchObject({
      of: item,
      server: url,
      software: 'Stable Diffusion web UI v1.10.1',
      settingsDiffering: [{ field: 'steps', from: '30', to: '31' }],
    })
    expect(made.difference).toMatchObject({ sameSize: true, pixelEqual: false, pixels: 48 * 64 })
    expect(made.difference?.differing).toBeGreaterThan(1000)
    const kept = await core.call('items.get', { item: made.item })
    expect(kept).toMatchObject({ role: 'process', caseId, reproductionOf: item })
    const { items: found } = await core.call('items.search', {})
    expect(found.map(({ id, reproduction }) => [id, reproduction]).sort()).toEqual([
      [item, false],
      [made.item, true],
    ])
    const sent = readFileSync(core.fileOf({ kind: 'file', sha256: made.sent })?.path ?? '')
    expect(createHash('sha256').update(sent).digest('hex')).toBe(made.sent)
    expect(heard[0]?.body).toBe(sent.toString())
    expect((await core.call('reproductions.list', { case: caseId })).reproductions).toEqual([made])
    const [entry] = (await core.call('ledgers.list', { limit: 1 })).entries
    expect(entry).toMatchObject({ act: 'reproduction.made', data: { pixelEqual: false } })
    expect(entry?.digests).toContain(made.sent)
    const verified = await whenEnded(core, await core.call('vaults.verify', {}))
    expect(verified.result).toMatchObject({ ok: true })
  })

  test('with the same pixels says so, and is still another file', async () => {
    const { item, run } = await withPicture('a.png', png({ seed: 12, texts: { parameters: recorded() } }))
    const { url } = await webUi(({ seed }) => ({ seed: Number(seed), infotext: recorded(', Eta: 0') }))
    const { result } = await run('txt2img', url)
    expect(result).toMatchObject({ difference: { pixelEqual: true, differing: 0, largest: 0 } })
    expect((result as Reproduction).item).not.toBe(item)
  })

  test('on ComfyUI sends the graph as it was recorded and takes what was saved', async () => {
    const { run } = await withPicture('a.png', png({ seed: 3, texts: { prompt: graph } }))
    const { url, heard } = await comfyUi(['KSampler', 'SaveImage'], 4)
    const job = await run('comfy-prompt', url)
    expect(job.error).toBeNull()
    expect(job.result).toMatchObject({ software: 'ComfyUI 0.3.60', difference: { pixelEqual: false } })
    expect(heard.find(({ path }) => path === '/prompt')?.body).toContain(`"prompt":${graph}`)
  })

  test('passes on why the server refused', async () => {
    const { core, caseId, run } = await withPicture('a.png', png({ seed: 3, texts: { prompt: graph } }))
    const { url } = await comfyUi(['SaveImage'], 4)
    const job = await run('comfy-prompt', url)
    expect(job).toMatchObject({ state: 'failed', error: { code: 'server-refused' } })
    expect(job.error?.details.reason).toContain('KSampler')
    expect((await core.call('items.list', { case: caseId })).total).toBe(1)
  })

  test('speaks to the typed address alone: no redirect, no other scheme, nobody there is said plainly', async () => {
    const { run } = await withPicture('a.png', png({ seed: 12, texts: { parameters: recorded() } }))
    const target = await webUi(() => ({ seed: 1, infotext: recorded() }))
    const { url } = await serve((_heard, response) => {
      response.writeHead(307, { location: `${target.url}/sdapi/v1/txt2img` })
      response.end()
    })
    expect((await run('txt2img', url)).error?.code).toBe('server-refused')
    expect(target.heard).toEqual([])
    for (const [server, code] of [
      ['file:///etc/passwd', 'address-not-allowed'],
      ['http://user:secret@127.0.0.1:7860', 'address-not-allowed'],
      ['127.0.0.1:7860', 'address-not-allowed'],
      ['http://127.0.0.1:9', 'server-unreachable'],
    ] as const) {
      expect((await run('txt2img', server)).error?.code, server).toBe(code)
    }
  })

  test('that answers with what is no picture keeps nothing', async () => {
    const { core, caseId, run } = await withPicture(
      'a.png',
      png({ seed: 12, texts: { parameters: recorded() } }),
    )
    const { url } = await serve((_heard, response) => sendJson(response, { images: ['AAAA'] }))
    expect((await run('txt2img', url)).error?.code).toBe('file-unsupported')
    expect((await core.call('items.list', { case: caseId })).total).toBe(1)
  })
})

test('the same file again stays the original that it is', async () => {
  const text = recorded()
  const original = png({ seed: 12, texts: { parameters: text } })
  const { core, caseId, item, run } = await withPicture('a.png', original)
  const { url } = await webUi(() => ({ seed: 12, infotext: text }))
  expect((await run('txt2img', url)).result).toMatchObject({
    of: item,
    item,
    difference: { pixelEqual: true },
  })
  expect(await core.call('items.get', { item })).toMatchObject({ reproductionOf: null })
  expect((await core.call('items.list', { case: caseId })).total).toBe(1)
})

test('a later reproduction cannot be the final image of a work, whichever way that is asked for', async () => {
  const { core, caseId, item, run } = await withPicture(
    'a.png',
    png({ seed: 12, texts: { parameters: recorded() } }),
  )
  const { url } = await webUi(({ seed }) => ({ seed: Number(seed) + 1, infotext: recorded() }))
  const { item: made } = (await run('txt2img', url)).result as Reproduction
  const refused = { code: 'final-is-reproduction' }
  await expect(core.call('works.set', { case: caseId, item: made, final: true })).rejects.toMatchObject(
    refused,
  )
  const works = [{ id: 1, title: '山风', finalItem: made }]
  const edited = core.call('cases.edit', { case: caseId, file: { title: '复现', works } })
  await expect(edited).rejects.toMatchObject(refused)
  expect((await core.call('cases.get', { case: caseId })).works).toEqual([])
  await core.call('works.set', { case: caseId, item, final: true })
  // Nor can the person say of the final image that it was made afterwards.
  const noted = core.call('processes.note', { item, note: { reproduction: { madeOn: '2026-05-10' } } })
  await expect(noted).rejects.toMatchObject(refused)
  const { rounds } = await core.call('processes.get', { case: caseId })
  expect(rounds.find((round) => round.item === item)?.sourceType).toBe('original-record')
})

test('a later run that differs in few pixels or in nearly all is told neither as none nor as all', () => {
  const { difference } = messagesIn('zh-CN').reproduction
  const told = (differing: number) =>
    difference({
      sameSize: true,
      pixelEqual: false,
      differing,
      pixels: 1_000_000,
      largest: 3,
      distance: null,
    })
  expect(told(1)).toBe('< 0.1% 的像素不同（单通道最大相差 3）。')
  expect(told(125_000)).toBe('12.5% 的像素不同（单通道最大相差 3）。')
  expect(told(999_999)).toBe('> 99.9% 的像素不同（单通道最大相差 3）。')
})
