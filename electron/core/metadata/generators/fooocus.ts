import type { Generation } from '../../../../shared/contract/record.ts'
import {
  asCount,
  asNumber,
  asSeed,
  asText,
  isArray,
  isObject,
  type JsonObject,
  parseObject,
} from '../exact-json.ts'
import type { Statement } from '../statement.ts'
import { firstOf, otherParameters, sizeIn } from './fields.ts'
import { type Generator, generator, model, present, type Reading } from './reading.ts'

/**
 * Fooocus and its relatives: JSON in PNG `parameters` (with `fooocus_scheme`), in EXIF UserComment (with Software
 * `Fooocus v…`), in `Comment` (Fooocus-MRE), or with `software: RuinedFooocus`.
 */
export function readFooocus(statements: readonly Statement[]): readonly Reading[] {
  const scheme = statements.find((s) => s.key === 'fooocus_scheme')
  const software = statements.find((s) => s.key === 'Software' && /^Fooocus/.test(s.text ?? ''))
  return statements.flatMap((statement): Reading[] => {
    if (statement.damaged || statement.text === undefined) return []
    if (!/^(parameters|UserComment|Comment|comment)$/.test(statement.key) && statement.kind !== 'alpha-lsb')
      return []
    if (!/prompt"/i.test(statement.text)) return []
    const record = parseObject(statement.text)
    if (!record) return []
    const writer = writerOf(record, scheme !== undefined || software !== undefined)
    if (!writer) return []
    const claims = scheme ? [scheme] : []
    return [{ statement, generator: writer, generations: [fooocusGeneration(record)], claims }]
  })
}

function writerOf(record: JsonObject, marked: boolean): Generator | undefined {
  const version = asText(record.version)
  if (record.software === 'RuinedFooocus') return generator('ruined-fooocus')
  if (/^Fooocus-MRE/i.test(asText(record.software) ?? ''))
    return generator('fooocus-mre', asText(record.software))
  if (marked && ('prompt' in record || 'base_model' in record)) return generator('fooocus', version)
  if (/^Fooocus/.test(version ?? '') && 'prompt' in record) return generator('fooocus', version)
  // Fooocus-MRE calls itself "Fooocus" or nothing; the prompts after its styles are its own.
  return 'real_prompt' in record && 'real_negative_prompt' in record ? generator('fooocus-mre') : undefined
}

const fields = new Set([
  'prompt',
  'Prompt',
  'negative_prompt',
  'Negative',
  'Negative Prompt',
  'base_model',
  'Base Model',
  'base_model_name',
  'base_model_hash',
  'sampler',
  'Sampler',
  'sampler_name',
  'scheduler',
  'Scheduler',
  'steps',
  'Steps',
  'guidance_scale',
  'Guidance Scale',
  'cfg',
  'seed',
  'Seed',
  'resolution',
  'Resolution',
  'width',
  'height',
  'denoise',
])

/** The fields of a Fooocus record, with the keys of its programs or the labels of its log. */
export function fooocusGeneration(record: JsonObject): Generation {
  const size = sizeIn(firstOf(record, 'resolution', 'Resolution'))
  return present({
    prompt: asText(firstOf(record, 'prompt', 'Prompt')),
    negativePrompt: asText(firstOf(record, 'negative_prompt', 'Negative Prompt', 'Negative')),
    model: model(
      asText(firstOf(record, 'base_model_name', 'base_model', 'Base Model')),
      asText(record.base_model_hash),
    ),
    loras: lorasOf(record),
    sampler: asText(firstOf(record, 'sampler', 'Sampler', 'sampler_name')),
    scheduler: asText(firstOf(record, 'scheduler', 'Scheduler')),
    steps: asCount(firstOf(record, 'steps', 'Steps')),
    cfgScale: asNumber(firstOf(record, 'guidance_scale', 'Guidance Scale', 'cfg')),
    seed: asSeed(firstOf(record, 'seed', 'Seed')),
    width: size.width ?? asCount(record.width),
    height: size.height ?? asCount(record.height),
    denoisingStrength: asNumber(record.denoise),
    parameters: otherParameters(record, fields),
  })
}

/** `loras: [[name, weight, hash]]`, `[{name, weight}]`, or one key a LoRA: `lora_combined_1: "name : 0.5"`, `LoRA 1`. */
function lorasOf(record: JsonObject): Generation['loras'] {
  const loras: { name: string; weight?: number; hash?: string }[] = []
  const add = (name: unknown, weight: unknown, hash?: unknown) => {
    const named = asText(name)
    const weighed = asNumber(weight)
    const hashed = asText(hash)
    if (!named || named === 'None' || loras.some((lora) => lora.name === named)) return
    loras.push({
      name: named,
      ...(weighed === undefined ? {} : { weight: weighed }),
      ...(hashed ? { hash: hashed } : {}),
    })
  }
  for (const entry of isArray(record.loras) ? record.loras : []) {
    if (isArray(entry)) add(entry[0], entry[1], entry[2])
    else if (isObject(entry)) add(firstOf(entry, 'name', 'lora'), entry.weight, entry.hash)
  }
  for (const [key, value] of Object.entries(record)) {
    if (!/^(lora_combined_\d+|LoRA \d+)$/.test(key) || typeof value !== 'string') continue
    const cut = value.lastIndexOf(' : ')
    if (cut > 0) add(value.slice(0, cut), value.slice(cut + 3))
  }
  return loras.length > 0 ? loras : undefined
}
