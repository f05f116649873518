import { createReadStream } from 'node:fs'

/**
 * Finds values in the bytes of files as they stand there: UTF-8, GB 18030 and both orders of UTF-16, letters in either
 * case, digits also with a space or a hyphen between two of them. What is compressed inside a file is not looked into.
 */
export function openByteSearch(values: readonly string[]): (path: string) => Promise<boolean> {
  const patterns = values.flatMap((value) => encodings.map((encode) => patternOf(value.trim(), encode)))
  const pattern = new RegExp(patterns.filter((one) => one !== null).join('|'))
  // A digit in UTF-16 with two characters between it and the next: six bytes where the value has one.
  const overlap = 6 * Math.max(0, ...values.map(({ length }) => length))
  return async (path) => {
    if (patterns.length === 0) return false
    let tail = ''
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const bytes = tail + (chunk as Buffer).toString('latin1')
      if (pattern.test(bytes)) return true
      tail = bytes.slice(-overlap)
    }
    return false
  }
}

/** The bytes of a character, each as one character of Latin-1; null where the encoding has none. */
type Encode = (character: string) => string | null

const encodings: readonly Encode[] = [
  (character) => Buffer.from(character).toString('latin1'),
  (character) => Buffer.from(character, 'utf16le').toString('latin1'),
  (character) => Buffer.from(character, 'utf16le').swap16().toString('latin1'),
  (character) => twoBytes().get(character) ?? (character < '\x80' ? character : null),
]

/** Null for a value that the encoding cannot write. */
function patternOf(value: string, encode: Encode): string | null {
  const gap = `(?:${[' ', '-'].map(encode).map(escaped).join('|')}){0,2}`
  const parts: string[] = []
  let before = ''
  for (const character of value) {
    const isBetween = /[\s-]/.test(before) || (/\d/.test(before) && /\d/.test(character))
    before = character
    if (/[\s-]/.test(character)) continue
    const forms = [...new Set([character, character.toLowerCase(), character.toUpperCase()])].map(encode)
    if (forms.includes(null)) return null
    parts.push(`${isBetween ? gap : ''}(?:${forms.map(escaped).join('|')})`)
  }
  return parts.join('')
}

function escaped(bytes: string | null): string {
  return [...(bytes ?? '')].map((byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')
}

let table: Map<string, string> | undefined

/** The characters of two bytes in GB 18030, which are those of GBK: turned round from the decoder, which there is. */
function twoBytes(): ReadonlyMap<string, string> {
  if (table) return table
  table = new Map()
  const decoder = new TextDecoder('gb18030')
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const character = decoder.decode(Uint8Array.of(first, second))
      if ([...character].length === 1 && character !== '\uFFFD')
        table.set(character, String.fromCharCode(first, second))
    }
  }
  return table
}
