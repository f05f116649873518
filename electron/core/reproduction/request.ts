import { AppError } from '../../../shared/contract/errors.ts'

/** The largest answer that is taken: four uncompressed pictures of 4096 × 4096 in base64. */
const largestAnswer = 400 * 1024 * 1024

export interface Asked {
  readonly method?: 'GET' | 'POST'
  readonly body?: string
  readonly signal: AbortSignal
  /** A picture may take minutes; a question about the program must not. */
  readonly withinMs: number
}

/**
 * Asks a generator's server. Redirects are not followed: only the address that was typed is spoken to.
 *
 * Throws `server-unreachable`, `server-refused`, and the reason of `signal`.
 */
export async function ask(
  url: string,
  { method = 'GET', body, signal, withinMs }: Asked,
): Promise<Uint8Array> {
  const late = AbortSignal.timeout(withinMs)
  let response: Response
  try {
    response = await fetch(url, {
      method,
      body,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
    })
  } catch (error) {
    signal.throwIfAborted()
    throw new AppError('server-unreachable', { url }, { cause: error })
  }
  try {
    const bytes = await readWithin(response)
    if (response.status !== 200) {
      throw new AppError('server-refused', { url, reason: reasonOf(response.status, bytes) })
    }
    return bytes
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AppError) throw error
    throw new AppError('server-unreachable', { url }, { cause: error })
  }
}

async function readWithin(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > largestAnswer) {
      throw new AppError('server-refused', { url: response.url, reason: `> ${largestAnswer} bytes` })
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** What the server says of it, in a line. */
function reasonOf(status: number, bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, 2_000)).toString().replaceAll(/\s+/g, ' ').trim()
  return `HTTP ${status}${text === '' ? '' : `: ${text.slice(0, 300)}`}`
}

/** Throws `server-refused` where the answer is not what the generator's interface says. */
export function parsed<T>(url: string, bytes: Uint8Array, isExpected: (value: unknown) => value is T): T {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString())
  } catch (error) {
    throw new AppError('server-refused', { url, reason: 'JSON' }, { cause: error })
  }
  if (!isExpected(value)) throw new AppError('server-refused', { url, reason: 'JSON' })
  return value
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
