import type { FileRecord, Generation } from '../../../../shared/contract/record.ts'
import { dialectOf, type PromptDialect } from '../../../../shared/prompt-terms.ts'
import { familyOf, isNoise, plainName, statesAllOf } from '../changes.ts'

/** What a record says of how a picture was made, without what differs from picture to picture of one round. */
export interface Recipe {
  /** Equal for pictures of one round: everything but seed, numbering, file names and versions. */
  readonly canonical: string
  /** The same without the keys that refine a finished picture (hires, upscale, detailer, face restoration). */
  readonly unrefined: string
  /** The same without a variation of the seed. */
  readonly unvaried: string
  readonly dialect: PromptDialect
  /** Null where the program is not known. */
  readonly family: string | null
  /** The family's record lists every setting, so that a missing one was not set. */
  readonly statesAll: boolean
  /** Null where the record does not state it. */
  readonly prompt: string | null
  readonly negative: string | null
  readonly model: Generation['model'] | null
  readonly loras: NonNullable<Generation['loras']>
  /** Settings by name, as stated. */
  readonly settings: ReadonlyMap<string, string>
  /** Keys that only a refinement of a finished picture has. */
  readonly refinements: readonly string[]
  /** Digests and file names that the record gives for pictures that went in. */
  readonly inputDigests: readonly string[]
  readonly inputNames: readonly string[]
  /** A picture went in, whether or not it is named. */
  readonly takesPicture: boolean
  /** Which nodes with which inputs, of a graph; null of other records. */
  readonly workflow: string | null
  /** How strongly the input was changed, 0..1; null where it is not stated. */
  readonly denoise: number | null
}

const refining =
  /^(hires|hr_|hrf_|postprocess|adetailer|face restoration|upscal|sd upscale|facetool|esrgan|codeformer|gfpgan)/i
/** Prompts as a program made them of the recorded one: wildcards that were drawn, styles and words that Fooocus adds. */
const drawnText = /populated_text$|^full_(negative_)?prompt$/
const masking = /^(mask blur|inpaint|masked content|mask )/i
const seeding = /(^|[\s._])(noise_|sub|variation )?seed(_value|s)?$|control_after_generate|^--seed$/i
const pictureName =
  /[^\s"'\\/:,;{}[\]()<>|*?]+(?: [^\s"'\\/:,;{}[\]()<>|*?]+)*\.(?:png|jpe?g|webp|avif|jxl)\b/gi
const modelKey = /model|vae|lora|ti hashes/i
const pictureKey = /image|init|input|control|mask|reference|source/i

/** Null of a file that holds no record of a generation. */
export function recipeOf(record: FileRecord): Recipe | null {
  const main = record.generations.find((each) => textOf(each, 'prompt') !== null) ?? record.generations[0]
  if (!main) return null
  const family = familyOf(record)
  const statesAll = statesAllOf(record)
  const settings = new Map<string, string>()
  const refinements = new Set<string>()
  for (const [at, generation] of record.generations.entries()) {
    const isMain = generation === main
    // A second sampler of a graph works on what the first one made; a second record of the same picture repeats the first.
    const prefix = isMain ? '' : `${at + 1}: `
    if (!isMain && repeats(generation, main)) continue
    for (const [key, value] of settingsOf(generation)) settings.set(`${prefix}${key}`, value)
    if (!isMain) {
      settings.set(`${prefix}pass`, `${textOf(generation, 'prompt') ?? ''}`)
      refinements.add(`${prefix}pass`)
    }
  }
  for (const key of settings.keys()) if (refining.test(key)) refinements.add(key)
  const template = templateOf(main)
  const prompt = textOf(main, 'prompt')
  const negative = textOf(main, 'negativePrompt')
  const models = main.models?.map(({ name }) => plainName(name ?? '')).join(' + ')
  const model = main.model ?? (models ? { name: models } : null)
  const isHires = [...refinements].some((key) => /^(hires|hr_|hrf_)/i.test(key))
  const inputs = inputsOf(record)
  const denoise = main.denoisingStrength ?? null
  const takesPicture =
    inputs.names.length + inputs.digests.length > 0 ||
    (denoise !== null && denoise < 1 && !isHires) ||
    [...settings.keys()].some((key) => masking.test(key))
  const words = template ?? `${plain(prompt ?? '')}\n\n${plain(negative ?? '')}`
  const loras = main.loras ?? []
  const head = [
    family ?? '',
    prompt === null ? 'no prompt' : words,
    model ? (model.hash?.slice(0, 8).toLowerCase() ?? plainName(model.name ?? '')) : '',
    loras
      .map(({ name, weight }) => `${plainName(name)}=${weight ?? ''}`)
      .sort()
      .join(),
    ...inputs.stated,
  ].join('\n')
  const body = (leaveOut: (key: string) => boolean): string =>
    [...settings]
      .filter(([key]) => !leaveOut(key))
      .map(([key, value]) => `\n${key}=${value}`)
      .sort()
      .join('')
  return {
    canonical: head + body(() => false),
    unrefined:
      head +
      body((key) => refinements.has(key) || /^\d+: /.test(key) || (isHires && key === 'denoisingStrength')),
    unvaried: head + body((key) => /^variation seed/i.test(key)),
    dialect: dialectOf(record.generator?.id),
    family,
    statesAll,
    prompt,
    negative,
    model,
    loras,
    settings,
    refinements: [...refinements],
    inputDigests: inputs.digests,
    inputNames: inputs.names,
    takesPicture,
    workflow: workflowOf(main),
    denoise,
  }
}

/** The seed and, where the picture is a variation, the seed of the variation. */
export function seedsOf(record: FileRecord): { seed: string | null; variation: string | null } {
  const main = record.generations.find((each) => each.seed !== undefined)
  const variation = main?.parameters?.['Variation seed'] ?? null
  const strength = Number(main?.parameters?.['Variation seed strength'] ?? 1)
  return { seed: main?.seed ?? null, variation: strength > 0 ? variation : null }
}

const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\s,，]+$/, '')
    .trim()

