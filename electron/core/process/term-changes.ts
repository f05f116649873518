import { diffArrays } from 'diff'
import type { Change } from '../../../shared/contract/process.ts'
import {
  isProse,
  type PromptDialect,
  type PromptTerm,
  promptTerms,
  promptWords,
} from '../../../shared/prompt-terms.ts'
import { wordsOf } from './words.ts'

/** More differing terms than this are not aligned one by one: the prompt as a whole was replaced. */
const MOST_EDITS = 2_000
/** Likeness of two terms, 0..1, from which the second counts as put in place of the first. */
const LIKE = 0.34

/** A run of neighbouring terms on one side only, in the order of the alignment. */
type Entry = { readonly side: 'from' | 'to'; readonly term: PromptTerm }

/**
 * What differs between two prompts, term by term along their longest common subsequence: a term that left and a
 * term that came and share words are one change; a term that left one place and came to another was moved.
 */
export function termChanges(
  field: 'prompt' | 'negativePrompt',
  before: { readonly text: string; readonly dialect: PromptDialect },
  after: { readonly text: string; readonly dialect: PromptDialect },
): Change[] {
  if (before.text === after.text) return []
  const prose = isProse(before.text) && isProse(after.text)
  const read = prose ? promptWords : promptTerms
  // LoRA tags of the positive prompt are compared as LoRAs, not as words.
  const counts = (term: PromptTerm): boolean => field === 'negativePrompt' || term.kind !== 'lora'
  const from = read(before.text, before.dialect).filter(counts)
  const to = read(after.text, after.dialect).filter(counts)
  const parts = diffArrays(from.map(keyOf), to.map(keyOf), { maxEditLength: MOST_EDITS })
  if (!parts) return [{ field, kind: 'changed', from: before.text, to: after.text }]

  const changes: Change[] = []
  const entries: Entry[] = []
  let i = 0
  let j = 0
  for (const part of parts) {
    for (let n = 0; n < part.count; n += 1) {
      if (part.removed) entries.push({ side: 'from', term: from[i++] as PromptTerm })
      else if (part.added) entries.push({ side: 'to', term: to[j++] as PromptTerm })
      else changes.push(...reweighted(field, from[i++] as PromptTerm, to[j++] as PromptTerm))
    }
  }
  return [...(prose ? phraseChanges(field, parts) : entryChanges(field, entries)), ...changes]
}

function entryChanges(field: string, entries: readonly Entry[]): Change[] {
  const partner = pair(entries)
  return entries.flatMap((entry, index): Change[] => {
    const other = partner.get(index)
    if (other === undefined) {
      return entry.side === 'from'
        ? [{ field, kind: 'removed', from: entry.term.written, to: null }]
        : [{ field, kind: 'added', from: null, to: entry.term.written }]
    }
    // A pair is told once, where its new term stands.
    if (entry.side === 'from') return []
    const old = (entries[other] as Entry).term
    if (keyOf(old) !== keyOf(entry.term)) {
      return [{ field, kind: 'changed', from: old.written, to: entry.term.written }]
    }
    const moved: Change = { field, kind: 'moved', from: old.written, to: entry.term.written }
    return [moved, ...reweighted(field, old, entry.term)]
  })
}

/** Which entry belongs to which, both ways: equal terms first, then the most alike. */
function pair(entries: readonly Entry[]): Map<number, number> {
  const partner = new Map<number, number>()
  const join = (a: number, b: number): void => {
    partner.set(a, b)
    partner.set(b, a)
  }
  const waiting = new Map<string, number[]>()
  for (const [index, { side, term }] of entries.entries()) {
    if (side === 'to') continue
    const list = waiting.get(keyOf(term))
    if (list) list.push(index)
    else waiting.set(keyOf(term), [index])
  }
  for (const [index, { side, term }] of entries.entries()) {
    const old = side === 'to' ? waiting.get(keyOf(term))?.shift() : undefined
    if (old !== undefined) join(old, index)
  }
  const left = [...entries.keys()].filter((index) => !partner.has(index))
  const alike = left
    .filter((index) => entries[index]?.side === 'from')
    .flatMap((old) =>
      left
        .filter((index) => entries[index]?.side === 'to')
        .map((next) => ({ old, next, score: likeness(entries[old] as Entry, entries[next] as Entry) })),
    )
    .filter(({ score }) => score >= LIKE)
    // Ties go to the nearest, then to the first, so that the same records always give the same list.
    .sort((a, b) => b.score - a.score || distance(a) - distance(b) || a.old - b.old || a.next - b.next)
  for (const { old, next } of alike) {
    if (!partner.has(old) && !partner.has(next)) join(old, next)
  }
  return partner
}

const distance = ({ old, next }: { old: number; next: number }): number => Math.abs(old - next)

/** Share of the words that both have (Dice). Chinese, Japanese and Korean text counts by pairs of characters. */
function likeness(a: Entry, b: Entry): number {
  if (a.term.kind !== b.term.kind) return 0
  const left = new Set(wordsOf(a.term.text))
  const right = new Set(wordsOf(b.term.text))
  const shared = [...left].filter((word) => right.has(word)).length
  return shared === 0 ? 0 : (2 * shared) / (left.size + right.size)
}

/** In prose a run of words that gave way to another run is one change of phrase. */
function phraseChanges(
  field: string,
  parts: readonly { added: boolean; removed: boolean; value: string[] }[],
): Change[] {
  const changes: Change[] = []
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index]
    const next = parts[index + 1]
    if (!part || (!part.added && !part.removed)) continue
    const phrase = part.value.map(textOfKey).join(' ')
    if (part.removed && next?.added) {
      changes.push({ field, kind: 'changed', from: phrase, to: next.value.map(textOfKey).join(' ') })
      index += 1
    } else if (part.removed) changes.push({ field, kind: 'removed', from: phrase, to: null })
    else changes.push({ field, kind: 'added', from: null, to: phrase })
  }
  return changes
}

/** Two places of the same term: told only where both weights are known and differ. */
function reweighted(field: string, from: PromptTerm, to: PromptTerm): Change[] {
  if (from.weight === null || to.weight === null || from.weight === to.weight) return []
  return [{ field, kind: 'reweighted', from: from.written, to: to.written }]
}

/** Terms are the same when kind and words are; the weight is compared apart. */
const keyOf = (term: PromptTerm): string => `${term.kind}:${term.text}`
const textOfKey = (key: string): string => key.slice(key.indexOf(':') + 1)
