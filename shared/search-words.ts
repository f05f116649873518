/** How typed words are read: the core looks for them, and the window marks them where they stand. */

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

/** True for a character that is part of a word with its neighbours, as letters are and Chinese characters are not. */
export function joinsWord(character: string): boolean {
  return inWord.test(character) && !ideographic.test(character)
}
