import type { Sheet } from './library.ts'

/** Settings that say which picture went in and how much of it was kept. */
const inputKey = /loadimage|init|mask|inpaint|image|denois|control|^strength$|^noise$/i
/** What kind of making it was, in the words of InvokeAI and NovelAI: the same thing said again where a picture went in. */
const kindKey = /^(generation_mode|request_type)$/i
/** The model and the LoRAs told once more, by the node or the list that loads them. */
const modelKey = /ckpt_name|unet_name|base_model/i
const loraKey = /lora/i

/** What a setting that differs is part of. */
type Part = 'size' | 'input' | 'refinement' | 'unknown' | 'came-or-went' | 'value'

/**
 * How many settings differ. What belongs together is one change, as it was one act: all settings that a picture going in
 * brings along, all of a refinement, all that came or went at once as a node or an extension did, the schedule that goes
 * with a sampler. What a record tells a second time (the loader of a model that is compared by itself) is none. Names of
 * settings that only one of the two states, where silence tells nothing, are added to `unknown`.
 */
export function settingDifference(
  nameOf: (setting: number) => string,
  from: Sheet,
  to: Sheet,
  absenceSpeaks: boolean,
  unknown: string[],
): { settings: number; size: number; input: number } {
  const parts = new Set<Part>(from.recipe.takesPicture === to.recipe.takesPicture ? [] : ['input'])
  const changed = new Set<string>()
  const [a, b] = [from.settings, to.settings]
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const x = i < a.length ? (a[i] as number) : Number.MAX_SAFE_INTEGER
    const y = j < b.length ? (b[j] as number) : Number.MAX_SAFE_INTEGER
    if (x !== y || from.values[i] !== to.values[j]) {
      const name = nameOf(Math.min(x, y))
      const part = partOf(name, from, to, x !== y, absenceSpeaks)
      if (part === 'unknown') unknown.push(name)
      else if (part === 'value') changed.add(name)
      else if (part !== null) parts.add(part)
    }
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  if (changed.has('sampler')) changed.delete('scheduler')
  const count = (part: Part): number => (parts.has(part) ? 1 : 0)
  const settings = changed.size + count('refinement') + count('came-or-went')
  return { settings, size: count('size'), input: count('input') }
}

/** Null where it tells nothing that is not told elsewhere. */
function partOf(
  name: string,
  from: Sheet,
  to: Sheet,
  isOneSided: boolean,
  absenceSpeaks: boolean,
): Part | null {
  const recipes = [from.recipe, to.recipe]
  if (modelKey.test(name) && from.recipe.model && to.recipe.model) return null
  if (loraKey.test(name) && from.loras.size + to.loras.size > 0) return null
  const isSize = name === 'size' || /latent.*\.(width|height)$/i.test(name)
  // A picture that goes in brings its own size: nobody chose another one.
  if (isSize && isOneSided && from.recipe.takesPicture !== to.recipe.takesPicture) return null
  const isHires = name === 'denoisingStrength' && !recipes.some(({ takesPicture }) => takesPicture)
  if (isHires || recipes.some(({ refinements }) => refinements.includes(name))) return 'refinement'
  // Graphs state which nodes there are: a node on one side only is a change. Plain records may leave fields out.
  if (isOneSided && !absenceSpeaks && !/^\S+ .+\.\w+$/.test(name)) return 'unknown'
  if (isSize) return 'size'
  if (inputKey.test(name) || kindKey.test(name)) return 'input'
  return isOneSided ? 'came-or-went' : 'value'
}
