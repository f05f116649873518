import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The content-addressed files of a vault:
 *
 *     objects/ab/abcd…      originals and built documents, named by their SHA-256, never written twice
 *     objects/tmp/          files on their way in, named by the process that writes them
 *     derived/thumbnails/   may be deleted at any time
 *     uploads/              files sent by the browser, until their import has ended
 *     aside/                originals that were found changed when they were fetched back (`repair/`)
 */
export interface Objects {
  readonly directory: string
  readonly uploads: string
  readonly pathOf: (sha256: string) => string
  readonly thumbnailOf: (sha256: string) => string
  /** Makes new directory entries durable before a row says that the files are there. */
  readonly settle: (digests: Iterable<string>) => Promise<void>
  /** Digests of all files that are there, by the two digits that they begin with. */
  readonly shards: () => Generator<{ readonly shard: string; readonly digests: string[] }>
}

/** `uploads`: the folder for what the browser sends, where it is another. With `isCopy` nothing is made in the vault. */
export function openObjects(
  vault: string,
  {
    uploads = join(vault, 'uploads'),
    isCopy = false,
  }: { uploads?: string | undefined; isCopy?: boolean } = {},
): Objects {
  const directory = join(vault, 'objects')
  const thumbnails = join(vault, 'derived', 'thumbnails')
  const folders = isCopy ? [uploads] : [join(directory, 'tmp'), thumbnails, uploads]
  for (const folder of folders) mkdirSync(folder, { recursive: true })
  const pathOf = (sha256: string) => join(directory, sha256.slice(0, 2), sha256)

  return {
    directory,
    uploads,
    pathOf,
    thumbnailOf: (sha256) => join(thumbnails, sha256.slice(0, 2), `${sha256}.webp`),
    async settle(digests) {
      const shards = new Set([...digests].map((sha256) => sha256.slice(0, 2)))
      if (shards.size === 0) return
      // At once: a journalling file system writes what waits together in one commit.
      await Promise.all([...shards].map((shard) => syncDirectory(join(directory, shard))))
      await syncDirectory(directory)
    },
    *shards() {
      if (!existsSync(directory)) return
      for (const shard of readdirSync(directory)) {
        if (!/^[0-9a-f]{2}$/.test(shard)) continue
        const names = readdirSync(join(directory, shard))
        yield { shard, digests: names.filter((name) => /^[0-9a-f]{64}$/.test(name)) }
      }
    },
  }
}

/** fsync on a directory makes its entries durable; Windows has no such call and needs none. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * The sweep at start: removes the half-written files of processes that are gone. Whole files without a row stay: they
 * may be all that is left of an original whose row was damaged. A verification tells of them, and the next import of
 * the same file takes them up.
 *
 * Returns how many files were removed.
 */
export function sweepHalfWritten(objects: Objects): number {
  let removed = 0
  const tmp = join(objects.directory, 'tmp')
  for (const name of readdirSync(tmp)) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1])
    if (Number.isInteger(pid) && pid !== process.pid && isAlive(pid)) continue
    rmSync(join(tmp, name), { force: true, recursive: true })
    removed += 1
  }
  return removed
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Makes a folder in one that is there. Never more than the one: where a drive was pulled, a whole new vault would come to
 * be in its place, and hide the real one when it is back.
 */
export function makeShard(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Moves a finished file into the store under its digest. */
export async function adopt(objects: Objects, file: string, sha256: string): Promise<void> {
  const path = objects.pathOf(sha256)
  makeShard(join(objects.directory, sha256.slice(0, 2)))
  await rename(file, path)
  await objects.settle([sha256])
}

export async function discard(file: string): Promise<void> {
  await rm(file, { force: true, recursive: true })
}
