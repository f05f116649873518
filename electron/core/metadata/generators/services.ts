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
import { generationOf as infotextGeneration } from './a1111.ts'
import { apiGraphOf, readGraph } from './comfyui/comfyui.ts'
import { firstOf, otherParameters, sizeIn } from './fields.ts'
import { parseInfotext } from './infotext.ts'
import { generator, model, present, type Reading } from './reading.ts'

/** Services and front ends that keep one JSON record of their own: TensorArt, Stability Matrix, Civitai, Spaces. */
export function readServices(statements: readonly Statement[]): readonly Reading[] {
  const usable = statements.filter((s) => !s.damaged && s.text !== undefined)
  return [...readStabilityMatrix(usable), ...usable.flatMap(readOne)]
}

function readOne(statement: Statement): Reading[] {
  if (statement.key === 'generation_data') return readTensorArt(statement)
  if (statement.key === 'parameters') return readSpace(statement)
  if (statement.key === 'UserComment' || statement.key === 'prompt') return readCivitai(statement)
  return statement.key === 'imagemetahub_data' ? readMetaHub(statement) : []
}

/** Stability Matrix writes its record twice, as JSON and as A1111 text, beside its project and the graph that was run. */
function readStabilityMatrix(statements: readonly Statement[]): Reading[] {
  const json = statements.find((s) => s.key === 'parameters-json')
  const project = statements.find((s) => s.key === 'smproj')
  if (!json && !project) return []
  const claims = project ? [project] : []
  const readings: Reading[] = []
  const record = json && parseObject(json.text ?? '')
  if (json && record) {
    const generations = [stabilityMatrixGeneration(record)]
    readings.push({ statement: json, generator: generator('stability-matrix'), generations, claims })
  }
  const text = statements.find((s) => s.key === 'parameters')
  const infotext = text && parseInfotext(text.text ?? '')
  if (text && infotext) {
    const generations = [infotextGeneration(infotext)]
    readings.push({ statement: text, generator: generator('stability-matrix'), generations, claims })
  }
  return readings
}

const matrixFields = new Set([
  'PositivePrompt',
  'NegativePrompt',
  'Steps',
  'Sampler',
  'CfgScale',
  'Seed',
  'Height',
  'Width',
  'ModelHash',
  'ModelName',
])

function stabilityMatrixGeneration(record: JsonObject): Generation {
  return present({
    prompt: asText(record.PositivePrompt),
    negativePrompt: asText(record.NegativePrompt),
    model: model(asText(record.ModelName), asText(record.ModelHash)),
    sampler: asText(record.Sampler),
    steps: asCount(record.Steps),
    cfgScale: asNumber(record.CfgScale),
    seed: asSeed(record.Seed),
    width: asCount(record.Width),
    height: asCount(record.Height),
    parameters: otherParameters(record, matrixFields),
  })
}

const tensorFields = new Set([
  'prompt',
  'negativePrompt',
  'width',
  'height',
  'steps',
  'cfgScale',
  'baseModel',
  'ksamplerName',
  'schedule',
])

/** TensorArt: `generation_data`. Its seed is -1 where it was drawn by lot; then the graph beside it holds the real one. */
function readTensorArt(statement: Statement): Reading[] {
  const record = parseObject(statement.text ?? '')
  if (!record) return []
  const base = isObject(record.baseModel) ? record.baseModel : undefined
  const seed = asSeed(record.seed)
  const loras = (isArray(record.models) ? record.models : []).filter(isObject).flatMap((entry) => {
    const name = asText(firstOf(entry, 'modelFileName', 'label'))
    const weight = asNumber(entry.weight)
    const hash = asText(entry.hash)
    const isLora = /LORA|LOCON|LYCORIS/i.test(asText(entry.type) ?? '')
    return isLora && name
      ? [{ name, ...(weight === undefined ? {} : { weight }), ...(hash ? { hash } : {}) }]
      : []
  })
  const generation = present({
    prompt: asText(record.prompt),
    negativePrompt: asText(record.negativePrompt),
    model: model(asText(base?.modelFileName), asText(base?.hash)),
    loras: loras.length > 0 ? loras : undefined,
    sampler: asText(firstOf(record, 'samplerName', 'ksamplerName')),
    scheduler: asText(record.schedule),
    steps: asCount(record.steps),
    cfgScale: asNumber(record.cfgScale),
    seed,
    width: asCount(record.width),
    height: asCount(record.height),
    parameters: otherParameters(
      record,
      seed === undefined ? tensorFields : new Set([...tensorFields, 'seed']),
    ),
  })
  return [{ statement, generator: generator('tensorart'), generations: [generation] }]
}

