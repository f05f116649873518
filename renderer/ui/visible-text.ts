/** A stretch of text, or one character that cannot be seen or would turn the order of the letters round. */
export interface TextPart {
  readonly text: string
  readonly unseen: boolean
}

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u
/** Line breaks and tabs are to be seen; a joiner between two pictures makes one picture of them. */
const harmless = /[\n\t]|(?<=\p{Extended_Pictographic}|\uFE0F)\u200D(?=\p{Extended_Pictographic})/gu

/** `⟨U+202E⟩` (Unicode TR 36: bidirectional text spoofing). */
export function numbered(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
}

/** The text of a file so that nothing in it is hidden and nothing in it can act. */
export function visibleParts(text: string): TextPart[] {
  const flat = text.replace(/\r\n?/g, '\n')
  const kept = new Set([...flat.matchAll(harmless)].map((match) => match.index))
  const parts: TextPart[] = []
  let plain = ''
  let at = 0
  for (const character of flat) {
    if (unseen.test(character) && !kept.has(at)) {
      if (plain) parts.push({ text: plain, unseen: false })
      parts.push({ text: numbered(character), unseen: true })
      plain = ''
    } else plain += character
    at += character.length
  }
  if (plain) parts.push({ text: plain, unseen: false })
  return parts
}

/** The same as one string, for names and titles. */
export function visible(text: string): string {
  return visibleParts(text)
    .map((part) => part.text)
    .join('')
}
