import { createHash } from 'node:crypto'
import {
  cpSync,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { cp, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { archivedTables, otherTables } from '../../../electron/core/archive/tables.ts'
import { openDatabase } from '../../../electron/core/database/database.ts'
import type { Job } from '../../../shared/contract/job.ts'
import { temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { exportTo, makeCase, ours, restoreFrom } from './case.ts'

/** A good archive, made once and copied by every test. */
const place = mkdtempSync(join(tmpdir(), 'zuozheng-archive-'))
const good = join(place, 'bag')
let caseId: number

beforeAll(async () => {
  const core = testCore()
  caseId = await makeCase(core, ours)
  await exportTo(core, caseId, good)
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

async function spoiled(spoil: (folder: string) => void): Promise<Job> {
  const copy = join(temporaryFolder(), 'bag')
  cpSync(good, copy, { recursive: true })
  spoil(copy)
  const other = testCore()
  const job = await whenEnded(
    other,
    await other.call('archives.restore', { source: { kind: 'path', path: copy } }),
  )
  expect((await other.call('cases.list', {})).cases).toEqual([])
  expect((await other.call('vaults.info', {})).ledger.seq).toBe(1)
  return job
}

const sum = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

/** Changes a file and lists it anew, as a forger would. */
function forge(folder: string, path: string, change: (text: string) => string): void {
  const place = join(folder, path)
  const before = readFileSync(place)
  const after = Buffer.from(change(before.toString()))
  expect(after.equals(before)).toBe(false)
  writeFileSync(place, after)
  const relist = (list: string, old: string, now: string) => {
    const text = readFileSync(join(folder, list), 'utf8')
    expect(text).toContain(old)
    writeFileSync(join(folder, list), text.replace(old, now))
  }
  const manifest = readFileSync(join(folder, 'manifest-sha256.txt'))
  relist('manifest-sha256.txt', sum(before), sum(after))
  const info = readFileSync(join(folder, 'bag-info.txt'))
  const oxum = /Payload-Oxum: (\d+)/
  const bytes = Number(oxum.exec(String(info))?.[1]) + after.length - before.length
  writeFileSync(join(folder, 'bag-info.txt'), String(info).replace(oxum, `Payload-Oxum: ${bytes}`))
  relist('tagmanifest-sha256.txt', sum(manifest), sum(readFileSync(join(folder, 'manifest-sha256.txt'))))
  relist('tagmanifest-sha256.txt', sum(info), sum(readFileSync(join(folder, 'bag-info.txt'))))
}

function flip(path: string): void {
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

describe('a damaged archive is refused whole, and the damage is named', () => {
  const damages: [string, (folder: string) => void, string][] = [
    [
      'a flipped bit in an original',
      (f) => flip(join(f, 'data/originals/山风-1.png')),
      'changed: data/originals/山风-1.png',
    ],
    [
      'a flipped bit in the ledger',
      (f) => flip(join(f, 'data/ledger/ledger.json')),
      'changed: data/ledger/ledger.json',
    ],
    ['a flipped bit in a tag file', (f) => flip(join(f, 'README.txt')), 'changed: README.txt'],
    [
      'a file put in',
      (f) => writeFileSync(join(f, 'data/originals/more.png'), ''),
      'unlisted: data/originals/more.png',
    ],
    [
      'a link put in',
      (f) => symlinkSync('/etc/passwd', join(f, 'data/originals/link')),
      'link: data/originals/link',
    ],
    [
      'words of a statement, listed anew',
      (f) => forge(f, 'data/vault.jsonl', (text) => text.replace('光线更柔和', '光线更强烈')),
      'statement-changed',
    ],
    [
      'the name of a file, listed anew',
      (f) =>
        forge(f, 'data/vault.jsonl', (text) => text.replaceAll('"name":"山风-2.png"', '"name":"别的.png"')),
      'intake-changed',
    ],
    [
      'a statement left out, listed anew',
      (f) =>
        forge(f, 'data/vault.jsonl', (text) =>
          text
            .split('\n')
            .filter((line) => !line.includes('光线更柔和'))
            .join('\n'),
        ),
      'statement-missing',
    ],
    [
      'an entry changed, listed anew',
      (f) =>
        forge(f, 'data/ledger/ledger.json', (text) =>
          text.replace('"act":"claims.set"', '"act":"case.edited"'),
        ),
      'ledger-broken',
    ],
    [
      'an entry left out, listed anew',
      (f) =>
        forge(f, 'data/ledger/ledger.json', (text) =>
          text
            .split('\n')
            .filter((line) => !line.includes('"claims.set"'))
            .join('\n'),
        ),
      'ledger-broken',
    ],
    [
      'a column that nobody knows',
      (f) => forge(f, 'data/vault.jsonl', (text) => text.replace('"added_at"', '"x) VALUES (1); --"')),
      'row-damaged',
    ],
    ['a line that is none', (f) => forge(f, 'data/vault.jsonl', (text) => `${text}{"table`), 'row-damaged'],
  ]
  test.each(damages)('%s', async (_, spoil, reason) => {
    const { state, error } = await spoiled(spoil)
    expect(state).toBe('failed')
    expect(error?.code).toBe('archive-damaged')
    expect(error?.details.reason).toContain(reason)
  })
})

describe('a ZIP that would write outside', () => {
  /** A ZIP whose one name is put in by hand: the library that writes it refuses such names. */
  async function zipWith(name: string, mode?: number): Promise<string> {
    const path = join(temporaryFolder(), 'bag.zip')
    const zip = new ZipFile()
    const placeholder = 'n'.repeat(Buffer.byteLength(name))
    zip.addBuffer(Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'), 'bagit.txt')
    zip.addBuffer(Buffer.from('../../etc/passwd'), placeholder, mode === undefined ? {} : { mode })
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(path))
    writeFileSync(path, readFileSync(path).toString('latin1').replaceAll(placeholder, name), 'latin1')
    return path
  }

  test.each([
    ['../../evil', undefined, 'unsafe-path: ../../evil'],
    ['/tmp/evil', undefined, 'unsafe-path: /tmp/evil'],
    ['C:/evil', undefined, 'unsafe-path: C:/evil'],
    ['data/..\\..\\evil', undefined, 'unsafe-path'],
    ['data/link', 0o120777, 'link: data/link'],
  ])('%s', async (name, mode, reason) => {
    const path = await zipWith(name, mode)
    const other = testCore()
    const job = await other.call('archives.restore', { source: { kind: 'path', path } })
    const { error } = await whenEnded(other, job)
    expect(error).toMatchObject({ code: 'archive-damaged' })
    expect(error?.details.reason).toContain(reason)
    expect(existsSync('/tmp/evil')).toBe(false)
  })

  test('and one that breaks off is told as damaged', async () => {
    const path = await zipWith('data/x')
    writeFileSync(path, readFileSync(path).subarray(0, 60))
    const other = testCore()
    const job = await other.call('archives.restore', { source: { kind: 'path', path } })
    expect((await whenEnded(other, job)).error).toMatchObject({ code: 'archive-damaged' })
  })
})

test('a vault that holds anything is never restored over', async () => {
  const other = testCore()
  await other.call('cases.create', { title: 'mine' })
  const job = await other.call('archives.restore', { source: { kind: 'path', path: good } })
  expect((await whenEnded(other, job)).error).toMatchObject({ code: 'vault-not-empty' })
  expect((await other.call('cases.list', {})).cases.map(({ title }) => title)).toEqual(['mine'])
})

test('an archive on another disk, renamed and moved, is still the same', async () => {
  const moved = join(temporaryFolder(), '别处')
  await cp(good, `${moved}-2`, { recursive: true })
  await rename(`${moved}-2`, moved)
  expect((await restoreFrom(testCore(), moved)).cases).toEqual([caseId])
})

test('every table of a vault is in an archive, or named as one that is not', () => {
  const database = openDatabase(temporaryFolder())
  const tables = database
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all()
  database.close()
  const archived = archivedTables.map(({ name }) => name)
  const left = tables.filter(
    (name) => !archived.includes(name) && !otherTables.some((other) => other.test(name)),
  )
  expect(left).toEqual([])
  expect(archived.filter((name) => !tables.includes(name))).toEqual([])
})
