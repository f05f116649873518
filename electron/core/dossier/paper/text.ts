/**
 * Text that came from files and people is shown as plain text: what cannot be seen, or would turn the order of
 * the letters round, is printed by its number (Unicode TR 36, bidirectional text spoofing).
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u
const spaces = /[\p{Zs}\t]/u

/** `〈U+202E〉` */
export function numbered(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `〈U+${code.toString(16).toUpperCase().padStart(4, '0')}〉`
}

/**
 * The characters of a text as they can be printed, with line breaks kept as `\n`. `has` tells which characters
 * the font can draw; a character it lacks is printed by its number instead of an empty box.
 */
export function printable(value: string, has: (character: string) => boolean = () => true): string {
  let shown = ''
  for (const character of value.replace(/\r\n?|\u2028|\u2029/g, '\n').normalize('NFC')) {
    if (character === '\n') shown += '\n'
    else if (character === '　') shown += '　'
    else if (spaces.test(character)) shown += ' '
    else if (unseen.test(character) || !has(character)) shown += numbered(character)
    else shown += character
  }
  return shown
}

/** The same in one line, for bookmarks, titles and descriptions. */
export function oneLine(value: string, longest = 200): string {
  const flat = printable(value).replace(/\s+/g, ' ').trim()
  const characters = [...flat]
  return characters.length <= longest ? flat : `${characters.slice(0, longest - 1).join('')}…`
}
