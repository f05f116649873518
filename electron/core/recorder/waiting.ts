import type { Sight } from './folder.ts'
import { keepsGrowing, showsItsEnd } from './names.ts'
import type { Pace } from './pace.ts'

/** A file that was seen and is not sealed yet. */
export interface Candidate {
  sight: Sight
  readonly seenAt: string
  readonly catchUp: boolean
  /** By the clock that never jumps. */
  changedAt: number
  dueAt: number
  isInHand: boolean
}

/** Files that wait until they are quiet. Times are those of the monotonic clock. */
export interface Waiting {
  readonly size: () => number
  /** Takes note of a file, or of its change. `sealedAgo` is how long ago it was last sealed under this name. */
  readonly note: (sight: Sight, seen: { catchUp: boolean; sealedAgo: number | null }) => void
  /** Those whose time has come, oldest change of the file first. */
  readonly due: () => Candidate[]
  readonly sizes: () => ReadonlySet<number>
  readonly drop: (path: string) => void
}

export function openWaiting(pace: Pace): Waiting {
  const candidates = new Map<string, Candidate>()
  return {
    size: () => candidates.size,
    note(sight, { catchUp, sealedAgo }) {
      const now = performance.now()
      const known = candidates.get(sight.path)
      if (known && isSame(known.sight, sight)) return
      const pause = keepsGrowing(sight.path) && sealedAgo !== null ? pace.growingPause - sealedAgo : 0
      const dueAt = now + Math.max(showsItsEnd(sight.path) ? pace.quiet : pace.longQuiet, pause)
      if (known) Object.assign(known, { sight, changedAt: now, dueAt: known.isInHand ? known.dueAt : dueAt })
      else {
        const seenAt = new Date().toISOString()
        candidates.set(sight.path, { sight, seenAt, catchUp, changedAt: now, dueAt, isInHand: false })
      }
    },
    due() {
      const now = performance.now()
      return [...candidates.values()]
        .filter(({ dueAt, isInHand }) => !isInHand && dueAt <= now)
        .sort((a, b) => a.sight.modifiedMs - b.sight.modifiedMs)
    },
    sizes: () => new Set([...candidates.values()].map(({ sight }) => sight.size)),
    drop: (path) => void candidates.delete(path),
  }
}

export function isSame(a: Sight, b: Sight): boolean {
  return a.size === b.size && a.modifiedMs === b.modifiedMs && a.inode === b.inode
}
