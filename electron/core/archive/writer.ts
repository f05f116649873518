import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream, type Stats } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { AppError } from '../../../shared/contract/errors.ts'
import { asAppError } from '../database/database.ts'

export interface Written {
  readonly sha256: string
  readonly size: number
}

/** What is wrong with a file of the vault that was to be copied. */
export interface Unread {
  readonly fault: string
}

/** Copies a file, hashing what goes through; flushed when it resolves. `sha256` is null for one that cannot be read. */
export type CopyFile = (input: {
  from: string
  to: string
}) => Promise<{ sha256: string | null; size: number; fault: string | null }>

type Text = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** A place where an archive comes to be: beside its name, until it is whole. */
export interface Sink {
  /** A file that is made while it is written. */
  readonly add: (path: string, text: Text) => Promise<Written>
  /** A file of the vault. Several at once. */
  readonly copy: (path: string, from: string, size: number) => Promise<Written | Unread>
  /** Flushes and puts it under its name. For a ZIP its own digest. */
  readonly finish: () => Promise<Written | null>
  readonly abandon: () => Promise<void>
}

/** Faults of the place that was chosen are told with its name, not with the vault's. */
export async function atDestination<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw asAppError(error, path)
  }
}

async function* hashed(text: Text, hash: Hash, count: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of text) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    hash.update(bytes)
    count(bytes.length)
    yield bytes
  }
}

async function through(
  text: Text,
  to: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<Written> {
  const hash = createHash('sha256')
  let size = 0
  await to(
    hashed(text, hash, (length) => {
      size += length
    }),
  )
  return { sha256: hash.digest('hex'), size }
}

/**
 * Refuses a place that is taken, and clears away what an interrupted export left beside it. An empty folder is as
 * good as none: people make one first.
 */
export async function prepare(target: string): Promise<string> {
  const partial = `${target}.partial`
  const there = await stat(target).catch(() => null)
  if (there && !(there.isDirectory() && (await readdir(target)).length === 0)) {
    throw new AppError('invalid-input', { field: target, reason: 'there-already', path: target })
  }
  const left = await lstat(partial).catch(() => null)
  if (left && !(await isOurs(partial, left))) {
    throw new AppError('invalid-input', { field: partial, reason: 'there-already', path: partial })
  }
  if (left) await rm(partial, { recursive: true })
  if (there) await rmdir(target)
  await mkdir(dirname(target), { recursive: true })
  return partial
}

/** What an export writes first: the declaration of a bag, the head of a ZIP's first file. All else is somebody's own. */
async function isOurs(partial: string, left: Stats): Promise<boolean> {
  if (left.isDirectory()) {
    const names = await readdir(partial)
    return names.length === 0 || names.includes('bagit.txt')
  }
  if (!left.isFile()) return false
  const file = await open(partial, 'r')
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 0 || buffer.toString('latin1') === 'PK'
  } finally {
    await file.close()
  }
}

/** Under its name at last, unless something came there meanwhile: a rename would replace a file without a word. */
async function putInPlace(partial: string, target: string): Promise<void> {
  if (await lstat(target).catch(() => null))
    throw new AppError('invalid-input', { field: target, reason: 'there-already', path: target })
  await rename(partial, target)
  await flushFolder(dirname(target))
}

export async function openFolder(target: string, copyFile: CopyFile): Promise<Sink> {
  const partial = await prepare(target)
  const folders = new Set<string>()
  async function placeOf(path: string): Promise<string> {
    const place = join(partial, ...path.split('/'))
    const folder = dirname(place)
    if (!folders.has(folder)) {
      await mkdir(folder, { recursive: true })
      folders.add(folder)
    }
    return place
  }
  return {
    add: async (path, text) => {
      const place = await placeOf(path)
      return through(text, (bytes) => pipeline(bytes, createWriteStream(place, { flags: 'wx', flush: true })))
    },
    async copy(path, from) {
      const { sha256, size, fault } = await copyFile({ from, to: await placeOf(path) })
      return sha256 === null ? { fault: fault ?? 'unreadable' } : { sha256, size }
    },
    async finish() {
      for (const folder of [...folders, partial]) await flushFolder(folder)
      await putInPlace(partial, target)
      return null
    },
    abandon: () => rm(partial, { recursive: true, force: true }),
  }
}

/** One ZIP with one folder on top (RFC 8493, section 4); pictures stored, texts deflated, times as given. */
export async function openZip(target: string, top: string, mtime: Date): Promise<Sink> {
  const partial = await prepare(target)
  const zip = new ZipFile()
  zip.on('error', (error: Error) => (zip.outputStream as Readable).destroy(error))
  const hash = createHash('sha256')
  let size = 0
  const written = pipeline(
    hashed(zip.outputStream as Readable, hash, (length) => {
      size += length
    }),
    createWriteStream(partial, { flags: 'wx', flush: true }),
  )
  // Told by whoever waits for it next; until then it must not end the process.
  written.catch(() => undefined)
  const failed = written.then(() => new Promise<never>(() => undefined))
  failed.catch(() => undefined)

  function put(path: string, text: Text, options: { compress: boolean; size?: number }): Promise<Written> {
    const entry = through(
      text,
      (bytes) =>
        new Promise((resolve, reject) => {
          const source = Readable.from(bytes)
          source.on('end', resolve)
          source.on('error', reject)
          zip.addReadStream(source, `${top}/${path}`, { mtime, mode: 0o100644, ...options })
        }),
    )
    return Promise.race([entry, failed])
  }
  return {
    add: (path, text) => put(path, text, { compress: true }),
    async copy(path, from, length) {
      // Opened before it is promised to the ZIP, whose size would no longer be true otherwise.
      const found = await stat(from).catch((error: NodeJS.ErrnoException) => error.code ?? 'unreadable')
      if (typeof found === 'string') return { fault: found }
      if (found.size !== length) return through(createReadStream(from), drain)
      return put(path, createReadStream(from), { compress: false, size: length })
    },
    async finish() {
      zip.end()
      await written
      await putInPlace(partial, target)
      return { sha256: hash.digest('hex'), size }
    },
    async abandon() {
      ;(zip.outputStream as Readable).destroy()
      await written.catch(() => undefined)
      await rm(partial, { force: true })
    },
  }
}

async function drain(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes);
}

/** fsync on a directory makes its entries durable; Windows has no such call and needs none. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
