import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, type Session, shell, type WebContents } from 'electron'
import { isOurs, pageAddress } from './address.ts'

/** Exact origins that a link of the page may open in the system's browser. None so far. */
const outsideOrigins: ReadonlySet<string> = new Set<string>()

/** The paper of the two themes (docs/design), shown until the page has drawn itself. */
const paper = { light: '#FAF8F3', dark: '#1B1A18' } as const

/** Opens the one window of the program. */
export function openWindow(title: string): BrowserWindow {
  const window = new BrowserWindow({
    title,
    width: 1360,
    height: 900,
    minWidth: 960,
    minHeight: 640,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      // The spelling dictionary would come from the net.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason !== 'clean-exit') void showPage(window)
  })
  void showPage(window)
  return window
}

/** Electron rejects a load that ends because the person closes the window meanwhile; nobody waits for it then. */
async function showPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(pageAddress)
  } catch (error) {
    if (!window.isDestroyed()) throw error
  }
}

/** Keeps every page of the program where it is: it goes nowhere, opens nothing and embeds nothing. */
export function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const origin = URL.parse(url)?.origin
    if (origin !== undefined && outsideOrigins.has(origin)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/** A page of this program needs no permission that has to be asked for. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

/** The sender of a message, as far as it matters here. */
interface Sender {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

/** True for the main frame of our window, showing our page. */
export function isFromOurPage(event: Sender, window: BrowserWindow | undefined): boolean {
  const frame = event.senderFrame
  return (
    frame !== null &&
    window !== undefined &&
    !window.isDestroyed() &&
    frame === window.webContents.mainFrame &&
    isOurs(frame.url)
  )
}
