import type { Author, TaskKind } from './authors.ts'
import { edited, type Hand } from './edits.ts'
import type { Round } from './history.ts'
import type { Recipe, Task } from './recipe.ts'
import type { TruthParent } from './truth.ts'
import { words } from './vocabulary.ts'

/** A round to come, and what it comes from. */
export interface Step {
  readonly recipe: Recipe
  readonly parents: TruthParent[]
  readonly also: number[]
  readonly edits: string[]
  /** The round that the author had before him. */
  readonly base: Round
}

/** How this author goes on from a round of his. `rounds` grows while he works. */
export function continuing(hand: Hand, rounds: readonly Round[]): (from: Round) => Step {
  const { author, random } = hand
  return continued

  function continued(from: Round): Step {
    const { task } = from.recipe
    const isChanged = task.kind === 'image' || task.kind === 'inpaint'
    if (task.kind !== 'text') {
      const way = random.weighted(
        isChanged ? { chain: 35, again: 20, back: 45 } : { chain: 25, again: 0, back: 75 },
      )
      if (way === 'chain') return withTask(from, random.chance(0.5) ? 'image' : 'inpaint')
      if (way === 'again' && 'input' in task) {
        const recipe = random.chance(0.5)
          ? { ...from.recipe, task: { ...task, strength: strength() } }
          : changed(from.recipe).recipe
        const parents = from.parents.filter(({ by }) => by.startsWith('input'))
        return { recipe, parents, also: [from.id], edits: ['again'], base: from }
      }
      return backToText(from)
    }
    const kinds = howMany()
    if (kinds.includes('task')) return withTask(from, random.weighted(author.tasks))
    return plain(from, kinds)
  }

  function backToText(from: Round): Step {
    let text = from
    while (text.recipe.task.kind !== 'text') {
      const above = rounds[text.parents[0]?.round ?? -1]
      if (!above) throw new Error('a task without a source')
      text = above
    }
    return plain(
      text,
      howMany().filter((kind) => kind !== 'task'),
    )
  }

  function plain(from: Round, kinds: readonly (keyof Author['edits'])[]): Step {
    const { recipe, edits } = changed(from.recipe, kinds)
    return {
      recipe,
      parents: [{ round: from.id, basis: 'derived', by: 'edit' }],
      also: [],
      edits,
      base: from,
    }
  }

  function howMany(): (keyof Author['edits'])[] {
    const count = Number(random.weighted({ 1: 78, 2: 17, 3: 5 }))
    return Array.from({ length: count }, () => random.weighted(author.edits))
  }

  function changed(
    recipe: Recipe,
    kinds: readonly (keyof Author['edits'])[] = ['replace'],
  ): { recipe: Recipe; edits: string[] } {
    let now = recipe
    const edits: string[] = []
    for (const kind of kinds.length > 0 ? kinds : (['replace'] as const)) {
      const next = kind === 'task' ? null : edited(now, kind, hand)
      if (!next) continue
      now = next
      edits.push(kind)
    }
    return { recipe: now, edits }
  }

  function strength(): number {
    return random.pick([0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7])
  }

  function withTask(from: Round, kind: TaskKind): Step {
    const source = from.favourite
    const task: Task =
      kind === 'image' || kind === 'inpaint'
        ? { kind, input: source, strength: strength() }
        : kind === 'variation'
          ? { kind, of: source, strength: random.pick([0.1, 0.2, 0.3]) }
          : {
              kind,
              of: source,
              scale: random.pick([1.5, 2]),
              strength: random.pick([0.3, 0.4, 0.5]),
              upscaler: random.pick(words.upscalers),
            }
    const worded =
      (kind === 'image' || kind === 'inpaint') && random.chance(0.4)
        ? changed(from.recipe).recipe
        : from.recipe
    return {
      recipe: { ...worded, task },
      parents: [{ round: from.id, ...grounds(kind) }],
      also: [],
      edits: [kind],
      base: from,
    }
  }

  /** What the program writes of the input, which is all that anyone can know later. */
  function grounds(kind: TaskKind): Pick<TruthParent, 'basis' | 'by'> {
    if (kind === 'variation') return { basis: 'recorded', by: 'variation-seed' }
    if (kind === 'hires' || kind === 'upscale') return { basis: 'recorded', by: 'same-seed' }
    if (author.digests) return { basis: 'recorded', by: 'input-digest' }
    const names = author.program === 'comfyui' || author.program === 'invokeai'
    if (!names || (author.program === 'comfyui' && random.chance(author.renamesInputs))) {
      return { basis: 'derived', by: 'input-unnamed' }
    }
    return { basis: 'recorded', by: 'input-name' }
  }
}
