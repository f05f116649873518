import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importInto, temporaryFolder, testCore, whenEnded } from '../open-core.ts'
import { png } from '../pictures.ts'

/** Every byte that a name may hold on POSIX systems, and what other systems trip over. */
function hostileNames(): string[] {
  const signs = Array.from({ length: 126 }, (_, code) => String.fromCharCode(code + 1)).filter(
    (sign) => sign !== '/',
  )
  const long = '长'.repeat(83)
  return [
    ...signs.map((sign) => `a${sign}b.png`),
    'CON',
    'con.png',
    'NUL.png',
    'LPT1',
    '...png',
    '..png..',
    ' .png ',
    '-rf.png',
    '--help',
    '$(touch x).png',
    '`x`.png',
    "';DROP TABLE items;--.png",
    '<img src=x onerror=alert(1)>.png',
    '%2e%2e%2fx.png',
    '..\\..\\x.png',
    'C:\\x.png',
    '\u202egnp.exe',
    '\u200b.png',
    '\ufeff.png',
    'é.png'.normalize('NFC'),
    'é.png'.normalize('NFD'),
    `${long}.png`.slice(0, 85),
    `${'n'.repeat(251)}.png`,
    '😀👩‍👩‍👧.png',
  ]
}

it('files of every hostile name are taken in, found, exported and restored under their own names', async ({
  skip,
}) => {
  if (process.platform === 'win32') return skip('these names cannot be written on Windows')
  const folder = temporaryFolder()
  const names: string[] = []
  for (const [n, name] of hostileNames().entries()) {
    try {
      writeFileSync(join(folder, name), png({ seed: n, width: 20 + n }))
      names.push(name)
    } catch (error) {
      // A file system may refuse a name; it then cannot come in either.
      if (!['EINVAL', 'EILSEQ', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error
    }
  }
  const core = testCore()
  const { id } = await core.call('cases.create', { title: '山风过处' })
  const { outcomes } = await importInto(core, id, [folder])
  expect(outcomes.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  const { items } = await core.call('items.list', { case: id, limit: 1000 })
  expect(items.map(({ name }) => name).sort()).toEqual([...names].sort())
  const verified = await whenEnded(core, await core.call('vaults.verify', {}))
  expect(verified.result).toMatchObject({ ok: true, problems: [] })

  const path = join(temporaryFolder(), 'archive')
  const destination = { kind: 'path' as const, path }
  const job = await whenEnded(core, await core.call('archives.export', { case: id, destination }))
  expect(job).toMatchObject({ state: 'done' })
  const other = testCore()
  const restored = await whenEnded(
    other,
    await other.call('archives.restore', { source: { kind: 'path', path } }),
  )
  expect(restored).toMatchObject({ state: 'done' })
  const back = (await other.call('items.list', { case: id, limit: 1000 })).items
  expect(back.map(({ name, sha256 }) => `${sha256} ${name}`).sort()).toEqual(
    items.map(({ name, sha256 }) => `${sha256} ${name}`).sort(),
  )
})

it('links to folders are not followed, links to files are read, broken and circular ones are named', async ({
  skip,
}) => {
  const folder = temporaryFolder()
  const elsewhere = temporaryFolder()
  writeFileSync(join(elsewhere, 'outside.png'), png({ seed: 1 }))
  mkdirSync(join(folder, 'inner'))
  try {
    symlinkSync(join(elsewhere, 'outside.png'), join(folder, 'to-file.png'))
    symlinkSync(folder, join(folder, 'inner', 'round'))
    symlinkSync(elsewhere, join(folder, 'to-folder'))
    symlinkSync(join(folder, 'nothing'), join(folder, 'broken.png'))
    symlinkSync(join(folder, 'self'), join(folder, 'self'))
  } catch {
    return skip('this user may not make symbolic links')
  }
  const core = testCore()
  const { id } = await core.call('cases.create', { title: '山风过处' })
  const { outcomes } = await importInto(core, id, [folder])
  expect(outcomes.filter(({ outcome }) => outcome === 'imported').map(({ path }) => path)).toEqual([
    join(folder, 'to-file.png'),
  ])
  expect(outcomes.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code)).toEqual([
    'file-not-found',
    'file-not-found',
  ])
})
