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
import { otherParameters } from './fields.ts'
import { generator, model, present, type Reading } from './reading.ts'

/**
 * SwarmUI: JSON with `sui_image_params`, in PNG `parameters`, EXIF UserComment, stealth pixels or (before 0.5.8) the
 * EXIF field Model. Values may be strings.
 */
export function readSwarmUi(statements: readonly Statement[]): readonly Reading[] {
  return statements.flatMap((statement): Reading[] => {
    if (statement.damaged || !statement.text?.includes('sui_image_params')) return []
    const record = parseObject(statement.text)
    const params = record?.sui_image_params
    if (!record || !isObject(params)) return []
    const date = isObject(record.sui_extra_data) ? asText(record.sui_extra_data.date) : undefined
    return [
      {
        statement,
        generator: generator('swarmui', asText(params.swarm_version)),
        generations: [generationOf(params, record)],
        ...(date ? { times: [{ source: `${statement.kind}:sui_extra_data.date`, value: date }] } : {}),
      },
    ]
  })
}

const fields = new Set([
  'prompt',
  'negativeprompt',
  'model',
  'loras',
  'loraweights',
  'sampler',
  'scheduler',
  'steps',
  'cfgscale',
  'seed',
  'width',
  'height',
])

function generationOf(params: JsonObject, record: JsonObject): Generation {
  const hashes = isArray(record.sui_models) ? record.sui_models.filter(isObject) : []
  const hash = asText(hashes.find((entry) => entry.param === 'model')?.hash)
  return present({
    prompt: asText(params.prompt),
    // The program writes only what was set; a negative prompt that was not set is empty.
    negativePrompt: asText(params.negativeprompt) ?? '',
    model: model(asText(params.model), hash),
    loras: lorasOf(params),
    sampler: asText(params.sampler),
    scheduler: asText(params.scheduler),
    steps: asCount(params.steps),
    cfgScale: asNumber(params.cfgscale),
    seed: asSeed(params.seed),
    width: asCount(params.width),
    height: asCount(params.height),
    parameters: otherParameters(params, fields),
  })
}

const listOf = (value: unknown): (string | undefined)[] =>
  isArray(value) ? value.map(asText) : (asText(value)?.split(',') ?? [])

function lorasOf(params: JsonObject): Generation['loras'] {
  const weights = listOf(params.loraweights)
  const loras = listOf(params.loras).flatMap((name, i) => {
    const weight = asNumber(weights[i])
    return name?.trim() ? [{ name: name.trim(), ...(weight === undefined ? {} : { weight }) }] : []
  })
  return loras.length > 0 ? loras : undefined
}
