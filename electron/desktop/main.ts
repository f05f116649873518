import { join } from 'node:path'
import { app, type BrowserWindow, ipcMain, Menu, session } from 'electron'
import type { AppEvent } from '../../shared/contract/events.ts'
import { Language } from '../../shared/contract/primitives.ts'
import type { Reply } from '../../shared/contract/protocol.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { chooseSources, saveDownloads } from './dialogs.ts'
import { type Engine, startEngine } from './engine-process.ts'
import { openGrants } from './grants.ts'
import { type MenuActions, menuTemplate } from './menu.ts'
import { registerScheme, servePage } from './protocols.ts'
import { openRecorderTray, type RecorderTray } from './tray.ts'
import { confine, isFromOurPage, openWindow, refusePermissions } from './window.ts'

/**
 * The desktop shell: one window, its menus and dialogs, and a relay between the page and the engine. It never
 * opens the vault itself.
 */

const grants = openGrants()
let language: Language = 'zh-CN'
let window: BrowserWindow | undefined
let tray: RecorderTray | undefined

const text = () => messagesIn(language).desktop

function announce(event: AppEvent): void {
  if (window && !window.isDestroyed()) window.webContents.send('event', event)
}

function showWindow(): void {
  if (!window || window.isDestroyed()) window = openWindow(text().name)
  if (window.isMinimized()) window.restore()
  window.focus()
}

async function choose(what: 'files' | 'folders'): Promise<void> {
  if (!window || window.isDestroyed()) return
  const paths = await chooseSources(window, what, text())
  for (const path of paths) grants.grant(path)
  if (paths.length > 0) announce({ type: 'shell.files-chosen', paths })
}

function setMenu(): void {
  const actions: MenuActions = {
    command: (command) => announce({ type: 'shell.menu', command }),
    choose: (what) => void choose(what),
  }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(text(), actions, process.platform === 'darwin')),
  )
}

function refused(path: string): Reply {
  return { ok: false, error: { code: 'not-allowed', details: { path } } }
}

/** Every message is answered only for the main frame of our window; from anywhere else it fails loudly. */
function answerPage(engine: Engine): void {
  ipcMain.handle('call', (event, name: unknown, params: unknown) => {
    if (!isFromOurPage(event, window) || typeof name !== 'string') throw new Error('refused')
    const ungranted = grants.firstUngranted(params)
    return ungranted === null ? engine.ask(name, params) : refused(ungranted)
  })
  ipcMain.handle('choose-folders', async (event) => {
    if (!isFromOurPage(event, window) || !window) throw new Error('refused')
    const paths = await chooseSources(window, 'folders', { ...text(), ...text().recording })
    for (const path of paths) grants.grant(path)
    return paths
  })
  ipcMain.handle('grant', (event, path: unknown) => {
    if (!isFromOurPage(event, window) || typeof path !== 'string') throw new Error('refused')
    grants.grant(path)
  })
  ipcMain.on('language', (event, wanted: unknown) => {
    const parsed = Language.safeParse(wanted)
    if (!isFromOurPage(event, window) || !parsed.success || parsed.data === language) return
    language = parsed.data
    setMenu()
    tray?.renew()
  })
}

function start(): void {
  if (app.getLocale().startsWith('en')) language = 'en'
  const engine = startEngine()
  engine.listen(announce)
  servePage(join(import.meta.dirname, '../renderer'), engine.locate)
  refusePermissions(session.defaultSession)
  saveDownloads(session.defaultSession, text)
  answerPage(engine)
  setMenu()
  showWindow()
  tray = openRecorderTray(engine, { text: () => messagesIn(language).recorder.tray, showWindow })
  app.on('activate', showWindow)
  app.on('second-instance', showWindow)
  quitInOrder(engine)
}

/** The engine ends before the program does, so that a running import stops between two files. */
function quitInOrder(engine: Engine): void {
  let ended = false
  app.on('will-quit', (event) => {
    if (ended) return
    event.preventDefault()
    void engine.close().then(() => {
      ended = true
      app.quit()
    })
  })
}

if (app.requestSingleInstanceLock()) {
  app.enableSandbox()
  registerScheme()
  app.on('web-contents-created', (_, contents) => confine(contents))
  app.on('window-all-closed', () => {
    // As the best background programs do: what records goes on, and can be ended from its icon.
    if (tray?.isRecording()) tray.sayThatItStays()
    else if (process.platform !== 'darwin') app.quit()
  })
  // Not awaited at the top: an ES module that waits for `ready` while it loads never gets it (electron#40719).
  void app.whenReady().then(start)
} else {
  app.quit()
}
