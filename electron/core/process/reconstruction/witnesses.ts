import type { Ground, OrderWitness } from '../../../../shared/contract/process.ts'
import {
  byTrust,
  clocks,
  folderOf,
  isGeneratorName,
  type Reading,
  readingsOf,
  type WitnessBasis,
} from './clocks.ts'
import { ground } from './grounds.ts'
import type { ProcessPicture } from './reconstruct.ts'

/** Files below which two witnesses cannot raise one another. */
export const LEAST_FILES = 20
/** Kendall's τ from which two witnesses agree. */
export const AGREEMENT = 0.98
/** With fewer files than `LEAST_FILES`, from three on, disagreement is only told when it is plain. */
const PLAIN_DISAGREEMENT = 0.8

/** One witness within one folder: the pictures that it speaks of, by index, with what it says. */
interface Witness {
  readonly basis: WitnessBasis
  readonly scale: string
  readonly readings: ReadonlyMap<number, Reading>
  trusted: boolean
  /** Another witness of the folder agrees. */
  raised: boolean
  readonly grounds: Ground[]
}

/** A folder, day folders taken together, with what remains of its witnesses. */
export interface Folder {
  readonly name: string
  readonly pictures: readonly number[]
  /** Those that are trusted, the strongest first. */
  readonly trusted: readonly Pick<Witness, 'basis' | 'scale' | 'readings' | 'raised'>[]
}

export interface Testimony {
  readonly folders: readonly Folder[]
  readonly witnesses: readonly OrderWitness[]
  readonly contradictions: readonly Ground[]
}

/**
 * Hears the witnesses of order, folder by folder, and lets them judge one another: agreement raises two of them,
 * disagreement drops the weaker for the whole folder. Copies of one file count once.
 */
export function hear(pictures: readonly ProcessPicture[], roundOf: readonly number[]): Testimony {
  const groups = new Map<string, number[]>()
  for (const [index, picture] of pictures.entries()) {
    const { folder } = folderOf(picture.path)
    const group = groups.get(folder)
    if (group) group.push(index)
    else groups.set(folder, [index])
  }
  const told: OrderWitness[] = []
  const contradictions: Ground[] = []
  const folders = [...groups]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, members]): Folder => {
      const heard = witnessesOf(pictures, members)
      for (const witness of heard) examine(witness, pictures, roundOf)
      judge(heard, name, pictures, contradictions)
      for (const witness of heard) {
        told.push({
          folder: name,
          basis: witness.basis,
          files: witness.readings.size,
          trusted: witness.trusted,
          grounds: witness.grounds,
        })
      }
      return { name, pictures: members, trusted: heard.filter(({ trusted }) => trusted) }
    })
  return { folders, witnesses: told, contradictions }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function witnessesOf(pictures: readonly ProcessPicture[], members: readonly number[]): Witness[] {
  const source = commonSource(members.map((index) => pictures[index] as ProcessPicture))
  const byKey = new Map<string, { basis: WitnessBasis; scale: string; readings: Map<number, Reading> }>()
  const seen = new Set<string>()
  for (const index of members) {
    const picture = pictures[index] as ProcessPicture
    if (seen.has(picture.sha256)) continue
    seen.add(picture.sha256)
    for (const [basis, reading] of Object.entries(readingsOf(picture, source)) as [WitnessBasis, Reading][]) {
      if (Number.isNaN(reading.value)) continue
      const key = `${basis} ${reading.scale}`
      const known = byKey.get(key)
      if (known) known.readings.set(index, reading)
      else byKey.set(key, { basis, scale: reading.scale, readings: new Map([[index, reading]]) })
    }
  }
  return [...byKey.values()]
    .filter(({ readings }) => readings.size > 1)
    .sort(
      (a, b) =>
        byTrust.indexOf(a.basis) - byTrust.indexOf(b.basis) ||
        b.readings.size - a.readings.size ||
        compare(a.scale, b.scale),
    )
    .map((witness) => ({ ...witness, trusted: true, raised: false, grounds: [] }))
}

/** The claimed time that most pictures have; a time of changing only where nothing else is claimed. */
function commonSource(pictures: readonly ProcessPicture[]): string | null {
  const counts = new Map<string, number>()
  for (const { record } of pictures) {
    for (const source of new Set(record.claimedTimes.map((time) => time.source))) {
      counts.set(source, (counts.get(source) ?? 0) + (/modif/i.test(source) ? 0.5 : 1))
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))[0]?.[0] ?? null
}

