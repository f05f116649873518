import { joinsWord, wordsOf } from '../../../shared/search-words.ts'

/**
 * How text is looked for, in Chinese and in other scripts. SQLite's trigram index answers words of three characters
 * and more; Chinese words often have one or two, so these have an index of their own, of single characters and pairs.
 */

/**
 * What a word of one or two characters can find in a text: each Chinese character alone and with the next one, and
 * the first one or two letters of words in other scripts (`ca` finds `cat`, not `vocal`).
 */
export function shortTokens(text: string): Set<string> {
  const tokens = new Set<string>()
  let before = ''
  let start = ''
  for (const character of text) {
    if (character !== ' ' && character !== '\n') {
      if (start !== '') tokens.add(token(start + character))
      const begins = !(joinsWord(character) && joinsWord(before))
      if (begins) tokens.add(token(character))
      start = begins ? character : ''
    } else start = ''
    before = character
  }
  return tokens
}

/** The index's tokenizer takes all but ASCII punctuation as parts of a word; that moves to the private use area. */
function token(characters: string): string {
  return characters.replace(/[\0-/:-`{-\x7f]/g, (mark) => String.fromCharCode(0xe000 + mark.charCodeAt(0)))
}

export interface TextQuery {
  /** FTS5 expression for the trigram index; null where no word is long enough. */
  readonly long: string | null
  /** FTS5 expression for the index of short words. */
  readonly short: string | null
}

/** The two FTS5 expressions for what was typed: every word a quoted string, so that nothing typed is syntax. */
export function textQuery(typed: string): TextQuery {
  const words = wordsOf(typed)
  const isLong = (word: string) => [...word].length >= 3
  const long = words.filter(isLong).map((word) => `"${word.replaceAll(`"`, `""`)}"`)
  const short = words.filter((word) => !isLong(word)).map((word) => `"${token(word)}"`)
  return {
    long: long.length > 0 ? long.join(' AND ') : null,
    short: short.length > 0 ? short.join(' AND ') : null,
  }
}
