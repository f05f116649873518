import type { Author, EditKind } from './authors.ts'
import type { Random } from './random.ts'
import { type Recipe, sizes, type Term } from './recipe.ts'
import { type Vocabulary, words } from './vocabulary.ts'

/** Changes a recipe as a person would who is not yet content with it. Null where the edit has nothing to take hold of. */
export function edited(
  recipe: Recipe,
  kind: Exclude<EditKind, 'task'>,
  { author, models, vocabulary, random }: Hand,
): Recipe | null {
  const { terms, loras, negative } = recipe
  // The subject stands first and seldom changes within a work.
  const some = () => random.whole(1, terms.length - 1)
  switch (kind) {
    case 'replace': {
      const index = random.chance(0.06) ? 0 : some()
      const old = terms[index]
      if (!old) return null
      const term =
        old.colour && random.chance(0.5)
          ? vocabulary.recoloured(random, old)
          : vocabulary.detail(random, terms, old.kind)
      return { ...recipe, terms: terms.with(index, term) }
    }
    case 'add': {
      if (terms.length > 16) return null
      const at = random.chance(0.6) ? terms.length : random.whole(1, terms.length)
      return { ...recipe, terms: terms.toSpliced(at, 0, vocabulary.detail(random, terms)) }
    }
    case 'remove':
      return terms.length < 3 ? null : { ...recipe, terms: terms.toSpliced(some(), 1) }
    case 'reweight': {
      if (author.language === 'prose') return null
      const index = random.whole(0, terms.length - 1)
      const old = terms[index] as Term
      const weight = random.pick([0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4].filter((each) => each !== old.weight))
      return { ...recipe, terms: terms.with(index, { ...old, weight }) }
    }
    case 'move': {
      if (terms.length < 3) return null
      const from = some()
      const to = random.pick(terms.map((_, index) => index).filter((each) => each > 0 && each !== from))
      const moved = terms.toSpliced(from, 1).toSpliced(to, 0, terms[from] as Term)
      return { ...recipe, terms: moved }
    }
    case 'negative': {
      if (negative.length > 2 && random.chance(0.35)) {
        return { ...recipe, negative: negative.toSpliced(random.whole(0, negative.length - 1), 1) }
      }
      const [fresh] = vocabulary.negative(random, 40).filter((word) => !negative.includes(word))
      return fresh ? { ...recipe, negative: [...negative, fresh] } : null
    }
    case 'cfg':
      return { ...recipe, cfg: other([3.5, 4, 5, 5.5, 6, 7, 7.5, 8, 9, 10, 12], recipe.cfg) }
    case 'steps':
      return { ...recipe, steps: other([12, 16, 20, 24, 25, 28, 30, 35, 40, 50], recipe.steps) }
    case 'sampler':
      return { ...recipe, sampler: other([0, 1, 2, 3], recipe.sampler) }
    case 'model':
      return models.length < 2 ? null : { ...recipe, model: other(models, recipe.model) }
    case 'lora': {
      const [first] = loras
      const kindOfChange = first ? random.weighted({ weight: 5, out: 2, more: 2 }) : 'more'
      if (first && kindOfChange === 'weight') {
        const weight = other([0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], first.weight)
        return { ...recipe, loras: loras.with(0, { ...first, weight }) }
      }
      if (kindOfChange === 'out') return { ...recipe, loras: loras.slice(1) }
      const unused = words.loras.filter((name) => !loras.some((lora) => lora.name === name))
      return {
        ...recipe,
        loras: [...loras, { name: random.pick(unused), weight: random.pick([0.6, 0.8, 1]) }],
      }
    }
    case 'size': {
      const [width, height] = random.pick(sizes.filter(([w, h]) => w !== recipe.width || h !== recipe.height))
      return { ...recipe, width, height }
    }
  }

  function other<T>(from: readonly T[], old: T): T {
    return random.pick(from.filter((each) => each !== old))
  }
}

/** Who changes it, with what at hand. */
export interface Hand {
  readonly author: Author
  readonly models: readonly string[]
  readonly vocabulary: Vocabulary
  readonly random: Random
}
