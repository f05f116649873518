import type { Generation } from '../../../shared/contract/record.ts'
import type { Recipe } from '../../../shared/contract/reproduction.ts'
import { txt2imgOf } from './txt2img.ts'

/** Who writes infotext and takes it back: the Stable Diffusion web UI and the programs that grew out of it. */
const webUis = new Set(['a1111', 'forge', 'forge-classic', 'forge-neo', 'reforge', 'sdnext'])

/** One statement of the file, as text and whole. */
export interface RawText {
  readonly carrier: number
  readonly text: string
}

/**
 * The recipes of one file in the forms in which its generator takes them. The text of a file is handed back as it stands;
 * only the payload of the web UI is put together, from the fields that were read. A file with two different records has no
 * recipe: which of them made the picture is not for us to say.
 */
export function recipesOf(file: {
  readonly name: string
  readonly generator: string | null
  readonly generations: readonly Generation[]
  readonly texts: readonly RawText[]
}): Recipe[] {
  const stem = file.name.replace(/\.[^.]*$/, '')
  const graphs = [...new Set(file.texts.flatMap(({ text }) => comfyGraphIn(text) ?? []))]
  const recipes: Recipe[] = []
  if (graphs.length > 0) {
    recipes.push({
      form: 'comfy-prompt',
      fileName: `${stem}.prompt.json`,
      text: graphs.length === 1 ? (graphs[0] ?? null) : null,
      missing: graphs.length === 1 ? [] : ['oneRecord'],
      lost: [],
    })
  }
  if (!webUis.has(file.generator ?? '')) return recipes
  const written = file.texts.filter(({ text }) => /\bSteps: \d/.test(text) && comfyGraphIn(text) === null)
  const different = new Set(written.map(({ text }) => text.trim()))
  const [first] = written
  const generation = file.generations.find(({ carrier }) => carrier === first?.carrier)
  if (!first || !generation) return recipes
  const oneRecord = different.size === 1
  const payload = txt2imgOf(generation)
  const form = payload.missing.includes('inputImage') ? 'img2img' : 'txt2img'
  recipes.push(
    {
      form: 'infotext',
      fileName: `${stem}.txt`,
      text: oneRecord ? first.text : null,
      missing: oneRecord ? [] : ['oneRecord'],
      lost: [],
    },
    {
      form,
      fileName: `${stem}.${form}.json`,
      text: oneRecord ? payload.text : null,
      missing: oneRecord ? [...payload.missing] : ['oneRecord'],
      lost: [...payload.lost],
    },
  )
  return recipes
}

/**
 * The API graph of ComfyUI in a statement, as it is written: an object of nodes with `class_type` each, alone, behind a
 * label (`Prompt:{…}` in EXIF), or as the `prompt` of a larger object. Null where there is none.
 */
function comfyGraphIn(text: string): string | null {
  const start = text.indexOf('{')
  if (start < 0 || !/^\s*(?:prompt\s*:)?\s*$/i.test(text.slice(0, start))) return null
  const json = text.slice(start).replace(/\0+$/, '').trim()
  // Python writes NaN bare, which JSON has not; only the look into it needs another word.
  const value = parsed(json.replaceAll(/(?<=[:[,]\s*)-?(?:NaN|Infinity)(?=\s*[,\]}])/g, 'null'))
  if (isGraph(value)) return json
  const inner = (value as { prompt?: unknown } | undefined)?.prompt
  if (typeof inner === 'string') return isGraph(parsed(inner)) ? inner : null
  return isGraph(inner) ? innerAsWritten(json) : null
}

/** The `prompt` of a larger object with every number as its digits stand: a seed of 64 bits loses its last ones as a number. */
function innerAsWritten(json: string): string | null {
  try {
    const whole = JSON.parse(json, (_key, value: unknown, { source }: { source?: string } = {}) =>
      typeof value === 'number' && source !== undefined ? rawJson(source) : value,
    ) as { prompt?: unknown }
    return JSON.stringify(whole.prompt)
  } catch {
    // A bare NaN cannot be carried over exactly, and a graph that is not exact is none.
    return null
  }
}

/** `JSON.rawJSON` (ECMAScript 2025, JSON.parse source text access), which the types do not know yet. */
const { rawJSON: rawJson } = JSON as unknown as { rawJSON: (text: string) => unknown }

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function isGraph(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const nodes = Object.values(value)
  return (
    nodes.length > 0 &&
    nodes.every((node) => typeof (node as { class_type?: unknown } | null)?.class_type === 'string')
  )
}
