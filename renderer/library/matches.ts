import { joinsWord, wordsOf } from '../../shared/search-words.ts'

/** A stretch of a text; `found` where it is one of the words looked for. */
export interface Stretch {
  readonly text: string
  readonly found: boolean
}

/** Characters kept before the first word that was found, where a text is cut for it. */
const before = 24

/** The text in the form in which it is searched, with the place in the text of each of its characters. */
function foldedWithPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  let folded = ''
  const places: number[] = []
  let at = 0
  for (const character of text) {
    const form = /[\s\p{Cc}]/u.test(character)
      ? ' '
      : character
          .normalize('NFKC')
          .toLowerCase()
          .replace(/[\p{Cf}\p{Cs}]/gu, '')
    if (!(form === ' ' && folded.endsWith(' '))) {
      for (let unit = 0; unit < form.length; unit += 1) places.push(at)
      folded += form
    }
    at += character.length
  }
  places.push(text.length)
  return { folded, places }
}

/** A word of one or two letters finds the beginnings of words only, as the index does. */
function fits(folded: string, at: number, word: string): boolean {
  const short = [...word].length <= 2
  return !(short && at > 0 && joinsWord(word[0] ?? '') && joinsWord(folded[at - 1] ?? ''))
}

function spansOf(text: string, typed: string): [start: number, end: number][] {
  const { folded, places } = foldedWithPlaces(text)
  const spans: [number, number][] = []
  for (const word of wordsOf(typed)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      if (fits(folded, at, word)) spans.push([places[at] ?? 0, places[at + word.length] ?? text.length])
    }
  }
  return spans.sort((a, b) => a[0] - b[0])
}

/**
 * A text with the words of a search told apart. Where the first of them stands far behind, the text begins shortly
 * before it with `…`.
 */
export function stretchesOf(text: string, typed: string): Stretch[] {
  const spans = spansOf(text, typed)
  const first = spans[0]?.[0] ?? 0
  const start = first > 2 * before ? first - before : 0
  const stretches: Stretch[] = start > 0 ? [{ text: '…', found: false }] : []
  let at = start
  for (const [from, to] of spans) {
    if (to <= at) continue
    const begin = Math.max(from, at)
    if (begin > at) stretches.push({ text: text.slice(at, begin), found: false })
    stretches.push({ text: text.slice(begin, to), found: true })
    at = to
  }
  if (at < text.length) stretches.push({ text: text.slice(at), found: false })
  return stretches
}
