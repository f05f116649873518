import { createHash } from 'node:crypto'
import type { Author } from './authors.ts'
import type { Recipe, Term } from './recipe.ts'

/** The prompt as this author types it into this program. */
export function promptOf({ terms, tail, loras }: Recipe, author: Author, choice?: string): string {
  const said: Term[] =
    choice === undefined ? [...terms] : [...terms, { kind: 'trait', text: choice, weight: 1 }]
  const tags = author.program === 'a1111' ? loras.map(({ name, weight }) => `<lora:${name}:${weight}>`) : []
  if (author.language === 'prose') return [`${prose(said)} ${tail.join(', ')}.`, ...tags].join(' ')
  const between = author.language === 'chinese' ? '，' : ', '
  return [...said.map((term) => weighted(term, author)), ...tail, ...tags].join(between)
}

export function negativeOf({ negative }: Recipe, { language }: Author): string {
  return negative.join(language === 'chinese' ? '，' : ', ')
}

/** The prompt before the wildcard was drawn, as the Dynamic Prompts extension keeps it. */
export function templateOf(recipe: Recipe, author: Author): string | null {
  const { wildcard } = recipe
  return wildcard ? promptOf(recipe, author, `{${wildcard.choices.join('|')}}`) : null
}

function weighted(term: Term, { program, version }: Author): string {
  const text = bare(term)
  if (term.weight === 1) return text
  if (program === 'novelai') {
    const turns = Math.max(1, Math.round(Math.abs(term.weight - 1) / 0.05))
    return term.weight > 1
      ? '{'.repeat(turns) + text + '}'.repeat(turns)
      : '['.repeat(turns) + text + ']'.repeat(turns)
  }
  if (program === 'invokeai') return `(${text})${term.weight}`
  // Older A1111 users write bare brackets for the usual step.
  if (term.weight === 1.1 && version.startsWith('v1.5')) return `(${text})`
  return `(${text}:${term.weight})`
}

function bare({ colour, text }: Term): string {
  if (!colour) return text
  return /[^\u0020-\u024f]/.test(text) ? `${colour}${text}` : `${colour} ${text}`
}

function prose(terms: readonly Term[]): string {
  const [subject, ...rest] = terms
  const said: Record<Term['kind'], (text: string) => string> = {
    subject: (text) => text,
    trait: (text) => `with ${text}`,
    thing: (text) => `with a ${text}`,
    place: (text) => `in the ${text}`,
    moment: (text) => `under ${text}`,
    manner: (text) => `as ${text}`,
  }
  const first = rest.slice(0, 4).map((term) => said[term.kind](bare(term)))
  const second = rest.slice(4).map((term) => said[term.kind](bare(term)))
  const sentences = [`A ${bare(subject ?? { kind: 'subject', text: '', weight: 1 })} ${first.join(' ')}.`]
  if (second.length > 0) sentences.push(`The scene is painted ${second.join(' and ')}.`)
  return sentences.join(' ')
}

/** A digest that stands for a model or a LoRA of this name. */
export function digestOf(name: string, length: number): string {
  return createHash('sha256').update(name).digest('hex').slice(0, length)
}

/** Python's `json.dumps`: a space after colon and comma, everything beyond ASCII escaped. */
export function pythonJson(value: unknown): string {
  const text = JSON.stringify(value, null, 1)
    .replace(/\n */g, ' ')
    .replace(/([[{]) /g, '$1')
    .replace(/ ([\]}])/g, '$1')
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
