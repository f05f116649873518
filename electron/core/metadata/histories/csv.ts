/** One record of a CSV file (RFC 4180) and where it stands in the text. */
export interface CsvRecord {
  readonly fields: readonly string[]
  readonly from: number
  readonly to: number
}

/** The records of a CSV text. Quoted fields may hold line breaks, commas and doubled quotes; empty lines are left out. */
export function parseCsv(text: string, maxRecords: number): CsvRecord[] {
  const records: CsvRecord[] = []
  let fields: string[] = []
  let from = 0
  let at = 0
  while (at < text.length && records.length < maxRecords) {
    const field = readField(text, at)
    fields.push(field.value)
    at = field.end
    if (text[at] === ',') {
      at++
      if (at === text.length) fields.push('')
      else continue
    }
    if (fields.length > 1 || fields[0] !== '') records.push({ fields, from, to: at })
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    fields = []
    from = at
  }
  return records
}

function readField(text: string, start: number): { value: string; end: number } {
  if (text[start] !== '"') {
    let end = start
    while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++
    return { value: text.slice(start, end), end }
  }
  let value = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return { value: value + text.slice(at), end: text.length }
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      let end = quote + 1
      while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++
      return { value: value + text.slice(quote + 1, end), end }
    }
    value += '"'
    at = quote + 2
  }
}
