import type { Process } from '../../shared/contract/process.ts'

type Round = Process['rounds'][number]
export type Change = Round['changed'][number]

export interface Piece {
  readonly text: string
  readonly marked: boolean
}

/**
 * Cuts a prompt into pieces so that the changed terms can be marked where they stand. Terms are found letter by
 * letter; a term that does not stand in the text marks nothing.
 */
export function markTerms(text: string, terms: readonly string[]): Piece[] {
  const spans: [number, number][] = []
  for (const term of [...new Set(terms)].filter((each) => each.trim() !== '')) {
    const at = find(text, term.trim(), spans)
    if (at >= 0) spans.push([at, at + term.trim().length])
  }
  spans.sort((a, b) => a[0] - b[0])
  const pieces: Piece[] = []
  let end = 0
  for (const [from, to] of spans) {
    if (from > end) pieces.push({ text: text.slice(end, from), marked: false })
    pieces.push({ text: text.slice(from, to), marked: true })
    end = to
  }
  if (end < text.length) pieces.push({ text: text.slice(end), marked: false })
  return pieces
}

/** The first place of a term that is a whole term there, between commas, and not marked yet; else any place. */
function find(text: string, term: string, taken: readonly (readonly [number, number])[]): number {
  let other = -1
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const end = at + term.length
    if (taken.some(([from, to]) => at < to && end > from)) continue
    const before = text.slice(0, at).trimEnd().at(-1)
    const after = text.slice(end).trimStart()[0]
    const bounded = [before, after].every((sign) => sign === undefined || /[,，、;；|\n(（)）:：]/.test(sign))
    if (bounded) return at
    if (other < 0) other = at
  }
  return other
}

function isPrompt(change: Change): boolean {
  return change.field === 'prompt' || change.field === 'negativePrompt'
}

/** The terms of a prompt that went and that came, for marking them in the two texts. */
export function changedTerms(changes: readonly Change[], field: 'prompt' | 'negativePrompt') {
  const of = changes.filter((change) => change.field === field)
  return {
    gone: of.map((change) => (change.kind === 'moved' ? null : change.from)).filter((term) => term !== null),
    come: of.map((change) => change.to).filter((term) => term !== null),
  }
}

/** The changes that are no prompt terms, to be shown from → to. */
export function otherChanges(changes: readonly Change[]): Change[] {
  return changes.filter((change) => !isPrompt(change))
}

/** The name of the field of a change: `lora:ink` gives the sort and its own name. */
export function fieldName(field: string, names: Readonly<Record<string, string>>): string {
  const [sort, ...own] = field.split(':')
  const name = names[sort ?? ''] ?? sort ?? field
  return own.length > 0 ? `${name} ${own.join(':')}` : name
}

/** `(term:1.2)`, as most dialects write a weight. */
const weighted = /^\(([^()[\]:]+):(\d+(?:\.\d+)?)\)$/

/**
 * From what to what a term changed, without what the two share: of a term that was only weighted anew the term with
 * its weight and the new weight, of two sentences the words in which they differ.
 */
export function whatBecame(from: string, to: string, kind: Change['kind']): readonly [string, string] {
  const [before, after] = [nameAndWeight(from), nameAndWeight(to)]
  if (kind === 'reweighted' && before.name === after.name) {
    return [`${before.name} ${before.weight}`, after.weight]
  }
  const [gone, come] = [from.trim().split(/\s+/), to.trim().split(/\s+/)]
  const shorter = Math.min(gone.length, come.length)
  let start = 0
  while (start < shorter && gone[start] === come[start]) start += 1
  let end = 0
  while (end < shorter - start && gone.at(-1 - end) === come.at(-1 - end)) end += 1
  const rest = (words: readonly string[]) => words.slice(start, words.length - end).join(' ')
  return [rest(gone), rest(come)]
}

function nameAndWeight(term: string): { name: string; weight: string } {
  const [, name, weight] = weighted.exec(term.trim()) ?? []
  return name === undefined || weight === undefined
    ? { name: term.trim(), weight: '1' }
    : { name: name.trim(), weight }
}
