import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, utimes } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AppEvent } from '../../shared/contract/events.ts'
import type { Job } from '../../shared/contract/job.ts'
import type { Reply } from '../../shared/contract/protocol.ts'
import { formatBytes } from '../../shared/format.ts'
import { timeNotTold } from '../../shared/limits.ts'

/** Files that a page has sent and that wait for their import. */
export interface Uploads {
  /** `name`: with the folders it stood in, as far as the page knows them. `modified`: when, as the page told it. */
  readonly receive: (request: IncomingMessage, name: string, modified: Date | null) => Promise<Reply>
  readonly pathOf: (id: string) => string | undefined
  /** Removes files that were read. */
  readonly release: (ids: readonly string[]) => void
  /** Removes the files once this job has ended; their import keeps its own copy in the vault. */
  readonly releaseWith: (job: Job, ids: readonly string[]) => void
  readonly hear: (event: AppEvent) => void
  readonly close: () => Promise<void>
}

/**
 * Keeps uploads in a folder of this process below `directory`, and removes what servers that are gone have left
 * there.
 */
export async function openUploads(directory: string, limit: number): Promise<Uploads> {
  const own = join(directory, `${process.pid}-${randomBytes(4).toString('hex')}`)
  await mkdir(own, { recursive: true })
  await sweep(directory)
  const paths = new Map<string, string>()
  const waiting = new Map<number, readonly string[]>()

  async function remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      paths.delete(id)
      await rm(join(own, id), { recursive: true, force: true })
    }
  }

  function release(ids: readonly string[]): void {
    // What cannot be removed now (a virus scanner holds it) is swept at the next start.
    remove(ids).catch((error: unknown) => process.emitWarning(error as Error))
  }

  function hear(job: Job): void {
    const ids = waiting.get(job.id)
    if (!ids || job.state === 'queued' || job.state === 'running') return
    waiting.delete(job.id)
    release(ids)
  }

  return {
    async receive(request, name, modified) {
      const id = randomBytes(16).toString('hex')
      const folder = join(own, id)
      const path = join(folder, ...safePlace(name))
      if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge(name, limit)
      let received = 0
      const counting = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          received += chunk.length
          if (received > limit) done(new TooLarge())
          else done(null, chunk)
        },
      })
      try {
        await mkdir(dirname(path), { recursive: true })
        await pipeline(request, counting, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
        await utimes(path, modified ?? timeNotTold, modified ?? timeNotTold)
      } catch (error) {
        await rm(folder, { recursive: true, force: true })
        if (error instanceof TooLarge) return tooLarge(name, limit)
        const full = ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')
        return { ok: false, error: { code: full ? 'disk-full' : 'file-unreadable', details: { path: name } } }
      }
      paths.set(id, path)
      return { ok: true, value: { id } }
    },
    pathOf: (id) => paths.get(id),
    release,
    releaseWith(job, ids) {
      waiting.set(job.id, ids)
      hear(job)
    },
    hear(event) {
      if (event.type === 'job.changed') hear(event.job)
    },
    close: () => rm(own, { recursive: true, force: true }),
  }
}

class TooLarge extends Error {}

function tooLarge(name: string, limit: number): Reply {
  return {
    ok: false,
    error: { code: 'upload-too-large', details: { path: name, limit: formatBytes(limit) } },
  }
}

async function sweep(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const pid = Number(/^(\d+)-[0-9a-f]{8}$/.exec(name)?.[1])
    if (Number.isInteger(pid) && isAlive(pid)) continue
    await rm(join(directory, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Deeper places than this, or longer ones, are no folders that a person works in. */
const mostParts = 32
const longestPlace = 1024

/**
 * The folders and the name that a page gave, each made fit for every file system and none leading out of the folder
 * in which they are put; the name alone where the place is deeper or longer than any that a person works in.
 */
export function safePlace(name: string): string[] {
  const given = name.replaceAll('\\', '/').split('/')
  const folders = given.slice(0, -1).filter((part) => !/^[. ]*$/.test(part))
  const parts = [...folders, given.at(-1) ?? ''].map(safeName)
  return parts.length > mostParts || Buffer.byteLength(parts.join('/')) > longestPlace
    ? parts.slice(-1)
    : parts
}

/**
 * The last part of the name that a page gave, made fit for every file system and still readable: it becomes the
 * name of the item. Windows forbids some characters and some whole names ("Naming Files, Paths, and Namespaces").
 */
export function safeName(name: string): string {
  const last = name.replaceAll('\\', '/').split('/').at(-1) ?? ''
  const cleaned = last
    .toWellFormed()
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069<>:"|?*]/gu, '_')
    .replace(/[. ]+$/, '')
    .replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '_$1')
  if (/^\.*$/.test(cleaned)) return 'file'
  const dot = cleaned.lastIndexOf('.')
  const ending = dot > 0 && cleaned.length - dot <= 16 ? cleaned.slice(dot) : ''
  let stem = cleaned.slice(0, cleaned.length - ending.length)
  while (Buffer.byteLength(stem + ending) > 240) stem = Array.from(stem).slice(0, -1).join('')
  return stem + ending
}
