import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Verification } from '../../shared/contract/vault.ts'
import { importInto, temporaryFolder, testCore, whenEnded } from '../open-core.ts'
import { png } from '../pictures.ts'
import { breakRounds } from './break.ts'

/** A short share of `node scripts/faults/main.ts break`. */
it('a write that fails in the middle of an import is told, loses nothing, and a second run ends the work', async () => {
  const counts = await breakRounds('import', { most: 2 })
  expect(counts).toMatchObject({ met: counts.rounds, wrong: [] })
})

async function vaultAndPictures(pictures: number) {
  const [place, folder] = [temporaryFolder(), temporaryFolder()]
  for (let n = 0; n < pictures; n += 1)
    writeFileSync(join(folder, `${n}.png`), png({ seed: n, width: 60 + n }))
  const vault = join(place, 'vault')
  const core = testCore(vault)
  const { id } = await core.call('cases.create', { title: '山风过处' })
  return { place, vault, folder, core, id }
}

it('a vault whose folder is taken away in the middle says so, and is whole when it is back', async () => {
  const { place, vault, folder, core, id } = await vaultAndPictures(40)
  const source = { kind: 'path' as const, path: folder }
  const started = await core.call('imports.start', { case: id, sources: [source] })
  await expect.poll(() => readdirSync(join(vault, 'objects')).length, { interval: 5 }).toBeGreaterThan(3)
  renameSync(vault, join(place, 'unplugged'))
  const job = await whenEnded(core, started)
  renameSync(join(place, 'unplugged'), vault)
  await core.close()
  const again = testCore(vault)
  const { total } = await again.call('items.list', { case: id })
  if (job.state === 'done') expect(total).toBe(40)
  expect((await importInto(again, id, [folder])).job.state).toBe('done')
  expect((await again.call('items.list', { case: id })).total).toBe(40)
  const verified = await whenEnded(again, await again.call('vaults.verify', {}))
  expect(verified.result as Verification).toMatchObject({ ok: true, problems: [] })
})

it('a folder that may not be written to is named, and nothing in it changes', async ({ skip }) => {
  if (process.platform === 'win32') return skip('permissions of this kind are those of POSIX systems')
  const { place, vault, folder, core, id } = await vaultAndPictures(3)
  await importInto(core, id, [folder])
  await core.close()
  const cli = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url))
  // Whoever may do everything is not held by permissions: the program then runs as nobody.
  const isRoot = process.getuid?.() === 0
  const nobody = 65_534
  const owned = join(place, 'owned')
  mkdirSync(owned)
  cpSync(vault, join(owned, 'vault'), { recursive: true })
  const all = ['', ...readdirSync(owned, { recursive: true, encoding: 'utf8' })].map((name) =>
    join(owned, name),
  )
  if (isRoot) for (const path of [place, folder, ...all]) chownSync(path, nobody, nobody)
  chmodSync(join(owned, 'vault'), 0o555)
  const ran = spawnSync(
    process.execPath,
    [cli, 'import', folder, '--case', String(id), '--vault', join(owned, 'vault'), '--json'],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: place, LANG: 'en_GB.UTF-8' },
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    },
  )
  chmodSync(join(owned, 'vault'), 0o755)
  if (ran.error || (/EACCES|Permission denied/i.test(ran.stderr) && ran.stdout === '')) {
    return skip('the sources cannot be read by another user here')
  }
  expect(ran.status).toBe(1)
  expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'vault-unwritable' } })
})
