import { plainName, sameDigest } from '../changes.ts'
import { type Alignment, align } from './alignment.ts'
import type { Recipe } from './recipe.ts'
import type { PlacedRound } from './rounds.ts'
import { settingDifference } from './setting-difference.ts'
import { openVocabulary, type Vocabulary, type Wording } from './wording.ts'

/** Share of rounds from which a word is taken for this author's habit. */
export const HABIT = 0.2
/** Below this number of rounds nothing can be told to be a habit. */
const FEWEST_FOR_HABIT = 40

/** A recipe in the numbers of one library, ready to be compared. */
export interface Sheet {
  readonly recipe: Recipe
  readonly prompt: Wording | null
  readonly negative: Wording | null
  /** Numbers of the settings, ascending, with the number of each value. */
  readonly settings: Int32Array
  readonly values: Int32Array
  /** LoRAs by plain name with their weight; NaN where it is not stated. */
  readonly loras: ReadonlyMap<string, number>
  /** Words of the head of the prompt, its first term that is no habit; empty where all of it is. */
  readonly subject: Int32Array
}

/** All rounds of a library with what is rare and what is habit in it. */
export interface Library {
  /** By round; null of a round without a record. */
  readonly sheets: readonly (Sheet | null)[]
  readonly vocabulary: Vocabulary
  /** 0..1: how telling it is that two prompts share this word. */
  readonly rarity: Float64Array
  /** Whether there are enough rounds for a habit to show. */
  readonly hasHabits: boolean
  readonly isHabit: (word: number) => boolean
  readonly settingName: (setting: number) => string
}

export function openLibrary(rounds: readonly PlacedRound[]): Library {
  const vocabulary = openVocabulary()
  const settings = numbers()
  const values = numbers()
  const wordings = rounds.map(({ recipe }) =>
    recipe === null || recipe.prompt === null ? null : vocabulary.wordingOf(recipe.prompt, recipe.dialect),
  )
  const count = new Int32Array(vocabulary.size())
  for (const wording of wordings)
    for (const word of wording?.words ?? []) count[word] = (count[word] ?? 0) + 1
  const total = wordings.filter((wording) => wording !== null).length
  const hasHabits = total >= FEWEST_FOR_HABIT
  const isHabit = (word: number): boolean => hasHabits && (count[word] ?? 0) > total * HABIT
  const rarity = Float64Array.from(count, (n) =>
    Math.max(0.02, Math.min(1, Math.log((total + 1) / Math.max(1, n)) / Math.log(total + 1))),
  )
  const sheets = rounds.map(({ recipe }, round): Sheet | null => {
    if (!recipe) return null
    const prompt = wordings[round] ?? null
    const pairs = [...recipe.settings]
      .map(([key, value]) => [settings.of(key), values.of(value)] as const)
      .sort((a, b) => a[0] - b[0])
    return {
      recipe,
      prompt,
      negative: recipe.negative === null ? null : vocabulary.wordingOf(recipe.negative, recipe.dialect),
      settings: Int32Array.from(pairs, ([key]) => key),
      values: Int32Array.from(pairs, ([, value]) => value),
      loras: new Map(recipe.loras.map(({ name, weight }) => [plainName(name), weight ?? Number.NaN])),
      subject: prompt ? subjectOf(prompt, isHabit) : new Int32Array(0),
    }
  })
  return { sheets, vocabulary, rarity, hasHabits, isHabit, settingName: settings.name }
}

function numbers(): { of: (text: string) => number; name: (number: number) => string } {
  const known = new Map<string, number>()
  const names: string[] = []
  return {
    of(text) {
      const number = known.get(text)
      if (number !== undefined) return number
      known.set(text, names.length)
      return names.push(text) - 1
    },
    name: (number) => names[number] ?? '',
  }
}

/** Words that hold what the prompt is about: its first term that is no habit, of prose its first two words. */
function subjectOf(wording: Wording, isHabit: (word: number) => boolean): Int32Array {
  const found: number[] = []
  let terms = 0
  for (const words of wording.byTerm) {
    const telling = [...words].filter((word) => !isHabit(word))
    if (telling.length === 0) continue
    found.push(...telling)
    terms += 1
    if (terms >= (wording.prose ? 2 : 1)) break
  }
  return Int32Array.from(new Set(found)).sort()
}

/** What differs between two sheets. Counts; a field that one of them does not state is in `unknown` alone. */
export interface Difference extends Alignment {
  /** 0..1: likeness of the words, each counted by its rarity. */
  readonly kinship: number
  /** Shared words that are no habit. */
  readonly sharedRare: number
  readonly subjectChanged: boolean
  /** Terms of another weight. */
  readonly reweighted: number
  readonly negative: number
  readonly settings: number
  readonly model: number
  readonly loras: number
  readonly size: number
  readonly input: number
  /** Names of fields that only one of the two states. */
  readonly unknown: readonly string[]
}

