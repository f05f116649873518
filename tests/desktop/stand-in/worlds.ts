/**
 * What runs inside the page: the two sides of a context bridge, and the part of `electron` that a sandboxed
 * preload script gets. Both are turned into source text, so each function stands for itself.
 */

export const preloadWorld = 'electron preload'
export const bindingName = '__toMain'

/** What main sends into the preload's world. */
export type FromMain =
  | { readonly type: 'event'; readonly channel: string; readonly given: readonly unknown[] }
  | { readonly type: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string }

/** The globals of the preload's world that the other side of the protocol talks to. */
interface PreloadWorld {
  readonly [bindingName]: (message: string) => void
  deliver: (message: FromMain) => void
}

/**
 * One end of the bridge between the page's world and the preload's. Synchronous events carry the messages, and
 * Chromium copies what they carry; functions and promises travel as numbers.
 */
function bridge(here: string, there: string) {
  type Packed = { readonly type: string; readonly value: unknown }
  type Message = Readonly<Record<string, unknown>>
  const functions = new Map<number, (...given: unknown[]) => unknown>()
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  let answer: Packed | undefined
  let onExposed: (name: string, api: unknown) => void = () => {}

  const send = (message: Message) => document.dispatchEvent(new CustomEvent(there, { detail: message }))

  function pack(value: unknown): Packed {
    if (typeof value === 'function') {
      functions.set(++last, value as () => unknown)
      return { type: 'function', value: last }
    }
    if (value instanceof Promise) {
      const id = ++last
      value.then(
        (result: unknown) => send({ type: 'settle', id, result: pack(result) }),
        (error: unknown) => send({ type: 'settle', id, error: String((error as Error)?.message ?? error) }),
      )
      return { type: 'promise', value: id }
    }
    if (Array.isArray(value)) return { type: 'array', value: value.map(pack) }
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return { type: 'object', value: Object.entries(value).map(([key, inner]) => [key, pack(inner)]) }
    }
    return { type: 'plain', value }
  }

  function unpack({ type, value }: Packed): unknown {
    if (type === 'function') return (...given: unknown[]) => callThere(value as number, given)
    if (type === 'promise') {
      return new Promise((resolve, reject) => promises.set(value as number, { resolve, reject }))
    }
    if (type === 'array') return (value as Packed[]).map(unpack)
    if (type !== 'object') return value
    return Object.freeze(
      Object.fromEntries((value as [string, Packed][]).map(([key, inner]) => [key, unpack(inner)])),
    )
  }

  function callThere(id: number, given: unknown[]): unknown {
    answer = undefined
    send({ type: 'call', id, given: pack(given) })
    const packed = answer as Packed | undefined
    if (packed === undefined) throw new Error('nobody answered on the other side of the bridge')
    if (packed.type === 'error') throw new Error(String(packed.value))
    return unpack(packed)
  }

  function callHere(id: number, given: unknown[]): Packed {
    try {
      return pack(functions.get(id)?.(...given))
    } catch (error) {
      return { type: 'error', value: String((error as Error)?.message ?? error) }
    }
  }

  document.addEventListener(here, (event) => {
    const message = (event as CustomEvent<Message>).detail
    const id = message.id as number
    if (message.type === 'call') {
      send({ type: 'answer', packed: callHere(id, unpack(message.given as Packed) as unknown[]) })
    } else if (message.type === 'answer') {
      answer = message.packed as Packed
    } else if (message.type === 'settle') {
      const promise = promises.get(id)
      promises.delete(id)
      if (typeof message.error === 'string') promise?.reject(new Error(message.error))
      else promise?.resolve(unpack(message.result as Packed))
    } else if (message.type === 'expose') {
      onExposed(String(message.name), unpack(message.api as Packed))
    }
  })
  return {
    expose: (name: string, api: unknown) => send({ type: 'expose', name, api: pack(api) }),
    whenExposed(handler: (name: string, api: unknown) => void) {
      onExposed = handler
    },
  }
}

function startPage(connect: typeof bridge): void {
  connect('to-page', 'to-preload').whenExposed((name, api) => {
    // As in Electron, what was exposed can be neither replaced nor removed.
    Object.defineProperty(window, name, { value: api, enumerable: true })
  })
}

function startPreload(
  connect: typeof bridge,
  preload: (require: unknown, module: unknown, exports: unknown) => void,
) {
  // Preload scripts run in the main frame alone.
  if (window !== window.top) return
  const world = globalThis as unknown as PreloadWorld
  const { expose } = connect('to-preload', 'to-page')
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, Set<(event: unknown, ...given: unknown[]) => void>>()
  let last = 0

  const toMain = (message: Readonly<Record<string, unknown>>) => {
    // What cannot be copied to another process throws here, as it does in Electron.
    structuredClone(message)
    world.__toMain(JSON.stringify(message))
  }

  world.deliver = (message) => {
    if (message.type === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.given)
      return
    }
    const { id, value, error } = message
    if (error === undefined) waiting.get(id)?.resolve(value)
    else waiting.get(id)?.reject(new Error(error))
    waiting.delete(id)
  }

  const electron = {
    contextBridge: { exposeInMainWorld: expose },
    ipcRenderer: {
      invoke(channel: string, ...given: unknown[]) {
        const id = ++last
        return new Promise((resolve, reject) => {
          waiting.set(id, { resolve, reject })
          toMain({ type: 'invoke', id, channel, given })
        })
      },
      send: (channel: string, ...given: unknown[]) => toMain({ type: 'send', channel, given }),
      on(channel: string, listener: () => void) {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
      },
      off: (channel: string, listener: () => void) => listeners.get(channel)?.delete(listener),
    },
    webUtils: {
      getPathForFile(file: unknown): string {
        if (!(file instanceof File)) throw new TypeError('getPathForFile wants a File')
        // The debugger stops here, and writes the path of `file` into `path`.
        // biome-ignore lint/style/useConst: written by the debugger
        let path = ''
        // biome-ignore lint/suspicious/noDebugger: this is where the path comes in
        debugger
        return path
      },
    },
  }
  const require = (name: string) => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  preload(require, module, module.exports)
}

export const pageScript = `(${startPage})(${bridge})`

/** The script for the preload's world, around the text of a CommonJS preload. */
export function preloadScript(source: string): string {
  return `(${startPreload})(${bridge}, function (require, module, exports) { ${source}\n})`
}
