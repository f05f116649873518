import type { Sight } from './folder.ts'
import type { Present } from './rows.ts'

/** What the vault knows to stand in the folder, and what is no longer found there. */
export interface Presence {
  readonly get: (path: string) => Present | undefined
  readonly put: (present: Present) => void
  readonly forget: (path: string) => void
  /** Whether something that is known lies below this path. */
  readonly isFolder: (path: string) => boolean
  readonly isGone: (path: string) => void
  readonly isBack: (path: string) => void
  /** Nothing is known to be gone: the folder itself is. */
  readonly pardon: () => void
  /** After a walk: what it did not find is gone, except at or below what could not be read. */
  readonly compare: (files: readonly Sight[], unread: readonly string[]) => void
  /** A file that is gone, with these bytes: the one that has another name now. */
  readonly goneWith: (sha256: string) => Present | undefined
  /** What has been gone for longer than `grace`, unless something that waits may be it under a new name. */
  readonly deleted: (grace: number, mayBeRenamed: (present: Present) => boolean) => Present[]
}

export function openPresence(known: readonly Present[]): Presence {
  const present = new Map(known.map((each) => [each.path, each]))
  /** Since when, by the monotonic clock. */
  const gone = new Map<string, number>()

  function isGone(path: string): void {
    if (present.has(path) && !gone.has(path)) gone.set(path, performance.now())
  }

  return {
    get: (path) => present.get(path),
    put(next) {
      present.set(next.path, next)
      gone.delete(next.path)
    },
    forget(path) {
      present.delete(path)
      gone.delete(path)
    },
    isFolder: (path) => !present.has(path) && [...present.keys()].some((each) => each.startsWith(`${path}/`)),
    isGone,
    isBack: (path) => void gone.delete(path),
    pardon: () => gone.clear(),
    compare(files, unread) {
      const found = new Set(files.map(({ path }) => path))
      const isUnread = (path: string) =>
        unread.some((each) => each === '' || path === each || path.startsWith(`${each}/`))
      for (const path of present.keys()) if (!found.has(path) && !isUnread(path)) isGone(path)
    },
    goneWith(sha256) {
      for (const path of gone.keys()) {
        const each = present.get(path)
        if (each?.sha256 === sha256) return each
      }
      return undefined
    },
    deleted(grace, mayBeRenamed) {
      const limit = performance.now() - grace
      return [...gone].flatMap(([path, since]) => {
        const each = present.get(path)
        return each && since <= limit && !mayBeRenamed(each) ? [each] : []
      })
    },
  }
}
