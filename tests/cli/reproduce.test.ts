import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Recipe, Reproduction } from '../../shared/contract/reproduction.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { webUi } from '../core/reproduction/generator-servers.ts'
import { infotext, png } from '../pictures.ts'
import { workbench } from './zuozheng.ts'

const bench = workbench()
const text = messagesIn('zh-CN').reproduction
const recorded = infotext({ prompt: 'ridge, mist', seed: 12 })

beforeAll(async () => {
  await bench.json('case', 'create', '--title', '复现')
  writeFileSync(bench.at('00012-12.png'), png({ seed: 12, texts: { parameters: recorded } }))
  writeFileSync(bench.at('plain.png'), png({ seed: 1 }))
  await bench.json('import', bench.at('00012-12.png'), bench.at('plain.png'), '--case', '复现')
  await bench.json('work', 'set', '复现', '1', '--title', '山风', '--final')
})
afterAll(() => bench.remove())

describe('a recipe on the command line', () => {
  test('is shown, and written to a file that is not there yet', async () => {
    const { recipes } = await bench.json<{ recipes: Recipe[] }>('reproduce', 'recipe', '1')
    expect(recipes.map(({ form }) => form)).toEqual(['infotext', 'txt2img'])
    const out = bench.at('recipe.txt')
    await bench.json('reproduce', 'recipe', '1', '--form', 'infotext', '--out', out)
    expect(readFileSync(out, 'utf8')).toBe(recorded)
    writeFileSync(out, 'mine')
    const again = await bench.run('reproduce', 'recipe', '1', '--form', 'infotext', '--out', out)
    expect(again.status).toBe(1)
    expect(again.err).toContain(out)
    expect(readFileSync(out, 'utf8')).toBe('mine')
  })

  test('that is not in the file is not made up', async () => {
    const none = await bench.run('reproduce', 'recipe', '2', '--lang', 'zh-CN')
    expect(none).toMatchObject({ status: 0, err: '' })
    expect(none.out).toContain(text.noRecipe)
    const out = bench.at('none.txt')
    expect((await bench.run('reproduce', 'recipe', '2', '--out', out)).status).toBe(1)
    expect(existsSync(out)).toBe(false)
  })
})

describe('a run from the command line', () => {
  test('is kept, listed and shown among the rounds as a later reproduction, never as an original', async () => {
    const { url } = await webUi(({ seed }) => ({ seed: Number(seed) + 1, infotext: recorded }))
    const made = await bench.json<Reproduction>('reproduce', 'run', '1', '--server', url)
    expect(made).toMatchObject({ of: 1, server: url, difference: { pixelEqual: false } })
    const { reproductions } = await bench.json<{ reproductions: Reproduction[] }>('reproduce', 'list', '复现')
    expect(reproductions).toEqual([made])
    const listed = await bench.run('reproduce', 'list', '复现', '--lang', 'zh-CN')
    expect(listed.out).toContain(text.madeOf({ of: '00012-12.png', item: 'txt2img.png' }))
    expect(listed.out).toContain(text.caution)

    type Shown = { item: number; sourceType: string; pictures: { item: number; sourceType: string }[] }
    const { rounds } = await bench.json<{ rounds: Shown[] }>('process', 'show', '复现')
    const kinds = new Map(
      rounds.flatMap(({ pictures }) => pictures.map(({ item, sourceType }) => [item, sourceType])),
    )
    expect(kinds.get(1)).toBe('original-record')
    expect(kinds.get(made.item)).toBe('reproduction')
    // It may stand with the picture that it repeats, but must not be what the round is shown by.
    expect(
      rounds.filter(({ sourceType }) => sourceType === 'original-record').map(({ item }) => item),
    ).toContain(1)
    expect((await bench.run('process', 'show', '复现', '--lang', 'zh-CN')).out).toContain(text.title)
  })

  test('against an address that nobody answers fails in one sentence and keeps nothing', async () => {
    const before = await bench.json<{ reproductions: Reproduction[] }>('reproduce', 'list', '复现')
    const failed = await bench.run('reproduce', 'run', '1', '--server', 'http://127.0.0.1:9', '--json')
    expect(failed.status).toBe(1)
    expect(JSON.parse(failed.out)).toMatchObject({ error: { code: 'server-unreachable' } })
    const refused = await bench.run('reproduce', 'run', '1', '--server', 'file:///etc/passwd', '--json')
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'address-not-allowed' } })
    expect(await bench.json('reproduce', 'list', '复现')).toEqual(before)
  })
})
