import type { Ground } from '../../../../shared/contract/process.ts'
import type { C2paManifest, FileRecord } from '../../../../shared/contract/record.ts'
import { ground } from './grounds.ts'
import type { Place } from './order.ts'
import type { Looks } from './pictures.ts'
import { seedsOf } from './recipe.ts'
import type { ProcessPicture } from './reconstruct.ts'
import type { PlacedRound } from './rounds.ts'

/** Bits that differ at most between a named input and what was made of it, for the picture to confirm the name. */
const CONFIRMS = 70
/** Bits from which the picture speaks against the name, where little of the input was changed. */
const UNLIKE = 100
const LITTLE_CHANGED = 0.6
/** Pictures of a round that are looked at. */
const LOOKED_AT = 8

/** An edge that the words of a file state. Rounds by index. */
export interface RecordedEdge {
  readonly from: number
  readonly to: number
  readonly grounds: Ground[]
  readonly against: Ground[]
}

export interface Recorded {
  readonly edges: RecordedEdge[]
  /** Inputs that are named, without anything that confirms which file it was. */
  readonly candidates: RecordedEdge[]
  readonly contradictions: Ground[]
}

export interface Scene {
  readonly pictures: readonly ProcessPicture[]
  readonly rounds: readonly PlacedRound[]
  readonly roundOf: readonly number[]
  readonly places: readonly (Place | null)[]
  readonly looks: Looks
}

/**
 * Parents that the records themselves name: an input by digest or in signed credentials, which decides; an input by file name, which needs a
 * second witness, because counters repeat and copies are renamed; the base of a variation; the picture that was refined.
 */
export function recordedEdges(scene: Scene): Recorded {
  const found: Recorded = { edges: [], candidates: [], contradictions: [] }
  byDigest(scene, found)
  byCredentials(scene, found)
  byName(scene, found)
  byRecipe(scene, found)
  return found
}

/** Whether `a` is known to come after `b`, before it, or neither. */
function standing({ places }: Scene, a: number, b: number): 'before' | 'after' | 'unknown' {
  const [x, y] = [places[a], places[b]]
  if (!x || !y || x.line !== y.line || x.at === y.at) return 'unknown'
  return x.at < y.at ? 'before' : 'after'
}

const pictureAt = ({ pictures }: Scene, index: number): ProcessPicture => pictures[index] as ProcessPicture

function byDigest(scene: Scene, found: Recorded): void {
  const { pictures, rounds, roundOf, places } = scene
  const bySha = new Map(pictures.map(({ sha256 }, index) => [sha256, index]))
  for (const [to, { recipe, pictures: members }] of rounds.entries()) {
    for (const sha256 of recipe?.inputDigests ?? []) {
      const input = bySha.get(sha256)
      const from = input === undefined ? undefined : roundOf[input]
      const [child] = members
      if (input === undefined || from === undefined || child === undefined || from === to) continue
      const { name, id } = pictureAt(scene, input)
      found.edges.push({ from, to, grounds: [ground('input-digest', { input: name, sha256 })], against: [] })
      if (standing(scene, input, child) === 'after') {
        const item = pictureAt(scene, child).id
        const basis = places[child]?.basis ?? 'import-order'
        found.contradictions.push(ground('contradiction-input-later', { item, input: id, basis }))
      }
    }
  }
}

const ingredientOf = new Set(['parentOf', 'componentOf', 'inputTo'])
const matches = ({ c2pa }: FileRecord): boolean => c2pa?.state === 'valid' || c2pa?.state === 'trusted'
const activeIn = ({ c2pa }: FileRecord): C2paManifest | undefined =>
  c2pa?.manifests?.find(({ active }) => active)

/**
 * Ingredients of content credentials, found by the name of their own manifest (C2PA specification, ingredient
 * assertion). An edge only where signature and digests match in both files; else the one is merely claimed of the other.
 */
