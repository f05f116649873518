import { createHash, hash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  fdatasyncSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { type FileHandle, open, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { threadId } from 'node:worker_threads'
import type { ErrorCode } from '../../../../shared/contract/errors.ts'
import type { FileRecord } from '../../../../shared/contract/record.ts'
import { identify, readRecord } from '../../metadata/metadata.ts'
import { makeShard } from '../../vault/vault.ts'
import { headLength, openSource, readStart, wholeLimit } from './source-file.ts'
import { isUnfinished } from './unfinished.ts'

export interface SealInput {
  readonly path: string
  /** The vault's objects folder. */
  readonly objects: string
  /** False for a file in the upload area: its times are ours, not the person's. */
  readonly ownTimes: boolean
  /** False to take the bytes in without looking into them, after a reader took its thread down. */
  readonly readsRecord: boolean
  /** True to leave a file alone that may still be on its way: it comes back as `unfinished`. */
  readonly onlyWhole?: boolean
}

export type SealOutput =
  | {
      readonly state: 'sealed'
      readonly sha256: string
      readonly size: number
      readonly mediaType: string
      readonly format: string
      readonly modifiedAt: string | null
      readonly record: FileRecord
    }
  | { readonly state: 'unfinished' }
  | { readonly state: 'failed'; readonly code: ErrorCode; readonly details: Record<string, string | number> }

let serial = 0

/**
 * Takes one file into the object store: read once, hashed, written beside, flushed, renamed to its digest. The
 * source is only ever read. What can be wrong with a person's file is the result, not an exception; faults of
 * the vault's own disk are thrown.
 */
export async function seal(input: SealInput): Promise<SealOutput> {
  const { path, objects, ownTimes, readsRecord, onlyWhole = false } = input
  let source: number
  try {
    source = openSource(path)
  } catch (error) {
    return unreadable(path, error)
  }
  try {
    const before = fstatSync(source)
    if (!before.isFile()) return { state: 'failed', code: 'file-unsupported', details: { path } }
    const { size } = before
    const modifiedAt = ownTimes ? before.mtime.toISOString() : null
    const whole = size <= wholeLimit
    let bytes: Buffer
    try {
      bytes = readStart(source, whole ? size : headLength)
    } catch (error) {
      return unreadable(path, error)
    }
    const kind = identify(bytes.subarray(0, headLength), size)
    if (onlyWhole && whole && isUnfinished(basename(path), kind.format, bytes)) return { state: 'unfinished' }
    if (kind.format === 'unknown') return { state: 'failed', code: 'file-unsupported', details: { path } }

    const temporary = join(objects, 'tmp', `${process.pid}-${threadId}-${++serial}`)
    let isMoved = false
    try {
      const sha256 = whole ? hash('sha256', bytes) : await copyLarge(path, temporary)
      const after = fstatSync(source)
      if (after.size !== size || after.mtimeMs !== before.mtimeMs || (whole && bytes.length !== size)) {
        return { state: 'failed', code: 'file-changed', details: { path } }
      }
      const target = join(objects, sha256.slice(0, 2), sha256)
      if (!(await holds(target, sha256, size))) {
        if (whole) writeDurably(temporary, bytes)
        makeShard(join(objects, sha256.slice(0, 2)))
        renameSync(temporary, target)
        isMoved = true
      }
      const record =
        whole && readsRecord
          ? await readRecord(bytes, { path, sha256 })
          : withoutRecord(path, size, sha256, kind.format, whole ? 'reader-failed' : 'too-large-to-read')
      return { state: 'sealed', sha256, size, ...kind, modifiedAt, record }
    } finally {
      if (!isMoved) rmSync(temporary, { force: true })
    }
  } finally {
    closeSync(source)
  }
}

function unreadable(path: string, error: unknown): SealOutput {
  const code = (error as NodeJS.ErrnoException).code
  return {
    state: 'failed',
    code: code === 'ENOENT' ? 'file-not-found' : 'file-unreadable',
    details: { path },
  }
}

function withoutRecord(path: string, size: number, sha256: string, format: string, code: string): FileRecord {
  return {
    path,
    size,
    sha256,
    format,
    status: 'unreadable',
    generator: null,
    generations: [],
    claimedTimes: [],
    aiLabel: null,
    c2pa: null,
    carriers: [],
    warnings: [{ code, details: { name: basename(path), limit: wholeLimit } }],
  }
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx')
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    fdatasyncSync(file)
  } finally {
    closeSync(file)
  }
}

async function copyLarge(path: string, temporary: string): Promise<string> {
  const digest = createHash('sha256')
  const target = await open(temporary, 'wx')
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      digest.update(chunk)
      await target.write(chunk)
    }
    await target.datasync()
  } finally {
    await target.close()
  }
  return digest.digest('hex')
}

/**
 * Whether the store already holds exactly these bytes. A file of the right name with other bytes is replaced. One
 * that is there is marked as new: without a row yet it may be an old orphan, which another program that starts now
 * would sweep away.
 */
async function holds(target: string, sha256: string, size: number): Promise<boolean> {
  let file: FileHandle
  try {
    file = await open(target, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  try {
    if ((await file.stat()).size !== size) return false
    await utimes(target, new Date(), new Date())
    const digest = createHash('sha256')
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1 << 20 }))
      digest.update(chunk)
    return digest.digest('hex') === sha256
  } finally {
    await file.close()
  }
}
