import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { openCore } from '../../../electron/core/core.ts'
import type { Verification } from '../../../shared/contract/vault.ts'
import { coreOptions, importInto, temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { png } from '../../pictures.ts'

function refusal(open: () => unknown): unknown {
  try {
    open()
  } catch (error) {
    return error
  }
  return null
}

describe('a vault that cannot go on', () => {
  it('written by a newer program is refused and not touched', async () => {
    const directory = temporaryFolder()
    await testCore(directory).close()
    const file = join(directory, 'vault.db')
    const database = new Sqlite(file)
    database.exec(`UPDATE vault SET value = '99' WHERE key = 'compatible_from'; PRAGMA user_version = 99`)
    database.pragma('journal_mode = DELETE')
    database.close()
    const before = readFileSync(file)
    expect(refusal(() => openCore(coreOptions(directory)))).toMatchObject({
      code: 'vault-newer',
      details: { found: 99 },
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('that is not there is not made by a read', () => {
    const directory = join(temporaryFolder(), 'nothing')
    expect(refusal(() => openCore({ ...coreOptions(directory), create: false }))).toMatchObject({
      code: 'vault-missing',
    })
  })

  it('whose database is no database is left as it is', () => {
    const directory = temporaryFolder()
    writeFileSync(join(directory, 'vault.db'), 'this is not a database, it only has its name'.repeat(100))
    expect(refusal(() => openCore(coreOptions(directory)))).toMatchObject({ code: 'vault-damaged' })
    expect(readFileSync(join(directory, 'vault.db'), 'utf8')).toContain('only has its name')
  })

  it('whose place is a file is named in one sentence', () => {
    const place = join(temporaryFolder(), 'file')
    writeFileSync(place, 'x')
    for (const directory of [place, join(place, 'vault')]) {
      expect(refusal(() => openCore(coreOptions(directory)))).toMatchObject({ code: 'vault-unwritable' })
    }
  })
})

describe('one changed byte in an original', () => {
  it('is named by a verification and stops a dossier', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'final.png'), png())
    const core = testCore()
    const { id } = await core.call('cases.create', { title: '山风过处' })
    await importInto(core, id, [folder])
    const [item] = (await core.call('items.list', { case: id })).items
    const stored = core.fileOf({ kind: 'file', sha256: item?.sha256 ?? '' })?.path ?? ''
    const bytes = readFileSync(stored)
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
    writeFileSync(stored, bytes)

    const verified = await whenEnded(core, await core.call('vaults.verify', {}))
    const { ok, problems } = verified.result as Verification
    expect(ok).toBe(false)
    expect(problems).toEqual([
      {
        kind: 'changed',
        subject: 'final.png',
        expected: item?.sha256,
        found: expect.not.stringMatching(item?.sha256 ?? ''),
      },
    ])
    const dossier = await whenEnded(core, await core.call('dossiers.build', { case: id }))
    expect(dossier).toMatchObject({ state: 'failed', error: { code: 'hash-mismatch' } })
    expect(dossier.error?.details).toMatchObject({ path: expect.stringContaining('final.png') })
  })
})

describe('two programs with one vault', () => {
  it('import the same folder at once without a loss, a double or a broken chain', async () => {
    const folder = temporaryFolder()
    for (let n = 0; n < 60; n += 1) writeFileSync(join(folder, `${n}.png`), png({ seed: n, width: 60 + n }))
    const directory = temporaryFolder()
    const [one, two] = [testCore(directory), testCore(directory)]
    const { id } = await one.call('cases.create', { title: '山风过处' })
    const both = await Promise.all([importInto(one, id, [folder]), importInto(two, id, [folder])])
    const results = both.map(({ job }) => job.result as { imported: number; duplicates: number })
    expect(results.reduce((sum, result) => sum + result.imported, 0)).toBe(60)
    expect(results.reduce((sum, result) => sum + result.duplicates, 0)).toBe(60)
    expect((await one.call('items.list', { case: id })).total).toBe(60)
    const verified = await whenEnded(two, await two.call('vaults.verify', {}))
    expect(verified.result).toEqual({ ok: true, checked: 60, problems: [] })
  })

  it('do not wait for ever for a job whose program died', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(other, 'spawn')
    const database = new Sqlite(join(directory, 'vault.db'))
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO jobs (kind, case_id, state, done, total, owner, stop, started_at)
         VALUES ('pictures', NULL, 'running', 1, 9, ?, 0, ?)`,
      )
      .run(`${hostname()}:${other.pid}`, new Date().toISOString())
    database.close()
    const job = Number(lastInsertRowid)
    expect((await core.call('jobs.get', { job })).state).toBe('running')
    other.kill('SIGKILL')
    await once(other, 'exit')
    expect((await core.call('jobs.get', { job })).state).toBe('interrupted')
    expect((await core.call('jobs.list', {})).jobs[0]).toMatchObject({ id: job, state: 'interrupted' })
  })

  it('tell each other that something was written', async () => {
    const directory = temporaryFolder()
    const [one, two] = [testCore(directory), testCore(directory)]
    const told = new Promise((resolve) =>
      one.listen((event) => event.type === 'vault.changed' && resolve(true)),
    )
    await two.call('cases.create', { title: '另一个窗口' })
    expect(await told).toBe(true)
  })
})

describe('a disk of its own', () => {
  const mounts: string[] = []
  afterEach(() => {
    for (const mount of mounts.splice(0)) execFileSync('umount', ['-l', mount], { stdio: 'ignore' })
  })

  function smallDisk(size: string): string | null {
    const mount = temporaryFolder()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', mount], { stdio: 'ignore' })
    } catch {
      return null
    }
    mounts.push(mount)
    return mount
  }

  it('that fills up ends the import in one sentence and loses nothing', async ({ skip }) => {
    const disk = smallDisk('3m')
    if (!disk) return skip('a small disk cannot be mounted here (needs root on Linux)')
    const folder = temporaryFolder()
    for (let n = 0; n < 60; n += 1) writeFileSync(join(folder, `${n}.png`), noisyPng(n))
    const core = testCore(join(disk, 'vault'))
    const { id } = await core.call('cases.create', { title: '山风过处' })
    const { job, outcomes } = await importInto(core, id, [folder])
    expect(job).toMatchObject({ state: 'failed', error: { code: 'disk-full' } })
    const { total } = await core.call('items.list', { case: id })
    expect(total).toBe(outcomes.filter((outcome) => outcome.outcome === 'imported').length)
    expect(total).toBeLessThan(60)

    execFileSync('mount', ['-o', 'remount,size=64m', disk])
    expect((await importInto(core, id, [folder])).job).toMatchObject({ state: 'done' })
    expect((await core.call('items.list', { case: id })).total).toBe(60)
    const verified = await whenEnded(core, await core.call('vaults.verify', {}))
    expect(verified.result).toMatchObject({ ok: true })
    await core.close()
  })

  it('that is read-only is named in one sentence', async ({ skip }) => {
    const disk = smallDisk('8m')
    if (!disk) return skip('a small disk cannot be mounted here (needs root on Linux)')
    const directory = join(disk, 'vault')
    await testCore(directory).close()
    execFileSync('mount', ['-o', 'remount,ro', disk])
    expect(refusal(() => openCore(coreOptions(directory)))).toMatchObject({ code: 'vault-unwritable' })
  })
})

/** About 100 kB that do not compress. */
function noisyPng(seed: number): Buffer {
  const noise = Array.from({ length: 6000 }, (_, n) => ((n * 7919 + seed * 104_729) ** 2).toString(36)).join(
    '',
  )
  return png({ seed, texts: { noise } })
}