/** Null where the prompts cannot be compared. */
export function difference(library: Library, from: Sheet, to: Sheet): Difference | null {
  if (!from.prompt || !to.prompt) return null
  const { kinship, sharedRare } = likeness(library, from.prompt, to.prompt)
  const unknown: string[] = []
  const sameFamily = from.recipe.family !== null && from.recipe.family === to.recipe.family
  const absenceSpeaks = sameFamily && to.recipe.statesAll
  const negative = negativeDifference(from, to, absenceSpeaks, unknown)
  const settings = settingDifference(library.settingName, from, to, absenceSpeaks, unknown)
  return {
    ...alignment(from.prompt, to.prompt),
    kinship,
    sharedRare,
    subjectChanged: subjectChanged(from, to),
    reweighted: reweightedTerms(from.prompt, to.prompt),
    negative,
    ...settings,
    model: modelDifference(from, to, unknown),
    loras: loraDifference(from, to, sameFamily),
    unknown,
  }
}

/** Prompts that share next to nothing are not aligned: nearly every term gave way to another one. */
function alignment(from: Wording, to: Wording): Alignment {
  const { left, right, both } = setDifference(from.terms, to.terms)
  if (both * 4 >= Math.max(from.terms.length, to.terms.length)) return align(from, to)
  const replaced = Math.min(left, right)
  return { replaced, added: right - replaced, removed: left - replaced, moved: 0 }
}

/** How many things differ: a term that gave way to another one is one. */
export function changeCount(found: Difference): number {
  const { replaced, added, removed, moved, reweighted, negative, settings, model, loras, size, input } = found
  return replaced + added + removed + moved + reweighted + negative + settings + model + loras + size + input
}

function setDifference(a: Int32Array, b: Int32Array): { left: number; right: number; both: number } {
  let i = 0
  let j = 0
  let both = 0
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] as number, b[j] as number]
    if (x === y) both += 1
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return { left: a.length - both, right: b.length - both, both }
}

function likeness(
  { rarity, isHabit }: Library,
  from: Wording,
  to: Wording,
): { kinship: number; sharedRare: number } {
  const a = from.words
  const b = to.words
  let i = 0
  let j = 0
  let shared = 0
  let all = 0
  let sharedRare = 0
  while (i < a.length || j < b.length) {
    const x = i < a.length ? (a[i] as number) : Number.MAX_SAFE_INTEGER
    const y = j < b.length ? (b[j] as number) : Number.MAX_SAFE_INTEGER
    const weight = rarity[Math.min(x, y)] ?? 1
    all += weight
    if (x === y) {
      shared += weight
      if (!isHabit(x)) sharedRare += 1
    }
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return { kinship: all === 0 ? 1 : shared / all, sharedRare }
}

/** The heads have no word in common, and neither is found anywhere in the other prompt. */
function subjectChanged(from: Sheet, to: Sheet): boolean {
  if (from.subject.length === 0 || to.subject.length === 0 || !from.prompt || !to.prompt) return false
  return (
    setDifference(from.subject, to.prompt.words).both === 0 &&
    setDifference(to.subject, from.prompt.words).both === 0
  )
}

function reweightedTerms(from: Wording, to: Wording): number {
  let i = 0
  let j = 0
  let count = 0
  while (i < from.terms.length && j < to.terms.length) {
    const [x, y] = [from.terms[i] as number, to.terms[j] as number]
    // NaN is a weight that is not known: neither equal nor different.
    if (x === y && Math.abs((from.weights[i] as number) - (to.weights[j] as number)) > 1e-9) count += 1
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return count
}

function negativeDifference(from: Sheet, to: Sheet, absenceSpeaks: boolean, unknown: string[]): number {
  if (!from.negative || !to.negative) {
    if (from.negative === to.negative) return 0
    if (absenceSpeaks) return (from.negative ?? to.negative)?.terms.length ?? 0
    unknown.push('negativePrompt')
    return 0
  }
  const { left, right } = setDifference(from.negative.terms, to.negative.terms)
  return Math.max(left, right) + reweightedTerms(from.negative, to.negative)
}

/** By digest where both have one, else by name; NaN-like silence where one has neither. */
function modelDifference(from: Sheet, to: Sheet, unknown: string[]): number {
  const [a, b] = [from.recipe.model, to.recipe.model]
  if (!a && !b) return 0
  if (a?.hash && b?.hash) return sameDigest(a.hash, b.hash) ? 0 : 1
  if (a?.name === undefined || b?.name === undefined) {
    unknown.push('model')
    return 0
  }
  return plainName(a.name) === plainName(b.name) ? 0 : 1
}

function loraDifference(from: Sheet, to: Sheet, sameFamily: boolean): number {
  if (from.loras.size === 0 && to.loras.size === 0) return 0
  let count = 0
  for (const name of new Set([...from.loras.keys(), ...to.loras.keys()])) {
    const [a, b] = [from.loras.get(name), to.loras.get(name)]
    if (a !== undefined && b !== undefined) count += Math.abs(a - b) > 1e-9 ? 1 : 0
    else if (sameFamily || (from.loras.size > 0 && to.loras.size > 0)) count += 1
  }
  return count
}
