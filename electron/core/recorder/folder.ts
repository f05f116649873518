import { type FSWatcher, type Stats, watch } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isPassing } from './names.ts'

/** A file as it stands in the folder: its way below it, with `/` between the names, and what the disk says of it. */
export interface Sight {
  readonly path: string
  readonly size: number
  readonly modifiedMs: number
  readonly inode: string
}

/** All that a walk found. What lies at or below `unread` is unknown, not gone. */
export interface Look {
  readonly files: readonly Sight[]
  readonly folders: readonly string[]
  readonly unread: readonly string[]
}

export interface Folder {
  readonly pathOf: (path: string) => string
  /** Why the folder itself cannot be watched just now, else null. */
  readonly trouble: () => Promise<'missing' | 'unreadable' | null>
  readonly look: () => Promise<Look>
  /** One place: the file that stands there, `folder`, null where nothing is, undefined where it cannot be told. */
  readonly lookAt: (path: string) => Promise<Sight | 'folder' | null | undefined>
  /** Listens to these folders from now on, and to no others. True where it did not listen to one of them before. */
  readonly listenTo: (folders: readonly string[]) => Promise<boolean>
  readonly close: () => void
}

/** Files whose state is asked for at once. */
const breadth = 64

/**
 * A folder with all below it. Links are not followed: they lead out of it. `hint` is called with the way to
 * whatever the system says has changed, or null where it does not say; hints get lost, so walks must follow.
 */
export function openFolder(root: string, avoid: string, hint: (path: string | null) => void): Folder {
  const ears = new Map<string, { watcher: FSWatcher; inode: number }>()
  let device: number | null = null
  const pathOf = (path: string) => join(root, ...path.split('/'))

  async function lookAt(path: string): Promise<Sight | 'folder' | null | undefined> {
    let found: Stats
    try {
      found = await lstat(pathOf(path))
    } catch (error) {
      return isAbsence(error) ? null : undefined
    }
    if (found.isDirectory()) return 'folder'
    if (!found.isFile()) return null
    return { path, size: found.size, modifiedMs: found.mtimeMs, inode: String(found.ino) }
  }

  async function look(): Promise<Look> {
    const files: Sight[] = []
    const unread: string[] = []
    const folders: string[] = ['']
    for (const folder of folders) {
      let names: string[]
      try {
        names = await readdir(pathOf(folder))
      } catch {
        // Gone since its parent was read, or closed to us: either way the next walk knows more.
        unread.push(folder)
        continue
      }
      const wanted = names
        .filter((name) => !isPassing(name))
        .map((name) => (folder ? `${folder}/${name}` : name))
      for (let start = 0; start < wanted.length; start += breadth) {
        const paths = wanted.slice(start, start + breadth)
        const found = await Promise.all(paths.map(lookAt))
        for (const [index, sight] of found.entries()) {
          const path = paths[index] ?? ''
          if (sight === undefined) unread.push(path)
          else if (sight === 'folder') {
            if (pathOf(path) !== avoid) folders.push(path)
          } else if (sight !== null) files.push(sight)
        }
      }
    }
    return { files, folders, unread }
  }

  function listen(folder: string, inode: number): boolean {
    try {
      const watcher = watch(pathOf(folder), { persistent: false }, (_, name) => {
        if (name === null) hint(null)
        else if (!isPassing(name)) hint(folder ? `${folder}/${name}` : name)
      })
      watcher.on('error', () => deafen(folder))
      ears.set(folder, { watcher, inode })
      return true
    } catch {
      // The system lends no more ears (ENOSPC on Linux), or the folder is gone: walks find what is new, only later.
      return false
    }
  }
  function deafen(folder: string): void {
    ears.get(folder)?.watcher.close()
    ears.delete(folder)
  }

  return {
    pathOf,
    lookAt,
    look,
    async trouble() {
      try {
        const found = await stat(root)
        if (!found.isDirectory()) return 'missing'
        // The place where a drive was stays behind as an empty folder of another disk.
        device ??= found.dev
        return found.dev === device ? null : 'missing'
      } catch (error) {
        return isAbsence(error) ? 'missing' : 'unreadable'
      }
    },
    async listenTo(folders) {
      const wanted = new Set(folders)
      let isNew = false
      for (const folder of [...ears.keys()]) if (!wanted.has(folder)) deafen(folder)
      for (const folder of wanted) {
        const found = await stat(pathOf(folder)).catch(() => null)
        // One that was deleted and made again has the old name, but nobody hears it through the old ear.
        if (ears.get(folder)?.inode !== found?.ino) deafen(folder)
        if (found && !ears.has(folder)) isNew = listen(folder, found.ino) || isNew
      }
      return isNew
    },
    close() {
      for (const folder of [...ears.keys()]) deafen(folder)
    },
  }
}

function isAbsence(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
}
