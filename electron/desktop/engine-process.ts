import { join } from 'node:path'
import { utilityProcess } from 'electron'
import type { Listener } from '../../shared/contract/events.ts'
import { connect, type Door, type Message, type Reply } from '../../shared/contract/protocol.ts'
import type { EngineMessage } from '../../shared/engine-message.ts'
import type { VaultFile, VaultFileRequest } from '../../shared/serving.ts'

/** The engine, as the rest of the desktop shell sees it. */
export interface Engine extends Door {
  /** Where a file of the vault lies; null for what is not there. */
  readonly locate: (request: VaultFileRequest) => Promise<VaultFile | null>
  /** Lets the engine finish in order; resolves when its process is gone. */
  readonly close: () => Promise<void>
}

/** One life of the engine's process. */
interface Life {
  readonly door: Door
  readonly locate: (request: VaultFileRequest) => Promise<VaultFile | null>
  readonly over: Promise<void>
  readonly send: (message: EngineMessage) => void
  readonly kill: () => void
  readonly startedAt: number
}

/** An engine that ended sooner than this would only end again. */
const shortLife = 2_000
const patienceAtClose = 5_000

/**
 * Starts the engine and keeps it there: when its process ends unasked, it is started again and every listener
 * hears `shell.engine-restarted`. An engine that dies as soon as it starts waits for the next question.
 */
export function startEngine(): Engine {
  const listeners = new Set<Listener>()
  let closing = false
  let life: Life | null = begin()

  function begin(): Life {
    const started = startLife()
    started.door.listen((event) => {
      for (const listener of listeners) listener(event)
    })
    void started.over.then(() => {
      life = null
      if (closing || Date.now() - started.startedAt < shortLife) return
      life = begin()
      for (const listener of listeners) listener({ type: 'shell.engine-restarted' })
    })
    return started
  }

  /** None once the program is closing: whoever still asks then must not begin another. */
  function current(): Life | null {
    if (!closing) life ??= begin()
    return life
  }

  return {
    async ask(name, params) {
      const now = current()
      return now ? Promise.race([now.door.ask(name, params), now.over.then(() => gone)]) : gone
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async locate(request) {
      const now = current()
      return now ? Promise.race([now.locate(request), now.over.then(() => null)]) : null
    },
    async close() {
      closing = true
      if (!life) return
      const { over, send, kill } = life
      send({ type: 'close' })
      const late = setTimeout(kill, patienceAtClose)
      await over
      clearTimeout(late)
    },
  }
}

const gone: Reply = { ok: false, error: { code: 'internal', details: { reference: 'engine-ended' } } }

function startLife(): Life {
  const child = utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [], {
    serviceName: 'Zuozheng engine',
    stdio: 'inherit',
  })
  const waiting = new Map<number, (file: VaultFile | null) => void>()
  let relay: (message: Message) => void = () => {}
  let last = 0
  child.on('message', (message: EngineMessage) => {
    if (message.type === 'located') {
      waiting.get(message.id)?.(message.file)
      waiting.delete(message.id)
    } else if (message.type === 'reply' || message.type === 'event') relay(message)
  })
  const send = (message: EngineMessage) => child.postMessage(message)
  return {
    door: connect({
      send,
      receive(handler) {
        relay = handler
      },
    }),
    locate(request) {
      const id = ++last
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        send({ type: 'locate', id, request })
      })
    },
    over: new Promise((resolve) => child.once('exit', () => resolve())),
    send,
    kill: () => child.kill(),
    startedAt: Date.now(),
  }
}
