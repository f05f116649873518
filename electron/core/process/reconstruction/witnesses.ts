import type { Ground, OrderWitness } from '../../../../shared/contract/process.ts'
import { byTrust, folderOf, isGeneratorName, type Reading, readingsOf, type WitnessBasis } from './clocks.ts'
import { ground } from './grounds.ts'
import { kendall } from './kendall.ts'
import type { ProcessPicture } from './reconstruct.ts'
import { coherenceOf, crowdOf, laterThanImport, repeats, standsByName, tooDense } from './traps.ts'

/** Files below which two witnesses cannot raise one another. */
const LEAST_FILES = 20
/** Kendall's τ from which two witnesses agree, and below which a few files plainly disagree. */
const AGREEMENT = 0.98
const PLAIN_DISAGREEMENT = 0.8
/** Runs of one recipe to a round, from which a witness scatters them; up to which it keeps them together. */
const SCATTERED = 1.6
const TOGETHER = 1.2
/** Rounds that have to stand together for times of files to count. */
const LEAST_ROUNDS = 8

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

/** What is heard: all pictures, and the round of each. */
interface Hearing {
  readonly pictures: readonly ProcessPicture[]
  readonly roundOf: readonly number[]
  readonly contradictions: Ground[]
}

/**
 * Hears the witnesses of order, folder by folder, and lets them judge one another: agreement raises two of them,
 * disagreement drops the weaker for the whole folder. Copies of one file count once.
 */
