import type { Stats } from 'node:fs'
import { lstat, opendir, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

export interface FoundFile {
  readonly path: string
  /** Why it cannot be read, where that shows before reading. */
  readonly fault: 'file-not-found' | 'file-unreadable' | null
}

/** What file managers leave in every folder; nobody means to submit these. */
const bookkeeping = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/**
 * The files that paths name: each file itself, and all files below each folder in the order of their names.
 * Links to folders inside are not followed (they can go round in circles).
 */
export async function* listFiles(paths: readonly string[]): AsyncGenerator<FoundFile> {
  for (const path of paths) yield* walk(path)
}

async function* walk(path: string): AsyncGenerator<FoundFile> {
  try {
    const entry = await stat(path)
    if (!entry.isDirectory()) {
      yield { path, fault: faultOf(entry) }
      return
    }
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    yield { path, fault: missing ? 'file-not-found' : 'file-unreadable' }
    return
  }
  yield* walkFolder(path)
}

async function* walkFolder(folder: string): AsyncGenerator<FoundFile> {
  let names: string[]
  try {
    names = []
    for await (const entry of await opendir(folder)) names.push(entry.name)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    yield { path: folder + sep, fault: 'file-unreadable' }
    return
  }
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : 1))
  for (const name of names) {
    if (bookkeeping.has(name)) continue
    const path = join(folder, name)
    const entry = await lstat(path).catch(() => null)
    if (!entry) yield { path, fault: 'file-not-found' }
    else if (entry.isDirectory()) yield* walkFolder(path)
    else if (entry.isSymbolicLink()) yield* followLink(path)
    else yield { path, fault: faultOf(entry) }
  }
}

/** Pipes, sockets and devices have no bytes of their own, and opening one may wait for ever. */
function faultOf(entry: Stats): FoundFile['fault'] {
  return entry.isFile() ? null : 'file-unreadable'
}

async function* followLink(path: string): AsyncGenerator<FoundFile> {
  const target = await stat(path).catch(() => null)
  if (!target) yield { path, fault: 'file-not-found' }
  else if (target.isFile()) yield { path, fault: null }
}
