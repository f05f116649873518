import type { ErrorCode, ErrorDetails } from './errors.ts'
import { AppError, isErrorCode } from './errors.ts'
import type { AppEvent, Listener } from './events.ts'
import type { Call, OperationName, Params, Result } from './operations.ts'

/** A reply is data on every carrier: thrown errors do not cross processes. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode; readonly details: ErrorDetails } }

export interface Request {
  readonly id: number
  readonly name: string
  readonly params: unknown
}

export type Message =
  | { readonly type: 'request'; readonly request: Request }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'event'; readonly event: AppEvent }

/** What the core shows to its shells: one door in, one door out. */
export interface Door {
  /** Never throws; what went wrong is in the reply. */
  readonly ask: (name: string, params: unknown) => Promise<Reply>
  readonly listen: (listener: Listener) => () => void
}

/** A message port as both MessagePort and Electron's parentPort can be wrapped. */
export interface Port {
  readonly send: (message: Message) => void
  readonly receive: (handler: (message: Message) => void) => void
}

/** Puts a door behind a port. */
export function serve(door: Door, port: Port): void {
  port.receive((message) => {
    if (message.type !== 'request') return
    const { id, name, params } = message.request
    void door.ask(name, params).then((reply) => port.send({ type: 'reply', id, reply }))
  })
  door.listen((event) => port.send({ type: 'event', event }))
}

/** Reaches a door behind a port. */
export function connect(port: Port): Door {
  const waiting = new Map<number, (reply: Reply) => void>()
  const listeners = new Set<Listener>()
  let last = 0
  port.receive((message) => {
    if (message.type === 'reply') {
      waiting.get(message.id)?.(message.reply)
      waiting.delete(message.id)
    } else if (message.type === 'event') {
      for (const listener of listeners) listener(message.event)
    }
  })
  return {
    ask(name, params) {
      const id = ++last
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        port.send({ type: 'request', request: { id, name, params } })
      })
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Turns a reply back into a value or an `AppError`. */
export function unwrap(reply: Reply): unknown {
  if (reply.ok) return reply.value
  throw new AppError(isErrorCode(reply.error.code) ? reply.error.code : 'internal', reply.error.details)
}

/** The typed face of a door. */
export function typed(ask: Door['ask']): Call {
  return async <N extends OperationName>(name: N, params: Params<N>) =>
    unwrap(await ask(name, params)) as Result<N>
}
