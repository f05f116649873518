import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import type { Core } from '../../electron/core/core.ts'
import { startServer } from '../../electron/server/server.ts'
import type { Listener } from '../../shared/contract/events.ts'
import type { Source } from '../../shared/contract/operations.ts'
import { connect, type Door, type Message, type Port, serve } from '../../shared/contract/protocol.ts'
import { enter } from '../server/visitor.ts'

/** A door to the core as one of the shells sees it. */
export interface Carrier {
  readonly door: Door
  /** How this shell hands over a file. */
  readonly sourceOf: (name: string, bytes: Buffer, path: string) => Promise<Source>
  readonly close: () => Promise<void>
}

const byPath: Carrier['sourceOf'] = async (_name, _bytes, path) => ({ kind: 'path', path })

export const carriers: Readonly<Record<string, (core: Core) => Promise<Carrier>>> = {
  /** The command line. */
  async 'in process'(core) {
    return { door: core, sourceOf: byPath, close: async () => {} }
  },

  /** The desktop window: a port copies what goes through it. */
  async 'message port'(core) {
    const { port1, port2 } = new MessageChannel()
    const wrap = (port: typeof port1): Port => ({
      send: (message) => port.postMessage(message),
      receive: (handler) => port.on('message', (message: Message) => handler(message)),
    })
    serve(core, wrap(port1))
    return {
      door: connect(wrap(port2)),
      sourceOf: byPath,
      async close() {
        port1.close()
        port2.close()
      },
    }
  },

  /** The browser page. */
  async http(core) {
    const server = await startServer({
      core,
      page: join(core.uploads, 'none'),
      uploadsDirectory: core.uploads,
    })
    const browser = await enter(server.url)
    const listeners = new Set<Listener>()
    const stop = new AbortController()
    const response = await fetch(`${browser.origin}/events`, {
      headers: { Cookie: browser.cookie },
      signal: stop.signal,
    })
    const hearing = hear(response, (event) => {
      for (const listener of listeners) listener(event)
    }).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error
    })
    return {
      door: {
        ask: (name, params) => browser.ask(name, params),
        listen(listener) {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
      },
      async sourceOf(name, bytes) {
        const reply = await browser.upload(name, bytes)
        if (!reply.ok) throw new Error(JSON.stringify(reply.error))
        return { kind: 'upload', id: (reply.value as { id: string }).id }
      },
      async close() {
        stop.abort()
        await hearing
        await server.close()
      },
    }
  },
}

/** Reads server-sent events as a browser does: data lines, ended by an empty one. */
async function hear(response: Response, announce: Listener): Promise<void> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events)
      if (event.startsWith('data: ')) announce(JSON.parse(event.slice('data: '.length)))
  }
}
