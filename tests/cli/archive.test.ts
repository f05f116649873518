import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Archive, Backup } from '../../shared/contract/archive.ts'
import { infotext, png } from '../pictures.ts'
import { workbench } from './zuozheng.ts'

const bench = workbench()
const { at, run, json } = bench

beforeAll(async () => {
  for (const no of [1, 2]) {
    const prompt = `a figure on a ridge${', mist'.repeat(no)}`
    writeFileSync(at(`${no}.png`), png({ seed: no, texts: { parameters: infotext({ prompt, seed: no }) } }))
  }
  await json('case', 'create', '--title', '山风', '--plaintiff', '林一')
  await json('import', at('1.png'), at('2.png'), '--case', '1')
  await json('work', 'set', '1', '2', '--final', '--title', '山风过处')
})
afterAll(bench.remove)

const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

test('a case goes out, comes back into a new vault, and gives the same dossier', async () => {
  await json('dossier', '1', '--out', at('before.pdf'))
  const { path, files, manifest } = await json<Archive>('export', '1', '--out', at('bag'))
  expect(path).toBe(at('bag'))
  expect(manifest).toBe(digest(at('bag', 'manifest-sha256.txt')))
  execFileSync('sha256sum', ['-c', '--strict', '--quiet', 'manifest-sha256.txt'], { cwd: at('bag') })
  const verified = await json<{ ok: boolean; checked: number; problems: unknown[] }>('verify', at('bag'))
  expect(verified).toMatchObject({ ok: true, problems: [] })
  expect(verified.checked).toBeGreaterThan(files)

  const elsewhere = ['--vault', at('restored')]
  expect(await json('restore', at('bag'), ...elsewhere)).toMatchObject({ cases: [1], items: 2 })
  expect(await json('verify', ...elsewhere)).toMatchObject({ ok: true })
  await json('dossier', '1', '--out', at('after.pdf'), ...elsewhere)
  expect(digest(at('after.pdf'))).toBe(digest(at('before.pdf')))
  const again = await run('restore', at('bag'), ...elsewhere)
  expect(again.status).toBe(1)
})

test('as a ZIP it is one file with one folder in it, judged and restored alike', async () => {
  const { path, sha256 } = await json<Archive>('export', '1', '--out', at('case.zip'), '--zip')
  expect(sha256).toBe(digest(path ?? ''))
  expect(await json('verify', at('case.zip'))).toMatchObject({ ok: true })
  expect(await json('restore', at('case.zip'), '--vault', at('from-zip'))).toMatchObject({ cases: [1] })
})

test('a difference is named and ends with status 3', async () => {
  await json('export', '1', '--out', at('spoiled'))
  const place = at('spoiled', 'data', 'originals', '1.png')
  const bytes = readFileSync(place)
  bytes[60] = (bytes[60] ?? 0) ^ 1
  writeFileSync(place, bytes)
  const { status, out } = await run('verify', at('spoiled'), '--json')
  expect(status).toBe(3)
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    problems: [{ kind: 'changed', subject: 'data/originals/1.png' }],
  })
  const restored = await run('restore', at('spoiled'), '--vault', at('never'), '--json')
  expect(restored.status).toBe(3)
  expect(JSON.parse(restored.out).error.code).toBe('archive-damaged')
})

test('a ZIP that breaks off is told in the language of the person', async () => {
  writeFileSync(at('cut.zip'), readFileSync(at('case.zip')).subarray(0, -200))
  const { status, err } = await run('restore', at('cut.zip'), '--vault', at('nothing'), '--lang', 'zh-CN')
  expect(status).toBe(3)
  expect(err).toContain(`存档“${at('cut.zip')}”未通过检查（ZIP 文件损坏），没有从中取用任何内容`)
})

test('a place below a file is refused in one sentence', async () => {
  const { status, err } = await run('export', '1', '--out', at('1.png', 'bag'), '--lang', 'en')
  expect(status).toBe(1)
  expect(err).toContain(`“${at('1.png', 'bag')}” cannot be written;`)
})