export function hear(pictures: readonly ProcessPicture[], roundOf: readonly number[]): Testimony {
  const hearing: Hearing = { pictures, roundOf, contradictions: [] }
  const groups = new Map<string, number[]>()
  for (const [index, picture] of pictures.entries()) {
    const { folder } = folderOf(picture.path)
    const group = groups.get(folder)
    if (group) group.push(index)
    else groups.set(folder, [index])
  }
  const heardIn = [...groups]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, members]) => {
      const heard = witnessesOf(hearing, members)
      for (const witness of heard) examine(hearing, witness)
      judge(hearing, heard, name)
      for (const witness of heard) settle(hearing, witness)
      return { name, members, heard }
    })
  hearBeside(heardIn)
  return {
    folders: heardIn.map(({ name, members, heard }) => ({
      name,
      pictures: members,
      trusted: heard.filter(({ trusted }) => trusted),
    })),
    witnesses: heardIn.flatMap(({ name, heard }) =>
      heard.map(({ basis, readings, trusted, grounds }) => {
        return { folder: name, basis, files: readings.size, trusted, grounds }
      }),
    ),
    contradictions: hearing.contradictions,
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function witnessesOf({ pictures }: Hearing, members: readonly number[]): Witness[] {
  const source = commonSource(members.map((index) => pictures[index] as ProcessPicture))
  const byKey = new Map<string, { basis: WitnessBasis; scale: string; readings: Map<number, Reading> }>()
  const seen = new Set<string>()
  for (const index of members) {
    const picture = pictures[index] as ProcessPicture
    if (seen.has(picture.sha256)) continue
    seen.add(picture.sha256)
    for (const [basis, reading] of Object.entries(readingsOf(picture, source)) as [WitnessBasis, Reading][]) {
      if (Number.isNaN(reading.value)) continue
      // Times with and without a zone are two scales, and so are two counters.
      const key = `${basis} ${reading.scale}`
      const known = byKey.get(key)
      if (known) known.readings.set(index, reading)
      else byKey.set(key, { basis, scale: reading.scale, readings: new Map([[index, reading]]) })
    }
  }
  return [...byKey.values()]
    .filter(({ basis, readings }) => basis === 'file-time' || readings.size > 1)
    .map((witness) => ({ ...witness, rank: rankOf(witness, pictures) }))
    .sort((a, b) => a.rank - b.rank || b.readings.size - a.readings.size || compare(a.scale, b.scale))
    .map(({ rank: _, ...witness }) => ({ ...witness, trusted: true, raised: false, grounds: [] }))
}

/** Numbers that no generator gives may be anybody's: they come after all times but those of files. */
function rankOf(witness: Pick<Witness, 'basis' | 'readings'>, pictures: readonly ProcessPicture[]): number {
  const own = witness.basis !== 'file-number' || isNamedByGenerator(witness, pictures)
  return own ? byTrust.indexOf(witness.basis) : byTrust.indexOf('file-time') - 0.5
}

function isNamedByGenerator(
  { readings }: Pick<Witness, 'readings'>,
  pictures: readonly ProcessPicture[],
): boolean {
  const own = [...readings.keys()].filter((index) =>
    isGeneratorName(pictures[index] as ProcessPicture),
  ).length
  return own >= readings.size * 0.9
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

function drop(witness: Witness, reason: Ground): void {
  witness.trusted = false
  witness.grounds.push(reason)
}

/** The traps of each witness on its own. */
function examine({ pictures, roundOf }: Hearing, witness: Witness): void {
  const { basis, readings } = witness
  if (basis === 'file-number') {
    const files = repeats(readings, pictures)
    if (files > Math.max(1, readings.size * 0.02)) drop(witness, ground('witness-repeats', { files }))
  }
  if (basis !== 'record-time' && basis !== 'name-time' && basis !== 'file-time') return
  const crowd = crowdOf(readings, roundOf)
  if (crowd) {
    drop(witness, ground('witness-one-second', crowd))
    return
  }
  const late = laterThanImport(readings, pictures)
  if (late > 0 && late >= readings.size * 0.05) drop(witness, ground('witness-after-import', { files: late }))
  const seconds = tooDense(readings, roundOf)
  if (seconds !== null) drop(witness, ground('witness-too-dense', { files: readings.size, seconds }))
}

/** Lets every two witnesses that speak of the same files judge one another, the most trusted first. */
function judge({ pictures, contradictions }: Hearing, heard: readonly Witness[], folder: string): void {
  for (const [at, strong] of heard.entries()) {
    for (const weak of heard.slice(at + 1)) {
      if (!strong.trusted || !weak.trusted || strong.basis === weak.basis) continue
      const shared = [...strong.readings.keys()].filter((index) => weak.readings.has(index))
      const isFew = shared.length < LEAST_FILES && shared.length < weak.readings.size / 2
      if (shared.length < 3 || isFew) continue
      const valueIn =
        ({ readings }: Witness) =>
        (index: number): number =>
          readings.get(index)?.value ?? 0
      const { tau, pair, pairs } = kendall(shared, valueIn(strong), valueIn(weak))
      if (pairs === 0) continue
      const details = { tau: Math.round(tau * 1000) / 1000, files: shared.length }
      if (tau >= AGREEMENT && shared.length >= LEAST_FILES) {
        strong.raised = true
        weak.raised = true
        strong.grounds.push(ground('witness-agrees', { with: weak.basis, ...details }))
        weak.grounds.push(ground('witness-agrees', { with: strong.basis, ...details }))
      } else if (tau < (shared.length >= LEAST_FILES ? AGREEMENT : PLAIN_DISAGREEMENT)) {
        drop(weak, ground('witness-disagrees', { with: strong.basis, ...details }))
        contradictions.push(contradiction(folder, strong, weak, details, pair, pictures))
      }
    }
  }
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
 * What stands of a witness that no other one has raised. The pictures themselves speak: what was made of one recipe was
 * made together, and where the seeds of a batch follow one another they go up. Times of files order nothing without that,
 * nor where they follow the names, as after a copy.
 */
function settle({ pictures, roundOf }: Hearing, witness: Witness): void {
  const { basis, readings } = witness
  if (!witness.trusted || witness.raised || basis === 'sealed') return
  const found = coherenceOf(readings, pictures, roundOf)
  const details = found ? { runs: found.runs, rounds: found.rounds } : undefined
  const isTogether = found !== null && found.rounds >= LEAST_ROUNDS && found.runs <= found.rounds * TOGETHER
  const isRising = found !== null && found.falling <= found.rising * 0.02
  if (found && found.runs > found.rounds * SCATTERED) drop(witness, ground('witness-scattered', details))
  else if (isTogether && isRising && !(basis === 'file-time' && standsByName(readings, pictures))) {
    witness.grounds.push(ground('witness-coherent', details))
  } else if (basis === 'file-time') drop(witness, ground('witness-file-times'))
  else if (basis === 'file-number' && !isNamedByGenerator(witness, pictures))
    drop(witness, ground('witness-alone'))
  else witness.grounds.push(ground('witness-alone'))
}

/**
 * Folders of one output were copied together: where file times agree with the numbers of one of them, those of a folder
 * beside it that is too small to be judged are believed too. They were dropped for no other reason.
 */
function hearBeside(folders: readonly { readonly name: string; readonly heard: readonly Witness[] }[]): void {
  const above = (name: string): string => name.replace(/\/\*$/, '').replace(/\/?[^/]*$/, '')
  const isJudged = ({ basis, trusted, raised }: Witness): boolean =>
    basis === 'file-time' && trusted && raised
  const judged = new Map(
    folders.filter(({ heard }) => heard.some(isJudged)).map(({ name }) => [above(name), name]),
  )
  for (const { name, heard } of folders) {
    const beside = judged.get(above(name))
    for (const witness of beside === undefined ? [] : heard) {
      if (witness.basis !== 'file-time' || witness.grounds[0]?.code !== 'witness-file-times') continue
      witness.trusted = true
      witness.grounds.splice(0, 1, ground('witness-beside', { folder: beside ?? '' }))
    }
  }
}
