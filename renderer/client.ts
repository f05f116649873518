import { AppError } from '../shared/contract/errors.ts'
import type { AppEvent, Listener } from '../shared/contract/events.ts'
import type { Source } from '../shared/contract/operations.ts'
import { type Reply, typed, unwrap } from '../shared/contract/protocol.ts'
import { modifiedOf, placeOf } from './ui/places.ts'

/** What the desktop's preload script puts on the window. */
interface Bridge {
  readonly call: (name: string, params: unknown) => Promise<Reply>
  readonly listen: (listener: Listener) => () => void
  /** The path of a file that the person dropped or chose. */
  readonly pathOf: (file: File) => Promise<string>
  /** Folders chosen in the system's own dialog. */
  readonly chooseFolders: () => Promise<readonly string[]>
}

declare global {
  interface Window {
    readonly zuozheng?: Bridge
  }
}

const bridge = window.zuozheng

async function post(address: string, body: BodyInit, type: string): Promise<Reply> {
  let response: Response
  try {
    response = await fetch(address, { method: 'POST', headers: { 'content-type': type }, body })
  } catch {
    return { ok: false, error: { code: 'internal', details: { reference: 'offline' } } }
  }
  try {
    return (await response.json()) as Reply
  } catch {
    return { ok: false, error: { code: 'internal', details: { reference: `http-${response.status}` } } }
  }
}

/** The core, as this page reaches it: through the desktop's bridge, else through the loopback server. */
export const call = typed((name, params) =>
  bridge ? bridge.call(name, params) : post(`/api/${name}`, JSON.stringify(params), 'application/json'),
)

const listeners = new Set<Listener>()
let stream: EventSource | undefined

function announce(event: AppEvent): void {
  for (const listener of listeners) listener(event)
}

/** Hears what the core announces; returns the way to stop hearing it. */
export function listen(listener: Listener): () => void {
  if (bridge) return bridge.listen(listener)
  listeners.add(listener)
  if (!stream) {
    stream = new EventSource('/events')
    let opened = false
    // What happened while the connection was lost was not heard.
    stream.onopen = () => {
      if (opened) announce({ type: 'vault.changed' })
      opened = true
    }
    stream.onmessage = (message: MessageEvent<string>) => announce(JSON.parse(message.data) as AppEvent)
  }
  return () => listeners.delete(listener)
}

/** True in the desktop window, where files are named by their path and never copied through the page. */
export const onDesktop = bridge !== undefined

/** Lets the person choose folders in the system's own dialog; a browser has none that names them. */
export const chooseFolders: (() => Promise<readonly string[]>) | null = bridge?.chooseFolders ?? null

/** Makes a file that the person gave to the page into a source the core can take in. Throws an `AppError`. */
export async function sourceOf(file: File): Promise<Source> {
  if (bridge) {
    const path = await bridge.pathOf(file)
    if (path === '') throw new AppError('file-unreadable', { path: file.name })
    return { kind: 'path', path }
  }
  const query = new URLSearchParams({ name: placeOf(file), modified: String(modifiedOf(file) ?? '') })
  const reply = await post(`/uploads?${query}`, file, 'application/octet-stream')
  const value = unwrap(reply) as { readonly id?: unknown }
  if (typeof value.id !== 'string') throw new AppError('internal', { reference: 'upload' })
  return { kind: 'upload', id: value.id }
}
