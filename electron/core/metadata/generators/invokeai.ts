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
  toJsonText,
} from '../exact-json.ts'
import type { Statement } from '../statement.ts'
import { isCommand, parseDream } from './dream.ts'
import { firstOf, otherParameters } from './fields.ts'
import { generator, model, present, type Reading } from './reading.ts'

/** InvokeAI in its three ages: `Dream` (1), `sd-metadata` (2), `invokeai_metadata` and `invokeai_graph` (3 and later). */
export function readInvokeAi(statements: readonly Statement[]): readonly Reading[] {
  const readings = statements.flatMap((statement): Reading[] => {
    if (statement.damaged || statement.text === undefined) return []
    switch (statement.key) {
      case 'invokeai_metadata':
        return readMetadata(statement, parseObject(statement.text))
      case 'sd-metadata':
        return readSdMetadata(statement, parseObject(statement.text))
      case 'Dream':
      case 'dream':
        return readDream(statement, statement.text)
      case 'invokeai_graph':
        return statements.some((s) => s.key === 'invokeai_metadata')
          ? []
          : readGraph(statement, statement.text)
      default:
        return []
    }
  })
  // The structured record before the command line, which holds less.
  const rank = (reading: Reading) => (/^dream$/i.test(reading.statement.key) ? 1 : 0)
  return readings.sort((a, b) => rank(a) - rank(b))
}

function readDream(statement: Statement, text: string): Reading[] {
  if (isCommand(text)) return [{ statement, generator: generator('invokeai'), generations: [] }]
  const generation = parseDream(text)
  return generation ? [{ statement, generator: generator('invokeai'), generations: [generation] }] : []
}

function readSdMetadata(statement: Statement, record: JsonObject | undefined): Reading[] {
  if (!record) return []
  const images = [record.image, ...(isArray(record.images) ? record.images : [])].filter(isObject)
  if (images.length === 0) return []
  const generations = images.map((image) => sdMetadataGeneration(image, record))
  return [{ statement, generator: generator('invokeai', asText(record.app_version)), generations }]
}

const sdFields = new Set(['prompt', 'steps', 'cfg_scale', 'seed', 'width', 'height', 'sampler'])

function sdMetadataGeneration(image: JsonObject, record: JsonObject): Generation {
  const prompts = promptsOf(image.prompt)
  const single = prompts.length === 1 ? prompts[0] : undefined
  const outer = otherParameters(
    record,
    new Set(['image', 'images', 'model_weights', 'model_hash', 'app_version']),
  )
  const inner = otherParameters(image, sdFields)
  return present({
    prompt: single,
    prompts: prompts.length > 1 ? prompts : undefined,
    negativePrompt: single === undefined ? undefined : bracketed(single),
    model: model(asText(record.model_weights) ?? asText(record.model_id), asText(record.model_hash)),
    sampler: asText(image.sampler),
    steps: asCount(image.steps),
    cfgScale: asNumber(image.cfg_scale),
    seed: asSeed(image.seed),
    width: asCount(image.width),
    height: asCount(image.height),
    parameters: {
      ...outer,
      ...inner,
      ...(prompts.length > 1 ? { prompt: toJsonText(image.prompt) } : {}),
    },
  })
}

/** A text, or a list of texts with weights: several prompts in one picture. */
function promptsOf(value: unknown): string[] {
  const one = asText(value)
  if (one !== undefined) return [one]
  if (!isArray(value)) return []
  return value.flatMap((entry) => asText(isObject(entry) ? entry.prompt : entry) ?? [])
}

/** `[…]` within a prompt of versions 1 and 2 is the negative prompt. The prompt itself stays as written. */
export function bracketed(prompt: string): string | undefined {
  const parts = [...prompt.matchAll(/\[([^[\]]*)\]/g)].map((match) => (match[1] ?? '').trim())
  return parts.length > 0 ? parts.join(', ') : undefined
}

function readMetadata(statement: Statement, record: JsonObject | undefined): Reading[] {
  if (!record) return []
  const version = asText(record.app_version)
  return [{ statement, generator: generator('invokeai', version), generations: [invokeAiGeneration(record)] }]
}

/** Without a metadata record, the graph still has a node that would have written one. */
function readGraph(statement: Statement, text: string): Reading[] {
  const nodes = parseObject(text)?.nodes
  const all = isObject(nodes) ? Object.values(nodes) : []
  const core = all.find((node) => isObject(node) && node.type === 'core_metadata')
  const generations = isObject(core) ? [invokeAiGeneration(core)] : []
  return [{ statement, generator: generator('invokeai'), generations }]
}

const fields = new Set([
  'positive_prompt',
  'negative_prompt',
  'model',
  'loras',
  'scheduler',
  'steps',
  'cfg_scale',
  'seed',
  'width',
  'height',
  'strength',
  'id',
  'type',
  'is_intermediate',
  'use_cache',
])

/** The record of version 3 and later; also what its database keeps. Its `scheduler` is what others call sampler. */
export function invokeAiGeneration(record: JsonObject): Generation {
  return present({
    prompt: asText(record.positive_prompt),
    negativePrompt: asText(record.negative_prompt),
    model: modelOf(record.model),
    loras: lorasOf(record.loras),
    sampler: asText(record.scheduler),
    steps: asCount(record.steps),
    cfgScale: asNumber(record.cfg_scale),
    seed: asSeed(record.seed),
    width: asCount(record.width),
    height: asCount(record.height),
    denoisingStrength: asNumber(record.strength),
    parameters: otherParameters(record, fields),
  })
}

/** `{model_name}` in version 3, `{name, hash}` from 4, `{key}` alone names nothing. */
function modelOf(value: unknown): Generation['model'] {
  if (!isObject(value)) return model(asText(value))
  return model(asText(firstOf(value, 'name', 'model_name')), asText(value.hash))
}

function lorasOf(value: unknown): Generation['loras'] {
  if (!isArray(value)) return undefined
  const loras = value.filter(isObject).flatMap((entry) => {
    const found = modelOf(firstOf(entry, 'model', 'lora'))
    const weight = asNumber(entry.weight)
    if (!found?.name) return []
    return [
      {
        name: found.name,
        ...(weight === undefined ? {} : { weight }),
        ...(found.hash ? { hash: found.hash } : {}),
      },
    ]
  })
  return loras.length > 0 ? loras : undefined
}
