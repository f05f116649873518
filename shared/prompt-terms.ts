import { type Mark, type PromptDialect, weigh } from './prompt-emphasis.ts'
import { isCall } from './prompt-functions.ts'

/**
 * The terms of a prompt, with the weight that the generator's own notation gives them. Pure and without
 * dependencies, so that the window can mark the same terms that the core compared.
 */

export type { PromptDialect } from './prompt-emphasis.ts'

export interface PromptTerm {
  /** `lora`: a `<lora:name:weight>` tag. `break`: BREAK or AND between sections. `option`: `--ar 3:2`, `.blend(0.7, 0.3)`. */
  readonly kind: 'term' | 'lora' | 'break' | 'option'
  /** The words without the notation around them; of a LoRA its name. */
  readonly text: string
  /** Rounded to four places; null where it is not known or parts of the term carry different weights. */
  readonly weight: number | null
  /** As it stands in the prompt; one member of a weighted group, which cannot stand alone, as `text ×weight`. */
  readonly written: string
  /** Where it stands in the prompt, in UTF-16 units, with the notation that is its own. */
  readonly start: number
  readonly end: number
}

const dialects: ReadonlyMap<string, PromptDialect> = new Map([
  ['a1111', 'a1111'],
  ['forge', 'a1111'],
  ['reforge', 'a1111'],
  ['sdnext', 'a1111'],
  ['fooocus', 'a1111'],
  ['swarmui', 'a1111'],
  ['comfyui', 'comfyui'],
  ['invokeai', 'invokeai'],
  ['novelai', 'novelai'],
  ['midjourney', 'midjourney'],
])

/** The dialect of a generator's id (`generator.id` of a file record); `plain` for one that is not known. */
export function dialectOf(generatorId: string | null | undefined): PromptDialect {
  return dialects.get(generatorId ?? '') ?? 'plain'
}

/** Nesting is read in time that grows with the square of the length; beyond this no weights are claimed. */
const LONGEST_READ = 20_000

const separator = /[,，、\n\r]/

/** Splits a prompt at `,` `，` `、` and line ends, and at the marks of its dialect, and reads the weights. */
export function promptTerms(prompt: string, dialect: PromptDialect): PromptTerm[] {
  return split(prompt, dialect, separator)
}

/** The words of a prose prompt as terms. */
export function promptWords(prompt: string, dialect: PromptDialect): PromptTerm[] {
  return split(prompt, dialect, /\s/)
}

/** Whether a prompt is prose: several words and no separator between them. */
export function isProse(prompt: string): boolean {
  const text = prompt.trim()
  return /\s/.test(text) && !separator.test(text)
}

type Fixed = Pick<PromptTerm, 'kind' | 'text' | 'weight'>

function split(prompt: string, dialect: PromptDialect, at: RegExp): PromptTerm[] {
  const read = prompt.length > LONGEST_READ ? 'plain' : dialect
  const marks = weigh(prompt, read)
  const isWords = new Uint8Array(prompt.length)
  for (const mark of marks) isWords.fill(1, mark.at, mark.at + mark.length)
  const terms: PromptTerm[] = []
  let open: Mark[] = []
  const close = (fixed?: Fixed): void => {
    const term = termOf(prompt, isWords, open, read, fixed)
    if (term) terms.push(term)
    open = []
  }
  for (let index = 0; index < marks.length; index += 1) {
    const mark = marks[index] as Mark
    const special = specialAt(prompt, mark, read)
    if (special) {
      close()
      const end = mark.at + special.length
      while ((marks[index]?.at ?? end) < end) open.push(marks[index++] as Mark)
      index -= 1
      close(special.term)
    } else if (mark.cuts === 'always' || (mark.cuts === 'by-text' && at.test(prompt[mark.at] ?? ''))) close()
    else open.push(mark)
  }
  close()
  return terms
}

