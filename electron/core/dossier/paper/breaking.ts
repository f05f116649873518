/**
 * Where a line may end. Chinese text breaks between any two characters except where punctuation forbids it
 * (中文排版需求 / CLREQ, 3.1.4 and UAX 14); Latin words and numbers stay whole; addresses break after their
 * separators and digests at groups of eight.
 */
const neverFirst = new Set([...'。，、；：！？）》」』〉】〕”’…—·％‰℃,.;:!?)]}%', '～', '/', '／'])
const neverLast = new Set([...'（《「『〈【〔“‘([{#＃¥￥'])
const wide =
  /[\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}“”‘’…—①-⓿■□○●→←]/u

export function isWide(character: string): boolean {
  return wide.test(character)
}

const hexDigit = /[0-9a-f]/i
const separator = /[/?&=_#|\\+,;]/

/**
 * Positions `i` at which a line may end before `characters[i]`. A position after a space is one of them.
 * In Western text quotation marks belong to their word.
 */
export function breakPoints(characters: readonly string[], western = false): Uint8Array {
  const allowed = new Uint8Array(characters.length + 1)
  const digest = digestOffsets(characters)
  const isBlock = (character: string) => isWide(character) && !(western && '‘’“”'.includes(character))
  for (let i = 1; i < characters.length; i += 1) {
    const before = characters[i - 1] ?? ''
    const after = characters[i] ?? ''
    if (before === '\n' || after === '\n') continue
    if (after === ' ') continue
    if (before === ' ')
      allowed[i] = (neverFirst.has(after) && isWide(after)) || isNumbered(characters, i) ? 0 : 1
    else if (digest[i] === 1) allowed[i] = 1
    else if (isBlock(before) || isBlock(after)) {
      allowed[i] =
        neverFirst.has(after) || neverLast.has(before) || isPair(before, after) || isCounted(characters, i)
          ? 0
          : 1
    } else if (breaksAddress(characters, i)) allowed[i] = 1
  }
  return allowed
}

/** 第14页, 证据3-1, 3月2日: a number stays with the word that counts it. */
function isCounted(characters: readonly string[], i: number): boolean {
  const before = characters[i - 1] ?? ''
  const after = characters[i] ?? ''
  if (before === '证' && after === '据') return /\d/.test(characters[i + 1] ?? '')
  if (/\d/.test(after)) return before === '第' || before === '据'
  return /\d/.test(before) && '页轮条年月日项元款'.includes(after)
}

const numbered = new Set(['p.', 'pp.', 'art.', 'no.', 'Exhibit', 'Round', 'entry'])

/** p. 14, Exhibit 3-1, Round 3: a number stays with the word before it. */
function isNumbered(characters: readonly string[], i: number): boolean {
  if (!/\d/.test(characters[i] ?? '')) return false
  const word = characters.slice(Math.max(0, i - 9), i - 1).join('')
  return numbered.has(word.slice(word.search(/[^\s(（]*$/)))
}

/** A dash or an ellipsis of two characters is one sign. */
function isPair(before: string, after: string): boolean {
  return before === after && (before === '—' || before === '…')
}

/** After a separator inside a long run without spaces: an address, a path, a list of tags. */
function breaksAddress(characters: readonly string[], i: number): boolean {
  const before = characters[i - 1] ?? ''
  const after = characters[i] ?? ''
  if (separator.test(after)) return false
  if (separator.test(before)) return true
  if (before === '-') return !(/\d/.test(after) && /\d/.test(characters[i - 2] ?? ''))
  if (before === '.') return /\p{L}/u.test(after) && /\p{L}/u.test(characters[i - 2] ?? '')
  return false
}

/** Marks each eighth digit of a run of at least 32 hexadecimal digits. */
function digestOffsets(characters: readonly string[]): Uint8Array {
  const marks = new Uint8Array(characters.length + 1)
  let start = 0
  for (let i = 0; i <= characters.length; i += 1) {
    if (i < characters.length && hexDigit.test(characters[i] ?? '') && characters[i]?.length === 1) continue
    if (i - start >= 32) for (let k = start + 8; k < i; k += 8) marks[k] = 1
    start = i + 1
  }
  return marks
}
