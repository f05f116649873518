import { DAY, keepsRows } from './clocks.ts'
import type { Place } from './order.ts'
import type { ProcessPicture } from './reconstruct.ts'
import type { Folder } from './witnesses.ts'

/**
 * How far the place of a round can be relied on: `complete` where the numbering of the files shows that next to none are
 * missing, `incomplete` where it shows that files are missing and `fragmentary` where many are, or where nothing numbers
 * them and most neighbours differ in much; `unnumbered` where nothing else tells what is missing, `unordered` where no
 * order is established.
 */
export type Reliability = 'complete' | 'incomplete' | 'fragmentary' | 'unnumbered' | 'unordered'

/** Numbers that a program gave to its files or to the rows of its log, and what they tell of what is missing. */
export interface Numbering {
  /** `sparse` is the share of neighbours of the line that differ in more than one thing. */
  readonly reliabilityOf: (line: number | null, sparse: number) => Reliability
  /** Share of the numbers of a line that are missing; null where nothing numbers most of it. */
  readonly missingIn: (line: number | null) => number | null
  /** Whether the picture with the number before is there too; null where nothing numbers it, or it is the first. */
  readonly isBeforeThere: (picture: number) => boolean | null
}

/** Shares of the numbers from which files, and from which many files, are missing. */
const MISSING = 0.1
const MANY_MISSING = 0.4
/** Share of the files that have to have a number, for the numbers to tell anything. */
const NUMBERED = 0.8
/** Share of neighbours that differ in more than one thing from which rounds are likely to be missing. */
const SPARSE = 0.6

/**
 * What is missing by the numbers that generators give: to their files, and to the rows of a log that is only ever added
 * to; rows that go with their pictures tell nothing of what was there.
 */
export function numberingOf(
  folders: readonly Folder[],
  places: readonly (Place | null)[],
  pictures: readonly ProcessPicture[],
): Numbering {
  const found = new Map<number, { present: number; expected: number; files: number }>()
  const of = (line: number) => {
    const known = found.get(line)
    if (known) return known
    const fresh = { present: 0, expected: 0, files: 0 }
    found.set(line, fresh)
    return fresh
  }
  const isBeforeThere = new Map<number, boolean>()
  for (const place of places) if (place) of(place.line).files += 1
  for (const { trusted } of folders) {
    for (const { basis, readings } of trusted) {
      if (basis !== 'file-number' && basis !== 'log-row') continue
      const isNumbering =
        basis === 'file-number' ||
        [...readings.keys()].every((at) => keepsRows(pictures[at] as ProcessPicture))
      if (!isNumbering) continue
      const byDay = new Map<string, { line: number; day: number; numbers: Map<number, number> }>()
      for (const [picture, { value }] of readings) {
        const line = places[picture]?.line
        if (line === undefined) continue
        const day = basis === 'file-number' ? Math.floor(value / DAY) : 0
        const number = value - day * DAY
        const known = byDay.get(`${line} ${day}`)
        if (known) known.numbers.set(number, picture)
        else byDay.set(`${line} ${day}`, { line, day, numbers: new Map([[number, picture]]) })
      }
      for (const { line, day, numbers } of byDay.values()) {
        const sorted = [...numbers.keys()].sort((a, b) => a - b)
        const [least = 0, most = 0] = [sorted[0], sorted.at(-1)]
        // In a folder of its day the counter began there; elsewhere what came before may lie in another folder.
        const start = day > 0 ? Math.min(1, least) : least
        of(line).present += numbers.size
        of(line).expected += most - start + 1
        for (const [number, picture] of numbers) {
          if (number > start && !isBeforeThere.has(picture))
            isBeforeThere.set(picture, numbers.has(number - 1))
        }
      }
    }
  }
  const missingIn = (line: number | null): number | null => {
    const counts = line === null ? undefined : found.get(line)
    if (!counts || counts.present < counts.files * NUMBERED) return null
    return 1 - counts.present / counts.expected
  }
  return {
    reliabilityOf(line, sparse) {
      if (line === null) return 'unordered'
      const missing = missingIn(line)
      if (missing === null) return sparse > SPARSE ? 'fragmentary' : 'unnumbered'
      return missing > MANY_MISSING ? 'fragmentary' : missing > MISSING ? 'incomplete' : 'complete'
    },
    missingIn,
    isBeforeThere: (picture) => isBeforeThere.get(picture) ?? null,
  }
}