const spaceFields = new Set([
  'prompt',
  'negative_prompt',
  'resolution',
  'guidance_scale',
  'num_inference_steps',
  'seed',
  'sampler',
  'Model',
  'Model hash',
])

/** Spaces of Hugging Face (Animagine and its copies): JSON in `parameters` with `resolution: "832 x 1216"`. */
function readSpace(statement: Statement): Reading[] {
  const record = parseObject(statement.text ?? '')
  if (!record || !('use_upscaler' in record) || !('resolution' in record)) return []
  const generation = present({
    prompt: asText(record.prompt),
    negativePrompt: asText(record.negative_prompt),
    model: model(asText(record.Model), asText(record['Model hash'])),
    sampler: asText(record.sampler),
    steps: asCount(record.num_inference_steps),
    cfgScale: asNumber(record.guidance_scale),
    seed: asSeed(record.seed),
    ...sizeIn(record.resolution),
    parameters: otherParameters(record, spaceFields),
  })
  return [{ statement, generator: generator('hf-space'), generations: [generation] }]
}

const civitaiFields = new Set([
  'prompt',
  'negativePrompt',
  'cfgScale',
  'sampler',
  'steps',
  'width',
  'height',
  'seed',
])

/**
 * Civitai's on-site ComfyUI: the graph with `extra.airs`, and `extraMetadata`, a JSON string with what the person
 * asked for. The graph speaks first; where it only enlarged a picture, what is said is about the picture before.
 */
function readCivitai(statement: Statement): Reading[] {
  if (!/"(extraMetadata|resource-stack)"/.test(statement.text ?? '')) return []
  const record = parseObject(statement.text ?? '')
  const own = record && (('extra' in record && 'extraMetadata' in record) || 'resource-stack' in record)
  if (!record || !own) return []
  const graph = apiGraphOf(record)
  const read = graph ? readGraph(graph, undefined) : { generations: [], warnings: [] }
  const asked = typeof record.extraMetadata === 'string' ? parseObject(record.extraMetadata) : undefined
  const generations = [...read.generations]
  if (asked && 'prompt' in asked) generations.push(civitaiGeneration(asked))
  return [{ statement, generator: generator('civitai'), generations, warnings: read.warnings }]
}

function civitaiGeneration(record: JsonObject): Generation {
  return present({
    prompt: asText(record.prompt),
    negativePrompt: asText(record.negativePrompt),
    sampler: asText(record.sampler),
    steps: asCount(record.steps),
    cfgScale: asNumber(record.cfgScale),
    seed: asSeed(record.seed),
    width: asCount(record.width),
    height: asCount(record.height),
    parameters: otherParameters(record, civitaiFields),
  })
}

const metaHubFields = new Set([
  'prompt',
  'negativePrompt',
  'seed',
  'steps',
  'cfg',
  'sampler_name',
  'scheduler',
  'model',
  'model_hash',
  'width',
  'height',
  'denoise',
])

/** The MetaHub save node for ComfyUI: `imagemetahub_data`. */
function readMetaHub(statement: Statement): Reading[] {
  const record = parseObject(statement.text ?? '')
  if (!record) return []
  const generation = present({
    prompt: asText(record.prompt),
    negativePrompt: asText(record.negativePrompt),
    model: model(asText(record.model), asText(record.model_hash)),
    sampler: asText(record.sampler_name),
    scheduler: asText(record.scheduler),
    steps: asCount(record.steps),
    cfgScale: asNumber(record.cfg),
    seed: asSeed(record.seed),
    width: asCount(record.width),
    height: asCount(record.height),
    denoisingStrength: asNumber(record.denoise),
    parameters: otherParameters(record, metaHubFields),
  })
  return [{ statement, generator: generator('comfyui'), generations: [generation] }]
}
