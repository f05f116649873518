import type { OrderBasis } from '../../../../shared/contract/process.ts'
import { longestRun } from './alignment.ts'
import { clocks, type Reading, type WitnessBasis } from './clocks.ts'
import type { Folder } from './witnesses.ts'

/** Where a picture stands. Pictures of one line are before one another by `at`; of two lines nothing is known. */
export interface Place {
  readonly line: number
  /** Pictures that no witness tells apart have the same. */
  readonly at: number
  readonly basis: OrderBasis
  /** Milliseconds of the clock that the line follows; null where it follows a counter or a log alone. */
  readonly time: number | null
}

interface Entry {
  readonly picture: number
  readonly line: string
  readonly folder: number
  readonly basis: WitnessBasis
  readonly value: number
  /** Time in the order of the folder's own witness, which it never contradicts. */
  readonly time: number | null
}

/**
 * The partial order that the trusted witnesses give, by picture; null where none speaks. Each folder is ordered by its
 * strongest witness that covers it; folders are ordered among one another only where both hold a clock of one kind.
 */
export function orderOf(folders: readonly Folder[], pictures: number): (Place | null)[] {
  const entries = folders.flatMap((folder, at) => entriesOf(folder, at))
  const byLine = new Map<string, Entry[]>()
  for (const entry of entries) {
    const line = byLine.get(entry.line)
    if (line) line.push(entry)
    else byLine.set(entry.line, [entry])
  }
  const places: (Place | null)[] = Array.from({ length: pictures }, () => null)
  const lines = [...byLine].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
  for (const [line, [, members]] of lines.entries()) {
    members.sort(
      (a, b) =>
        (a.time ?? 0) - (b.time ?? 0) || a.folder - b.folder || a.value - b.value || a.picture - b.picture,
    )
    let at = 0
    for (const [i, entry] of members.entries()) {
      const before = members[i - 1]
      const apart =
        !before ||
        before.time !== entry.time ||
        (before.folder === entry.folder && before.value !== entry.value)
      if (before && apart) at += 1
      places[entry.picture] = { line, at, basis: entry.basis, time: entry.time }
    }
  }
  return places
}

function entriesOf(folder: Folder, at: number): Entry[] {
  const widest = Math.max(0, ...folder.trusted.map(({ readings }) => readings.size))
  const clock = folder.trusted.find(({ basis }) => clocks.includes(basis))
  const taken = new Set<number>()
  const entries: Entry[] = []
  for (const witness of folder.trusted) {
    // A witness of a few files does not order the folder; several counters each order their own files.
    if (witness.readings.size < widest * 0.9 && witness.basis !== 'file-number') continue
    const members = [...witness.readings].filter(([picture]) => !taken.has(picture))
    if (members.length < 2) continue
    members.sort(([, a], [, b]) => a.value - b.value)
    const times = clock ? timesAlong(members, clock.readings) : members.map(() => null)
    for (const [i, [picture, { value }]] of members.entries()) {
      taken.add(picture)
      const time = times[i] ?? null
      const line = time === null ? `${at} ${witness.basis} ${witness.scale}` : `clock ${clock?.scale}`
      entries.push({ picture, line, folder: at, basis: witness.basis, value, time })
    }
  }
  return entries
}

/**
 * The times of pictures that stand in an order: those of the longest run that never goes back, each other one takes the
 * time before it, so that single wrong times move nothing.
 */
function timesAlong(
  members: readonly (readonly [number, Reading])[],
  clock: ReadonlyMap<number, Reading>,
): (number | null)[] {
  const known = members.flatMap(([picture], i) => {
    const reading = clock.get(picture)
    return reading ? [{ i, time: reading.value }] : []
  })
  const kept = longestRun(
    known.map(({ time }) => time),
    (a, b) => a <= b,
  )
  const [first] = kept
  if (first === undefined) return members.map(() => null)
  const times: (number | null)[] = members.map(() => null)
  for (const at of kept) {
    const entry = known[at]
    if (entry) times[entry.i] = entry.time
  }
  let last = known[first]?.time ?? null
  return times.map((time) => {
    last = time ?? last
    return last
  })
}