function textOf(generation: Generation, field: 'prompt' | 'negativePrompt'): string | null {
  const all = generation[field === 'prompt' ? 'prompts' : 'negativePrompts']
  return generation[field] ?? (all && all.length > 0 ? all.join('\n') : null)
}

/** The text from which a program drew the prompt by chance; null where none is recorded. */
function templateOf({ parameters = {} }: Generation): string | null {
  const wildcards = Object.entries(parameters).find(([key]) => key.endsWith('.wildcard_text'))?.[1]
  const template = parameters.Template ?? wildcards
  return template === undefined
    ? null
    : `template ${plain(template)}\n\n${plain(parameters['Negative Template'] ?? '')}`
}

/** The same making told a second time in the same file, by another carrier. */
function repeats(generation: Generation, main: Generation): boolean {
  return generation.carrier !== main.carrier && generation.seed !== undefined && generation.seed === main.seed
}

function settingsOf(generation: Generation): [string, string][] {
  const { width, height, seed, parameters = {} } = generation
  const fields = (['sampler', 'scheduler', 'steps', 'cfgScale', 'denoisingStrength'] as const).flatMap(
    (field): [string, string][] => (generation[field] === undefined ? [] : [[field, `${generation[field]}`]]),
  )
  const size: [string, string][] =
    width !== undefined && height !== undefined ? [['size', `${width}×${height}`]] : []
  const telling = Object.entries(parameters).filter(
    ([key, value]) =>
      !isNoise(key) && !seeding.test(key) && !drawnText.test(key) && !(value.length > 3 && value === seed),
  )
  return [...fields, ...size, ...telling]
}

/** Pictures that went in, by the digests and file names among the parameters. */
function inputsOf({ generations }: FileRecord): { digests: string[]; names: string[]; stated: string[] } {
  const digests = new Set<string>()
  const names = new Set<string>()
  const stated: string[] = []
  for (const { parameters = {} } of generations) {
    for (const [key, value] of Object.entries(parameters)) {
      for (const [digest] of value.matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/gi))
        digests.add(digest.toLowerCase())
      if (/^init image hash$/i.test(key)) names.add(value.toLowerCase())
      if (!pictureKey.test(key) || modelKey.test(key)) continue
      // Keys of digests are left out of the settings; those of inputs are a choice all the same.
      if (isNoise(key)) stated.push(`\n${key}=${value}`)
      for (const [name] of value.matchAll(pictureName)) names.add(name.toLowerCase())
    }
  }
  return { digests: [...digests], names: [...names], stated: stated.sort() }
}

/** Parameters of graphs are named `id type.input`. */
function workflowOf({ parameters = {} }: Generation): string | null {
  const keys = Object.keys(parameters).filter((key) => /^\S+ .+\.\w+$/.test(key))
  return keys.length > 2 ? keys.sort().join('\n') : null
}
