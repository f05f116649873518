import type { TermKind } from './vocabulary.ts'

/** Everything of a round that its pictures share; the seed is not in it. */
export interface Recipe {
  readonly terms: readonly Term[]
  readonly tail: readonly string[]
  readonly negative: readonly string[]
  readonly loras: readonly { readonly name: string; readonly weight: number }[]
  readonly model: string
  readonly sampler: number
  readonly steps: number
  readonly cfg: number
  readonly width: number
  readonly height: number
  readonly task: Task
  /** What the last term may become in each picture. */
  readonly wildcard?: { readonly choices: readonly string[] }
}

export interface Term {
  readonly kind: TermKind
  readonly text: string
  readonly colour?: string
  readonly weight: number
}

/** `of` and `input` are numbers of pictures. */
export type Task =
  | { readonly kind: 'text' }
  | { readonly kind: 'image' | 'inpaint'; readonly input: number; readonly strength: number }
  | {
      readonly kind: 'hires'
      readonly of: number
      readonly scale: number
      readonly strength: number
      readonly upscaler: string
    }
  | { readonly kind: 'variation'; readonly of: number; readonly strength: number }
  | { readonly kind: 'upscale'; readonly of: number; readonly scale: number; readonly upscaler: string }

/** The picture that a task starts from. */
export function sourceOf(task: Task): number | null {
  if (task.kind === 'text') return null
  return 'input' in task ? task.input : task.of
}

/** Equal for two rounds exactly when their recipes are. */
export function keyOf(recipe: Recipe): string {
  return JSON.stringify(recipe)
}

/** Pixels of a picture of this recipe. */
export function sizeOf({ width, height, task }: Recipe): { width: number; height: number } {
  const scale = 'scale' in task ? task.scale : 1
  return { width: Math.round((width * scale) / 8) * 8, height: Math.round((height * scale) / 8) * 8 }
}

export const sizes: readonly (readonly [number, number])[] = [
  [64, 64],
  [64, 96],
  [96, 64],
  [72, 104],
  [80, 80],
  [104, 72],
]
