import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Entry, getFileNameLowLevel, open, type ZipFile } from 'yauzl'
import { AppError } from '../../../shared/contract/errors.ts'
import {
  type BagFile,
  type BagOptions,
  type BagVerdict,
  type DigestFile,
  judgeBag,
  withoutTopFolder,
} from '../../../shared/verification/bag.ts'

/** An archive as it lies on a disk: a folder or a ZIP. Reads only. */
export interface ArchiveSource {
  readonly files: readonly BagFile[]
  /** Where a file of a folder lies; null in a ZIP. */
  readonly placeOf: (path: string) => string | null
  readonly close: () => void
}

/** Throws `file-not-found`, `file-unreadable`, and `archive-damaged` for what is no ZIP that can be read. */
export async function openSource(path: string): Promise<ArchiveSource> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError(error.code === 'ENOENT' ? 'file-not-found' : 'file-unreadable', { path })
  })
  return there.isDirectory() ? openFolder(path) : openZip(path)
}

async function openFolder(root: string): Promise<ArchiveSource> {
  const files: BagFile[] = []
  const places = new Map<string, string>()
  async function walk(folder: string, before: string): Promise<void> {
    for await (const { name } of await opendir(folder)) {
      const place = join(folder, name)
      const path = before + name
      const entry = await lstat(place)
      if (entry.isDirectory()) await walk(place, `${path}/`)
      else {
        places.set(path, place)
        // A pipe or a device has no bytes of its own, and opening it may wait for ever: never followed, as a link.
        const kind = entry.isFile() ? 'file' : 'link'
        files.push({ path, size: entry.size, kind, stream: () => createReadStream(place) })
      }
    }
  }
  try {
    await walk(root, '')
  } catch (cause) {
    throw new AppError('file-unreadable', { path: root }, { cause })
  }
  return { files, placeOf: (path) => places.get(path) ?? null, close: () => undefined }
}

/** The file type of Unix in the upper half of a ZIP entry's attributes. */
const linkMode = 0o120000

function openZip(path: string): Promise<ArchiveSource> {
  return new Promise((resolve, reject) => {
    const damaged = (cause: Error) =>
      reject(new AppError('archive-damaged', { path, reason: cause.message, kind: 'zip' }, { cause }))
    // Names are read by hand, so that a hostile one is named among what is wrong and does not hide the rest.
    open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) => {
      if (error) return damaged(error)
      const files: BagFile[] = []
      zip.on('error', damaged)
      zip.on('entry', (entry: Entry) => {
        const raw = entry.fileName as unknown as Buffer
        const name = getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true)
        const mode = (entry.externalFileAttributes >>> 16) & 0o170000
        if (!name.endsWith('/')) {
          files.push({
            path: name,
            size: entry.uncompressedSize,
            kind: mode === linkMode ? 'link' : 'file',
            stream: () => streamOf(zip, entry),
          })
        }
        zip.readEntry()
      })
      zip.on('end', () =>
        resolve({ files: withoutTopFolder(files), placeOf: () => null, close: () => zip.close() }),
      )
      zip.readEntry()
    })
  })
}

async function* streamOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  yield* stream
}

/** Hashes in the program itself, which is faster than WebAssembly; a ZIP that breaks off reads as unreadable. */
export const digestFile: DigestFile = async (file, wanted) => {
  const hashes = wanted.map((name) => [name, createHash(name)] as const)
  try {
    for await (const chunk of file.stream()) for (const [, hash] of hashes) hash.update(chunk)
  } catch {
    // No digest at all is told as `unreadable`, with the file's name.
    return {}
  }
  return Object.fromEntries(hashes.map(([name, hash]) => [name, hash.digest('hex')]))
}

/** The SHA-256 of a file of the disk. Throws where it cannot be read. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/**
 * Writes a file of an archive to a place where nothing is, flushed; returns the digest of what was written. Of a ZIP no
 * more is unpacked than the entry says that it holds: more ends it as an error.
 */
export async function writeOut(file: BagFile, to: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(
    async function* () {
      for await (const chunk of file.stream()) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(to, { flags: 'wx', flush: true }),
  )
  return hash.digest('hex')
}

export function judgeSource(source: ArchiveSource, options: Omit<BagOptions, 'digest'>): Promise<BagVerdict> {
  return judgeBag(source.files, { ...options, digest: digestFile })
}
