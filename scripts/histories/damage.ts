import { type Entry, jpegOf } from './files.ts'
import { digits, freePath, localTime } from './names.ts'
import { encodePng, paint } from './paint.ts'
import { type Random, randomFrom } from './random.ts'
import { count } from './scene.ts'
import { digestOf } from './wording.ts'

/** What happens to files on their way to us. Each takes the files and gives those that are left. */
export type Damage = (entries: readonly Entry[], random: Random) => Entry[]

const isPicture = ({ kind }: Entry) => kind !== 'log'
const isOriginal = ({ kind, record }: Entry) => kind === 'original' && record === 'whole'
const roundKey = ({ played, picture }: Entry) =>
  `${played?.history.author.name} ${played?.history.pictures[picture ?? -1]?.round}`

/** One after another. */
export function after(...damages: readonly Damage[]): Damage {
  return (entries, random) => damages.reduce<Entry[]>((left, damage) => damage(left, random), [...entries])
}

/** Whole rounds deleted. */
export function lost(share: number): Damage {
  return (entries, random) => {
    const rounds = [...new Set(entries.filter(isPicture).map(roundKey))]
    const gone = new Set(rounds.filter(() => random.chance(share)))
    return entries.filter((entry) => !isPicture(entry) || !gone.has(roundKey(entry)))
  }
}

/** Single pictures deleted, whatever round they are of. */
export function picturesLost(share: number): Damage {
  return (entries, random) => entries.filter((entry) => !isPicture(entry) || !random.chance(share))
}

/** Only what the author liked is kept: what he went on with in some rounds, and what each work ended in. */
export const favouritesOnly: Damage = (entries, random) => {
  const kept = new Set<string>()
  for (const { history } of new Set(entries.flatMap(({ played }) => played ?? []))) {
    const { name } = history.author
    for (const round of history.rounds) if (random.chance(0.45)) kept.add(`${name} ${round.favourite}`)
    for (const work of history.works) {
      const last = history.rounds[work.rounds.at(-1) ?? -1]
      for (const picture of [last?.favourite, ...(last?.pictures.slice(0, 2) ?? [])])
        kept.add(`${name} ${picture}`)
    }
  }
  return entries.filter(
    (entry) => !isPicture(entry) || kept.has(`${entry.played?.history.author.name} ${entry.picture}`),
  )
}

/** Unpacked from an archive, or checked out: one second for all. */
export const timesGone: Damage = (entries) => {
  const second = Math.max(...entries.map(({ modified }) => modified)) + 86_400_000
  return entries.map((entry) => ({ ...entry, modified: Math.floor(second / 1000) * 1000, ...unsealed }))
}
const unsealed = { sealed: undefined }

/** Copied one by one in another order: later than the truth, and dense. */
export const timesLater: Damage = (entries, random) => {
  const start = Math.max(...entries.map(({ modified }) => modified)) + 40 * 86_400_000
  const order = random.shuffled(entries.map((_, index) => index))
  return entries.map((entry, index) => ({
    ...entry,
    modified: start + (order[index] ?? 0) * 90,
    ...unsealed,
  }))
}

/** A part of the folders came over a medium that keeps local time (FAT): eight hours off. */
export const timesShifted: Damage = (entries, random) => {
  const shifted = new Map<string, boolean>()
  return entries.map((entry) => {
    const folder = entry.path.replace(/\/[^/]*$/, '')
    if (!shifted.has(folder)) shifted.set(folder, random.chance(0.5))
    return { ...entry, modified: entry.modified + (shifted.get(folder) ? 8 * 3_600_000 : 0), ...unsealed }
  })
}

/** So many files have the time of another file, and nothing says which. */
export function timesWrong(share: number): Damage {
  return (entries, random) => {
    const hit = entries.filter(() => random.chance(share))
    const times = new Map(hit.map((entry, index) => [entry, (random.shuffled(hit)[index] as Entry).modified]))
    return entries.map((entry) => ({ ...entry, modified: times.get(entry) ?? entry.modified, ...unsealed }))
  }
}

/** Everything in one folder under names that say nothing. Logs do not come along. */
export const namesGone: Damage = (entries) =>
  entries.filter(isPicture).map((entry) => {
    const { history } = entry.played ?? {}
    const name = digestOf(`name ${history?.author.name} ${history?.number} ${entry.path}`, 20)
    return { ...entry, path: `pictures/${name}${entry.path.slice(entry.path.lastIndexOf('.'))}` }
  })

/** Records lost: half of it whole rounds, half single pictures; a part of them through a messenger, which renames too. */
export function stripped(share: number): Damage {
  return (entries, random) => {
    const rounds = [...new Set(entries.filter(isOriginal).map(roundKey))]
    const whole = new Set(rounds.filter(() => random.chance(share / 2)))
    return entries.map((entry) => {
      if (!isOriginal(entry)) return entry
      if (!whole.has(roundKey(entry)) && !random.chance(share / 2 / (1 - share / 2))) return entry
      if (random.chance(0.6)) return { ...entry, record: 'stripped' }
      const path = `received/mmexport${entry.modified + 86_400_000}${digits(random.whole(0, 999), 3)}.jpg`
      return { ...entry, record: 'stripped', jpeg: true, path, modified: entry.modified + 86_400_000 }
    })
  }
}

