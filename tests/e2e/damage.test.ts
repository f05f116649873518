import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messagesIn } from '../../shared/messages/index.ts'
import { run } from '../cli/zuozheng.ts'
import { png } from '../pictures.ts'
import { type OpenWindow, openWindow, partsOf } from './window.ts'

let window: OpenWindow

beforeAll(async () => {
  window = await openWindow('zh-CN')
})

afterAll(() => window.close())

test('a vault that was damaged and put back while the window was open is written to again without a restart', async () => {
  const { page, folder, vault, complaints } = window
  const part = partsOf(window, 'damage')
  const text = messagesIn('zh-CN').window
  const environment = { XDG_STATE_HOME: folder, ZUOZHENG_VAULT: vault }
  const picture = join(folder, 'a.png')
  const database = join(vault, 'vault.db')
  const backup = join(folder, 'whole.db')
  const banner = page.getByRole('alert').filter({ hasText: text.integrity.damaged })
  const verify = page.getByRole('button', { name: text.settings.verify })
  writeFileSync(picture, png())
  for (const words of [
    ['case', 'create', '--title', '山风过处'],
    ['import', picture, '--case', '1'],
  ])
    expect(await run(words, { environment })).toMatchObject({ status: 0 })
  await page.goto(`${new URL('/', page.url()).href}#/settings`)

  await part('a verification that finds damage leaves the vault to be read only', async () => {
    const writer = new Sqlite(database)
    writer.prepare('VACUUM INTO ?').run(backup)
    writer.exec(`DROP TRIGGER ledger_no_update; UPDATE ledger SET actor = 'x' WHERE seq = 2`)
    writer.close()
    await verify.click()
    await banner.waitFor()
    await page.getByText(text.settings.differences(1)).waitFor()
  })

  await part('put back but not verified, it stays so', async () => {
    copyFileSync(backup, database)
    await page.reload()
    await banner.waitFor()
  })

  await part('a verification that finds it whole ends that, and a case can be opened', async () => {
    await verify.click()
    await page.getByText(text.settings.allWell(1)).waitFor()
    await banner.waitFor({ state: 'detached' })
    const made = await page.evaluate(async () => {
      const body = JSON.stringify({ title: '第二案' })
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/api/cases.create', { method: 'POST', headers, body })).json()
    })
    expect(made).toMatchObject({ ok: true, value: { id: 2 } })
    await page.goto(`${new URL('/', page.url()).href}#/cases`)
    await page.getByText('第二案').first().waitFor()
  })
  expect(complaints).toEqual([])
})
