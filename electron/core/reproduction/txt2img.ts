import type { Generation } from '../../../shared/contract/record.ts'

export interface Payload {
  /** Null where something is missing that the interface cannot do without. */
  readonly text: string | null
  readonly missing: readonly string[]
  readonly lost: readonly string[]
}

type Value = string | number | boolean
type Setter = (value: string, payload: Map<string, Value>, settings: Map<string, Value>) => boolean

const number =
  (key: string): Setter =>
  (value, payload) =>
    set(payload, key, asNumber(value))
const text =
  (key: string): Setter =>
  (value, payload) =>
    set(payload, key, value)
const setting =
  (key: string, read: (value: string) => Value | undefined = (value) => value): Setter =>
  (value, _payload, settings) =>
    set(settings, key, read(value))
const pair =
  (first: string, second: string): Setter =>
  (value, payload) => {
    const sides = /^(\d{1,5})x(\d{1,5})$/.exec(value)
    return sides !== null && set(payload, first, Number(sides[1])) && set(payload, second, Number(sides[2]))
  }

/**
 * Keys of the infotext and the field of the interface that takes each (`modules/infotext_utils.py` and
 * `modules/api/models.py` of the Stable Diffusion web UI; the right column of `override_settings` is an option there).
 */
const known: Readonly<Record<string, Setter>> = {
  'Clip skip': setting('CLIP_stop_at_last_layers', asNumber),
  VAE: setting('sd_vae'),
  ENSD: setting('eta_noise_seed_delta', asNumber),
  RNG: setting('randn_source'),
  'Token merging ratio': setting('token_merging_ratio', asNumber),
  'Variation seed': number('subseed'),
  'Variation seed strength': number('subseed_strength'),
  'Seed resize from': pair('seed_resize_from_w', 'seed_resize_from_h'),
  'Hires upscale': number('hr_scale'),
  'Hires resize': pair('hr_resize_x', 'hr_resize_y'),
  'Hires upscaler': text('hr_upscaler'),
  'Hires steps': number('hr_second_pass_steps'),
  'Hires sampler': text('hr_sampler_name'),
  'Hires schedule type': text('hr_scheduler'),
  'Hires CFG Scale': number('hr_cfg'),
  'Hires prompt': text('hr_prompt'),
  'Hires negative prompt': text('hr_negative_prompt'),
  'Hires checkpoint': text('hr_checkpoint_name'),
  'Distilled CFG Scale': number('distilled_cfg_scale'),
  Eta: number('eta'),
  NGMS: number('s_min_uncond'),
  Refiner: text('refiner_checkpoint'),
  'Refiner switch at': number('refiner_switch_at'),
  Tiling: (value, payload) => set(payload, 'tiling', value === 'True'),
  'Face restoration': (value, payload, settings) =>
    set(payload, 'restore_faces', true) && set(settings, 'face_restoration_model', value),
}

/** What tells of the picture and does not change it, or stands in a field of its own already. */
const silent = new Set([
  'Version',
  'Lora hashes',
  'TI hashes',
  'TI',
  'VAE hash',
  'Hashes',
  'Batch size',
  'Batch pos',
  'User',
  'Created Date',
  'Civitai resources',
  'Civitai metadata',
  'App',
])

/**
 * The body of `POST /sdapi/v1/txt2img` for one record. Only what the record holds is asked for; what it holds and the
 * interface has no field for is listed as lost, so that nobody takes the result for a run of the whole recipe.
 */
export function txt2imgOf(generation: Generation): Payload {
  const {
    prompt,
    negativePrompt = '',
    model,
    sampler,
    scheduler,
    steps,
    cfgScale,
    seed,
    width,
    height,
  } = generation
  const hires = Object.keys(generation.parameters ?? {}).some((key) => key.startsWith('Hires '))
  const needed = { prompt, steps, sampler, cfgScale, seed, width, height, model: model?.hash ?? model?.name }
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []))
  // A denoising strength without a second pass is that of a picture made from another picture.
  if (generation.denoisingStrength !== undefined && !hires) missing.push('inputImage')

  const payload = new Map<string, Value>()
  const settings = new Map<string, Value>()
  if (needed.model !== undefined) settings.set('sd_model_checkpoint', needed.model)
  const lost: string[] = []
  for (const [key, value] of Object.entries(generation.parameters ?? {})) {
    if (silent.has(key)) continue
    if (!known[key]?.(value, payload, settings)) lost.push(key)
  }
  if (hires) payload.set('enable_hr', true)
  if (hires && generation.denoisingStrength !== undefined) {
    payload.set('denoising_strength', generation.denoisingStrength)
  }
  const json = (value: unknown) => JSON.stringify(value)
  const fields = new Map([
    ['prompt', json(prompt)],
    ['negative_prompt', json(negativePrompt)],
    // Written as its digits: a seed can exceed what a number holds exactly.
    ['seed', seed],
    ['steps', json(steps)],
    ['sampler_name', json(sampler)],
    ['scheduler', json(scheduler)],
    ['cfg_scale', json(cfgScale)],
    ['width', json(width)],
    ['height', json(height)],
    ...[...payload].map(([key, value]) => [key, json(value)] as const),
    ['batch_size', '1'],
    ['n_iter', '1'],
    ['send_images', 'true'],
    ['save_images', 'false'],
    ['override_settings', json(Object.fromEntries(settings))],
    ['override_settings_restore_afterwards', 'true'],
  ])
  const lines = [...fields].flatMap(([key, value]) =>
    value === undefined ? [] : [`  ${json(key)}: ${value}`],
  )
  return { text: missing.length > 0 ? null : `{\n${lines.join(',\n')}\n}\n`, missing, lost }
}

function set(target: Map<string, Value>, key: string, value: Value | undefined): boolean {
  if (value === undefined) return false
  target.set(key, value)
  return true
}

function asNumber(value: string): number | undefined {
  return /^-?\d{1,16}(\.\d{1,16})?$/.test(value) ? Number(value) : undefined
}
