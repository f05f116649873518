import { hash } from 'node:crypto'
import { basename } from 'node:path'
import { decode, pdq } from '../../../electron/core/comparison/comparison.ts'
import { readRecord } from '../../../electron/core/metadata/metadata.ts'
import type { ProcessPicture } from '../../../electron/core/process/reconstruction/reconstruct.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import { bytesOf, type Entry } from '../../histories/files.ts'
import { makeHistory } from '../../histories/make.ts'

/** Works that hold about a thousand pictures, by measurement. */
const worksPerThousand = 26

/**
 * A library of so many pictures by two authors, one of them with ComfyUI, as the vault would know it. Nothing is written;
 * records and fingerprints are read from the bytes by the product's own reader.
 */
export async function libraryOf(pictures: number): Promise<ProcessPicture[]> {
  const half = Math.ceil(pictures / 2)
  const entries = [0, 3].flatMap((number) => halfLibrary(number, half)).slice(0, pictures)
  const library: ProcessPicture[] = []
  for (const [id, entry] of entries.entries()) {
    const bytes = bytesOf(entry)
    const sha256 = hash('sha256', bytes)
    // As it comes out of the database: without the text of the whole file behind every piece of it.
    const record = JSON.parse(
      JSON.stringify(await readRecord(bytes, { path: entry.path, sha256, pixels: false })),
    ) as FileRecord
    const decoded = decode(bytes)
    const print = decoded.state === 'ready' ? pdq(decoded.pixels) : null
    library.push({
      id,
      sha256,
      name: basename(entry.path),
      path: entry.path,
      record,
      picture: {
        width: record.width ?? 0,
        height: record.height ?? 0,
        pdq: print?.hash ?? null,
        quality: print?.quality ?? 0,
      },
      importedAt: new Date(Date.UTC(2026, 5, 1) + id * 5).toISOString(),
      modifiedAt: new Date(entry.modified).toISOString(),
      sealedAt: null,
      stampedAt: null,
      logRow: null,
    })
  }
  return library
}

function halfLibrary(number: number, pictures: number): Entry[] {
  for (let works = Math.ceil((pictures / 1000) * worksPerThousand); ; works = Math.ceil(works * 1.2)) {
    const { entries } = makeHistory({ set: 'fit', number, seed: 7, works })
    const own = entries.filter(({ kind }) => kind === 'original')
    if (own.length >= pictures) return own.slice(0, pictures)
  }
}
