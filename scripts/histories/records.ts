import { comfyTexts } from './comfy.ts'
import { type Recipe, sizeOf } from './recipe.ts'
import type { Recorded } from './recorded.ts'
import { digestOf, negativeOf, promptOf, pythonJson, templateOf } from './wording.ts'

/** The text chunks that the program writes into the PNG. */
export function textsOf(recorded: Recorded): Record<string, string> {
  switch (recorded.author.program) {
    case 'a1111':
      return a1111Texts(recorded)
    case 'comfyui':
      return comfyTexts(recorded)
    case 'invokeai':
      return invokeTexts(recorded)
    case 'novelai':
      return novelTexts(recorded)
    case 'fooocus':
      return { fooocus_scheme: 'fooocus', parameters: pythonJson(fooocusRecord(recorded)) }
  }
}

/** Stable Diffusion web UI: `create_infotext` in modules/processing.py; Extras: modules/postprocessing.py. */
function a1111Texts(recorded: Recorded): Record<string, string> {
  const { task } = recorded.round.recipe
  const parameters = infotext(recorded)
  if (task.kind !== 'upscale') return { parameters }
  return {
    parameters,
    postprocessing: `Postprocess upscale by: ${task.scale}, Postprocess upscaler: ${task.upscaler}`,
  }
}

const samplers = [
  ['DPM++ 2M', 'Karras'],
  ['Euler a', 'Automatic'],
  ['DPM++ SDE', 'Karras'],
  ['DDIM', 'DDIM'],
] as const

