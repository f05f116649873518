/**
 * How wide a text stands on a terminal: two columns for what Unicode calls wide or full width (UAX 11), none for
 * combining marks, one for the rest.
 */
export function columnsOf(text: string): number {
  let width = 0
  for (const character of text.normalize('NFC')) {
    if (/^[\p{Mark}\p{Cf}]$/u.test(character)) continue
    width += wide.test(character) ? 2 : 1
  }
  return width
}

const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1F200}-\u{1F2FF}\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1FAFF}\u{20000}-\u{3FFFD}]$/u

/** Fills up with blanks to a width in columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)))
}

/** At most so many columns, with an ellipsis where something was left out. */
export function shortened(text: string, width: number): string {
  if (columnsOf(text) <= width) return text
  let short = ''
  let used = 0
  for (const character of text) {
    const next = columnsOf(character)
    if (used + next > width - 1) break
    short += character
    used += next
  }
  return `${short}…`
}

/** Rows under each other with their columns aligned; the last column is left as long as it is. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, columnsOf(cell))
    })
  }
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : padded(cell, widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

/**
 * Text from a file or a person as one harmless line: control characters and the marks that turn the direction of
 * writing are shown as escapes, so that no name can repaint the terminal.
 */
export function plain(text: string): string {
  return text
    .replace(/\r\n|\r|\n/g, ' ')
    .replaceAll('\t', ' ')
    .replace(/[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu, (c) => {
      const code = c.codePointAt(0) ?? 0
      return code < 0x100
        ? `\\x${code.toString(16).padStart(2, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`
    })
}
