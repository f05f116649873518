import type { FileRecord, Generation } from '../../../../shared/contract/record.ts'
import { disagreementsBetween } from '../disagreements.ts'

export interface JoinedRow {
  /** Index into the history's `generations`. */
  readonly row: number
  /** Path of the picture, or undefined where none of them fits. */
  readonly path?: string
  /** How it was found. A seed alone joins only where one picture and one row have it. */
  readonly by?: 'name' | 'seed'
  /** Fields in which the row and the picture's own record contradict each other. */
  readonly disagrees: readonly string[]
}

const baseName = (path: string): string => path.replace(/^.*[\\/]/, '').toLowerCase()

/**
 * Joins the rows of a log or history to pictures: by file name, else by seed. Every row comes back, with or without a
 * picture; nothing of either record is changed.
 */
export function joinHistory(history: FileRecord, pictures: readonly FileRecord[]): JoinedRow[] {
  const byName = uniqueBy(pictures, (picture) => [baseName(picture.path)])
  const bySeed = uniqueBy(pictures, (picture) => picture.generations.flatMap((g) => g.seed ?? []))
  const seedsOfRows = new Map<string, number>()
  for (const { seed } of history.generations)
    if (seed) seedsOfRows.set(seed, (seedsOfRows.get(seed) ?? 0) + 1)
  return history.generations.map((generation, row): JoinedRow => {
    const named = generation.file === undefined ? undefined : byName.get(baseName(generation.file))
    if (named) return joined(row, generation, named, 'name')
    const { seed } = generation
    const seeded = seed !== undefined && seedsOfRows.get(seed) === 1 ? bySeed.get(seed) : undefined
    return seeded ? joined(row, generation, seeded, 'seed') : { row, disagrees: [] }
  })
}

function joined(row: number, generation: Generation, picture: FileRecord, by: 'name' | 'seed'): JoinedRow {
  const disagrees = disagreementsBetween([generation], picture.generations)
  return { row, path: picture.path, by, disagrees }
}

/** Pictures by a key that no other picture has. */
function uniqueBy(
  pictures: readonly FileRecord[],
  keysOf: (picture: FileRecord) => readonly string[],
): Map<string, FileRecord> {
  const found = new Map<string, FileRecord | undefined>()
  for (const picture of pictures) {
    for (const key of new Set(keysOf(picture))) found.set(key, found.has(key) ? undefined : picture)
  }
  return new Map([...found].filter((entry): entry is [string, FileRecord] => entry[1] !== undefined))
}
