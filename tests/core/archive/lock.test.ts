import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { verifyArchive, verifyBackup } from '../../../electron/core/archive/archive.ts'
import { keeping } from '../../../electron/core/archive/lock.ts'
import { temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { backUpTo, exportTo, makeCase, ours } from './case.ts'

const atEase = { signal: new AbortController().signal, report: () => undefined }

/** A program of its own that keeps a place until it is killed. */
async function keeper(path: string, file: string) {
  const lock = pathToFileURL(join(import.meta.dirname, '../../../electron/core/archive/lock.ts')).href
  const script = `import { keeping } from ${JSON.stringify(lock)}
    await keeping(${JSON.stringify(path)}, ${JSON.stringify(file)}, () => {
      console.log('kept')
      return new Promise((resolve) => setTimeout(resolve, 600_000))
    })`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('close', () => reject(new Error('it ended before it kept anything')))
  })
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const busy = { code: 'invalid-input', details: { reason: 'being-written' } }

describe('a place that another program writes to', () => {
  test.each(['folder', 'zip'] as const)(
    'is refused to a second export (%s), and free again once the first was killed',
    async (form) => {
      const core = testCore()
      const id = await makeCase(core, ours)
      const place = temporaryFolder()
      const path = join(place, form === 'zip' ? 'bag.zip' : 'bag')
      const first = await keeper(path, `${path}.partial-lock`)
      if (form === 'zip') writeFileSync(`${path}.partial`, 'PK\u0003\u0004 half')
      else {
        mkdirSync(`${path}.partial`)
        writeFileSync(join(`${path}.partial`, 'bagit.txt'), 'half')
      }
      const before = (await core.call('ledgers.head', {})).seq
      const destination = { kind: 'path', path } as const
      const job = await core.call('archives.export', { case: id, form, destination })
      expect((await whenEnded(core, job)).error).toMatchObject(busy)
      // What the first has written so far is left to it.
      expect(readFileSync(join(`${path}.partial`, form === 'zip' ? '' : 'bagit.txt'), 'utf8')).toMatch(/half/)
      const { entries } = await core.call('ledgers.list', { case: id })
      expect(entries.filter(({ seq, act }) => seq > before && act === 'case.exported')).toEqual([])

      await first.kill()
      await exportTo(core, id, path, { form })
      expect(await verifyArchive(path, atEase)).toMatchObject({ ok: true, problems: [] })
      expect(readdirSync(place)).toEqual([form === 'zip' ? 'bag.zip' : 'bag'])
    },
  )

  test('is refused to a second backup, and free again once the first was killed', async () => {
    const core = testCore()
    await makeCase(core, ours)
    const path = join(temporaryFolder(), 'backup')
    mkdirSync(path)
    const first = await keeper(path, join(path, 'backup.lock'))
    const job = await core.call('backups.run', { path })
    expect((await whenEnded(core, job)).error).toMatchObject(busy)
    await first.kill()
    expect(existsSync(join(path, 'backup.lock'))).toBe(true)
    expect(await backUpTo(core, path)).toMatchObject({ verified: true })
    expect(existsSync(join(path, 'backup.lock'))).toBe(false)
    expect(await verifyBackup(path, atEase)).toMatchObject({ ok: true, problems: [] })
  })
})

test('of many that ask for one place at once, in one program and in others, only one has it', async () => {
  const path = join(temporaryFolder(), 'bag')
  const file = `${path}.partial-lock`
  let inside = 0
  let most = 0
  const ask = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const run = async () => {
        inside += 1
        most = Math.max(most, inside)
        await new Promise((resolve) => setTimeout(resolve, 1))
        inside -= 1
        return true
      }
      await keeping(path, file, run).catch((error: unknown) => expect(error).toMatchObject(busy))
    }
  }
  await Promise.all(Array.from({ length: 8 }, ask))
  expect(most).toBe(1)
  expect(existsSync(file)).toBe(false)
  // While one program has it, asking and being refused in this one takes nothing from it.
  const other = await keeper(path, file)
  await expect(keeping(path, file, async () => true)).rejects.toMatchObject(busy)
  await expect(keeping(path, file, async () => true)).rejects.toMatchObject(busy)
  await other.kill()
  expect(await keeping(path, file, async () => true)).toBe(true)
})

test('a lock file with anything in it is none of ours, and is left alone', async () => {
  const path = join(temporaryFolder(), 'bag')
  writeFileSync(`${path}.partial-lock`, 'a letter')
  await expect(keeping(path, `${path}.partial-lock`, async () => true)).rejects.toMatchObject({
    details: { reason: 'there-already', path: `${path}.partial-lock` },
  })
  expect(readFileSync(`${path}.partial-lock`, 'utf8')).toBe('a letter')
})
