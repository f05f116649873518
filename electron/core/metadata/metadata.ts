import type { FileRecord } from '../../../shared/contract/record.ts'
import { compose } from './compose.ts'
import { readContainer } from './containers/containers.ts'
import { identify } from './identify.ts'
import { warn } from './statement.ts'

export { isCut } from './containers/containers.ts'
export { disagreementsBetween } from './disagreements.ts'
export { type Identity, identify } from './identify.ts'
export { statementText } from './statement-text.ts'

export interface ReadOptions {
  readonly path: string
  /** Digest of the file, when the caller has it already; it is passed through, never computed here. */
  readonly sha256?: string
  /**
   * Whether to look at the whole picture: records hidden in its pixels, and signatures and credentials over them.
   * Without it only the header is read, and credentials are said to be there, unchecked. Default true.
   */
  readonly pixels?: boolean
}

/**
 * What one file says of itself: pure, without cache and network. Never throws: damage is told in `warnings`.
 * A field that the file does not hold is absent.
 */
export async function readRecord(bytes: Uint8Array, options: ReadOptions): Promise<FileRecord> {
  const { format } = identify(bytes.subarray(0, 4096), bytes.length)
  const contents = readContainer(bytes, format, options.pixels ?? true)
  try {
    return await compose(bytes, format, contents, options)
  } catch (error) {
    // A reader that fails is a fault of the program; the file must not be lost for it.
    const { findings } = contents
    warn(findings, 'reader-failed', {
      reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown',
    })
    return {
      path: options.path,
      size: bytes.length,
      ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
      format,
      status: 'unreadable',
      generator: null,
      generations: [],
      claimedTimes: [],
      aiLabel: null,
      c2pa: null,
      carriers: [],
      warnings: findings.warnings,
    }
  }
}
