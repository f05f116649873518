import { fork as forkProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'

/** `utilityProcess` of Electron over a plain child process. */
export const utilityProcess = {
  /** The processes that run now. */
  started: [] as { readonly pid: number | undefined; readonly name: string }[],

  fork(path: string, given: readonly string[], { serviceName = '' }: { serviceName?: string } = {}) {
    const child = forkProcess(join(import.meta.dirname, 'engine-shim.mjs'), [path, ...given], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const running = { pid: child.pid, name: serviceName }
    const face = Object.assign(new EventEmitter(), {
      get pid() {
        return child.pid
      },
      postMessage(message: unknown) {
        // What is sent to a process that has just ended is lost, here as there.
        if (child.connected) child.send(message as object, () => undefined)
      },
      kill: () => child.kill('SIGKILL'),
    })
    child.on('spawn', () => face.emit('spawn'))
    child.on('message', (message) => face.emit('message', message))
    child.on('exit', (code) => {
      utilityProcess.started.splice(utilityProcess.started.indexOf(running), 1)
      face.emit('exit', code ?? 1)
    })
    utilityProcess.started.push(running)
    return face
  },
}
