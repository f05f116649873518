import { formatShare } from '../../format.ts'
import type { Shape } from '../shape.ts'
import type { reproduction as source } from '../zh-CN/reproduction.ts'

const fields: Readonly<Record<string, string>> = {
  prompt: 'prompt',
  negativePrompt: 'negative prompt',
  seed: 'seed',
  steps: 'steps',
  sampler: 'sampler',
  scheduler: 'scheduler',
  cfgScale: 'CFG',
  denoisingStrength: 'denoising strength',
  size: 'size',
  input: 'input picture',
  mask: 'mask',
  width: 'width',
  height: 'height',
  model: 'model',
  inputImage: 'input picture',
  oneRecord: 'a single generation record (the file holds several that differ)',
}

export const reproduction: Shape<typeof source> = {
  title: 'Later reproduction',
  hint: 'Runs the recorded recipe again on the generating program. The result is labelled a later reproduction and does not stand in for the original record.',
  forms: {
    infotext: 'WebUI parameter text',
    txt2img: 'WebUI text-to-image request',
    img2img: 'WebUI image-to-image request',
    'comfy-prompt': 'ComfyUI workflow',
  },
  fieldOf: (name) => fields[name] ?? name,
  comma: ', ',
  missing: (names) => `The record lacks: ${names}. What is missing is not filled in.`,
  lost: (names) => `What the record says and this form cannot carry: ${names}.`,
  noRecipe: 'The record of this file holds no recipe that could be run again.',
  none: 'There is no later reproduction in this case yet.',
  running: 'Reproducing',
  server: 'Address of the server',
  serverHint: 'A generator on this machine or one of your own, for example http://127.0.0.1:7860.',
  run: 'Run the recipe',
  copy: 'Copy',
  copied: 'Copied',
  madeOf: ({ of, item }) => `Later reproduction of “${of}”: ${item}`,
  from: (name) => `Made by running the recipe in “${name}” again. `,
  madeAt: 'Made at',
  result: 'Comparison',
  settings: 'Settings that differ from the original record',
  unknownSoftware: 'version not reported',
  difference: (d) => {
    if (d === null) return 'One of the pictures could not be decoded, so they were not compared.'
    const fingerprint = d.distance === null ? '' : `, fingerprint distance ${d.distance} of 256`
    if (d.pixelEqual) return `Alike in every pixel${fingerprint}.`
    if (!d.sameSize) return `The sizes differ, so pixels were not compared${fingerprint}.`
    const share = formatShare((d.differing ?? 0) / d.pixels)
    return `${share} of the pixels differ (by ${d.largest ?? 0} in a channel at most)${fingerprint}.`
  },
  caution:
    'A later reproduction says what the recipe yields now; it does not prove how the original was made.',
}
