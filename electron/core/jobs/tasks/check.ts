import { createHash, hash } from 'node:crypto'
import { closeSync, createReadStream, fstatSync, openSync } from 'node:fs'
import { identify, readRecord } from '../../metadata/metadata.ts'
import { headLength, readStart, wholeLimit } from './source-file.ts'

export interface CheckInput {
  readonly files: readonly {
    readonly path: string
    /** Digest that the file should have, and the names under which it was taken in: its records are read again. */
    readonly records?: { readonly sha256: string; readonly names: readonly string[] }
  }[]
}

export interface Checked {
  /** Null when the file is not there or cannot be read; `fault` says why, as a code of the system. */
  readonly sha256: string | null
  readonly size: number
  readonly fault: string | null
  /** What this program reads from the bytes now, as the items' column has it, by name. Null where it cannot. */
  readonly records: Readonly<Record<string, string>> | null
  readonly format: string | null
}

/** Larger files are hashed in pieces, so that a thread never holds more than this of one. */
const pieceLimit = 64 * 1024 * 1024

/** The digests of some files as they are now, each read once. Many files a message: one each would cost as much as hashing. */
export async function check({ files }: CheckInput): Promise<Checked[]> {
  const checked: Checked[] = []
  for (const file of files) checked.push(await checkOne(file))
  return checked
}

async function checkOne({ path, records }: CheckInput['files'][number]): Promise<Checked> {
  const none = { records: null, format: null }
  let size = 0
  try {
    const source = openSync(path, 'r')
    try {
      size = fstatSync(source).size
      if (size > (records ? wholeLimit : pieceLimit)) return { ...(await inPieces(path)), ...none }
      const bytes = readStart(source, size)
      const sha256 = hash('sha256', bytes)
      const found = { sha256, size: bytes.length, fault: null }
      // Of a changed file the digest says enough.
      if (records?.sha256 !== sha256) return { ...found, ...none }
      const { format } = identify(bytes.subarray(0, headLength), bytes.length)
      const read: Record<string, string> = {}
      for (const name of records.names) {
        read[name] = JSON.stringify({ ...(await readRecord(bytes, { path: name, sha256 })), path: name })
      }
      return { ...found, records: read, format }
    } finally {
      closeSync(source)
    }
  } catch (error) {
    return { sha256: null, size, fault: (error as NodeJS.ErrnoException).code ?? 'unreadable', ...none }
  }
}

async function inPieces(path: string): Promise<Pick<Checked, 'sha256' | 'size' | 'fault'>> {
  const sum = createHash('sha256')
  let size = 0
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
    sum.update(piece)
    size += piece.length
  }
  return { sha256: sum.digest('hex'), size, fault: null }
}
