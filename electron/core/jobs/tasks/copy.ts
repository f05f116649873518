import { createHash } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs'

export interface CopyInput {
  readonly from: string
  /** A file that is not there yet; its folder is. */
  readonly to: string
}

export interface CopyOutput {
  /** Digest of what was read and written; null when the source cannot be read. */
  readonly sha256: string | null
  readonly size: number
  readonly fault: string | null
}

const buffer = Buffer.allocUnsafeSlow(1 << 20)

/** Copies a file, hashing what goes through; flushed when it ends. Faults of the target's disk are thrown. */
export async function copy({ from, to }: CopyInput): Promise<CopyOutput> {
  let source: number
  try {
    source = openSync(from, 'r')
  } catch (error) {
    return { sha256: null, size: 0, fault: (error as NodeJS.ErrnoException).code ?? 'unreadable' }
  }
  try {
    const target = openSync(to, 'wx')
    try {
      const hash = createHash('sha256')
      let size = 0
      for (;;) {
        let length: number
        try {
          length = readSync(source, buffer, 0, buffer.length, null)
        } catch (error) {
          return { sha256: null, size, fault: (error as NodeJS.ErrnoException).code ?? 'unreadable' }
        }
        if (length === 0) break
        hash.update(buffer.subarray(0, length))
        for (let at = 0; at < length; ) at += writeSync(target, buffer, at, length - at)
        size += length
      }
      fdatasyncSync(target)
      return { sha256: hash.digest('hex'), size, fault: null }
    } finally {
      closeSync(target)
    }
  } finally {
    closeSync(source)
  }
}
