import type { History } from './history.ts'
import { randomFrom } from './random.ts'
import { type Recipe, sizeOf, sourceOf } from './recipe.ts'

/**
 * What a picture shows, as numbers in [0, 1]: sky, disc, three ridges and a figure. A fresh seed moves all of them; a
 * changed word moves a few a little; what is made from another picture stays near it.
 */
export interface Scene {
  readonly values: readonly number[]
  readonly width: number
  readonly height: number
  /** A rectangle worked over, in shares of the sides, with what is seen in it. */
  readonly patch?: {
    readonly box: readonly [number, number, number, number]
    readonly values: readonly number[]
  }
}

/** Ridges stand first; then what is sky, disc, figure and colour. */
export const count = 48

/** All scenes of a history, by number of picture. */
export function scenesOf({ pictures, rounds }: History): Scene[] {
  const scenes: Scene[] = []
  for (const picture of pictures) {
    const round = rounds[picture.round]
    if (!round) throw new Error('a picture without a round')
    const { recipe } = round
    const own = valuesOf(recipe, `${picture.seed}/${picture.batch.place}`, picture.choice)
    const from = scenes[sourceOf(recipe.task) ?? -1]
    scenes.push({ ...sizeOf(recipe), ...sceneFrom(own, from, recipe) })
  }
  return scenes
}

function sceneFrom(
  own: number[],
  from: Scene | undefined,
  { task }: Recipe,
): Pick<Scene, 'values' | 'patch'> {
  if (!from) return { values: own }
  switch (task.kind) {
    case 'text':
      return { values: own }
    case 'image':
      return {
        values: mixed(from.values, own, task.strength ** 2 * 0.35),
        ...(from.patch ? { patch: from.patch } : {}),
      }
    case 'inpaint': {
      // One mask for all pictures of a round.
      const mask = randomFrom('mask', task.input, task.strength)
      const box = [mask.between(0, 0.6), mask.between(0, 0.5), 0.32, 0.36] as const
      return {
        values: from.values,
        patch: { box, values: mixed(from.values, own, task.strength ** 2 * 0.6) },
      }
    }
    case 'hires':
      return {
        values: mixed(from.values, own, task.strength * 0.02),
        ...(from.patch ? { patch: from.patch } : {}),
      }
    case 'variation':
      return { values: mixed(from.values, own, task.strength) }
    case 'upscale':
      return { values: from.values, ...(from.patch ? { patch: from.patch } : {}) }
  }
}

function mixed(from: readonly number[], to: readonly number[], share: number): number[] {
  return from.map((value, index) => value * (1 - share) + (to[index] ?? 0) * share)
}

function valuesOf(recipe: Recipe, seed: string, choice: string | undefined): number[] {
  const random = randomFrom('seed', seed)
  const values = Array.from({ length: count }, () => random.unit())
  const words = [...recipe.terms.map(({ text, colour = '' }) => colour + text), recipe.model, choice ?? '']
  for (const word of words) {
    const own = randomFrom('word', word)
    for (let n = 0; n < 3; n += 1) {
      const at = own.whole(0, count - 1)
      values[at] = clamp((values[at] ?? 0) + own.between(-0.3, 0.3))
    }
  }
  // Colours belong to the subject and the model more than to the seed.
  const palette = randomFrom('palette', recipe.terms[0]?.text ?? '', recipe.model)
  for (let at = 36; at < count; at += 1) values[at] = clamp((values[at] ?? 0) * 0.35 + palette.unit() * 0.65)
  return values
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