test('a backup is a second run away from being up to date, and comes back', async () => {
  expect((await json<Backup>('export', '--out', at('backup'))).copied).toBeGreaterThan(1)
  expect(await json<Backup>('export', '--out', at('backup'))).toMatchObject({ copied: 0, verified: true })
  expect(await json('restore', at('backup'), '--vault', at('from-backup'))).toMatchObject({ cases: [1] })
})

test('a backup is verified where it lies and never opened as a vault, which would change it', async () => {
  await json('export', '--out', at('looked-at'))
  const names = () => readdirSync(at('looked-at'), { recursive: true }).sort()
  const before = names()
  expect(await json('verify', at('looked-at'))).toMatchObject({ ok: true, problems: [] })
  const opened = await run('case', 'list', '--vault', at('looked-at'), '--json')
  expect(JSON.parse(opened.out).error).toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('zuozheng restore'),
  })
  expect(names()).toEqual(before)
  expect(await json('restore', at('looked-at'), '--vault', at('looked-at-again'))).toMatchObject({
    cases: [1],
  })

  const [object = ''] = before.map(String).filter((name) => /[0-9a-f]{64}$/.test(name))
  const bytes = readFileSync(at('looked-at', object))
  bytes[20] = (bytes[20] ?? 0) ^ 1
  writeFileSync(at('looked-at', object), bytes)
  const { status, out } = await run('verify', at('looked-at'), '--json')
  expect(status).toBe(3)
  expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ kind: 'changed' }] })
})

test('the wrong call is told before anything is done', async () => {
  mkdirSync(at('full'))
  writeFileSync(at('full', 'letter.txt'), 'mine')
  const taken = await run('export', '1', '--out', at('full'))
  expect([taken.status, readdirSync(at('full'))]).toEqual([2, ['letter.txt']])
  expect((await run('export', '1')).status).toBe(2)
  expect((await run('export', '--out', at('x'), '--zip')).status).toBe(2)
  expect((await run('restore', at('nothing-here'), '--vault', at('none'))).status).toBe(1)
  expect(existsSync(at('none'))).toBe(false)
})

test('a folder with a dossier and originals is held against the digests that the dossier lists', async () => {
  mkdirSync(at('handed-in'))
  await json('dossier', '1', '--out', at('handed-in', 'dossier.pdf'))
  copyFileSync(at('1.png'), at('handed-in', '1.png'))
  const good = await json<{ ok: boolean; checked: number; warnings: unknown[] }>('verify', at('handed-in'))
  expect(good).toMatchObject({ ok: true, checked: 2, warnings: [{ kind: 'missing', subject: '2.png' }] })
  copyFileSync(at('1.png'), at('handed-in', '2.png'))
  writeFileSync(at('handed-in', '1.png'), 'another file')
  const { status, out } = await run('verify', at('handed-in'), '--json')
  expect(status).toBe(3)
  expect(JSON.parse(out).problems).toMatchObject([{ kind: 'changed', subject: '1.png' }])
})

test('a disk that is full ends it in one sentence, and nothing half is left', async () => {
  const big = `${'a line of a log that is long\n'.repeat(400_000)}`
  writeFileSync(at('big.txt'), big)
  await json('import', at('big.txt'), '--case', '1', '--role', 'document')
  // A file of the export may be no longer than 8 MB: writing on fails as it does on a full disk.
  const limited = spawnSync(
    'bash',
    [
      '-c',
      `ulimit -f 8000; exec "$0" electron/cli/main.ts export 1 --out "$1" --json`,
      process.execPath,
      at('tight'),
    ],
    { env: { ...process.env, ...bench.environment }, encoding: 'utf8' },
  )
  expect(limited.status).toBe(1)
  expect(JSON.parse(limited.stdout).error).toMatchObject({ code: 'disk-full', path: at('tight') })
  expect(existsSync(at('tight')) || existsSync(at('tight.partial'))).toBe(false)
  rmSync(at('big.txt'))
})
