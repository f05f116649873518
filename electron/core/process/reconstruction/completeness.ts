import type { Place } from './order.ts'
import type { Folder } from './witnesses.ts'

/**
 * How far the place of a round can be relied on: `complete` where the numbering of the files shows that next to none are
 * missing, `incomplete` where files are missing or nothing numbers them, `unordered` where no order is established.
 */
export type Reliability = 'complete' | 'incomplete' | 'unordered'

/** Share of the numbers that have to be there. */
const COMPLETE = 0.9
/** A day before the number, as `clocks.ts` writes it. */
const DAY = 100_000_000

/** Lines of the order in which next to no file is missing, by the numbers that generators give their files. */
export function completeLines(folders: readonly Folder[], places: readonly (Place | null)[]): Set<number> {
  const found = new Map<number, { present: number; expected: number; files: number }>()
  const of = (line: number) => {
    const known = found.get(line)
    if (known) return known
    const fresh = { present: 0, expected: 0, files: 0 }
    found.set(line, fresh)
    return fresh
  }
  for (const place of places) if (place) of(place.line).files += 1
  for (const { trusted } of folders) {
    for (const { basis, readings } of trusted) {
      if (basis !== 'file-number') continue
      const byDay = new Map<string, { line: number; day: number; numbers: Set<number> }>()
      for (const [picture, { value }] of readings) {
        const line = places[picture]?.line
        if (line === undefined) continue
        const day = Math.floor(value / DAY)
        const known = byDay.get(`${line} ${day}`)
        if (known) known.numbers.add(value - day * DAY)
        else byDay.set(`${line} ${day}`, { line, day, numbers: new Set([value - day * DAY]) })
      }
      for (const { line, day, numbers } of byDay.values()) {
        const sorted = [...numbers].sort((a, b) => a - b)
        const [least = 0, most = 0] = [sorted[0], sorted.at(-1)]
        // In a folder of its day the counter began there; elsewhere what came before may lie in another folder.
        const start = day > 0 ? Math.min(1, least) : least
        of(line).present += numbers.size
        of(line).expected += most - start + 1
      }
    }
  }
  const isComplete = ({
    present,
    expected,
    files,
  }: {
    present: number
    expected: number
    files: number
  }): boolean => present >= expected * COMPLETE && present >= files * 0.8
  return new Set([...found].filter(([, counts]) => isComplete(counts)).map(([line]) => line))
}
