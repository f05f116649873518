import { execFileSync } from 'node:child_process'
import { createReadStream, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type BagFile, judgeBag, withoutTopFolder } from '../../shared/verification/bag.ts'

const suite = join(import.meta.dirname, '../../../shared/bagit-conformance.tar.gz')
const place = mkdtempSync(join(tmpdir(), 'zuozheng-bags-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

function filesIn(folder: string): BagFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name)
    const entry = lstatSync(path)
    if (entry.isDirectory()) return []
    const kind = entry.isSymbolicLink() ? ('link' as const) : ('file' as const)
    return [
      {
        path: relative(folder, path).replaceAll('\\', '/'),
        size: entry.size,
        kind,
        stream: () => createReadStream(path),
      },
    ]
  })
}

/** A bag in memory, complete unless something is changed. */
function bag(changes: Record<string, string | null> = {}): BagFile[] {
  const files: Record<string, string | null> = {
    'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    'bag-info.txt': 'Payload-Oxum: 6.1\n',
    'data/hello.txt': 'hello\n',
    'manifest-sha256.txt':
      '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  data/hello.txt\n',
    ...changes,
  }
  return Object.entries(files).flatMap(([path, text]) =>
    text === null
      ? []
      : [
          {
            path,
            size: Buffer.byteLength(text),
            stream: async function* () {
              yield Buffer.from(text)
            },
          },
        ],
  )
}

if (existsSync(suite)) {
  execFileSync('tar', ['-xzf', suite, '-C', place])
  const bags = readdirSync(place)
    .filter((name) => name.startsWith('v'))
    .flatMap((version) =>
      readdirSync(join(place, version)).flatMap((kind) =>
        readdirSync(join(place, version, kind)).map((name) => ({ version, kind, name })),
      ),
    )

  describe('the conformance suite of the Library of Congress', () => {
    test('is whole', () => expect(bags.length).toBeGreaterThanOrEqual(50))

    test.each(bags)('$version/$kind/$name', async ({ version, kind, name }) => {
      const { valid, problems, warnings } = await judgeBag(filesIn(join(place, version, kind, name)))
      expect({ valid, problems }).toEqual(
        kind === 'valid' || kind === 'warning'
          ? { valid: true, problems: [] }
          : { valid: false, problems: expect.anything() },
      )
      if (kind === 'warning') expect(warnings).not.toEqual([])
    })
  })
} else console.warn(`the conformance bags are not here (${suite}): those tests are left out`)

describe('what a bag can suffer is named', () => {
  const kindsOf = async (changes: Record<string, string | null>) =>
    (await judgeBag(bag(changes))).problems.map(({ kind, subject }) => `${kind} ${subject}`)
  const listed = (path: string) =>
    `5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  data/hello.txt\n${'0'.repeat(64)}  ${path}\n`

  test('nothing, where nothing is wrong', async () => expect(await kindsOf({})).toEqual([]))
  test.each<[string, Record<string, string | null>, string]>([
    ['a changed file', { 'data/hello.txt': 'hallo\n' }, 'changed data/hello.txt'],
    ['a file that is gone', { 'data/hello.txt': null, 'bag-info.txt': null }, 'missing data/hello.txt'],
    ['a file put in', { 'data/more.txt': '', 'bag-info.txt': null }, 'unlisted data/more.txt'],
    ['a wrong sum of bytes', { 'bag-info.txt': 'Payload-Oxum: 7.1\n' }, 'payload-oxum bag-info.txt'],
    ['no declaration', { 'bagit.txt': null }, 'bag-declaration bagit.txt'],
    [
      'no manifest',
      { 'manifest-sha256.txt': null, 'data/hello.txt': null, 'bag-info.txt': null },
      'manifest-missing manifest-sha256.txt',
    ],
    [
      'a line that is none',
      { 'manifest-sha256.txt': `${listed('data/x')}what?\n` },
      'manifest-line manifest-sha256.txt',
    ],
    [
      'a way up',
      { 'manifest-sha256.txt': listed('data/../../etc/passwd') },
      'unsafe-path data/../../etc/passwd',
    ],
    [
      'a way up of Windows',
      { 'manifest-sha256.txt': listed('data\\..\\..\\x') },
      'unsafe-path data\\..\\..\\x',
    ],
    ['a drive', { 'manifest-sha256.txt': listed('C:/x') }, 'unsafe-path C:/x'],
  ])('%s', async (_, changes, expected) => expect(await kindsOf(changes)).toContain(expected))

  test('a link, which is not followed', async () => {
    const link: BagFile = {
      path: 'data/passwd',
      size: 0,
      kind: 'link',
      stream: () => {
        throw new Error('followed')
      },
    }
    const { problems } = await judgeBag([...bag(), link])
    expect(problems).toContainEqual({ kind: 'link', subject: 'data/passwd', expected: null, found: null })
  })

  test('what a file manager leaves is only a warning', async () => {
    const { valid, warnings } = await judgeBag(bag({ 'data/.DS_Store': 'x' }))
    expect(valid).toBe(true)
    expect(warnings.map(({ kind }) => kind)).toContain('system-file')
  })
})

test('a bag in one folder, as in a ZIP, is looked at from there', async () => {
  const packed = bag().map((file) => ({ ...file, path: `case-1/${file.path}` }))
  expect((await judgeBag(withoutTopFolder(packed))).valid).toBe(true)
})

test('reading can be stopped', async () => {
  const check = () => {
    throw new Error('stopped')
  }
  await expect(judgeBag(bag(), { check })).rejects.toThrow('stopped')
})