/** The traps of each witness on its own. */
function examine(witness: Witness, pictures: readonly ProcessPicture[], roundOf: readonly number[]): void {
  const { basis, readings } = witness
  const drop = (reason: Ground): void => {
    witness.trusted = false
    witness.grounds.push(reason)
  }
  if (basis === 'file-number') {
    const repeated = repeats(witness, pictures)
    if (repeated > Math.max(1, readings.size * 0.02)) drop(ground('witness-repeats', { files: repeated }))
  }
  if (basis !== 'record-time' && basis !== 'name-time' && basis !== 'file-time') return
  const crowd = crowdOf(witness, roundOf)
  if (crowd) drop(ground('witness-one-second', crowd))
  const late = [...readings].filter(([index, { scale, value }]) => {
    // A time without a zone may be ahead of universal time by fourteen hours.
    const slack = scale === 'local' ? 14 * 3_600_000 : 60_000
    return value > Date.parse((pictures[index] as ProcessPicture).importedAt) + slack
  }).length
  if (late > 0 && late >= readings.size * 0.05) drop(ground('witness-after-import', { files: late }))
  const dense = tooDense(witness)
  if (dense !== null) drop(ground('witness-too-dense', { files: readings.size, seconds: dense }))
}

/** How many files of a counter have the number of another one: numbers begun anew, or two folders put into one. */
function repeats({ readings }: Witness, pictures: readonly ProcessPicture[]): number {
  const stems = new Map<number, string>()
  let repeated = 0
  for (const [index, { value }] of readings) {
    // The same picture in another format, or with a suffix of its stage (`-before-highres-fix`), has its number by right.
    const stem = (pictures[index] as ProcessPicture).name
      .replace(/\.[^.]*$/, '')
      .replace(/-before-[a-z-]+$/, '')
    const known = stems.get(value)
    if (known === undefined) stems.set(value, stem)
    else if (known !== stem) repeated += 1
  }
  return repeated
}

/** The second that too many files share; pictures of one batch may. */
function crowdOf({ readings }: Witness, roundOf: readonly number[]): { files: number; value: string } | null {
  const bySecond = new Map<number, number[]>()
  for (const [index, { value }] of readings) {
    const second = Math.floor(value / 1000)
    const group = bySecond.get(second)
    if (group) group.push(index)
    else bySecond.set(second, [index])
  }
  for (const group of bySecond.values()) {
    const many = group.length >= 10 || (group.length >= 3 && group.length * 2 >= readings.size)
    const rounds = new Set(group.map((index) => roundOf[index]))
    if (many && rounds.size > 1) {
      return { files: group.length, value: readings.get(group[0] as number)?.text ?? '' }
    }
  }
  return null
}

/** The median distance in seconds where it is shorter than making a picture takes. */
function tooDense({ readings }: Witness): number | null {
  if (readings.size < 10) return null
  const values = [...readings.values()].map(({ value }) => value).sort((a, b) => a - b)
  const gaps = values
    .slice(1)
    .map((value, i) => value - (values[i] as number))
    .sort((a, b) => a - b)
  const median = (gaps[gaps.length >> 1] ?? 0) / 1000
  return median > 0 && median < 0.5 ? median : null
}

/** Lets every two witnesses that speak of the same files judge one another, the most trusted first. */
function judge(
  heard: readonly Witness[],
  folder: string,
  pictures: readonly ProcessPicture[],
  contradictions: Ground[],
): void {
  for (const [at, strong] of heard.entries()) {
    for (const weak of heard.slice(at + 1)) {
      if (!strong.trusted || !weak.trusted || strong.basis === weak.basis) continue
      // A stamp says "not later than": many files have one, and it is no time of making.
      if (strong.basis === 'stamped' || weak.basis === 'stamped') continue
      const shared = [...strong.readings.keys()].filter((index) => weak.readings.has(index))
      const { tau, pair, pairs } = kendall(shared, strong.readings, weak.readings)
      if (shared.length < 3 || pairs === 0) continue
      const rounded = Math.round(tau * 1000) / 1000
      const details = { tau: rounded, files: shared.length }
      if (tau >= AGREEMENT && shared.length >= LEAST_FILES) {
        for (const [one, other] of [
          [strong, weak],
          [weak, strong],
        ] as const) {
          one.raised = true
          one.grounds.push(ground('witness-agrees', { with: other.basis, ...details }))
        }
      } else if (tau < (shared.length >= LEAST_FILES ? AGREEMENT : PLAIN_DISAGREEMENT)) {
        weak.trusted = false
        weak.grounds.push(ground('witness-disagrees', { with: strong.basis, ...details }))
        contradictions.push(contradiction(folder, strong, weak, details, pair, pictures))
      }
    }
  }
  for (const witness of heard) {
    if (!witness.trusted || witness.raised) continue
    if (witness.basis === 'file-time') {
      witness.trusted = false
      witness.grounds.push(ground('witness-file-times'))
    } else if (witness.basis === 'file-number' && !namedByGenerator(witness, pictures)) {
      witness.trusted = false
      witness.grounds.push(ground('witness-alone'))
    } else if (witness.grounds.length === 0) witness.grounds.push(ground('witness-alone'))
  }
  const zones = heard.filter(({ basis, trusted }) => basis === 'record-time' && trusted)
  const [main, ...others] = zones
  for (const other of main ? others : []) {
    other.trusted = false
    other.grounds.push(ground('witness-mixed-zones', { files: other.readings.size }))
  }
}

