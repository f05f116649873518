import { existsSync, readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { workbench } from './zuozheng.ts'

const bench = workbench()
afterAll(bench.remove)

interface Demo {
  readonly case: number
  readonly vault: string
  readonly dossiers: readonly { language: string; path: string; pages: number; sha256: string }[]
  readonly verification: { ok: boolean; problems: unknown[] }
}

test('the demo goes from import to dossier in both languages, and twice in one vault without a second sample case', async () => {
  const first = await bench.json<Demo>('demo', '--out', bench.at('demo'))
  expect(first.dossiers.map(({ language }) => language)).toEqual(['zh-CN', 'en'])
  for (const { path, pages } of first.dossiers) {
    expect(pages).toBeGreaterThanOrEqual(20)
    expect(readFileSync(path).subarray(0, 5).toString('latin1')).toBe('%PDF-')
  }
  expect(first.verification).toMatchObject({ ok: true, problems: [] })

  const again = ['demo', '--vault', first.vault, '--out', bench.at('again'), '--lang', 'en']
  const { status, out, err } = await bench.run(...again)
  expect(status).toBe(0)
  expect(out).toContain('dossier-zh-CN.pdf')
  expect(out).toContain('npm run --silent cli -- serve --vault')
  expect(err).toContain('Sample case')
  expect(existsSync(bench.at('again', 'vault'))).toBe(false)
  const { cases } = await bench.json<{ cases: { id: number }[] }>('case', 'list', '--vault', first.vault)
  expect(cases.map(({ id }) => id)).toEqual([first.case])
})
