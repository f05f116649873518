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
  /** What has been gone for longer than `grace`, unless a file of that size waits: it may be this one, renamed. */
  readonly deleted: (grace: number, waitingSizes: () => ReadonlySet<number>) => Present[]
}

export function openPresence(known: readonly Present[]): Presence {
  const present = new Map(known.map((each) => [each.path, each]))
  /** Since when, by the monotonic clock. */
  const gone = new Map<string, number>()

  /** Where the bytes of a digest stood last. */
  const lastPlaces = new Map<string, string>()

  function isGone(path: string): void {
    const sha256 = present.get(path)?.sha256
    if (sha256 === undefined || gone.has(path)) return
    gone.set(path, performance.now())
    if (sha256 !== null) lastPlaces.set(sha256, path)
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
      const path = lastPlaces.get(sha256)
      if (path === undefined || !gone.has(path)) return undefined
      const each = present.get(path)
      return each?.sha256 === sha256 ? each : undefined
    },
    deleted(grace, waitingSizes) {
      if (gone.size === 0) return []
      const limit = performance.now() - grace
      const sizes = waitingSizes()
      return [...gone].flatMap(([path, since]) => {
        const each = present.get(path)
        return each && since <= limit && !sizes.has(each.size) ? [each] : []
      })
    },
  }
}
