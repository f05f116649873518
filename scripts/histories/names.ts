import { digestOf } from './wording.ts'

/** Local time of the authors: UTC+8. */
const zone = 8 * 3_600_000

export function localTime(at: number): string {
  return new Date(at + zone).toISOString()
}

export function digits(number: number, count: number): string {
  return String(number).padStart(count, '0')
}

export function uuidOf(words: string): string {
  return digestOf(words, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-')
}

/** A path that is not yet taken, as a file manager makes it. */
export function freePath(path: string, taken: ReadonlySet<string>): string {
  for (let n = 1, free = path; ; n += 1) {
    if (!taken.has(free)) return free
    free = path.replace(/(\.[^.]*)$/, ` (${n})$1`)
  }
}
