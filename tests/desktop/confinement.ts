import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { callFrom, type DesktopApp, dropFiles } from './desktop-app.ts'

interface Running {
  readonly app: DesktopApp
  readonly page: Page
  /** Holds a file `secret.png` that the person never gave. */
  readonly folder: string
}

/** What the page of the running program must not be able to do, whatever it tries. */
export function confinement(running: () => Running): void {
  test('the page has the bridge of three functions and nothing else of Electron or Node', async () => {
    const { page } = running()
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(window.zuozheng).sort(),
      isFrozen: Object.isFrozen(window.zuozheng),
      leaks: ['require', 'process', 'module', 'ipcRenderer', 'electron', 'Buffer', 'global'].filter(
        (name) => name in globalThis,
      ),
    }))
    expect(seen).toEqual({ bridge: ['call', 'chooseFolders', 'listen', 'pathOf'], isFrozen: true, leaks: [] })
  })

  test('scripts that did not come with the page do not run, and nothing is fetched from outside', async () => {
    const { app, page } = running()
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.ranInline = true'
      document.body.append(script)
      const image = document.createElement('img')
      image.setAttribute('onerror', 'window.ranHandler = true')
      image.src = '/vault/image/none'
      document.body.append(image)
      await new Promise((done) => image.addEventListener('error', done))
      const evaluates = () => {
        try {
          return new Function('return true')() as boolean
        } catch {
          return false
        }
      }
      const fetches = await fetch('https://example.com/').then(
        () => true,
        () => false,
      )
      return [
        'ranInline' in window,
        'ranHandler' in window,
        evaluates(),
        fetches,
        document.querySelectorAll('iframe, webview').length > 0,
      ]
    })
    expect(ran).toEqual([false, false, false, false, false])
    expect(app.sightings?.outside ?? []).toEqual([])
  })

  test('no address leads out of the page and the vault', async () => {
    const { page } = running()
    const statuses = await page.evaluate(
      (addresses) => Promise.all(addresses.map(async (address) => (await fetch(address)).status)),
      [
        '/../package.json',
        '/%2e%2e/%2e%2e/package.json',
        '/..%2f..%2fpackage.json',
        '/assets/..%5c..%5cmain%5cmain.js',
        '/vault/image/../../main/main.js',
        `/vault/image/${'A'.repeat(64)}`,
        `/vault/image/${'0'.repeat(63)}`,
        `/vault/image/${'0'.repeat(64)}`,
        `/vault/secrets/${'0'.repeat(64)}`,
        '/main/main.js',
      ],
    )
    expect(new Set(statuses)).toEqual(new Set([404]))
  })

  test('the page goes nowhere and opens nothing', async () => {
    const { app, page } = running()
    await page.evaluate(() => Object.assign(window, { isStillHere: true }))
    for (const address of ['https://example.org/', 'file:///etc/hostname', 'http://127.0.0.1/']) {
      await page.evaluate((to) => {
        window.open(to)
        const link = document.createElement('a')
        link.href = to
        link.target = '_blank'
        link.rel = 'noopener'
        document.body.append(link)
        link.click()
        window.location.href = to
      }, address)
      await page.waitForTimeout(200)
    }
    expect(await page.evaluate(() => 'isStillHere' in window)).toBe(true)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(app.sightings?.windows.filter((window) => !window.startsWith('deny ')) ?? []).toEqual([])
    await expect.poll(() => page.context().pages().length).toBe(1)
    expect(await callFrom(page, 'vaults.info', {})).toMatchObject({ ok: true })
  })

  test('a file that is dropped where nothing takes it is not opened', async () => {
    const { page, folder } = running()
    const seen = await page.evaluateHandle(() => {
      window.location.hash = '#/settings'
      const events = new Set<string>()
      for (const type of ['dragover', 'drop']) {
        window.addEventListener(type, (event) => events.add(`${type} ${event.defaultPrevented}`))
      }
      return events
    })
    await dropFiles(page, 'body', [join(folder, 'secret.png')])
    // What the page does not take, the browser opens.
    expect(await seen.evaluate((events) => [...events])).toEqual(['dragover true', 'drop true'])
    await expect.poll(() => page.context().pages().length).toBe(1)
    expect(await page.evaluate(() => 'isStillHere' in window)).toBe(true)
  })

  test('every permission is refused', async () => {
    const { page } = running()
    const states = await page.evaluate(async () => {
      const names = ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read']
      const found = await Promise.all(
        names.map((name) => navigator.permissions.query({ name: name as PermissionName })),
      )
      return [...found.map(({ state }) => state), Notification.permission]
    })
    expect(new Set(states)).toEqual(new Set(['denied']))
  })

  test('a download that is not a file of the vault is refused', async () => {
    const { app } = running()
    const outcomes = await app.evaluate(({ session }) => {
      const refused = [
        'app://zuozheng/index.html',
        'https://example.com/a.exe',
        'app://elsewhere/vault/file/x',
      ]
      return refused.map((address) => {
        let isRefused = false
        const event = {
          preventDefault() {
            isRefused = true
          },
        }
        const item = { getURL: () => address, getFilename: () => 'a', setSaveDialogOptions() {} }
        session.defaultSession.listeners('will-download')[0]?.(event, item)
        return isRefused
      })
    })
    expect(outcomes).toEqual([true, true, true])
  })
}
