import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { infotext, png } from '../pictures.ts'
import { enter } from '../server/visitor.ts'
import { firstText, start, whenClosed, workbench } from './zuozheng.ts'

const bench = workbench()
const many = 600

beforeAll(() => {
  mkdirSync(bench.at('many'))
  for (let i = 0; i < many; i += 1) {
    const texts = { parameters: infotext({ prompt: `draft ${i}`, seed: i }) }
    writeFileSync(bench.at('many', `${i}.png`), png({ seed: i, width: 16, height: 16, texts }))
  }
})

afterAll(bench.remove)

describe('a wrong call', () => {
  test('ends with status 2 and one sentence that names what is wrong', async () => {
    const { status, out, err } = await bench.run('case', 'list', '--vaut', 'x')
    expect([status, out, err]).toEqual([2, '', 'There is no option --vaut; did you mean --vault?\n'])
  })

  test('is answered as JSON where JSON was asked for', async () => {
    const { status, out } = await bench.run('case', 'shwo', '1', '--json', '--lang', 'zh-CN')
    expect(status).toBe(2)
    expect(JSON.parse(out)).toEqual({
      error: { code: 'invalid-input', message: '没有命令“case shwo”，是否想用“case show”？' },
    })
  })

  test('never shows a stack', async () => {
    for (const args of [
      ['case', 'edit', '1', '--file', '/no/such.json'],
      ['--lang', 'xx'],
      ['import', '--case', '1'],
    ]) {
      const { status, err } = await bench.run(...args)
      expect(status).not.toBe(0)
      expect(err).not.toMatch(/\n {4}at |Error:/)
      expect(err.trim().split('\n')).toHaveLength(1)
    }
  })
})

test('without a command the program says what it can do, in both languages', async () => {
  const english = await bench.run()
  expect(english.status).toBe(0)
  expect(english.out).toContain('build the dossier as PDF')
  expect((await bench.run('--lang', 'zh-CN')).out).toContain('生成证据卷宗 PDF')
  expect((await bench.run('help', 'dossier')).out).toContain('dossier CASE --out FILE.pdf')
  expect((await bench.run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

describe('inspect', () => {
  test('prints one record a file, in the order of the walk, and makes no vault', async () => {
    const before = readdirSync(bench.folder)
    const { status, out } = await bench.run('inspect', bench.at('many'), '--ndjson')
    expect(status).toBe(0)
    const records = out
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { path: string; size: number; sha256: string; generations: { seed: string }[] },
      )
    expect(records.map(({ path }) => path)).toEqual(
      Array.from({ length: many }, (_, i) => bench.at('many', `${i}.png`)),
    )
    expect(records.map(({ generations }) => generations[0]?.seed)).toEqual(
      Array.from({ length: many }, (_, i) => String(i)),
    )
    expect(readdirSync(bench.folder)).toEqual(before)
  })

  test('prints one JSON document, and goes on behind a file that cannot be opened', async () => {
    const { status, out, err } = await bench.run(
      'inspect',
      bench.at('gone.png'),
      bench.at('many', '1.png'),
      '--json',
    )
    expect(status).toBe(1)
    expect(err).toContain('gone.png')
    const [gone, there] = JSON.parse(out) as {
      status: string
      warnings: { code: string; message: string }[]
    }[]
    expect(gone).toMatchObject({ status: 'unreadable', warnings: [{ code: 'file-not-found' }] })
    expect(gone?.warnings[0]?.message).toContain('gone.png')
    expect(there).toMatchObject({ status: 'ok', generator: { id: 'a1111' } })
    expect(there).not.toHaveProperty('loras')
  })

  test.skipIf(process.platform === 'win32')(
    'does not wait at a pipe or a socket that stands in the folder',
    async () => {
      mkdirSync(bench.at('odd'))
      execFileSync('mkfifo', [bench.at('odd', 'pipe.png')])
      const { status, err } = await bench.run('inspect', bench.at('odd'), '--json')
      expect(status).toBe(1)
      expect(err).toContain('pipe.png')
    },
  )

  test('stops quietly when its reader has seen enough', async () => {
    const child = start(['inspect', bench.at('many'), '--ndjson'], bench.environment)
    let err = ''
    child.stderr.on('data', (text: Buffer) => {
      err += text
    })
    await firstText(child, 'stdout')
    child.stdout.destroy()
    expect(await whenClosed(child)).toBe(0)
    expect(err).not.toMatch(/EPIPE|Error/)
  })
})

test('Ctrl+C ends an import in order: what was finished is kept, and the next run completes it', async () => {
  await bench.run('case', 'create', '--title', 'a')
  const child = start(['import', bench.at('many'), '--case', 'a', '--json'], bench.environment)
  let out = ''
  child.stdout.on('data', (text: Buffer) => {
    out += text
  })
  await firstText(child, 'stderr')
  child.kill('SIGINT')
  expect(await whenClosed(child)).toBe(130)
  const stopped = JSON.parse(out) as { imported: number }
  expect(stopped.imported).toBeLessThan(many)
  const rest = await bench.json<{ imported: number; duplicates: number }>(
    'import',
    bench.at('many'),
    '--case',
    'a',
  )
  expect([rest.imported, rest.duplicates]).toEqual([many - stopped.imported, stopped.imported])
  expect(await bench.json('verify')).toMatchObject({ ok: true })
})

describe('serve', () => {
  test('prints its address, answers on it, and Ctrl+C closes it', async () => {
    const child = start(['serve', '--no-open', '--json'], bench.environment)
    onTestFinished(async () => {
      child.kill('SIGKILL')
      await whenClosed(child)
    })
    const { url } = JSON.parse(await firstText(child, 'stdout')) as { url: string }
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    const browser = await enter(url)
    expect(await browser.ask('cases.list', {})).toMatchObject({
      ok: true,
      value: { cases: [{ title: 'a' }] },
    })
    const taken = await bench.run('serve', '--no-open', '--port', new URL(url).port)
    expect([taken.status, taken.err.includes(new URL(url).port)]).toEqual([2, true])
    child.kill('SIGINT')
    expect(await whenClosed(child)).toBe(0)
    expect(readdirSync(join(bench.vault, 'uploads'))).toEqual([])
  })

  test('refuses a port that cannot be one', async () => {
    expect((await bench.run('serve', '--port', '70000')).status).toBe(2)
  })
})
