import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Recorder } from '../../shared/contract/recorder.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { start, whenClosed } from '../cli/zuozheng.ts'
import { whenFarFromMidnight } from '../day.ts'
import { testCore } from '../open-core.ts'
import { png } from '../pictures.ts'
import { callFrom, type DesktopApp } from './desktop-app.ts'
import { launchStandIn } from './stand-in/launch.ts'

/** The icon in the notification area, over the built program with a stand-in for electron. */

const text = messagesIn('zh-CN').recorder.tray
const folder = mkdtempSync(join(tmpdir(), 'zuozheng-tray-'))
const outputs = join(folder, 'outputs')
const others = join(folder, 'others')
const vault = join(folder, 'vault')
let app: DesktopApp
let page: Page

interface Shown {
  readonly image: string
  readonly toolTip: string
  readonly menu: {
    readonly getMenuItemById: (id: string) => { readonly label: string; click: () => void } | null
  }
}
interface System {
  readonly Tray: { readonly shown: readonly Shown[] }
  readonly Notification: { readonly said: readonly { readonly body: string }[] }
}

/** What the stand-in shows beside what Electron's types know. */
const system = <T>(look: (system: System) => T) =>
  app.evaluate((electron, run) => run(electron as unknown as System), look)
const toolTip = () => system(({ Tray }) => Tray.shown[0]?.toolTip ?? null)
const image = () => system(({ Tray }) => Tray.shown[0]?.image ?? null)
const choose = (id: string) =>
  app.evaluate(
    (electron, wanted) =>
      (electron as unknown as System).Tray.shown[0]?.menu.getMenuItemById(wanted)?.click(),
    id,
  )
const recorders = async () => {
  const reply = await callFrom(page, 'recorders.list', {})
  return reply.ok ? (reply.value as { recorders: Recorder[] }).recorders : []
}

beforeAll(async () => {
  await whenFarFromMidnight()
  mkdirSync(outputs)
  mkdirSync(others)
  const core = testCore(vault)
  const { id } = await core.call('cases.create', { title: '山风过处' })
  await core.call('recorders.start', { case: id, folders: [outputs] })
  await core.close()
  writeFileSync(join(outputs, 'overnight.png'), png({ seed: 1 }))
  app = await launchStandIn({
    root: resolve(import.meta.dirname, '../..'),
    folder,
    locale: 'zh-CN',
    env: { ZUOZHENG_VAULT: vault, XDG_STATE_HOME: join(folder, 'state') },
  })
  page = await app.firstWindow()
})

afterAll(async () => {
  await app?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the program goes on with what was recorded when it last ended, and shows it', async () => {
  await expect.poll(toolTip).toBe(`Zuozheng · ${text.alive(1)}`)
  expect(await image()).toMatch(/recording\.png$/)
  expect(await recorders()).toMatchObject([{ state: 'running', sealed: 1 }])
})

test('a page may start a recorder only in a folder that the person gave it', async () => {
  const ask = (path: string) => callFrom(page, 'recorders.start', { case: 1, folders: [path] })
  expect(await ask(others)).toEqual({ ok: false, error: { code: 'not-allowed', details: { path: others } } })
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, others)
  expect(await page.evaluate(() => window.zuozheng.chooseFolders())).toEqual([others])
  expect(await ask(others)).toMatchObject({ ok: true })
})

test('recording is paused and gone on with from the icon', async () => {
  await choose('pause')
  await expect.poll(toolTip).toBe(`Zuozheng · ${text.waiting}`)
  expect((await recorders()).map(({ state }) => state)).toEqual(['stopped', 'stopped'])
  expect(await image()).toMatch(/paused\.png$/)
  await choose('resume')
  await expect.poll(toolTip).toBe(`Zuozheng · ${text.alive(1)}`)
  // The icon shows that it goes on as soon as one of them does.
  await expect.poll(async () => (await recorders()).map(({ state }) => state)).toEqual(['running', 'running'])
})

test('a folder that is gone shows at the icon', async () => {
  rmSync(others, { recursive: true })
  await expect.poll(image).toMatch(/troubled\.png$/)
  mkdirSync(others)
  await expect.poll(image).toMatch(/recording\.png$/)
})

test('without its window the program records on, says so once, and ends from the icon', async () => {
  const closeWindow = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await closeWindow()
  writeFileSync(join(outputs, 'unwatched.png'), png({ seed: 2 }))
  await expect.poll(toolTip).toBe(`Zuozheng · ${text.alive(2)}`)
  await choose('open')
  await app.firstWindow()
  await closeWindow()
  // Closed before its page is there: the load ends with the window, and nothing is left waiting for it.
  await choose('open')
  await closeWindow()
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  expect(await system(({ Notification }) => Notification.said.map(({ body }) => body))).toEqual([text.stays])

  await choose('quit')
  await app.hasQuit
  // Whoever still asks begins no other engine.
  await choose('pause')
  expect(await app.evaluate(({ app: program }) => program.getAppMetrics())).toEqual([])
  const status = start(['record', 'status', '--json'], { ZUOZHENG_VAULT: vault, XDG_STATE_HOME: folder })
  let out = ''
  status.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part
  })
  await whenClosed(status)
  expect(JSON.parse(out).recorders).toMatchObject([
    { state: 'waiting', sealed: 2 },
    { state: 'waiting', sealed: 0 },
  ])
})
