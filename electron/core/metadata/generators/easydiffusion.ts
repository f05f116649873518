import type { Generation } from '../../../../shared/contract/record.ts'
import { asCount, asNumber, asSeed, asText, isArray, type JsonObject, parseObject } from '../exact-json.ts'
import type { Statement } from '../statement.ts'
import { firstOf, otherParameters } from './fields.ts'
import { generator, model, present, type Reading } from './reading.ts'

/** Labels of the text form, by the keys of the JSON form (easydiffusion `ui/easydiffusion/utils/save_utils.py`). */
const labels: Readonly<Record<string, string>> = {
  Prompt: 'prompt',
  'Negative Prompt': 'negative_prompt',
  Width: 'width',
  Height: 'height',
  Seed: 'seed',
  Steps: 'num_inference_steps',
  'Guidance Scale': 'guidance_scale',
  'Prompt Strength': 'prompt_strength',
  Sampler: 'sampler_name',
  Scheduler: 'scheduler_name',
  'Stable Diffusion model': 'use_stable_diffusion_model',
  'VAE model': 'use_vae_model',
  'LoRA model': 'use_lora_model',
  'LoRA Strength': 'lora_alpha',
  'Clip Skip': 'clip_skip',
}
const modelKey = 'use_stable_diffusion_model'

/** Easy Diffusion: one PNG text chunk a key, one JSON in EXIF UserComment, or a sidecar of either form. */
export function readEasyDiffusion(statements: readonly Statement[]): readonly Reading[] {
  const chunks = statements.filter((s) => /^png:[tiz]/.test(s.kind) && !s.damaged && s.text !== undefined)
  const marked = chunks.find((s) => (labels[s.key] ?? s.key) === modelKey)
  const first = chunks.find((s) => (labels[s.key] ?? s.key) === 'prompt') ?? marked
  if (marked && first) {
    const record = Object.fromEntries(chunks.map((s) => [labels[s.key] ?? s.key, s.text ?? '']))
    const claims = chunks.filter((s) => s !== first)
    return [
      {
        statement: first,
        generator: generator('easydiffusion'),
        generations: [generationOf(record)],
        claims,
      },
    ]
  }
  return statements.flatMap((statement): Reading[] => {
    if (statement.damaged || statement.text === undefined) return []
    if (statement.key !== 'UserComment' && statement.key !== 'file') return []
    if (!/use_stable_diffusion_model|Stable Diffusion model: /.test(statement.text)) return []
    const record =
      parseObject(statement.text) ?? (statement.kind === 'text' ? labelledLines(statement.text) : undefined)
    if (!record || !(modelKey in record) || !('prompt' in record)) return []
    return [{ statement, generator: generator('easydiffusion'), generations: [generationOf(record)] }]
  })
}

/** `Key: value` lines. The prompt is not escaped, so lines without a known label belong to the text above them. */
function labelledLines(text: string): JsonObject | undefined {
  if (!text.includes('Stable Diffusion model: ')) return undefined
  const record: Record<string, string> = {}
  let last: string | undefined
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const label = /^([A-Za-z ]{2,40}): ?(.*)$/.exec(line)
    const key = label ? labels[label[1] ?? ''] : undefined
    if (label && key !== undefined && !(key in record)) {
      record[key] = label[2] ?? ''
      last = key
    } else if (label && key === undefined && last !== 'prompt' && last !== 'negative_prompt') {
      record[label[1] ?? ''] = label[2] ?? ''
      last = label[1]
    } else if (last !== undefined) {
      record[last] = `${record[last]}\n${line}`
    }
  }
  for (const key of Object.keys(record)) record[key] = (record[key] ?? '').trimEnd()
  return record
}

const fields = new Set([
  'prompt',
  'negative_prompt',
  modelKey,
  'use_lora_model',
  'lora_alpha',
  'sampler_name',
  'scheduler_name',
  'num_inference_steps',
  'guidance_scale',
  'seed',
  'width',
  'height',
  'prompt_strength',
])

function generationOf(record: JsonObject): Generation {
  return present({
    prompt: asText(record.prompt),
    negativePrompt: asText(record.negative_prompt),
    model: model(asText(firstOf(record, modelKey))),
    loras: lorasOf(record),
    sampler: asText(record.sampler_name),
    scheduler: asText(record.scheduler_name),
    steps: asCount(record.num_inference_steps),
    cfgScale: asNumber(record.guidance_scale),
    seed: asSeed(record.seed),
    width: asCount(record.width),
    height: asCount(record.height),
    denoisingStrength: asNumber(record.prompt_strength),
    parameters: otherParameters(record, fields),
  })
}

function lorasOf(record: JsonObject): Generation['loras'] {
  const { use_lora_model: names, lora_alpha: weights } = record
  const list = isArray(names) ? names : names ? [names] : []
  const alphas = isArray(weights) ? weights : [weights]
  const loras = list.flatMap((entry, i) => {
    const name = asText(entry)
    const weight = asNumber(alphas[i])
    return name && name !== 'None' ? [{ name, ...(weight === undefined ? {} : { weight }) }] : []
  })
  return loras.length > 0 ? loras : undefined
}
