import type { FileRecord } from '../../../shared/contract/record.ts'
import { identify } from './identify.ts'

export { type Identity, identify } from './identify.ts'

export interface ReadOptions {
  readonly path: string
  /** Digest of the file, when the caller has it already; it is passed through, never computed here. */
  readonly sha256?: string
  /** Whether to decode pixels in search of hidden records (stealth PNG info). Default true. */
  readonly pixels?: boolean
}

/** What one file says of itself. Never throws: damage is told in `warnings`. */
export async function readRecord(bytes: Uint8Array, options: ReadOptions): Promise<FileRecord> {
  const { format } = identify(bytes.subarray(0, 4096), bytes.length)
  return {
    path: options.path,
    size: bytes.length,
    ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
    format,
    status: bytes.length === 0 ? 'unreadable' : 'no-metadata',
    generator: null,
    generations: [],
    claimedTimes: [],
    aiLabel: null,
    c2pa: null,
    carriers: [],
    warnings: [],
  }
}
