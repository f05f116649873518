import { isProse, promptTerms, promptWords } from '../../../../shared/prompt-terms.ts'
import { wordsOf } from '../words.ts'
import type { Recipe } from './recipe.ts'

/** A text of a prompt as sorted numbers, so that two of them are compared in one pass. */
export interface Wording {
  /** Terms, or words where the text is prose; each once, ascending. LoRA tags are not among them. */
  readonly terms: Int32Array
  /** The weight of each term; NaN where the notation gives none that could be compared. */
  readonly weights: Float64Array
  /** The terms as they stand one after the other. */
  readonly sequence: Int32Array
  /** Where each term stands first in the sequence. */
  readonly places: ReadonlyMap<number, number>
  /** Words of all terms, each once, ascending. */
  readonly words: Int32Array
  /** Words of each term, in the order of the prompt. */
  readonly byTerm: readonly Int32Array[]
  readonly prose: boolean
}

/** Numbers for the terms and words of one library. */
export interface Vocabulary {
  readonly wordingOf: (text: string, dialect: Recipe['dialect']) => Wording
  readonly wordAt: (word: number) => string
  /** A term as it was first written. */
  readonly termAt: (term: number) => string
  readonly size: () => number
}

export function openVocabulary(): Vocabulary {
  const terms = new Map<string, number>()
  const words = new Map<string, number>()
  const names: string[] = []
  const written: string[] = []
  const read = new Map<string, Wording>()

  const numberOf = (map: Map<string, number>, key: string): number => {
    const known = map.get(key)
    if (known !== undefined) return known
    map.set(key, map.size)
    return map.size - 1
  }
  const wordNumber = (word: string): number => {
    const number = numberOf(words, word)
    names[number] = word
    return number
  }

  function wordingOf(text: string, dialect: Recipe['dialect']): Wording {
    const key = `${dialect} ${text}`
    const known = read.get(key)
    if (known) return known
    const prose = isProse(text)
    const parts = (prose ? promptWords : promptTerms)(text, dialect).filter(({ kind }) => kind !== 'lora')
    const weightOf = new Map<number, number>()
    const sequence = parts.map(({ kind, text: term, weight }) => {
      const number = numberOf(terms, `${kind}:${term.toLowerCase()}`)
      weightOf.set(number, weight ?? Number.NaN)
      written[number] ??= term
      return number
    })
    const byTerm = parts.map((part) => ascending(wordsOf(part.text).map(wordNumber)))
    const sorted = ascending(sequence)
    const wording: Wording = {
      terms: sorted,
      weights: Float64Array.from(sorted, (term) => weightOf.get(term) ?? Number.NaN),
      sequence: Int32Array.from(sequence),
      places: new Map(sequence.map((term, at) => [term, at] as const).reverse()),
      words: ascending(byTerm.flatMap((each) => [...each])),
      byTerm,
      prose,
    }
    read.set(key, wording)
    return wording
  }

  return {
    wordingOf,
    wordAt: (word) => names[word] ?? '',
    termAt: (term) => written[term] ?? '',
    size: () => words.size,
  }
}

const ascending = (numbers: readonly number[]): Int32Array => Int32Array.from(new Set(numbers)).sort()
