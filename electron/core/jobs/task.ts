import { parentPort } from 'node:worker_threads'
import { AppError } from '../../../shared/contract/errors.ts'
import { type TaskReply, type TaskRequest, tasks } from './tasks.ts'

/** Entry of a worker thread: one task at a time. */
parentPort?.on('message', (request: TaskRequest) => {
  void run(request).then((reply) => parentPort?.postMessage(reply))
})

async function run({ name, input }: TaskRequest): Promise<TaskReply> {
  try {
    const task = (await tasks[name]()) as (input: unknown) => Promise<unknown>
    return { ok: true, value: await task(input) }
  } catch (error) {
    const fault = error instanceof Error ? error : new Error(String(error))
    return {
      ok: false,
      message: fault.message,
      stack: fault.stack,
      code: (fault as NodeJS.ErrnoException).code,
      details: error instanceof AppError ? { ...error.details } : undefined,
      isAppError: error instanceof AppError,
    }
  }
}
