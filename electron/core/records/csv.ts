/**
 * Cells of a table as RFC 4180 writes them, made safe for spreadsheet programs: a text that such a program would run
 * as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return), a number of more than 15 digits, which it
 * would round, and a text that begins with an apostrophe get an apostrophe in front. Taking one leading apostrophe
 * away gives back every value exactly.
 */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`
}

function csvCell(cell: string | number | null | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const text = needsApostrophe(cell) ? `'${cell}` : cell
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function needsApostrophe(text: string): boolean {
  if (/^-?\d{1,15}(\.\d{1,10})?$/.test(text)) return false
  return /^[=+\-@\t\r'＝＋－＠]/.test(text) || /^\s*[\d.]{16,}\s*$/.test(text)
}
