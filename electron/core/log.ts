import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

export interface Log {
  readonly info: (event: string, data?: Readonly<Record<string, string | number | boolean>>) => void
  /** Writes a bug with stack and cause, and returns the reference that the person sees. */
  readonly fault: (error: unknown) => string
}

/** JSON lines, one file a day. Holds no prompts, names or file contents at `info`. */
export function openLog(directory: string): Log {
  const write = (line: Record<string, unknown>) => {
    const at = new Date().toISOString()
    try {
      mkdirSync(directory, { recursive: true })
      appendFileSync(join(directory, `${at.slice(0, 10)}.log`), `${JSON.stringify({ at, ...line })}\n`)
    } catch (error) {
      // A log that cannot be written must not stop the work it tells of.
      process.emitWarning(error as Error)
    }
  }
  return {
    info: (event, data) => write({ level: 'info', event, ...data }),
    fault(error) {
      const reference = randomBytes(4).toString('hex')
      write({ level: 'error', reference, ...describe(error) })
      return reference
    },
  }
}

/** For programs that have no place for a log. */
export const silentLog: Log = {
  info() {},
  fault: () => randomBytes(4).toString('hex'),
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  return {
    message: error.message,
    stack: error.stack,
    cause: error.cause === undefined ? undefined : describe(error.cause),
  }
}
