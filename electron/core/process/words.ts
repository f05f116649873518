const emptyWords = new Set(['a', 'an', 'the', 'of', 'in', 'on', 'at', 'with', 'and', 'to', 'by', 'is'])
const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu

/** Words of a text; of Chinese, Japanese and Korean runs the pairs of neighbouring characters. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [run] of text.matchAll(han)) {
    const characters = [...run]
    if (characters.length === 1) words.push(run)
    for (let i = 0; i + 1 < characters.length; i += 1) words.push(`${characters[i]}${characters[i + 1]}`)
  }
  const rest = text.toLowerCase().replace(han, ' ')
  for (const [word] of rest.matchAll(/[\p{L}\p{N}]+/gu)) if (!emptyWords.has(word)) words.push(word)
  return words
}
