import { AppError, type ErrorCode } from '../shared/contract/errors.ts'
import type { Listener } from '../shared/contract/events.ts'
import { type Door, type Message, type Reply, serve } from '../shared/contract/protocol.ts'
import type { EngineMessage } from '../shared/engine-message.ts'
import { type Core, openCore, openLog } from './core/core.ts'
import { homeOf } from './home.ts'
import { accountName, logDirectory, vaultDirectory } from './locations.ts'

/**
 * The core in a process of its own: SQLite answers synchronously, and a decoder that crashes must not take the
 * window with it. Started by the desktop shell, it speaks through the port to its parent.
 */

/** The part of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  readonly on: (event: 'message', listener: (message: { readonly data: EngineMessage }) => void) => void
  readonly postMessage: (message: EngineMessage) => void
}

const { parentPort } = process as typeof process & { readonly parentPort: ParentPort }
const home = homeOf(import.meta.url)
const log = openLog(logDirectory(process.env))
const listeners = new Set<Listener>()
let core: Core | undefined

process.on('uncaughtExceptionMonitor', (error) => log.fault(error))

/**
 * Opens the vault at the first question and, where that fails, again at the next: another program may have
 * finished by then, or the person may have made room on the disk.
 */
function opened(): Core {
  if (core) return core
  core = openCore({
    directory: vaultDirectory(undefined, process.env),
    taskScript: home.taskScript,
    resources: home.resources,
    verifier: home.verifier,
    fonts: home.fonts,
    version: home.version,
    actor: accountName(),
    log,
    record: true,
    keepVerified: true,
  })
  core.listen((event) => {
    for (const listener of listeners) listener(event)
  })
  return core
}

function failure(error: unknown): Reply {
  const known: { code: ErrorCode; details: AppError['details'] } =
    error instanceof AppError ? error : { code: 'internal', details: { reference: log.fault(error) } }
  return { ok: false, error: { code: known.code, details: known.details } }
}

const door: Door = {
  async ask(name, params) {
    try {
      return await opened().ask(name, params)
    } catch (error) {
      return failure(error)
    }
  },
  listen(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

function locate(message: EngineMessage & { readonly type: 'locate' }): void {
  let file = null
  try {
    file = opened().fileOf(message.request)
  } catch (error) {
    // The page hears why from its calls; a picture alone is only not there.
    failure(error)
  }
  parentPort.postMessage({ type: 'located', id: message.id, file })
}

async function close(): Promise<void> {
  await core?.close()
  process.exit(0)
}

const answers: ((message: Message) => void)[] = []
serve(door, {
  send: (message) => parentPort.postMessage(message),
  receive: (handler) => answers.push(handler),
})
parentPort.on('message', ({ data }) => {
  if (data.type === 'locate') locate(data)
  else if (data.type === 'close') void close()
  else if (data.type !== 'located') for (const answer of answers) answer(data)
})
