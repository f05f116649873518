import { EventEmitter } from 'node:events'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { toApp } from './address.ts'
import { answerPathQuestions } from './paths.ts'
import { bindingName, type FromMain, pageScript, preloadScript, preloadWorld } from './worlds.ts'

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

/** What main hears of a message from the page. */
export interface IpcEvent {
  readonly sender: WebContents
  readonly senderFrame: WebContents['mainFrame']
}

export interface IpcReceiver {
  readonly invoke: (event: IpcEvent, channel: string, given: unknown[]) => Promise<unknown>
  readonly send: (event: IpcEvent, channel: string, given: unknown[]) => void
}

/** An event that a listener may forbid. */
export function forbiddable<T extends object>(more: T) {
  const event = {
    ...more,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return event
}

/** Contents of a window: a page of Chromium, with the preload script in a world of its own. */
export class WebContents extends EventEmitter {
  readonly mainFrame = { url: '', parent: null }
  page: Page | undefined
  #client: CDPSession | undefined
  /** The preload's world in the document that is shown now. */
  #world: string | undefined
  #openHandler: OpenHandler = () => ({ action: 'allow' })
  /** Addresses that the page asked to be led to. */
  readonly #asked = new Set<string>()
  isAttaching = true

  async attach(context: BrowserContext, preload: string, ipc: IpcReceiver): Promise<Page> {
    const page = await context.newPage()
    const client = await context.newCDPSession(page)
    this.page = page
    this.isAttaching = false
    this.#client = client
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.mainFrame.url = toApp(frame.url())
    })
    client.on('Page.frameRequestedNavigation', ({ url }) => this.#asked.add(url))
    client.on('Page.windowOpen', ({ url }) => this.#open(url))
    client.on('Runtime.executionContextCreated', ({ context: world }) => {
      if (world.name === preloadWorld && world.auxData?.frameId === mainFrameId) this.#world = world.uniqueId
    })
    client.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
      this.emit('preload-error', exceptionDetails.exception?.description ?? exceptionDetails.text)
    })
    client.on('Runtime.bindingCalled', ({ payload }) => void this.#receive(JSON.parse(payload), ipc))
    await client.send('Page.enable')
    await client.send('Runtime.enable')
    const mainFrameId = (await client.send('Page.getFrameTree')).frameTree.frame.id
    await client.send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld })
    await client.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript })
    await client.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadScript(preload),
      worldName: preloadWorld,
    })
    await answerPathQuestions(client)
    return page
  }

  send(channel: string, ...given: unknown[]): void {
    void this.#deliver({ type: 'event', channel, given: structuredClone(given) })
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  /** The page opens a window: main decides, and whoever looks on hears of it. */
  #open(url: string): void {
    const { action } = this.#openHandler({ url: toApp(url) })
    this.emit('window-open', `${action} ${toApp(url)}`)
  }

  /** Whether the page may go to `url`. What main itself loads needs no leave. */
  mayNavigate(url: string): boolean {
    if (!this.#asked.delete(url)) return true
    const event = forbiddable({ url: toApp(url), isMainFrame: true })
    this.emit('will-frame-navigate', event)
    this.emit('will-navigate', event)
    return !event.defaultPrevented
  }

  async #receive(
    message: { type: 'invoke' | 'send'; id: number; channel: string; given: unknown[] },
    ipc: IpcReceiver,
  ): Promise<void> {
    const event = { sender: this, senderFrame: this.mainFrame }
    if (message.type === 'send') return ipc.send(event, message.channel, message.given)
    const answer = await ipc.invoke(event, message.channel, message.given).then(
      (value) => ({ value: structuredClone(value) }),
      (error: unknown) => ({ error: `Error invoking remote method '${message.channel}': ${String(error)}` }),
    )
    await this.#deliver({ type: 'answer', id: message.id, ...answer })
  }

  async #deliver(message: FromMain): Promise<void> {
    if (!this.#client || !this.#world) return
    const sent = this.#client.send('Runtime.evaluate', {
      expression: `deliver(${JSON.stringify(message)})`,
      uniqueContextId: this.#world,
    })
    // A document that is gone by now hears nothing, in Electron too.
    await sent.catch(() => undefined)
  }
}
