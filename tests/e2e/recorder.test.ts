import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messagesIn } from '../../shared/messages/index.ts'
import { run, start, whenClosed } from '../cli/zuozheng.ts'
import { whenFarFromMidnight } from '../day.ts'
import { png } from '../pictures.ts'
import { type OpenWindow, openWindow, partsOf } from './window.ts'

let window: OpenWindow

beforeAll(async () => {
  await whenFarFromMidnight()
  window = await openWindow('zh-CN')
})

afterAll(() => window.close())

test('the window shows that a recorder is alive, what it sealed, and what keeps it from its folder', async () => {
  const { page, folder, vault, complaints } = window
  const part = partsOf(window, 'recorder')
  const text = messagesIn('zh-CN').recorder
  const environment = { XDG_STATE_HOME: folder, ZUOZHENG_VAULT: vault }
  const outputs = join(folder, 'outputs')
  const strip = page.getByRole('contentinfo').getByRole('button')
  mkdirSync(outputs)
  const made = await run(['case', 'create', '--title', '山风过处', '--json'], { environment })
  const { id } = JSON.parse(made.out) as { id: number }
  await page.goto(`${new URL('/', page.url()).href}#/cases/${id}/process`)

  await part('in a browser it says which command begins', async () => {
    await strip.filter({ hasText: text.window.begin }).click()
    await page.getByText(text.window.command(id)).waitFor()
    await page.keyboard.press('Escape')
  })

  const program = start(['record', 'start', outputs, '--case', String(id)], environment)
  try {
    await part('a recorder of another program shows its count and its last file', async () => {
      await strip.filter({ hasText: text.window.strip({ today: 0, last: null }) }).waitFor()
      for (const seed of [1, 2, 3]) writeFileSync(join(outputs, `${seed}.png`), png({ seed }))
      await strip.filter({ hasText: '今日已封存 3 个 · 最后一个' }).click()
      const card = page.getByRole('list', { name: text.window.label }).getByRole('listitem')
      await card.getByText(outputs).waitFor()
      await card.getByText(/\d\d:\d\d:\d\d \d\.png/).waitFor()
    })

    await part('a folder that is gone is told in plain words, and its return too', async () => {
      renameSync(outputs, `${outputs}-away`)
      await page.getByText(text.trouble('missing')).waitFor()
      renameSync(`${outputs}-away`, outputs)
      await page.getByText(text.trouble('missing')).waitFor({ state: 'detached' })
    })

    await part('it is ended from the window, and the other program ends', async () => {
      await page.getByRole('button', { name: text.window.stop }).click()
      expect(await whenClosed(program)).toBe(0)
      await page.getByRole('button', { name: text.window.again }).waitFor()
    })
  } finally {
    program.kill('SIGKILL')
    await whenClosed(program)
  }
  expect(complaints).toEqual([])
})
