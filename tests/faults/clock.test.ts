import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { importInto, temporaryFolder, testCore, whenEnded } from '../open-core.ts'
import { png } from '../pictures.ts'

const year = 365 * 24 * 3_600_000
const cli = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url))
const clock = new URL('./turned-back.ts', import.meta.url).href

it('a clock that jumps back a year is written down as it was read; the order of acts is that of their numbers', async () => {
  const vault = join(temporaryFolder(), 'vault')
  const [before, later] = [temporaryFolder(), temporaryFolder()]
  writeFileSync(join(before, 'a.png'), png({ seed: 1 }))
  writeFileSync(join(later, 'b.png'), png({ seed: 2 }))
  const core = testCore(vault)
  const { id } = await core.call('cases.create', { title: '山风过处' })
  await importInto(core, id, [before])
  await core.close()

  const ran = spawnSync(
    process.execPath,
    ['--import', clock, cli, 'import', later, '--case', String(id), '--vault', vault],
    { encoding: 'utf8', env: { ...process.env, CLOCK_BACK: String(year), LANG: 'en_GB.UTF-8' } },
  )
  expect(ran.stderr).not.toMatch(/Error/)
  expect(ran.status).toBe(0)

  const again = testCore(vault)
  const { items } = await again.call('items.list', { case: id })
  expect(items.map(({ name }) => name)).toEqual(['a.png', 'b.png'])
  const [first, second] = items.map(({ importedAt }) => Date.parse(importedAt))
  expect((first ?? 0) - (second ?? 0)).toBeGreaterThan(year - 3_600_000)
  const { entries } = await again.call('ledgers.list', {})
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => entries.length - index))
  const verified = await whenEnded(again, await again.call('vaults.verify', {}))
  expect(verified.result).toEqual({ ok: true, checked: 2, problems: [] })
  await again.call('items.note', { item: 1, notes: { note: '时钟已改正' } })
  expect((await again.call('items.get', { item: 1 })).notes.note).toBe('时钟已改正')
})
