import type { FileRecord } from '../../shared/contract/record.ts'
import { listFiles } from './cases/cases.ts'
import { openPool } from './jobs/pool.ts'
import type { InspectOutput } from './jobs/tasks/inspect.ts'

export type Inspected =
  | { readonly path: string; readonly record: FileRecord }
  | { readonly path: string; readonly fault: 'file-not-found' | 'file-unreadable' }

/**
 * Reads files and folders and tells each file's record, in order. Needs no vault and writes nothing.
 */
export async function inspectFiles(
  paths: readonly string[],
  options: {
    readonly taskScript: URL
    readonly onRecord: (inspected: Inspected, done: number) => void
    readonly signal?: AbortSignal
    /** Whether to search the pixels for hidden records. */
    readonly pixels?: boolean
    /** Whether to compute each file's SHA-256 (default true). */
    readonly digest?: boolean
  },
): Promise<void> {
  const pool = openPool(options.taskScript)
  const { pixels = true, digest = true } = options
  const pending: { path: string; output: Promise<InspectOutput> }[] = []
  let done = 0
  async function tellNext(): Promise<void> {
    const first = pending.shift()
    if (!first) return
    const output = await first.output
    done += 1
    const { path } = first
    options.onRecord(
      output.state === 'read' ? { path, record: output.record } : { path, fault: output.code },
      done,
    )
  }
  try {
    for await (const { path, fault } of listFiles(paths)) {
      if (options.signal?.aborted) return
      const output: Promise<InspectOutput> = fault
        ? Promise.resolve({ state: 'failed', code: fault })
        : pool
            .run('inspect', { path, pixels, digest })
            // A reader that takes its thread down with it has met a file it cannot read.
            .catch((): InspectOutput => ({ state: 'failed', code: 'file-unreadable' }))
      pending.push({ path, output })
      if (pending.length > pool.size * 4) await tellNext()
    }
    while (pending.length > 0 && !options.signal?.aborted) await tellNext()
  } finally {
    await pool.close()
  }
}