function namedByGenerator({ readings }: Witness, pictures: readonly ProcessPicture[]): boolean {
  const own = [...readings.keys()].filter((index) =>
    isGeneratorName(pictures[index] as ProcessPicture),
  ).length
  return own >= readings.size * 0.9
}

function contradiction(
  folder: string,
  strong: Witness,
  weak: Witness,
  details: { tau: number; files: number },
  pair: readonly [number, number] | null,
  pictures: readonly ProcessPicture[],
): Ground {
  const said = (witness: Witness, index: number): string => witness.readings.get(index)?.text ?? ''
  return ground('contradiction-order', {
    folder,
    basis: strong.basis,
    other: weak.basis,
    ...details,
    ...(pair
      ? {
          a: (pictures[pair[0]] as ProcessPicture).id,
          b: (pictures[pair[1]] as ProcessPicture).id,
          aValue: said(strong, pair[0]),
          bValue: said(strong, pair[1]),
          aOther: said(weak, pair[0]),
          bOther: said(weak, pair[1]),
        }
      : {}),
  })
}

/**
 * Kendall's τ of two readings, pairs that either holds equal left out (Goodman and Kruskal's γ), and the neighbours that
 * disagree most. Discordant pairs are counted by merge sort.
 */
function kendall(
  indices: readonly number[],
  first: ReadonlyMap<number, Reading>,
  second: ReadonlyMap<number, Reading>,
): { tau: number; pairs: number; pair: readonly [number, number] | null } {
  const a = (index: number): number => first.get(index)?.value ?? 0
  const b = (index: number): number => second.get(index)?.value ?? 0
  const sorted = [...indices].sort((x, y) => a(x) - a(y) || b(x) - b(y) || x - y)
  const discordant = inversions(sorted.map(b))
  const n = indices.length
  const comparable =
    (n * (n - 1)) / 2 - tied(indices.map(a)) - tied(indices.map(b)) + tiedTogether(indices, a, b)
  let pair: [number, number] | null = null
  let worst = 0
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [x, y] = [sorted[i] as number, sorted[i + 1] as number]
    const back = a(x) < a(y) ? b(x) - b(y) : 0
    if (back > worst) [worst, pair] = [back, [x, y]]
  }
  return { tau: comparable > 0 ? 1 - (2 * discordant) / comparable : 0, pairs: comparable, pair }
}

/** Pairs of equal values. */
function tied(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
}

function tiedTogether(
  indices: readonly number[],
  a: (i: number) => number,
  b: (i: number) => number,
): number {
  const counts = new Map<string, number>()
  for (const index of indices) {
    const key = `${a(index)} ${b(index)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
}

/** Pairs that stand the wrong way round. */
function inversions(values: readonly number[]): number {
  if (values.length < 2) return 0
  const middle = values.length >> 1
  const left = values.slice(0, middle)
  const right = values.slice(middle)
  let count = inversions(left) + inversions(right)
  left.sort((x, y) => x - y)
  right.sort((x, y) => x - y)
  let at = 0
  for (const value of left) {
    while (at < right.length && (right[at] as number) < value) at += 1
    count += at
  }
  return count
}

/** Whether a witness tells a time that also orders across folders. */
export const isClock = (basis: WitnessBasis): boolean => clocks.includes(basis)
