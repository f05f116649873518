import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads'

/**
 * Loaded before a program (`node --import`): the n-th of the calls that change something below a folder fails, as a
 * disk or a system would make it fail. `FAIL_AT` n (0 never), `FAIL_CODE`, `FAIL_BELOW` the folder, `FAIL_ON` beyond:
 * `once`, or `ever` for all calls from the n-th on. Threads count together. At its end the program says on stderr how
 * many calls there were. What SQLite writes does not pass here.
 */
const failAt = Number(process.env.FAIL_AT ?? 0)
const code = process.env.FAIL_CODE ?? 'EIO'
const below = process.env.FAIL_BELOW ?? ''
const forEver = process.env.FAIL_ON === 'ever'

const shared = (getEnvironmentData('calls') as SharedArrayBuffer | undefined) ?? new SharedArrayBuffer(8)
if (isMainThread) setEnvironmentData('calls', shared)
const counts = new Int32Array(shared)

/** Paths of the files that are open for writing, by descriptor. */
const paths = new Map<number, string>()

function fault(call: string, path: string): Error | null {
  if (!path.startsWith(below)) return null
  const at = Atomics.add(counts, 0, 1) + 1
  if (failAt === 0 || at < failAt || (at > failAt && !forEver)) return null
  Atomics.add(counts, 1, 1)
  const messages: Record<string, string> = {
    EIO: 'i/o error',
    ENOSPC: 'no space left on device',
    EROFS: 'read-only file system',
    EACCES: 'permission denied',
  }
  return Object.assign(new Error(`${code}: ${messages[code] ?? code}, ${call} '${path}'`), {
    code,
    syscall: call,
    path,
  })
}

type Any = (...args: never[]) => unknown
const calls = fs as unknown as Record<string, Any>
const promises = fs.promises as unknown as Record<string, Any>

/** Wraps a function whose first argument is a path or a descriptor. */
function wrap(owner: Record<string, Any>, name: string, isPromise: boolean): void {
  const original = owner[name] as (...args: unknown[]) => unknown
  owner[name] = ((...args: unknown[]) => {
    const [first] = args
    const path = typeof first === 'number' ? paths.get(first) : String(first)
    const error = path === undefined ? null : fault(name, path)
    if (!error) return original(...args)
    if (isPromise) return Promise.reject(error)
    throw error
  }) as Any
}

for (const name of ['writeSync', 'fsyncSync', 'fdatasyncSync', 'ftruncateSync']) wrap(calls, name, false)
for (const name of ['renameSync', 'mkdirSync', 'writeFileSync', 'copyFileSync', 'linkSync'])
  wrap(calls, name, false)
for (const name of ['rename', 'mkdir', 'writeFile', 'copyFile', 'link']) wrap(promises, name, true)

const openSync = fs.openSync
calls.openSync = ((path: string, flags: string | number = 'r', mode?: number) => {
  const isWriting = typeof flags === 'number' ? (flags & 3) !== 0 : flags !== 'r'
  const error = isWriting ? fault('open', String(path)) : null
  if (error) throw error
  const file = openSync(path, flags, mode)
  // Folders are opened to read and flushed.
  paths.set(file, String(path))
  return file
}) as Any

const open = fs.promises.open
promises.open = (async (path: string, flags: string | number = 'r', mode?: number) => {
  const isWriting = typeof flags === 'number' ? (flags & 3) !== 0 : flags !== 'r'
  const error = isWriting ? fault('open', String(path)) : null
  if (error) throw error
  const handle = await open(path, flags, mode)
  const methods = handle as unknown as Record<string, Any>
  for (const name of ['write', 'writeFile', 'sync', 'datasync', 'truncate']) {
    const original = (methods[name] as Any).bind(handle) as (...args: unknown[]) => unknown
    methods[name] = ((...args: unknown[]) => {
      const refused = fault(name, String(path))
      return refused ? Promise.reject(refused) : original(...args)
    }) as Any
  }
  return handle
}) as Any
syncBuiltinESMExports()

if (isMainThread) {
  process.on('exit', () => {
    process.stderr.write(`failing-disk ${Atomics.load(counts, 0)} ${Atomics.load(counts, 1)}\n`)
  })
}
