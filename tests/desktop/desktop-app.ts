import type * as Electron from 'electron'
import type { Reply } from '../../shared/contract/protocol.ts'

declare global {
  interface Window {
    readonly zuozheng: {
      readonly call: (name: string, params: unknown) => Promise<Reply>
      readonly listen: (listener: (event: unknown) => void) => () => void
      readonly pathOf: (file: File) => Promise<string>
      readonly chooseFolders: () => Promise<readonly string[]>
    }
  }
}

import type { CDPSession, Page } from 'playwright-core'

/** The desktop program, as a journey sees it: the same in Electron and in the stand-in. */
export interface DesktopApp {
  readonly isStandIn: boolean
  /** Resolves when the program has ended. */
  readonly hasQuit: Promise<unknown>
  readonly firstWindow: () => Promise<Page>
  /** Runs a function in the main process; it may use nothing but what it is given. */
  readonly evaluate: <T, G = undefined>(
    run: (electron: typeof Electron, given: G) => T | Promise<T>,
    given?: G,
  ) => Promise<T>
  /** What left the page or tried to; known in the stand-in only. */
  readonly sightings: {
    readonly outside: readonly string[]
    readonly forbidden: readonly string[]
    readonly windows: readonly string[]
  } | null
  /** Errors of the preload script. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

export interface LaunchOptions {
  readonly root: string
  /** A folder of the test's own for everything that the program keeps. */
  readonly folder: string
  readonly locale: string
  readonly env: Readonly<Record<string, string>>
  /** False: the program runs already. */
  readonly isFirstInstance?: boolean
}

/** Drops files or folders on the middle of what `selector` names, as a person does from a file manager. */
export async function dropFiles(page: Page, selector: string, files: readonly string[]): Promise<void> {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`nothing to drop on at ${selector}`)
  const client: CDPSession = await page.context().newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, ...at, data })
  }
  await client.detach()
}

/** Asks the core from the page, through the bridge. */
export function callFrom(page: Page, name: string, params: unknown): Promise<Reply> {
  return page.evaluate((given) => window.zuozheng.call(given.name, given.params), { name, params })
}
