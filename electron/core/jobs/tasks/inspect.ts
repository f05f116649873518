import { hash } from 'node:crypto'
import { closeSync, fstatSync } from 'node:fs'
import type { FileRecord } from '../../../../shared/contract/record.ts'
import { readRecord } from '../../metadata/metadata.ts'
import { digest } from './digest.ts'
import { headLength, openSource, readStart, wholeLimit } from './source-file.ts'

export type InspectOutput =
  | { readonly state: 'read'; readonly record: FileRecord }
  | { readonly state: 'failed'; readonly code: 'file-not-found' | 'file-unreadable' }

export interface InspectInput {
  readonly path: string
  /** Whether to search the pixels for hidden records. */
  readonly pixels: boolean
  /** Whether to compute the digest of the whole file. */
  readonly digest: boolean
}

/** Reads what one file says of itself. Writes nothing. */
export async function inspect(input: InspectInput): Promise<InspectOutput> {
  try {
    const source = openSource(input.path)
    try {
      return { state: 'read', record: await recordOf(source, input) }
    } finally {
      closeSync(source)
    }
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return { state: 'failed', code: missing ? 'file-not-found' : 'file-unreadable' }
  }
}

async function recordOf(source: number, { path, pixels, digest: hashes }: InspectInput): Promise<FileRecord> {
  const { size } = fstatSync(source)
  if (size > wholeLimit) {
    const sha256 = hashes ? ((await digest({ path })).sha256 ?? undefined) : undefined
    const record = await readRecord(readStart(source, headLength), { path, pixels: false })
    const warnings = [...record.warnings, { code: 'too-large-to-read', details: { limit: wholeLimit } }]
    return { ...record, size, sha256, warnings }
  }
  const bytes = readStart(source, size)
  return readRecord(bytes, { path, pixels, sha256: hashes ? hash('sha256', bytes) : undefined })
}