function byCredentials(scene: Scene, found: Recorded): void {
  const { pictures, roundOf, places } = scene
  const byLabel = new Map<string, number[]>()
  for (const [index, { record }] of pictures.entries()) {
    const label = activeIn(record)?.label
    if (label !== undefined) byLabel.set(label, [...(byLabel.get(label) ?? []), index])
  }
  for (const [child, { record, id: item }] of pictures.entries()) {
    const to = roundOf[child]
    if (to === undefined) continue
    for (const { relationship, manifest, failures } of activeIn(record)?.ingredients ?? []) {
      if (manifest === undefined || !ingredientOf.has(relationship)) continue
      const named = (byLabel.get(manifest) ?? []).filter((input) => (roundOf[input] ?? to) !== to)
      const isSound = matches(record) && !failures
      const inputs = named.filter((input) => isSound && isIngredient(pictureAt(scene, input).record, record))
      // A second file of one manifest that matches too: which of them it was is not said.
      const isOne = new Set(inputs.map((input) => pictureAt(scene, input).sha256)).size === 1
      for (const input of isOne ? inputs.slice(0, 1) : named) {
        const { name, id, sha256 } = pictureAt(scene, input)
        const ends = { from: roundOf[input] as number, to }
        if (!isOne) {
          const against = [ground('credential-claimed', { name, relationship })]
          found.candidates.push({ ...ends, grounds: [], against })
          continue
        }
        const details = { relationship, name, item: id, sha256 }
        found.edges.push({ ...ends, grounds: [ground('credential-ingredient', details)], against: [] })
        if (standing(scene, input, child) === 'after') {
          const basis = places[child]?.basis ?? 'import-order'
          found.contradictions.push(ground('contradiction-input-later', { item, input: id, basis }))
        }
      }
    }
  }
}

/** Whether a file is the one of whose manifest the child holds a copy: a name alone can be written by anybody. */
function isIngredient(input: FileRecord, child: FileRecord): boolean {
  const own = activeIn(input)
  const copy = child.c2pa?.manifests?.find(({ active, label }) => !active && label === own?.label)
  return (
    matches(input) && copy !== undefined && copy.signer === own?.signer && copy.signedAt === own?.signedAt
  )
}

function byName(scene: Scene, found: Recorded): void {
  const named = new Map<string, number[]>()
  for (const [index, { name }] of scene.pictures.entries()) {
    for (const key of new Set([name.toLowerCase(), name.toLowerCase().replace(/\.[^.]*$/, '')])) {
      const list = named.get(key)
      if (list) list.push(index)
      else named.set(key, [index])
    }
  }
  for (const [to, { recipe }] of scene.rounds.entries()) {
    for (const name of recipe?.inputNames ?? []) {
      const files = (named.get(name) ?? []).filter((index) => scene.roundOf[index] !== to)
      // Copies of one file are one file.
      const bySha = new Map(files.map((index) => [pictureAt(scene, index).sha256, index]))
      if (bySha.size > 0) hearName(scene, to, name, [...bySha.values()], found)
    }
  }
}

/** A named input is an edge where exactly one file of that name is confirmed by something else. */
function hearName(scene: Scene, to: number, name: string, files: readonly number[], found: Recorded): void {
  const heard = files
    .map((input) => ({ input, witness: witnessFor(scene, to, name, input) }))
    .filter(({ witness }) => witness !== 'against')
  const seen = heard.filter(({ witness }) => witness === 'picture')
  const confirmed = seen.length > 0 ? seen : heard.filter(({ witness }) => witness !== null)
  const [one] = confirmed
  if (one?.witness && confirmed.length === 1) {
    const item = pictureAt(scene, one.input).id
    const grounds = [ground('input-name', { name, item, witness: one.witness })]
    found.edges.push({ from: scene.roundOf[one.input] as number, to, grounds, against: [] })
    return
  }
  const ids = heard.map(({ input }) => pictureAt(scene, input).id).join(', ')
  const against =
    heard.length > 1
      ? ground('input-name-ambiguous', { name, items: ids })
      : ground('input-name-alone', { name })
  for (const from of new Set(heard.map(({ input }) => scene.roundOf[input] as number))) {
    found.candidates.push({ from, to, grounds: [], against: [against] })
  }
}

