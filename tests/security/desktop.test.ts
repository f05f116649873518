import { EventEmitter } from 'node:events'
import type { BrowserWindow, Session, WebContents } from 'electron'
import { beforeEach, describe, expect, test, vi } from 'vitest'

/** What the desktop shell asks of Electron, looked at where the stand-in has no eyes. */

const { made, opened } = vi.hoisted(() => ({
  made: [] as Record<string, never>[],
  opened: [] as string[],
}))

vi.mock('electron', () => ({
  app: { isPackaged: true },
  nativeTheme: { shouldUseDarkColors: false },
  shell: { openExternal: async (address: string) => opened.push(address) },
  BrowserWindow: class {
    webContents = { on: vi.fn(), mainFrame: {} }
    constructor(options: Record<string, never>) {
      made.push(options)
    }
    once = vi.fn()
    loadURL = vi.fn(async () => undefined)
    isDestroyed = () => false
  },
}))

const { confine, isFromOurPage, openWindow, refusePermissions } = await import(
  '../../electron/desktop/window.ts'
)
const { isOurs } = await import('../../electron/desktop/address.ts')

beforeEach(() => {
  made.length = 0
  opened.length = 0
})

test('the window is sandboxed and isolated, without Node, webviews or developer tools', () => {
  openWindow('title')
  expect(made[0]?.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    spellcheck: false,
    devTools: false,
  })
})

describe('a page of the program', () => {
  const contents = new EventEmitter() as EventEmitter & {
    setWindowOpenHandler: (handler: (details: { url: string }) => { action: string }) => void
  }
  let decide: (details: { url: string }) => { action: string }
  contents.setWindowOpenHandler = (handler) => {
    decide = handler
  }
  confine(contents as unknown as WebContents)

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'may not: %s',
    (name) => {
      const event = { preventDefault: vi.fn() }
      contents.emit(name, event)
      expect(event.preventDefault).toHaveBeenCalledOnce()
    },
  )

  test('opens no window, and no link outside', () => {
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'app://zuozheng/', 'nonsense', '']) {
      expect(decide({ url })).toEqual({ action: 'deny' })
    }
    expect(opened).toEqual([])
  })
})

test('every permission is refused, asked for or looked up', () => {
  const handlers: Record<string, (...given: unknown[]) => unknown> = {}
  const keep = (name: string) => (handler: (...given: unknown[]) => unknown) => {
    handlers[name] = handler
  }
  refusePermissions({
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
  } as unknown as Session)
  const answer = vi.fn()
  handlers.request?.(null, 'media', answer)
  expect(answer).toHaveBeenCalledExactlyOnceWith(false)
  expect(handlers.check?.(null, 'media')).toBe(false)
  expect(handlers.device?.({})).toBe(false)
})

describe('a message is taken from', () => {
  const window = (frame: object) =>
    ({ isDestroyed: () => false, webContents: { mainFrame: frame } }) as unknown as BrowserWindow

  test('the main frame of our window, showing our page', () => {
    const frame = { url: 'app://zuozheng/#/cases/1', parent: null }
    expect(isFromOurPage({ senderFrame: frame }, window(frame))).toBe(true)
  })

  test('no other frame, even one that shows our page', () => {
    const frame = { url: 'app://zuozheng/', parent: null }
    expect(isFromOurPage({ senderFrame: { ...frame } }, window(frame))).toBe(false)
    expect(isFromOurPage({ senderFrame: null }, window(frame))).toBe(false)
    expect(isFromOurPage({ senderFrame: frame }, undefined)).toBe(false)
  })

  test.each([
    'https://zuozheng/',
    'app://zuozheng.example/',
    'app://elsewhere/',
    'app://user@zuozheng/',
    'file:///zuozheng/index.html',
    'about:blank',
    '',
  ])('no page of another origin: %s', (url) => {
    const frame = { url, parent: null }
    expect(isOurs(url)).toBe(false)
    expect(isFromOurPage({ senderFrame: frame }, window(frame))).toBe(false)
  })
})
