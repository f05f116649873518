import { createHash, hash } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { threadId } from 'node:worker_threads'
import type { ErrorCode } from '../../../../shared/contract/errors.ts'
import type { FileRecord } from '../../../../shared/contract/record.ts'
import { identify, readRecord } from '../../metadata/metadata.ts'

/** Files up to this size are read in one piece; larger ones are streamed and their record is not read. */
const wholeLimit = 512 * 1024 * 1024
const headLength = 64 * 1024

export interface SealInput {
  readonly path: string
  /** The vault's objects folder. */
  readonly objects: string
  /** False for a file in the upload area: its times are ours, not the person's. */
  readonly ownTimes: boolean
  /** False to take the bytes in without looking into them, after a reader took its thread down. */
  readonly readsRecord: boolean
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
  | { readonly state: 'failed'; readonly code: ErrorCode; readonly details: Record<string, string | number> }

let serial = 0

/**
 * Takes one file into the object store: read once, hashed, written beside, flushed, renamed to its digest. The
 * source is only ever read. What can be wrong with a person's file is the result, not an exception; faults of
 * the vault's own disk are thrown.
 */
export async function seal({ path, objects, ownTimes, readsRecord }: SealInput): Promise<SealOutput> {
  let source: FileHandle
  try {
    source = await open(path, 'r')
  } catch (error) {
    return unreadable(path, error)
  }
  try {
    const before = await source.stat()
    if (!before.isFile()) return { state: 'failed', code: 'file-unsupported', details: { path } }
    const modifiedAt = ownTimes ? before.mtime.toISOString() : null
    const temporary = join(objects, 'tmp', `${process.pid}-${threadId}-${++serial}`)
    const whole = before.size <= wholeLimit
    let bytes: Buffer
    try {
      bytes = whole ? await source.readFile() : await readHead(source)
    } catch (error) {
      return unreadable(path, error)
    }
    const kind = identify(bytes.subarray(0, headLength), before.size)
    if (kind.format === 'unknown') return { state: 'failed', code: 'file-unsupported', details: { path } }

    const sha256 = whole ? hash('sha256', bytes) : await copyLarge(path, temporary)
    const size = before.size
    const after = await source.stat()
    if (after.size !== size || after.mtimeMs !== before.mtimeMs || (whole && bytes.length !== size)) {
      if (!whole) await rm(temporary, { force: true })
      return { state: 'failed', code: 'file-changed', details: { path } }
    }
    const target = join(objects, sha256.slice(0, 2), sha256)
    if (await holds(target, sha256, size)) {
      if (!whole) await rm(temporary, { force: true })
    } else {
      if (whole) await writeDurably(temporary, bytes)
      mkdirSync(join(objects, sha256.slice(0, 2)), { recursive: true })
      await rename(temporary, target)
    }
    const record =
      whole && readsRecord
        ? await readRecord(bytes, { path, sha256 })
        : withoutRecord(path, size, sha256, kind.format, whole ? 'reader-failed' : 'too-large-to-read')
    return { state: 'sealed', sha256, size, ...kind, modifiedAt, record }
  } finally {
    await source.close()
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

async function readHead(source: FileHandle): Promise<Buffer> {
  const head = Buffer.alloc(headLength)
  const { bytesRead } = await source.read(head, 0, headLength, 0)
  return head.subarray(0, bytesRead)
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
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

/** Whether the store already holds exactly these bytes. A file of the right name with other bytes is replaced. */
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
    const digest = createHash('sha256')
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1 << 20 }))
      digest.update(chunk)
    return digest.digest('hex') === sha256
  } finally {
    await file.close()
  }
}
