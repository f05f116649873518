import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { AppError, isErrorCode } from '../../../shared/contract/errors.ts'
import type { TaskInput, TaskName, TaskOutput, TaskReply, TaskRequest } from './tasks.ts'

export interface Pool {
  readonly size: number
  /** Runs a task in a thread of its own; tasks wait in order while all threads are busy. */
  readonly run: <N extends TaskName>(name: N, input: TaskInput<N>) => Promise<TaskOutput<N>>
  readonly close: () => Promise<void>
}

// V8 frees wrappers of WebAssembly imports from a cache that all threads share, and ends the process when two threads
// do so at once (nodejs/node#64500). It frees them when it makes a faster wrapper for a busy import, so none is made.
setFlagsFromString('--wasm-wrapper-tiering-budget=2147483647')

interface Waiting {
  readonly request: TaskRequest
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

interface Thread {
  readonly worker: Worker
  task: Waiting | null
}

/**
 * Worker threads, one task each at a time. A thread that dies (out of memory, a fault in a decoder) fails its
 * task only and is replaced.
 */
export function openPool(script: URL, size = Math.min(availableParallelism(), 6)): Pool {
  const threads = new Set<Thread>()
  const waiting: Waiting[] = []
  let closed = false

  function start(): Thread {
    const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: 1536 } })
    const thread: Thread = { worker, task: null }
    worker.unref()
    worker.on('message', (reply: TaskReply) => {
      const done = thread.task
      thread.task = null
      // While all are being ended, an answer that comes late must not let Node leave before the thread has.
      if (!closed) worker.unref()
      if (reply.ok) done?.resolve(reply.value)
      else done?.reject(revive(reply))
      next()
    })
    worker.on('error', (error) => retire(thread, error))
    worker.on('exit', () => retire(thread, new Error('the worker thread ended')))
    threads.add(thread)
    return thread
  }

  function retire(thread: Thread, error: unknown): void {
    if (!threads.delete(thread)) return
    const lost = thread.task
    thread.task = null
    lost?.reject(error)
    next()
  }

  function next(): void {
    if (closed) return
    while (waiting.length > 0) {
      const idle =
        [...threads].find((thread) => thread.task === null) ?? (threads.size < size ? start() : null)
      if (!idle) return
      const task = waiting.shift()
      if (!task) return
      idle.task = task
      idle.worker.ref()
      idle.worker.postMessage(task.request)
    }
  }

  return {
    size,
    run(name, input) {
      if (closed) return Promise.reject(new AppError('cancelled'))
      return new Promise((resolve, reject) => {
        waiting.push({ request: { name, input }, resolve: resolve as (value: unknown) => void, reject })
        next()
      })
    },
    async close() {
      closed = true
      for (const task of waiting.splice(0)) task.reject(new AppError('cancelled'))
      // An idle thread does not hold the process; its end must, or Node leaves in the middle of this wait.
      for (const { worker } of threads) worker.ref()
      await Promise.all([...threads].map((thread) => thread.worker.terminate()))
    },
  }
}

function revive(reply: Extract<TaskReply, { ok: false }>): Error {
  if (reply.isAppError && isErrorCode(reply.code)) return new AppError(reply.code, reply.details)
  const error: NodeJS.ErrnoException = new Error(reply.message)
  error.stack = reply.stack
  if (reply.code !== undefined) error.code = reply.code
  return error
}
