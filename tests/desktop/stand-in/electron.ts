import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, CDPSession } from 'playwright-core'
import { toBrowser } from './address.ts'
import { buildFromTemplate, type StandInMenu } from './menu.ts'
import { type PermissionHandler, setPermissions } from './permissions.ts'
import { nativeImage, StandInNotification, StandInTray } from './tray.ts'
import { utilityProcess } from './utility-process.ts'
import { forbiddable, type IpcEvent, WebContents } from './web-contents.ts'

/** What the test decides about the system around the program. */
export interface System {
  /** Speaks to the browser as a whole. */
  readonly client: CDPSession
  readonly context: BrowserContext
  /** Holds the folders of `app.getPath`. */
  readonly folder: string
  readonly locale: string
  /** False: another window of the program is open already. */
  readonly isFirstInstance: boolean
}

type Handler = (request: Request) => Response | Promise<Response>
type Listener = (event: IpcEvent, ...given: unknown[]) => unknown

/** A part of the system that a test must answer for before the program may use it. */
function unanswered(name: string) {
  return () => {
    throw new Error(`the test has not said what ${name} answers`)
  }
}

/** A run of the program, as the rest of the stand-in sees it. */
export interface StandIn {
  /** What `import 'electron'` gives. */
  readonly module: Readonly<Record<string, unknown>>
  readonly app: EventEmitter & { readonly quit: () => void }
  readonly session: EventEmitter
  readonly handlers: ReadonlyMap<string, Handler>
  readonly windows: readonly { readonly webContents: WebContents; readonly opened: Promise<void> }[]
  readonly makeReady: () => void
}

/** Makes the module `electron` for one run of the built main bundle. */
export function makeElectron(system: System): StandIn {
  let isReady = false
  let hasLock = false
  let isSandboxed = false
  const windows: BrowserWindow[] = []
  const handlers = new Map<string, Handler>()
  const invoked = new Map<string, Listener>()
  const privileged = new Set<string>()
  let menu: StandInMenu | null = null

  function onlyBeforeReady(name: string): void {
    if (isReady) throw new Error(`${name} must be called before the app is ready`)
  }
  function onlyWhenReady(name: string): void {
    if (!isReady) throw new Error(`${name} cannot be used before the app is ready`)
  }

  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    whenReady: () =>
      isReady ? Promise.resolve() : new Promise<void>((resolve) => app.once('ready', resolve)),
    enableSandbox() {
      onlyBeforeReady('app.enableSandbox')
      isSandboxed = true
    },
    requestSingleInstanceLock() {
      hasLock = system.isFirstInstance
      return hasLock
    },
    getLocale: () => system.locale,
    getName: () => 'Zuozheng',
    getPath(name: string) {
      const folder = join(system.folder, name)
      mkdirSync(folder, { recursive: true })
      return folder
    },
    getAppMetrics: () => utilityProcess.started.map(({ pid, name }) => ({ type: 'Utility', pid, name })),
    /** Windows close, then `will-quit` may still ask for time. */
    quit() {
      for (const window of windows.splice(0)) window.destroy()
      const event = forbiddable({})
      app.emit('will-quit', event)
      if (!event.defaultPrevented) app.emit('quit')
    },
  })

  const ipcMain = Object.assign(new EventEmitter(), {
    handle(channel: string, listener: Listener) {
      if (invoked.has(channel)) throw new Error(`a second handler for '${channel}'`)
      invoked.set(channel, listener)
    },
  })
  const ipc = {
    async invoke(event: IpcEvent, channel: string, given: unknown[]) {
      const handler = invoked.get(channel)
      if (!handler) throw new Error(`no handler registered for '${channel}'`)
      return handler(event, ...given)
    },
    send: (event: IpcEvent, channel: string, given: unknown[]) => void ipcMain.emit(channel, event, ...given),
  }

  const session = Object.assign(new EventEmitter(), {
    requestHandler: null as PermissionHandler | null,
    setPermissionRequestHandler(handler: PermissionHandler) {
      session.requestHandler = handler
    },
    checkHandler: null as (() => boolean) | null,
    setPermissionCheckHandler(handler: () => boolean) {
      session.checkHandler = handler
    },
    setDevicePermissionHandler() {},
  })

  class BrowserWindow extends EventEmitter {
    readonly webContents = new WebContents()
    readonly opened: Promise<void>
    visible = false
    #destroyed = false

    constructor(options: { title?: string; webPreferences?: Record<string, unknown> }) {
      super()
      onlyWhenReady('BrowserWindow')
      const { preload, sandbox, contextIsolation, nodeIntegration, webSecurity } =
        options.webPreferences ?? {}
      // The stand-in has no window without these; their absence must not go unseen.
      if (!isSandboxed || !sandbox || !contextIsolation || nodeIntegration || webSecurity === false) {
        throw new Error('a window without its sandbox')
      }
      windows.push(this)
      app.emit('web-contents-created', {}, this.webContents)
      const source = readFileSync(String(preload), 'utf8')
      this.opened = this.webContents.attach(system.context, source, ipc).then(() => undefined)
    }

    async loadURL(address: string): Promise<void> {
      await this.opened
      await setPermissions(system.client, session.requestHandler)
      await this.webContents.page?.goto(toBrowser(address), { waitUntil: 'domcontentloaded' })
      this.emit('ready-to-show')
    }

    show() {
      this.visible = true
    }
    focus() {
      this.emit('focus')
    }
    restore() {}
    isMinimized() {
      return false
    }
    isDestroyed() {
      return this.#destroyed
    }
    destroy() {
      this.#destroyed = true
      // A window that is still being opened has its page only later; one that could not open has none.
      void this.opened.then(() => this.webContents.page?.close()).catch(() => undefined)
      this.emit('closed')
    }
    /** As the person closes it. */
    close() {
      this.destroy()
      windows.splice(windows.indexOf(this), 1)
      if (windows.length === 0) app.emit('window-all-closed')
    }
    static getAllWindows() {
      return [...windows]
    }
  }

  const module = {
    app,
    BrowserWindow,
    ipcMain,
    session: { defaultSession: session },
    protocol: {
      registerSchemesAsPrivileged(
        schemes: readonly { scheme: string; privileges: Record<string, boolean> }[],
      ) {
        onlyBeforeReady('registerSchemesAsPrivileged')
        for (const { scheme, privileges } of schemes) {
          if (privileges.standard && privileges.secure && privileges.supportFetchAPI) privileged.add(scheme)
        }
      },
      handle(scheme: string, handler: Handler) {
        onlyWhenReady('protocol.handle')
        if (!privileged.has(scheme)) throw new Error(`the scheme ${scheme} is not a standard, secure one`)
        handlers.set(scheme, handler)
      },
    },
    Menu: {
      buildFromTemplate,
      setApplicationMenu(next: StandInMenu) {
        menu = next
      },
      getApplicationMenu: () => menu,
    },
    dialog: {
      showOpenDialog: unanswered('dialog.showOpenDialog'),
      showSaveDialog: unanswered('dialog.showSaveDialog'),
    },
    shell: { openExternal: unanswered('shell.openExternal') },
    nativeTheme: { shouldUseDarkColors: false },
    nativeImage,
    Tray: StandInTray,
    Notification: StandInNotification,
    utilityProcess,
  }
  return {
    module,
    app,
    session,
    handlers,
    windows,
    makeReady() {
      isReady = true
      app.emit('ready')
    },
  }
}
