import { plain } from './columns.ts'

export type Format = 'people' | 'json' | 'ndjson'

/** Standard output for results, standard error for everything else. */
export interface Output {
  readonly format: Format
  /** The one JSON document of the command, or its lines for people. */
  readonly document: (value: unknown, lines: () => readonly string[]) => void
  /** Many results: one a line with `--ndjson`, one document with `--json`, lines for people. */
  readonly list: <T>(document: unknown, records: readonly T[], lines: () => readonly string[]) => void
  readonly stream: () => Stream
  /** True where people read the results on a terminal. */
  readonly toTerminal: boolean
  /** A message on standard error. */
  readonly note: (text: string) => void
  readonly error: (error: { code: string; message: string; path?: string }) => void
  /** Aborted once a reader such as `head` has closed the pipe. What only reads may stop then; what writes goes on. */
  readonly closed: AbortSignal
}

/** Records printed as they come; with `--json` they are the members of one array. */
export interface Stream {
  readonly record: (value: unknown, lines: () => readonly string[]) => void
  readonly end: () => void
}

interface Streams {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

export function openOutput(format: Format, { out, err }: Streams): Output {
  const closing = new AbortController()
  // With `--json` there is one document: once something has been printed, a later error only goes to stderr.
  let printed = false
  const close = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EOF' && error.code !== 'ERR_STREAM_DESTROYED') throw error
    closing.abort()
  }
  out.on('error', close)
  err.on('error', close)

  const write = (text: string) => {
    if (closing.signal.aborted) return
    printed = true
    out.write(text)
  }
  const writeLines = (lines: readonly string[]) => {
    if (lines.length > 0) write(`${lines.join('\n')}\n`)
  }
  const note = (text: string) => {
    // A bar that is being drawn on this line gives way.
    err.write(err.isTTY ? `\r\x1b[K${text}\n` : `${text}\n`)
  }

  return {
    format,
    toTerminal: format === 'people' && out.isTTY === true,
    document(value, lines) {
      if (format === 'people') writeLines(lines())
      else write(`${format === 'json' ? JSON.stringify(value, null, 2) : JSON.stringify(value)}\n`)
    },
    list(document, records, lines) {
      if (format === 'people') writeLines(lines())
      else if (format === 'json') write(`${JSON.stringify(document, null, 2)}\n`)
      else for (const record of records) write(`${JSON.stringify(record)}\n`)
    },
    stream() {
      let count = 0
      return {
        record(value, lines) {
          if (format === 'people') writeLines(lines())
          else if (format === 'ndjson') write(`${JSON.stringify(value)}\n`)
          else write(`${count === 0 ? '[\n' : ',\n'}${JSON.stringify(value)}`)
          count += 1
        },
        end() {
          if (format === 'json') write(count === 0 ? '[]\n' : '\n]\n')
        },
      }
    },
    note,
    error(error) {
      note(plain(error.message))
      if (format === 'ndjson' || (format === 'json' && !printed)) {
        write(`${format === 'json' ? JSON.stringify({ error }, null, 2) : JSON.stringify({ error })}\n`)
      }
    },
    closed: closing.signal,
  }
}