/** A LoRA tag, a section word or an option that begins at this mark. */
function specialAt(
  prompt: string,
  mark: Mark,
  dialect: PromptDialect,
): { length: number; term: Fixed } | undefined {
  const before = prompt[mark.at - 1] ?? ' '
  if (dialect === 'a1111') {
    const tag = /^<(?:lora|lyco):([^:<>]+)(?::([^<>]*))?>$/.exec(prompt.slice(mark.at, mark.at + mark.length))
    if (tag) {
      // `<lora:name>` alone means full strength; anything but a number after the name is no weight we can name.
      const weight = tag[2] === undefined ? 1 : Number.parseFloat(tag[2])
      const term = {
        kind: 'lora',
        text: tag[1] as string,
        weight: Number.isNaN(weight) ? null : weight,
      } as const
      return { length: tag[0].length, term }
    }
    const word = /^(BREAK|AND)(?![\w-])/.exec(prompt.slice(mark.at, mark.at + 8))
    if (word && mark.cuts === 'by-text' && !/[\w-]/.test(before)) {
      return { length: word[0].length, term: { kind: 'break', text: word[0], weight: null } }
    }
  }
  if (dialect === 'invokeai' && mark.length > 1 && isCall(prompt, mark.at)) {
    const text = prompt.slice(mark.at, mark.at + mark.length)
    return { length: mark.length, term: { kind: 'option', text, weight: null } }
  }
  if (dialect === 'midjourney' && /\s/.test(before)) {
    const option = /^--[a-z]+(?:\s+(?!--)[^\s,]+)*/i.exec(prompt.slice(mark.at, mark.at + 400))
    if (option) return { length: option[0].length, term: { kind: 'option', text: option[0], weight: null } }
  }
  return undefined
}

function termOf(
  prompt: string,
  isWords: Uint8Array,
  held: readonly Mark[],
  dialect: PromptDialect,
  fixed: Fixed | undefined,
): PromptTerm | undefined {
  const words = held.filter(
    (mark) => mark.length > 0 && /\S/.test(prompt.slice(mark.at, mark.at + mark.length)),
  )
  const first = words[0]
  const last = words.at(-1)
  if (!first || !last) return undefined
  const start = first.at
  const end = last.at + last.length
  if (fixed) return { ...fixed, written: prompt.slice(start, end), start, end }
  const kept = held.filter((mark) => mark.at >= start && mark.at < end)
  const text = oneLine(kept.map((mark) => prompt.slice(mark.at, mark.at + mark.length)).join(''))
  if (dialect === 'plain') return { kind: 'term', text, weight: null, written: text, start, end }

  const own = widen(prompt, isWords, start, end)
  const weight = weightOf(words)
  const standsAlone = balanced(own.written) && weightOf(weigh(own.written, dialect)) === weight
  if (standsAlone) {
    // A term whose parts weigh differently is told apart by its whole notation.
    return { kind: 'term', text: weight === null ? oneLine(own.written) : text, weight, ...own }
  }
  return { kind: 'term', text, weight, written: weight === null ? text : `${text} ×${weight}`, start, end }
}

/** Takes in the notation directly around a term. */
function widen(
  prompt: string,
  isWords: Uint8Array,
  from: number,
  to: number,
): { start: number; end: number; written: string } {
  let start = from
  let end = to
  while (start > 0 && isWords[start - 1] === 0) start -= 1
  while (end < prompt.length && isWords[end] === 0) end += 1
  return { start, end, written: prompt.slice(start, end) }
}

/** The weight that all words share, null where they do not. */
function weightOf(marks: readonly Mark[]): number | null {
  const weights = new Set(marks.map(({ weight }) => Math.round(weight * 10_000) / 10_000))
  const [weight] = weights
  return weights.size === 1 && weight !== undefined && !Number.isNaN(weight) ? weight : null
}

function balanced(text: string): boolean {
  const plain = text.replace(/\\./g, '')
  return ['()', '[]', '{}'].every(([open, close]) => {
    return plain.split(open as string).length === plain.split(close as string).length
  })
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
