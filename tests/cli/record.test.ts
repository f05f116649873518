import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Item } from '../../shared/contract/item.ts'
import type { RecordedFile, Recorder } from '../../shared/contract/recorder.ts'
import { whenFarFromMidnight } from '../day.ts'
import { png } from '../pictures.ts'
import { start, whenClosed, workbench } from './zuozheng.ts'

let bench: ReturnType<typeof workbench>
let folder: string
const programs: ChildProcess[] = []

beforeEach(async () => {
  bench = workbench()
  folder = bench.at('outputs')
  mkdirSync(folder)
  await bench.json('case', 'create', '--title', '山风过处')
})

afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL')
    await whenClosed(program)
  }
  bench.remove()
})

interface Told {
  readonly event: string
  readonly recorder: number | Recorder
  readonly name?: string
}

/** A recorder as a process of its own, and what it told so far. */
function record(...args: string[]) {
  const program = start(['record', 'start', ...args, '--ndjson'], bench.environment)
  programs.push(program)
  const told: (Told & Partial<RecordedFile>)[] = []
  let rest = ''
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    told.push(...lines.map((line) => JSON.parse(line)))
  })
  const sealed = () => told.filter(({ event }) => event === 'sealed')
  return {
    program,
    told,
    sealed,
    begun: () => until(() => told.some(({ event }) => event === 'started'), 'begun'),
  }
}

async function until(isSo: () => boolean | Promise<boolean>, what: string, limit = 120_000): Promise<void> {
  const end = Date.now() + limit
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function drop(from: number, to: number): void {
  for (let seed = from; seed < to; seed += 1) {
    const name = `${String(seed).padStart(5, '0')}.png`
    const texts = { parameters: `draft ${seed}` }
    writeFileSync(bench.at('outputs', name), png({ seed, width: 16, height: 16, texts }))
  }
}

const status = async () => (await bench.json<{ recorders: Recorder[] }>('record', 'status')).recorders
const items = async () => (await bench.json<{ items: Item[] }>('item', 'list', '1')).items
const isWhole = async () => (await bench.json<{ ok: boolean }>('verify')).ok

/** Every file of the folder exactly once. */
async function expectEachOnce(count: number): Promise<void> {
  const found = await items()
  expect(found.map(({ name }) => name).sort()).toEqual(readdirSync(folder).sort())
  expect(new Set(found.map(({ sha256 }) => sha256)).size).toBe(count)
}

describe('record start', () => {
  test('seals a burst of two thousand files, each once, and tells each', async () => {
    await whenFarFromMidnight()
    const { sealed, begun, program } = record(folder, '--case', '1')
    await begun()
    drop(0, 2_000)
    await until(() => sealed().length >= 2_000, '2,000 files sealed')
    program.kill('SIGINT')
    expect(await whenClosed(program)).toBe(0)
    expect(new Set(sealed().map(({ name }) => name)).size).toBe(2_000)
    await expectEachOnce(2_000)
    expect(await status()).toMatchObject([
      { state: 'waiting', sealed: 2_000, sealedToday: 2_000, pending: 0 },
    ])
    expect(await isWhole()).toBe(true)
  })

  test('that is killed in the middle of a burst loses nothing and seals nothing twice', async () => {
    const first = record(folder, '--case', '1')
    await first.begun()
    drop(0, 300)
    await until(() => first.sealed().length > 20, 'some sealed')
    first.program.kill('SIGKILL')
    await whenClosed(first.program)
    drop(300, 400)
    const second = record()
    await until(async () => (await status())[0]?.sealed === 400, 'all sealed')
    expect(second.sealed().every(({ catchUp }) => catchUp)).toBe(true)
    await expectEachOnce(400)
    expect(await isWhole()).toBe(true)
  })

  test('runs twice on one vault: each file is sealed once, and the one that is left goes on', async () => {
    const [one, two] = [record(folder, '--case', '1'), record(folder, '--case', '1')]
    await Promise.all([one.begun(), two.begun()])
    drop(0, 200)
    await until(() => one.sealed().length + two.sealed().length >= 200, 'all sealed')
    await expectEachOnce(200)
    const watching = one.sealed().length > 0 ? one : two
    const other = watching === one ? two : one
    expect(other.sealed()).toEqual([])
    watching.program.kill('SIGKILL')
    drop(200, 220)
    await until(() => other.sealed().length === 20, 'taken over')
    await expectEachOnce(220)
  })

  test('marks what appeared while the machine slept', async () => {
    const { program, sealed, begun } = record(folder, '--case', '1')
    await begun()
    drop(0, 1)
    await until(() => sealed().length === 1, 'the first')
    program.kill('SIGSTOP')
    drop(1, 3)
    await new Promise((resolve) => setTimeout(resolve, 7_000))
    program.kill('SIGCONT')
    await until(() => sealed().length === 3, 'the others')
    expect(sealed().map(({ catchUp }) => catchUp)).toEqual([false, true, true])
  })

  test('ends when record stop says so elsewhere', async () => {
    const { program, begun, told } = record(folder, '--case', '1')
    await begun()
    expect(await status()).toMatchObject([
      { id: 1, state: 'running', folder: expect.stringContaining('outputs') },
    ])
    const { recorders } = await bench.json<{ recorders: Recorder[] }>('record', 'stop')
    expect(recorders).toMatchObject([{ id: 1, state: 'stopped' }])
    expect(await whenClosed(program)).toBe(0)
    expect(told.at(-1)).toMatchObject({ event: 'ended', recorder: { state: 'stopped' } })
    expect((await bench.run('record', 'start')).status).toBe(2)
  })

  test('says for people that it is alive and what it sealed', async () => {
    await whenFarFromMidnight()
    const program = start(['record', 'start', folder, '--case', '1', '--lang', 'zh-CN'], bench.environment)
    programs.push(program)
    let out = ''
    program.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    await until(() => out.includes('记录中 · 今日已封存 0 个'), 'alive')
    drop(1, 2)
    await until(() => /已封存 00001\.png [0-9a-f]{12}\n/.test(out), 'the file told')
    await until(() => out.includes('今日已封存 1 个 · 最后一个'), 'the count')
    program.kill('SIGINT')
    expect(await whenClosed(program)).toBe(0)
  })

  test('refuses a folder that is not there and a call without a case', async () => {
    const gone = await bench.run('record', 'start', bench.at('nowhere'), '--case', '1')
    expect(gone).toMatchObject({ status: 1, err: expect.stringContaining('nowhere') })
    expect((await bench.run('record', 'start', folder)).status).toBe(2)
    expect(await status()).toEqual([])
  })
})

test('record status makes no vault', async () => {
  rmSync(bench.vault, { recursive: true })
  expect((await bench.run('record', 'status')).status).toBe(1)
  expect(existsSync(bench.vault)).toBe(false)
})
