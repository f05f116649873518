import type { Generation } from '../../../shared/contract/record.ts'
import type { Reading } from './generators/reading.ts'

type Details = { field: string; first: string; second: string }

/** How a field is brought to a form in which the same thing written twice is equal. */
const comparable: Readonly<Record<string, Values>> = {
  prompt: (g) => [g.prompt, ...(g.prompts ?? [])].map(plain),
  negativePrompt: (g) => [g.negativePrompt, ...(g.negativePrompts ?? [])].map(plain),
  seed: (g) => [g.seed],
  steps: (g) => [text(g.steps)],
  cfgScale: (g) => [text(g.cfgScale)],
  sampler: (g) => [samplerName(g.sampler)],
  model: (g) => [g.model, ...(g.models ?? [])].map((model) => modelName(model?.name)),
  width: (g) => [text(g.width)],
  height: (g) => [text(g.height)],
}

/** The fields in which two records of one file contradict each other, with the places of both. */
export function disagreements(readings: readonly Reading[]): Details[] {
  const found: Details[] = []
  // Rows of a history speak of different pictures.
  const records = readings.filter(
    ({ generations }) => generations.length > 0 && generations.every(({ file }) => file === undefined),
  )
  for (const [i, first] of records.entries()) {
    for (const second of records.slice(i + 1)) {
      for (const [field, values] of Object.entries(comparable)) {
        if (found.some((details) => details.field === field)) continue
        if (contradict(field, valuesOf(first.generations, values), valuesOf(second.generations, values))) {
          found.push({ field, first: placeOf(first), second: placeOf(second) })
        }
      }
    }
  }
  return found
}

/** The fields in which two sets of generations, read from two files, contradict each other. */
export function disagreementsBetween(first: readonly Generation[], second: readonly Generation[]): string[] {
  return Object.entries(comparable).flatMap(([field, values]) =>
    contradict(field, valuesOf(first, values), valuesOf(second, values)) ? [field] : [],
  )
}

const placeOf = ({ statement }: Reading): string => `${statement.kind}:${statement.key}`

type Values = (generation: Generation) => readonly (string | undefined)[]

const valuesOf = (generations: readonly Generation[], values: Values): string[] =>
  generations.flatMap((generation) => values(generation).filter((value) => value !== undefined))

/** Both say something, and nothing that one says is what the other says. */
function contradict(field: string, first: readonly string[], second: readonly string[]): boolean {
  if (first.length === 0 || second.length === 0) return false
  const same = (a: string, b: string) =>
    a === b || (field === 'sampler' && (a.startsWith(b) || b.startsWith(a)))
  return !first.some((a) => second.some((b) => same(a, b)))
}

const text = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value)

const plain = (value: string | undefined): string | undefined =>
  value
    ?.replace(/\s+/g, ' ')
    .replace(/[\s,]+$/, '')
    .trim()

/** `Euler a` and `euler_ancestral`, `DPM++ 2M Karras` and `dpmpp_2m` name the same sampler. */
function samplerName(value: string | undefined): string | undefined {
  return value
    ?.toLowerCase()
    .replace(/^k_|^sample_/, '')
    .replace(/\+\+/g, 'pp')
    .replace(/ a\b/g, ' ancestral')
    .replace(/[^a-z0-9]/g, '')
}

const modelName = (value: string | undefined): string | undefined =>
  value
    ?.replace(/^.*[\\/]/, '')
    .replace(/\.(safetensors|ckpt|pt|gguf)$/i, '')
    .toLowerCase()
