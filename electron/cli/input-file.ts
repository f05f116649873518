import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { AppError } from '../../shared/contract/errors.ts'
import { UsageError } from './usage-error.ts'

/** A JSON document that a person wrote; `-` is standard input. A byte order mark, as Notepad writes it, is no fault. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readText(path)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new UsageError('notJson', { path, reason: error.message })
  }
}

/** Checks a document against its schema and names the first field that does not fit. */
export function fits<S extends z.ZodType>(schema: S, value: unknown, path: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const field = z.core.toDotPath([...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])])
  if (unknown !== undefined) throw new UsageError('fieldUnknown', { path, field })
  throw new UsageError('fieldWrong', { path, field, reason: issue?.message ?? '' })
}

async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new AppError(missing ? 'file-not-found' : 'file-unreadable', { path }, { cause: error })
  }
}