/** What speaks for a file of the right name, strongest first; `against` where it cannot be the one; null where nothing speaks. */
function witnessFor(
  scene: Scene,
  to: number,
  name: string,
  input: number,
): 'picture' | 'order' | 'size' | 'against' | null {
  const { recipe, pictures: members } = scene.rounds[to] as PlacedRound
  const [child] = members
  if (child === undefined) return null
  const order = standing(scene, input, child)
  if (order === 'after') return 'against'
  const bits = members.slice(0, LOOKED_AT).flatMap((member) => scene.looks.distance(input, member) ?? [])
  const nearest = Math.min(...bits)
  if (nearest <= CONFIRMS) return 'picture'
  if (bits.length > 0 && nearest >= UNLIKE && (recipe?.denoise ?? 1) <= LITTLE_CHANGED) return 'against'
  if (order === 'before') return 'order'
  // Counters begin anew in every folder, so that a size, which all of them share, tells nothing.
  const isCounter = /(^|\D)\d{3,6}(\D|$)/.test(name) && !/[0-9a-f]{8}-[0-9a-f]{4}/.test(name)
  const size = pictureAt(scene, input).picture
  const own = recipe?.settings.get('size')
  return !isCounter && size && own === `${size.width}×${size.height}` ? 'size' : null
}

/** Variations of a seed, and refinements of a finished picture, by recipe and seed. */
function byRecipe(scene: Scene, found: Recorded): void {
  const { rounds } = scene
  const byCanonical = new Map<string, number>()
  const byUnrefined = new Map<string, number[]>()
  for (const [index, { recipe }] of rounds.entries()) {
    if (!recipe || recipe.prompt === null) continue
    byCanonical.set(recipe.canonical, index)
    const list = byUnrefined.get(recipe.unrefined)
    if (list) list.push(index)
    else byUnrefined.set(recipe.unrefined, [index])
  }
  for (const [to, { recipe, pictures: members }] of rounds.entries()) {
    if (!recipe || recipe.prompt === null) continue
    if (recipe.settings.has('Variation seed strength')) {
      const base = byCanonical.get(recipe.unvaried)
      const edge = base === undefined ? null : bySeed(scene, [base], to, members)
      if (edge?.pictures.length === 1) {
        const variation = seedsOf(pictureAt(scene, members[0] as number).record).variation ?? ''
        const item = pictureAt(scene, edge.pictures[0] as number).id
        const grounds = [ground('variation-seed', { seed: edge.seed, variation, item })]
        found.edges.push({ from: edge.from, to, grounds, against: [] })
      }
    }
    const own = recipe.refinements.length
    if (own === 0) continue
    const bases = (byUnrefined.get(recipe.unrefined) ?? []).filter(
      (other) => other !== to && (rounds[other]?.recipe?.refinements.length ?? 0) < own,
    )
    const edge = bySeed(scene, bases, to, members)
    if (edge) {
      const keys = recipe.refinements.slice(0, 6).join(', ')
      const item = pictureAt(scene, edge.pictures[0] as number).id
      found.edges.push({
        from: edge.from,
        to,
        grounds: [ground('refinement', { seed: edge.seed, keys, item })],
        against: [],
      })
    }
  }
}

/** The one round among `bases` that holds a seed of the pictures, and is not known to be later. */
function bySeed(
  scene: Scene,
  bases: readonly number[],
  to: number,
  members: readonly number[],
): { from: number; seed: string; pictures: number[] } | null {
  const own = scene.rounds[to] as PlacedRound
  const seedOf = (index: number): string | null => seedsOf(pictureAt(scene, index).record).seed
  const fitting = bases.flatMap((from) => {
    const round = scene.rounds[from] as PlacedRound
    const seed = [...own.seeds].find((each) => round.seeds.has(each))
    if (seed === undefined) return []
    const child = members.find((member) => seedOf(member) === seed)
    const inputs = round.pictures.filter((member) => seedOf(member) === seed)
    if (child === undefined || inputs.every((input) => standing(scene, input, child) === 'after')) return []
    return [{ from, seed, pictures: inputs }]
  })
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}
