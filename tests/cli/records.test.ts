import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { infotext, png } from '../pictures.ts'
import { workbench } from './zuozheng.ts'

const bench = workbench()
afterAll(bench.remove)

beforeAll(async () => {
  await bench.run('case', 'create', '--title', '山风')
  writeFileSync(
    bench.at('a.png'),
    png({ seed: 1, texts: { parameters: infotext({ prompt: 'ridge at dusk', seed: 4 }) } }),
  )
  writeFileSync(bench.at('2026-03-02.png'), png({ seed: 2 }))
  writeFileSync(
    bench.at('log.csv'),
    'prompt,seed,width,height,sampler,cfgs,steps,filename,negative_prompt\nridge,4,1,1,Euler,7.0,20,a.png,\n',
  )
  await bench.json(
    'import',
    bench.at('a.png'),
    bench.at('2026-03-02.png'),
    bench.at('log.csv'),
    '--case',
    '1',
  )
})

test('search finds files by words and choices', async () => {
  const found = await bench.json<{ total: number; items: { name: string }[]; facets: { total: number } }>(
    ...['search', 'at dusk', '--case', '山风', '--generator', 'a1111', '--with-record', '--facets'],
  )
  expect(found).toMatchObject({ total: 1, items: [{ name: 'a.png' }], facets: { total: 1 } })
  expect((await bench.run('search', '--sort', 'best')).status).toBe(2)
  expect((await bench.run('search', '--limit', '0')).status).toBe(2)
  expect((await bench.run('search', '--with-label', '--without-label')).status).toBe(2)
  expect((await bench.run('search', 'ridge')).out).toContain('a.png')
})

test('statement shows bytes, digest and text, and ends with 3 when they differ', async () => {
  const { out, status } = await bench.run('statement', '1')
  expect(status).toBe(0)
  expect(out).toContain('ridge at dusk')
  expect(out).toContain('70 61 72 61 6d 65 74 65 72 73')
  const one = await bench.json<{ matches: boolean }>('statement', '1', '0')
  expect(one.matches).toBe(true)
  expect((await bench.run('statement', '1', '7')).status).toBe(1)
})

test('times and histories tell what names and logs claim', async () => {
  const { times } = await bench.json<{ times: unknown[] }>('times', '2')
  expect(times).toContainEqual({
    trust: 'name',
    source: 'name',
    value: '2026-03-02',
    reading: '2026-03-02',
    zone: null,
  })
  const { rows } = await bench.json<{ rows: unknown[] }>('histories', '1')
  expect(rows).toMatchObject([{ source: 3, row: 0, file: 'a.png', item: 1, by: 'name+seed' }])
  expect((await bench.run('histories', '1')).out).toContain('contradicts')
})

test('records go into a CSV or JSON file, and never over another', async () => {
  for (const name of ['out.csv', 'out.json']) {
    expect(await bench.json('records', '1', '--out', bench.at(name))).toMatchObject({ rows: 3 })
    expect((await bench.run('records', '1', '--out', bench.at(name))).status).toBe(0)
  }
  expect(readFileSync(bench.at('out.csv'), 'utf8')).toContain('ridge at dusk')
  expect(JSON.parse(readFileSync(bench.at('out.json'), 'utf8'))).toHaveLength(3)
  writeFileSync(bench.at('mine.csv'), 'my own table')
  expect((await bench.run('records', '1', '--out', bench.at('mine.csv'))).status).toBe(2)
  expect(readFileSync(bench.at('mine.csv'), 'utf8')).toBe('my own table')
  expect((await bench.run('records', '1', '--out', bench.at('out.xlsx'))).status).toBe(2)
  expect(existsSync(bench.at('out.xlsx'))).toBe(false)
})
