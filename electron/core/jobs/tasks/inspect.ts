import { hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { FileRecord } from '../../../../shared/contract/record.ts'
import { readRecord } from '../../metadata/metadata.ts'
import { digest } from './digest.ts'

const wholeLimit = 512 * 1024 * 1024

export type InspectOutput =
  | { readonly state: 'read'; readonly record: FileRecord }
  | { readonly state: 'failed'; readonly code: 'file-not-found' | 'file-unreadable' }

/** Reads what one file says of itself. Writes nothing. */
export async function inspect(input: {
  readonly path: string
  readonly pixels: boolean
  /** Whether to compute the digest of the whole file. */
  readonly digest: boolean
}): Promise<InspectOutput> {
  const { path, pixels } = input
  const sha256Of = (bytes: Uint8Array) => (input.digest ? hash('sha256', bytes) : undefined)
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      if (size > wholeLimit) {
        const { sha256 } = await digest({ path })
        const head = Buffer.alloc(64 * 1024)
        const { bytesRead } = await file.read(head, 0, head.length, 0)
        const record = await readRecord(head.subarray(0, bytesRead), { path, pixels: false })
        const warnings = [...record.warnings, { code: 'too-large-to-read', details: { limit: wholeLimit } }]
        return { state: 'read', record: { ...record, size, sha256: sha256 ?? undefined, warnings } }
      }
      const bytes = await file.readFile()
      return {
        state: 'read',
        record: await readRecord(bytes, { path, sha256: sha256Of(bytes), pixels }),
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return { state: 'failed', code: missing ? 'file-not-found' : 'file-unreadable' }
  }
}
