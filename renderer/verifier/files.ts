import { BlobReader, configure, type FileEntry, ZipReader } from '@zip.js/zip.js'
import { type BagFile, withoutTopFolder } from '../../shared/verification/bag.ts'

// Workers are files of their own, which a page from the disk cannot load.
configure({ useWebWorkers: false })

/** The file that could not be read as an archive. */
export class NotReadable extends Error {
  readonly file: string

  constructor(file: string, options?: ErrorOptions) {
    super(file, options)
    this.file = file
  }
}

/** The files of a chosen folder, by their way from the folder's own parent. */
export function filesOfFolder(files: readonly File[]): BagFile[] {
  return withoutTopFolder(files.map((file) => bagFile(file.webkitRelativePath || file.name, file)))
}

/** The files of a ZIP, read as they are asked for, whatever its size. */
export async function filesOfZip(zip: File): Promise<BagFile[]> {
  try {
    const entries = await new ZipReader(new BlobReader(zip)).getEntries()
    return withoutTopFolder(entries.filter((entry) => !entry.directory).map(zippedFile))
  } catch (error) {
    throw new NotReadable(zip.name, { cause: error })
  }
}

/** What was dropped: one ZIP, or a folder with all below it. */
export async function filesOfDrop(items: DataTransferItemList): Promise<BagFile[]> {
  // Asked for before the first wait: afterwards the browser has forgotten the drop.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const [only] = entries
  if (entries.length === 1 && only?.isFile) return filesOfZip(await fileOf(only as FileSystemFileEntry))
  const found: BagFile[] = []
  for (const entry of entries) await walk(entry, '', found)
  return withoutTopFolder(found)
}

async function walk(entry: FileSystemEntry, folder: string, found: BagFile[]): Promise<void> {
  const path = `${folder}${entry.name}`
  if (entry.isFile) {
    found.push(bagFile(path, await fileOf(entry as FileSystemFileEntry)))
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const next = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
  // A hundred at a time, until there are none.
  for (let entries = await next(); entries.length > 0; entries = await next()) {
    for (const child of entries) await walk(child, `${path}/`, found)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

function bagFile(path: string, file: File): BagFile {
  return { path, size: file.size, stream: () => chunksOf(file.stream()) }
}

/** The type of a symbolic link in the upper half of the external attributes, as Unix writes it (stat.h, S_IFLNK). */
const isLink = (attributes: number): boolean => ((attributes >>> 16) & 0o170000) === 0o120000

function zippedFile(entry: FileEntry): BagFile {
  return {
    path: entry.filename,
    size: entry.uncompressedSize,
    kind: isLink(entry.externalFileAttributes) ? 'link' : 'file',
    async *stream() {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
      const written = entry.getData(writable)
      // Told by the reading side; here it must not count as unhandled.
      written.catch(() => undefined)
      let length = 0
      for await (const chunk of chunksOf(readable)) {
        length += chunk.length
        // More than the directory says: a ZIP that is wrong, or made to fill the memory of whoever opens it.
        if (length > entry.uncompressedSize) throw new NotReadable(entry.filename)
        yield chunk
      }
      await written
    },
  }
}

/** Not every browser lets a stream be walked through. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  } finally {
    reader.releaseLock()
  }
}