/** Older files were moved aside and the counters began again; a renamed folder hides which came first. */
export const countersRestarted: Damage = (entries, random) => {
  const folders = Map.groupBy(entries, ({ path }) => path.replace(/\/[^/]*$/, ''))
  return [...folders].flatMap(([folder, files]) => {
    const counted = files.filter(({ path }) => counter.test(path))
    if (counted.length < 6) return files
    const border = random.whole(2, counted.length - 3)
    const aside = digestOf(folder, 6)
    const renamed = counted.map((entry, index) => {
      if (index < border) return { ...entry, path: entry.path.replace(/^[^/]*\//, `moved-${aside}/`) }
      return {
        ...entry,
        path: entry.path.replace(
          counter,
          (_, slash, prefix, number) => `${slash}${prefix}${digits(Number(number) - border, 5)}`,
        ),
      }
    })
    return [...renamed, ...files.filter((entry) => !counted.includes(entry))]
  })
}
const counter = /(\/)(ComfyUI_)?(\d{5})(?=[-_])/

/** All day folders thrown into one; equal names get a number as a file manager gives it. */
export const merged: Damage = (entries, random) => {
  const taken = new Set<string>()
  return random.shuffled(entries.filter(isPicture)).map((entry) => {
    const path = freePath(`all/${entry.path.replace(/^.*\//, '')}`, taken)
    taken.add(path)
    return { ...entry, path, ...unsealed }
  })
}

/** Copies of the best in another folder. */
export function copied(share: number): Damage {
  return (entries, random) => {
    const copies = entries
      .filter((entry) => isOriginal(entry) && random.chance(share))
      .map((entry): Entry => {
        const path = `best of/${entry.path.replace(/^.*\//, '').replace(/\./, random.chance(0.3) ? ' - Copy.' : '.')}`
        return { ...entry, kind: 'copy', path, modified: entry.modified + 3_600_000, ...unsealed }
      })
    const taken = new Set<string>()
    return [...entries, ...copies.filter(({ path }) => !taken.has(path) && taken.add(path))]
  }
}

/** Pictures worked over in a paint program and saved beside the original, without its record. */
export function workedOver(share: number): Damage {
  return (entries, random) => [
    ...entries,
    ...entries
      .filter((entry) => isOriginal(entry) && random.chance(share))
      .map(
        (entry): Entry => ({
          ...entry,
          kind: 'by-hand',
          record: 'stripped',
          path: entry.path.replace(/\.png$/, '-edit.png'),
          modified: entry.modified + 1_800_000,
          ...unsealed,
        }),
      ),
  ]
}

/** A1111's grids of a batch beside the pictures, with the record of the first. */
export const grids: Damage = (entries) => [
  ...entries,
  ...entries.flatMap((entry): Entry[] => {
    const { played, picture } = entry
    const found = played?.history.pictures[picture ?? -1]
    if (!played || !found || !isOriginal(entry) || found.batch.size < 2 || found.batch.place > 0) return []
    const path = `outputs/txt2img-grids/${localTime(found.at).slice(0, 10)}/grid-${digits(found.id, 4)}.png`
    return [{ ...entry, path, kind: 'grid', modified: entry.modified + 1000, ...unsealed }]
  }),
]

/** Pictures that have nothing to do with it: photographs, and downloads that carry another person's record. */
export function foreign(share: number): Damage {
  return (entries, random) => {
    const pictures = entries.filter(isPicture)
    const number = Math.round(pictures.length * share)
    return [
      ...entries,
      ...Array.from({ length: number }, (_, index): Entry => {
        const isPhotograph = random.chance(0.5)
        const words = `${pictures[0]?.path} ${index}`
        return {
          path: isPhotograph
            ? `camera/IMG_${digits(2000 + index, 4)}.jpg`
            : `downloads/${digestOf(words, 12)}.png`,
          modified: random.pick(pictures).modified + 60_000,
          played: null,
          picture: null,
          record: isPhotograph ? 'stripped' : 'whole',
          kind: 'foreign',
          bytes: () => foreignBytes(words, isPhotograph),
        }
      }),
    ]
  }
}

function foreignBytes(words: string, isPhotograph: boolean): Buffer {
  const random = randomFrom('foreign', words)
  const scene = { width: 96, height: 80, values: Array.from({ length: count }, () => random.unit()) }
  const pixels = paint(scene)
  if (isPhotograph) return jpegOf(pixels, scene)
  const model = random.pick(['sd_xl_base_1.0', 'v1-5-pruned-emaonly', 'dreamshaper_8'])
  const prompt = [0, 1, 2, 3, 4].map(() => digestOf(String(random.unit()), 6).replace(/\d/g, 'o')).join(', ')
  const parameters = `${prompt}, best quality\nNegative prompt: lowres, watermark\nSteps: ${random.whole(15, 40)}, Sampler: Euler a, CFG scale: 7, Seed: ${random.whole(1, 4e9)}, Size: 96x80, Model: ${model}, Version: v1.4.0`
  return encodePng(pixels, scene, { parameters })
}