function infotext({ author, round, picture, input }: Recorded): string {
  const { recipe } = round
  const { task } = recipe
  const [sampler, schedule] = samplers[recipe.sampler] ?? samplers[0]
  const isLater = Number(author.version.split('.')[1]) >= 9
  const size = task.kind === 'hires' ? recipe : { width: recipe.width, height: recipe.height }
  const pairs: [string, string | number | null][] = [
    ['Steps', recipe.steps],
    ['Sampler', isLater || schedule !== 'Karras' ? sampler : `${sampler} ${schedule}`],
    ['Schedule type', isLater ? schedule : null],
    ['CFG scale', recipe.cfg],
    ['Seed', String(picture.seed)],
    ['Size', `${size.width}x${size.height}`],
    ['Model hash', digestOf(recipe.model, 10)],
    ['Model', recipe.model],
    ['Variation seed', task.kind === 'variation' ? Number(BigInt(picture.at) % 4294967291n) : null],
    ['Variation seed strength', task.kind === 'variation' ? task.strength : null],
    ['Denoising strength', task.kind === 'hires' || 'input' in task ? task.strength : null],
    ['Clip skip', 2],
    ['Hires upscale', task.kind === 'hires' ? task.scale : null],
    ['Hires steps', task.kind === 'hires' ? 12 : null],
    ['Hires upscaler', task.kind === 'hires' ? task.upscaler : null],
    ['Mask blur', task.kind === 'inpaint' ? 4 : null],
    ['Init image hash', 'input' in task && author.digests ? (input?.pixelsMd5() ?? null) : null],
    ['Inpaint area', task.kind === 'inpaint' && isLater ? 'Only masked' : null],
    ['Lora hashes', loraHashes(recipe)],
    ['Version', author.version],
  ]
  const line = pairs.flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`])).join(', ')
  const negative = negativeOf(recipe, author)
  const template = templateOf(recipe, author)
  return [
    promptOf(recipe, author, picture.choice),
    ...(negative ? [`Negative prompt: ${negative}`] : []),
    line,
    ...(template ? [`Template: ${template}`] : []),
  ].join('\n')
}

function loraHashes({ loras }: Recipe): string | null {
  if (loras.length === 0) return null
  return `"${loras.map(({ name }) => `${name}: ${digestOf(name, 12)}`).join(', ')}"`
}

/** InvokeAI: `CoreMetadata` (invokeai/app/invocations/metadata.py), models by name in 3, with key and hash from 4. */
function invokeTexts({ author, round, picture, input }: Recorded): Record<string, string> {
  const { recipe } = round
  const { task } = recipe
  const isLater = !author.version.startsWith('3')
  const model = (name: string, type: string) =>
    isLater
      ? { key: digestOf(`key ${name}`, 32), hash: `blake3:${digestOf(name, 64)}`, name, base: 'sdxl', type }
      : { model_name: name, base_model: 'sdxl', model_type: type }
  const metadata = {
    generation_mode:
      'input' in task ? (task.kind === 'inpaint' ? 'inpaint' : 'sdxl_img2img') : 'sdxl_txt2img',
    positive_prompt: promptOf(recipe, author, picture.choice),
    negative_prompt: negativeOf(recipe, author),
    width: recipe.width,
    height: recipe.height,
    seed: Number(picture.seed),
    rand_device: 'cpu',
    cfg_scale: recipe.cfg,
    steps: recipe.steps,
    scheduler: ['dpmpp_2m_k', 'euler_a', 'dpmpp_sde_k', 'ddim'][recipe.sampler],
    model: model(recipe.model, 'main'),
    loras: recipe.loras.map(({ name, weight }) =>
      isLater
        ? { model: model(name, 'lora'), weight }
        : { lora: { model_name: name, base_model: 'sdxl' }, weight },
    ),
    ...('input' in task ? { strength: task.strength, init_image: input?.name } : {}),
    app_version: author.version,
  }
  return { invokeai_metadata: pythonJson(metadata) }
}

/** NovelAI: the chunks of its own files; `Comment` holds the request. */
function novelTexts({ author, round, picture }: Recorded): Record<string, string> {
  const { recipe } = round
  const { task } = recipe
  const prompt = promptOf(recipe, author, picture.choice)
  const comment = {
    prompt,
    steps: recipe.steps,
    height: recipe.height,
    width: recipe.width,
    scale: recipe.cfg,
    uncond_scale: 0,
    cfg_rescale: 0,
    seed: Number(picture.seed),
    n_samples: 1,
    noise_schedule: 'karras',
    sampler: ['k_dpmpp_2m', 'k_euler_ancestral', 'k_dpmpp_sde', 'ddim'][recipe.sampler],
    ...('input' in task ? { strength: task.strength, noise: 0 } : {}),
    uc: negativeOf(recipe, author),
    request_type: 'input' in task ? 'Img2ImgRequest' : 'PromptGenerateRequest',
  }
  return {
    Title: 'AI generated image',
    Description: prompt,
    Software: 'NovelAI',
    Source: `Stable Diffusion XL ${digestOf(recipe.model, 8).toUpperCase()}`,
    'Generation time': `${(2 + Number(picture.seed % 300n) / 100).toFixed(2)}`,
    Comment: pythonJson(comment),
  }
}

/** Fooocus: `MetadataParser` of modules/meta_parser.py, keys sorted, the seed as text. */
export function fooocusRecord({ author, round, picture }: Recorded): Record<string, unknown> {
  const { recipe } = round
  const { width, height } = sizeOf(recipe)
  const prompt = promptOf(recipe, author, picture.choice)
  return {
    adm_guidance: '(1.5, 0.8, 0.3)',
    base_model: recipe.model,
    base_model_hash: digestOf(recipe.model, 10),
    full_negative_prompt: [negativeOf(recipe, author)],
    full_prompt: [prompt],
    guidance_scale: recipe.cfg,
    loras: recipe.loras.map(({ name, weight }) => [name, weight, digestOf(name, 10)]),
    metadata_scheme: 'fooocus',
    negative_prompt: negativeOf(recipe, author),
    performance: 'Speed',
    prompt,
    refiner_model: 'None',
    resolution: `(${width}, ${height})`,
    sampler: ['dpmpp_2m_sde_gpu', 'euler_ancestral', 'dpmpp_sde', 'ddim'][recipe.sampler],
    scheduler: 'karras',
    seed: String(picture.seed),
    sharpness: 2,
    steps: recipe.steps,
    styles: "['Fooocus V2']",
    vae: 'Default (model)',
    version: `Fooocus v${author.version}`,
  }
}
