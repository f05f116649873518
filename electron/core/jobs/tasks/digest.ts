import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

export interface DigestOutput {
  /** Null when the file is not there or cannot be read. */
  readonly sha256: string | null
  readonly size: number
  readonly fault: string | null
}

/** The SHA-256 of one file as it is now. */
export async function digest({ path }: { readonly path: string }): Promise<DigestOutput> {
  const sum = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      sum.update(chunk)
      size += chunk.length
    }
  } catch (error) {
    return { sha256: null, size, fault: (error as NodeJS.ErrnoException).code ?? 'unreadable' }
  }
  return { sha256: sum.digest('hex'), size, fault: null }
}
