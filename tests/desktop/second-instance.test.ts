import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { launchStandIn } from './stand-in/launch.ts'

test('a second start of the program opens no window and ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-desktop-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const app = await launchStandIn({
    root: resolve(import.meta.dirname, '../..'),
    folder,
    locale: 'zh-CN',
    env: { ZUOZHENG_VAULT: join(folder, 'vault'), XDG_STATE_HOME: join(folder, 'state') },
    isFirstInstance: false,
  })
  await app.hasQuit
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  await app.close()
})
