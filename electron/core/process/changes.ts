import type { Change } from '../../../shared/contract/process.ts'
import type { FileRecord, Generation } from '../../../shared/contract/record.ts'
import { dialectOf, type PromptDialect, promptTerms } from '../../../shared/prompt-terms.ts'
import { termChanges } from './term-changes.ts'

/** One side of a comparison. */
interface Side {
  readonly generation: Generation
  readonly dialect: PromptDialect
}

/**
 * What differs between two records, in the order in which a reader would ask. Values are as the files state them.
 * What one of the two does not state is unknown, never equal and never different: it is told only where both come
 * from one family of generators whose records always state it, so that its absence is itself a statement.
 */
export function changesBetween(parent: FileRecord, child: FileRecord): Change[] {
  const pair = matchingGenerations(parent, child)
  if (!pair) return []
  const before: Side = { generation: pair[0], dialect: dialectOf(parent.generator?.id) }
  const after: Side = { generation: pair[1], dialect: dialectOf(child.generator?.id) }
  const family = familyOf(parent)
  const sameFamily = family !== null && family === familyOf(child)
  const absenceSpeaks = sameFamily && statesEverything.has(family)
  return [
    ...promptChanges('prompt', before, after, absenceSpeaks),
    ...promptChanges('negativePrompt', before, after, absenceSpeaks),
    ...modelChanges(before.generation, after.generation),
    ...loraChanges(before, after, sameFamily),
    ...scalarChanges(before.generation, after.generation, absenceSpeaks),
    ...inputChanges(before.generation, after.generation, absenceSpeaks),
    ...parameterChanges(before.generation, after.generation, absenceSpeaks),
  ]
}

/** Programs that write the same record in the same way. */
const families: ReadonlyMap<string, string> = new Map([
  ['forge', 'a1111'],
  ['reforge', 'a1111'],
  ['sdnext', 'a1111'],
])

/** Families whose record lists all settings that were used. A graph is not one: what could not be followed is missing too. */
const statesEverything: ReadonlySet<string> = new Set(['a1111', 'novelai', 'invokeai', 'fooocus'])

/** The family of programs that write the same record in the same way; null where the program is not known. */
export function familyOf({ generator }: FileRecord): string | null {
  if (!generator || generator.id === 'unknown') return null
  return families.get(generator.id) ?? generator.id
}

/** Whether the record lists every setting, so that what it does not name was not set. */
export function statesAllOf(record: FileRecord): boolean {
  return statesEverything.has(familyOf(record) ?? '')
}

/** A file can hold several statements: like is compared with like, by where the statement stands, else the first with the first. */
function matchingGenerations(parent: FileRecord, child: FileRecord): [Generation, Generation] | undefined {
  const place = (record: FileRecord, generation: Generation): string | undefined => {
    const carrier = generation.carrier === undefined ? undefined : record.carriers[generation.carrier]
    return carrier && `${carrier.kind} ${carrier.key}`
  }
  for (const after of child.generations) {
    const here = place(child, after)
    const before = here && parent.generations.find((generation) => place(parent, generation) === here)
    if (before) return [before, after]
  }
  const [before] = parent.generations
  const [after] = child.generations
  return before && after && [before, after]
}

function promptChanges(
  field: 'prompt' | 'negativePrompt',
  before: Side,
  after: Side,
  absenceSpeaks: boolean,
): Change[] {
  const from = before.generation[field] ?? (absenceSpeaks ? '' : undefined)
  const to = after.generation[field] ?? (absenceSpeaks ? '' : undefined)
  if (from === undefined || to === undefined) return []
  return termChanges(field, { text: from, dialect: before.dialect }, { text: to, dialect: after.dialect })
}

/** Digests of one file come short and long (`e6bb9ea85b`, 64 digits): the short one must begin the long one. */
export function sameDigest(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.length >= 6 && long.toLowerCase().startsWith(short.toLowerCase())
}

/** Whether to write the model or its name at all is a setting of the programs, so its absence says nothing. */
function modelChanges({ model: from }: Generation, { model: to }: Generation): Change[] {
  if (!from || !to) return []
  const byDigest = from.hash !== undefined && to.hash !== undefined
  if (byDigest && sameDigest(from.hash as string, to.hash as string)) return []
  if (!byDigest && (from.name === undefined || to.name === undefined)) return []
  if (!byDigest && plainName(from.name as string) === plainName(to.name as string)) return []
  const digestTells = from.name === undefined || to.name === undefined || from.name === to.name
  const shown = ({ name, hash }: NonNullable<Generation['model']>): string | null =>
    digestTells && byDigest ? [name, `[${hash}]`].filter(Boolean).join(' ') : (name ?? null)
  return [{ field: 'model', kind: 'changed', from: shown(from), to: shown(to) }]
}

/** File name without folder and ending, for comparing only: programs differ in how much of the path they write. */
export function plainName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? name
  return base.replace(/\.(safetensors|ckpt|pt|pth|bin|gguf|sft)$/i, '')
}

