import { mkdirSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'
import { launchChromium, patience } from '../../browser.ts'
import type { DesktopApp, LaunchOptions } from '../desktop-app.ts'
import { followDownloads } from './downloads.ts'
import { makeElectron } from './electron.ts'
import { answerRequest, type Sightings } from './network.ts'

const key = Symbol.for('zuozheng.stand-in')

/** Lets every `import … from 'electron'` of this process meet the stand-in. */
function standInFor(module: Readonly<Record<string, unknown>>): void {
  Object.assign(globalThis, { [key]: module })
  const names = Object.keys(module).map((name) => `export const ${name} = electron.${name}`)
  const source = [`const electron = globalThis[Symbol.for('zuozheng.stand-in')]`, ...names].join('\n')
  registerHooks({
    resolve: (name, context, next) =>
      name === 'electron'
        ? { url: 'stand-in:electron', format: 'module', shortCircuit: true }
        : next(name, context),
    load: (url, context, next) =>
      url === 'stand-in:electron' ? { format: 'module', source, shortCircuit: true } : next(url, context),
  })
}

/**
 * Starts the built desktop program under Node, with a stand-in for `electron` whose windows are pages of a real
 * Chromium. Once a process: modules are loaded once.
 */
export async function launchStandIn(options: LaunchOptions): Promise<DesktopApp> {
  const browser = await launchChromium(['--host-resolver-rules=MAP * ~NOTFOUND'])
  const context = await browser.newContext({ locale: options.locale, viewport: { width: 1360, height: 900 } })
  context.setDefaultTimeout(patience)
  const client = await browser.newBrowserCDPSession()
  const folder = join(options.folder, 'electron')
  mkdirSync(folder, { recursive: true })
  const standIn = makeElectron({
    client,
    context,
    folder,
    locale: options.locale,
    isFirstInstance: options.isFirstInstance ?? true,
  })
  const sightings: Sightings = { outside: [], forbidden: [], windows: [] }
  await context.route('**/*', (route) => answerRequest(standIn, sightings, route))
  await followDownloads(standIn, client)
  Object.assign(process.env, options.env)

  const complaints: string[] = []
  const preloadFailed = Promise.withResolvers<never>()
  preloadFailed.promise.catch(() => undefined)
  standIn.app.on('web-contents-created', (_, contents) => {
    contents.on('preload-error', (text: string) => {
      complaints.push(text)
      preloadFailed.reject(new Error(`the preload script failed: ${text}`))
    })
    contents.on('window-open', (url: string) => sightings.windows.push(url))
  })
  // What main decided was asked when the page tried; a window that appears all the same is closed.
  context.on('page', (page) => {
    if (!standIn.windows.some(({ webContents }) => webContents.isAttaching || webContents.page === page)) {
      void page.close()
    }
  })

  standInFor(standIn.module)
  const hasQuit = new Promise<'quit'>((resolve) => standIn.app.once('quit', () => resolve('quit')))
  // By `require`, as Electron would never finish loading a main module that awaits at its top level.
  createRequire(import.meta.url)(join(options.root, 'out/main/main.js'))
  if (options.isFirstInstance !== false) standIn.makeReady()

  return {
    isStandIn: true,
    hasQuit,
    sightings,
    complaints,
    async firstWindow() {
      const window = standIn.windows[0]
      if (!window) throw new Error('main has opened no window')
      await window.opened
      const page = window.webContents.page
      if (!page) throw new Error('the window has no page')
      await Promise.race([page.waitForFunction(() => 'zuozheng' in window), preloadFailed.promise])
      return page
    },
    async evaluate(run, given) {
      return run(standIn.module as never, given as never)
    },
    async close() {
      if (!browser.isConnected()) return
      standIn.app.quit()
      await hasQuit
      await browser.close()
    },
  }
}
