import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { openNames, safeName } from '../../../electron/core/archive/names.ts'
import { importInto, temporaryFolder, testCore, whenQuiet } from '../../open-core.ts'
import { png } from '../../pictures.ts'
import { exportTo, restoreFrom } from './case.ts'

test.each([
  ['a.png', 'a.png'],
  ['..', '_'],
  ['', '_'],
  ['CON', '_CON'],
  ['con.png', '_con.png'],
  ['COM¹.txt', '_COM¹.txt'],
  ['console.png', 'console.png'],
  ['a/b\\c:d*e?f"g<h>i|j%k.png', 'a_b_c_d_e_f_g_h_i_j_k.png'],
  ['two\r\nlines.png', 'two__lines.png'],
  ['\u202Egnp.exe', '_gnp.exe'],
  ['dots...', 'dots'],
  ['.DS_Store', '_.DS_Store'],
  ['e\u0301.png', '\u00e9.png'],
  ['half\ud800.png', 'half_.png'],
])('%j is written as %j', (name, safe) => expect(safeName(name)).toBe(safe))

test('a name of 255 bytes is cut at a whole character and keeps its extension', () => {
  const safe = safeName(`${'山'.repeat(83)}.jpeg`)
  expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(150)
  expect(safe).toMatch(/^山+\.jpeg$/)
})

test('a name that is cut does not end in a dot or a space, which Windows would drop', () => {
  expect(safeName(`${'a'.repeat(149)}. ${'b'.repeat(40)}`)).toBe('a'.repeat(149))
})

test('names that one system or another takes for the same are kept apart', () => {
  const place = openNames()
  expect(place('f', 'A.png', 'item 1')).toBe('f/A.png')
  expect(place('f', 'a.png', 'item 2')).toBe('f/a (item 2).png')
  expect(place('f', 'a.PNG', 'item 3')).toBe('f/a (item 3).PNG')
  expect(place('f', '\u00e9', 'item 4')).toBe('f/\u00e9')
  expect(place('f', 'e\u0301', 'item 5')).toBe('f/\u00e9 (item 5)')
  expect(place('g', 'A.png', 'item 6')).toBe('g/A.png')
})

test('files with every kind of hostile name go out, are checked by sha256sum, and come back', async () => {
  const folder = temporaryFolder()
  const names = [
    'CON.png',
    'a:b?.png',
    'A.png',
    'a.png',
    'sub/a.png',
    '\u00e9.png',
    'e\u0301.png',
    'two\nlines.png',
    'per%41cent.png',
    'back\\slash.png',
    ' space .png',
    '~home.png',
    '-rf.png',
    `${'长'.repeat(83)}.png`,
  ]
  const paths = names.map((name, index) => {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, png({ seed: index + 1 }))
    return path
  })
  const core = testCore()
  const { id } = await core.call('cases.create', { title: 'names' })
  await importInto(core, id, paths)
  await whenQuiet(core)
  const out = join(temporaryFolder(), 'bag')
  await exportTo(core, id, out)
  execFileSync('sha256sum', ['-c', '--strict', '--quiet', 'manifest-sha256.txt'], { cwd: out })
  const written = readdirSync(join(out, 'data/originals'))
  expect(written.length).toBe(names.length)
  expect(new Set(written.map((name) => name.normalize().toLowerCase())).size).toBe(names.length)
  for (const name of written) expect(statSync(join(out, 'data/originals', name)).isFile()).toBe(true)
  const listed = JSON.parse(readFileSync(join(out, 'data/records/files.json'), 'utf8')) as { name: string }[]
  expect(listed.map(({ name }) => name).sort()).toEqual(names.map((name) => basename(name)).sort())

  const restored = testCore()
  await restoreFrom(restored, out)
  const { items } = await restored.call('items.list', { case: id })
  expect(items.map(({ path }) => path).sort()).toEqual([...paths].sort())
})