/** Named in the record, in tags of the prompt, or both; each once, the record's own weight first. */
function lorasOf({ generation, dialect }: Side): Map<string, { name: string; weight: number | undefined }> {
  const loras = new Map<string, { name: string; weight: number | undefined }>()
  for (const { name, weight } of generation.loras ?? []) {
    if (!loras.has(plainName(name))) loras.set(plainName(name), { name, weight })
  }
  // A tag begins with `<`; most prompts have none and need not be read for it.
  const prompt = generation.prompt?.includes('<') ? generation.prompt : ''
  for (const term of promptTerms(prompt, dialect)) {
    if (term.kind !== 'lora') continue
    const known = loras.get(plainName(term.text))
    const weight = known?.weight ?? term.weight ?? undefined
    loras.set(plainName(term.text), { name: known?.name ?? term.text, weight })
  }
  return loras
}

function loraChanges(before: Side, after: Side, sameFamily: boolean): Change[] {
  const from = lorasOf(before)
  const to = lorasOf(after)
  const bothListed = before.generation.loras !== undefined && after.generation.loras !== undefined
  const changes: Change[] = []
  for (const key of new Set([...from.keys(), ...to.keys()])) {
    const old = from.get(key)
    const next = to.get(key)
    const field = `lora:${next?.name ?? old?.name}`
    if (old && next) {
      if (old.weight === undefined || next.weight === undefined || old.weight === next.weight) continue
      changes.push({ field, kind: 'reweighted', from: `${old.weight}`, to: `${next.weight}` })
    } else if (sameFamily || bothListed) {
      const weight = (old ?? next)?.weight
      const stated = weight === undefined ? null : `${weight}`
      if (next) changes.push({ field, kind: 'added', from: null, to: stated })
      else changes.push({ field, kind: 'removed', from: stated, to: null })
    }
  }
  return changes
}

const scalars = ['sampler', 'scheduler', 'steps', 'cfgScale', 'seed', 'size', 'denoisingStrength'] as const

function scalarChanges(from: Generation, to: Generation, absenceSpeaks: boolean): Change[] {
  return scalars.flatMap((field) => {
    // Since when a program writes its scheduler apart from the sampler depends on its version.
    const speaks = absenceSpeaks && field !== 'scheduler'
    return valueChange(field, scalarOf(from, field), scalarOf(to, field), speaks)
  })
}

function scalarOf(generation: Generation, field: (typeof scalars)[number]): string | undefined {
  if (field !== 'size') return generation[field] === undefined ? undefined : `${generation[field]}`
  const { width, height } = generation
  return width === undefined || height === undefined ? undefined : `${width}×${height}`
}

/** Keys that differ without anybody having chosen anything: versions, digest tables, dates, numbering. */
const noise =
  /hash|version|\bapp\b|date|\btime\b|uuid|\bid\b|^user$|civitai|resources|batch|^parser$|metadata|workflow|template/i
/** Whether a key of `parameters` says nothing that anybody chose. */
export const isNoise = (key: string): boolean => noise.test(key)
/** Longer values are documents of their own (graphs, resource lists), no setting that a reader could compare. */
const LONGEST_SETTING = 300

function parameterChanges(from: Generation, to: Generation, absenceSpeaks: boolean): Change[] {
  const before = new Map(Object.entries(from.parameters ?? {}))
  const after = new Map(Object.entries(to.parameters ?? {}))
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !isNoise(key) && !isPictureKey(key))
    .filter((key) =>
      [before.get(key), after.get(key)].every((value) => (value ?? '').length <= LONGEST_SETTING),
    )
    .flatMap((key) => valueChange(key, before.get(key), after.get(key), absenceSpeaks))
}

/** Parameters that say which picture went in; of graphs they are named `id type.input`, and the id may change. */
const inputKey = /(?:^|\s)(?:load ?image(?!mask)[^.]*\.image|init image hash|init_image|image_name)$/i
const maskKey = /(?:^|\s)(?:load ?imagemask[^.]*\.image|mask hash|mask image|mask)$/i
const isPictureKey = (key: string): boolean => inputKey.test(key) || maskKey.test(key)

/** Input picture and mask, by digest or name as the records give them, whatever the node that took them. */
function inputChanges(from: Generation, to: Generation, absenceSpeaks: boolean): Change[] {
  return (
    [
      ['input', inputKey],
      ['mask', maskKey],
    ] as const
  ).flatMap(([field, pattern]) => {
    const stated = ({ parameters = {} }: Generation): string | undefined => {
      const found = Object.entries(parameters).filter(([key]) => pattern.test(key))
      return found.length === 0
        ? undefined
        : found
            .map(([, value]) => value)
            .sort()
            .join(', ')
    }
    return valueChange(field, stated(from), stated(to), absenceSpeaks)
  })
}

function valueChange(
  field: string,
  from: string | undefined,
  to: string | undefined,
  absenceSpeaks: boolean,
): Change[] {
  if (from === to) return []
  if (from !== undefined && to !== undefined) return [{ field, kind: 'changed', from, to }]
  if (!absenceSpeaks) return []
  return [{ field, kind: from === undefined ? 'added' : 'removed', from: from ?? null, to: to ?? null }]
}
