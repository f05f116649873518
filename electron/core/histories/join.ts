import type { Generation } from '../../../shared/contract/record.ts'
import type { HistoryRow } from '../../../shared/contract/search.ts'
import { disagreementsBetween } from '../metadata/metadata.ts'

/** A log, history or sidecar: a text of its own that speaks of pictures. */
export interface Source {
  readonly item: number
  readonly name: string
  readonly path: string
  readonly generations: readonly Generation[]
}

export interface HistoryPicture extends Source {
  readonly sha256: string
}

type Found = Pick<HistoryRow, 'by' | 'candidates'> & { readonly picture: HistoryPicture | null }

/** Files that a row might mean and that are told, where none can be chosen. */
const mostCandidates = 20

/**
 * Puts the rows of logs beside the pictures of the same case: by digest, by the name that the row gives together with
 * its seed, by the name alone, or by a seed that only one row and one picture have. Where more than one picture fits,
 * none is chosen. Every row comes back; rows and records stay as they are, and what contradicts is told.
 */
export function join(sources: readonly Source[], pictures: readonly HistoryPicture[]): HistoryRow[] {
  const byDigest = grouped(pictures, ({ sha256 }) => [sha256])
  const byName = grouped(pictures, ({ name }) => [baseName(name)])
  const byStem = grouped(pictures, ({ name }) => [stem(baseName(name))])
  const bySeed = grouped(pictures, ({ generations }) => seedsOf(generations))

  return sources.flatMap((source) => {
    const rowsBySeed = grouped(source.generations, ({ seed }) => (seed === undefined ? [] : [seed]))
    const speaksOfOne = source.generations.every(({ file }) => file === undefined)
    return source.generations.map((generation, row): HistoryRow => {
      const found = find(source, generation, { speaksOfOne, rowsBySeed })
      return {
        source: source.item,
        row,
        file: generation.file ?? null,
        generation,
        item: found.picture?.item ?? null,
        by: found.by,
        candidates: found.candidates,
        disagreements: found.picture ? disagreementsOf(generation, found.picture) : [],
      }
    })
  })

  function find(
    source: Source,
    generation: Generation,
    rows: { speaksOfOne: boolean; rowsBySeed: ReadonlyMap<string, readonly Generation[]> },
  ): Found {
    const digest = digestsIn(generation).flatMap((sha256) => byDigest.get(sha256) ?? [])
    if (digest[0]) return { picture: digest[0], by: 'digest', candidates: [] }

    const named = rows.speaksOfOne ? besideOf(source) : namedBy(generation)
    const { seed } = generation
    const alike = seed === undefined ? [] : named.filter((each) => seedsOf(each.generations).includes(seed))
    if (alike.length === 1 && alike[0]) return { picture: alike[0], by: 'name+seed', candidates: [] }
    if (named.length === 1 && named[0]) return { picture: named[0], by: 'name', candidates: [] }
    if (named.length > 1) return undecided(alike.length > 1 ? alike : named)

    const isTelling = seed !== undefined && seed !== '0' && !seed.startsWith('-')
    if (!isTelling || rows.rowsBySeed.get(seed)?.length !== 1) return undecided([])
    const seeded = bySeed.get(seed) ?? []
    return seeded.length === 1 && seeded[0]
      ? { picture: seeded[0], by: 'seed', candidates: [] }
      : undecided(seeded)
  }

  /** Pictures of the name in the row; those in the folder that it names, where there are any. */
  function namedBy({ file }: Generation): readonly HistoryPicture[] {
    if (file === undefined) return []
    const alike = byName.get(baseName(file)) ?? []
    const inFolder = alike.filter(({ path }) =>
      slashed(path).endsWith(`/${slashed(file).replace(/^[./]+/, '')}`),
    )
    return inFolder.length > 0 ? inFolder : alike
  }

  /** A sidecar has the name of its picture: `a.txt` or `a.png.json` beside `a.png`. */
  function besideOf({ name, path }: Source): readonly HistoryPicture[] {
    const own = stem(baseName(name))
    const alike = [...(byName.get(own) ?? []), ...(byStem.get(own) ?? [])]
    const folder = folderOf(path)
    const inFolder = alike.filter((picture) => folderOf(picture.path) === folder)
    return [...new Set(inFolder.length > 0 ? inFolder : alike)]
  }
}

function undecided(candidates: readonly HistoryPicture[]): Found {
  return { picture: null, by: null, candidates: candidates.slice(0, mostCandidates).map(({ item }) => item) }
}

function disagreementsOf(row: Generation, picture: HistoryPicture): HistoryRow['disagreements'] {
  const renamed = row.file !== undefined && baseName(row.file) !== baseName(picture.name)
  return [
    ...(renamed ? [{ field: 'file', row: row.file ?? '', file: picture.name }] : []),
    ...disagreementsBetween([row], picture.generations).map((field) => ({
      field,
      row: told(field, [row]),
      file: told(field, picture.generations),
    })),
  ]
}

/** What the records say of a field, each different thing once. */
function told(field: string, generations: readonly Generation[]): string {
  const values = generations.flatMap((generation) => valuesOf(field, generation))
  return [...new Set(values)].join('\n')
}

function valuesOf(field: string, generation: Generation): string[] {
  switch (field) {
    case 'prompt':
      return [...(generation.prompt === undefined ? [] : [generation.prompt]), ...(generation.prompts ?? [])]
    case 'negativePrompt': {
      const { negativePrompt, negativePrompts = [] } = generation
      return [...(negativePrompt === undefined ? [] : [negativePrompt]), ...negativePrompts]
    }
    case 'model':
      return [generation.model, ...(generation.models ?? [])].flatMap((model) => model?.name ?? [])
    default: {
      const value = (generation as Readonly<Record<string, unknown>>)[field]
      return value === undefined ? [] : [String(value)]
    }
  }
}

function digestsIn({ file, parameters }: Generation): string[] {
  const texts = [stem(baseName(file ?? '')), ...Object.values(parameters ?? {})]
  return texts.flatMap((text) => {
    const digest = text.trim().toLowerCase()
    return /^[0-9a-f]{64}$/.test(digest) ? [digest] : []
  })
}

function seedsOf(generations: readonly Generation[]): string[] {
  return generations.flatMap(({ seed }) => seed ?? [])
}

const slashed = (path: string): string => path.replaceAll('\\', '/').toLowerCase()
const baseName = (path: string): string => slashed(path).replace(/^.*\//, '')
const folderOf = (path: string): string => slashed(path).replace(/\/?[^/]*$/, '')
const stem = (name: string): string => name.replace(/\.[^.]*$/, '')

function grouped<T>(things: readonly T[], keysOf: (thing: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    for (const key of new Set(keysOf(thing))) {
      const group = groups.get(key)
      if (group) group.push(thing)
      else groups.set(key, [thing])
    }
  }
  return groups
}
