/**
 * How text is looked for, in Chinese and in other scripts. SQLite's trigram index answers words of three characters
 * and more; Chinese words often have one or two, so these have an index of their own, of single characters and pairs.
 */

/** One form for what reads the same: full-width letters, upper case, line breaks; unseen marks are left out. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** More words than this narrow nothing further. */
const maxWords = 32
const typedWord = /["“”„«»「」『』＂]([^"“”„«»「」『』＂]*)["“”„«»「」『』＂]?|([^\s"“”„«»「」『』＂]+)/gu

/**
 * What was typed, as words that must all be found. Quotation marks, Chinese ones too, keep words together; a mark
 * without its partner reaches to the end.
 */
export function wordsOf(typed: string): string[] {
  const words = new Set<string>()
  for (const [, quoted, bare] of typed.matchAll(typedWord)) {
    const word = folded(quoted ?? bare ?? '')
    if (word !== '') words.add(word)
  }
  return [...words].slice(0, maxWords)
}

/** Letters and digits of scripts that are written in words. */
const inWord = /[\p{L}\p{N}]/u
const ideographic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

function joinsWord(character: string): boolean {
  return inWord.test(character) && !ideographic.test(character)
}

/**
 * What a word of one or two characters can find in a text: each Chinese character alone and with the next one, and
 * the first one or two letters of words in other scripts (`ca` finds `cat`, not `vocal`).
 */
export function shortTokens(text: string): Set<string> {
  const tokens = new Set<string>()
  let before = ''
  let start = ''
  for (const character of text) {
    if (character !== ' ') {
      if (start !== '') tokens.add(token(start + character))
      const begins = !(joinsWord(character) && joinsWord(before))
      if (begins) tokens.add(token(character))
      start = begins ? character : ''
    } else start = ''
    before = character
  }
  return tokens
}

/** In hex, for a tokenizer that would otherwise have its own idea of what a word is. */
function token(characters: string): string {
  return Array.from(characters, (character) => character.codePointAt(0)?.toString(16)).join('z')
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
