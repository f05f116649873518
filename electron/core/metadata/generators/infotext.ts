/**
 * The text record of the AUTOMATIC1111 family: prompt lines, `Negative prompt:` lines, then one line of
 * `Key: value` pairs (`modules/infotext_utils.py` of that program; docs/import-formats.md, section 2).
 */
export interface Infotext {
  readonly prompt: string
  /** Empty where there is no `Negative prompt:` line: the programs leave the line out exactly when the text is empty. */
  readonly negativePrompt: string
  /** The pairs in order, values unquoted, keys as found. */
  readonly pairs: ReadonlyMap<string, string>
  /** True when a second line begins with `Negative prompt:`, so that the border is not certain. */
  readonly ambiguous: boolean
}

const negativeStart = 'Negative prompt:'
const templateStarts = ['Template:', 'Negative Template:'] as const
/** Pairs without which a line of colons is only a prompt with weights. */
const telling =
  /(?:^|,)\s*(?:Steps: *\d|Seed: *-?\d|Size: *\d+ *x *\d|Sampler: *\S|CFG scale: *[\d.]|Model hash: *\w|Postprocess )/i

/** The record, or undefined when the text holds no line of parameters. */
export function parseInfotext(text: string): Infotext | undefined {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const at = parameterLine(lines)
  if (at < 0) return undefined
  const pairs = parsePairs(lines[at] ?? '')
  const hasTemplate = pairs.get('App') === 'SD.Next' || lines.slice(at + 1).some(isTemplate)
  const body = lines.slice(0, at)
  const templateAt = hasTemplate ? body.findIndex(isTemplate) : -1
  addTemplates(templateAt < 0 ? [] : body.slice(templateAt), pairs)
  addTemplates(lines.slice(at + 1), pairs)
  const texts = templateAt < 0 ? body : body.slice(0, templateAt)
  const negativeAt = texts.findIndex((line) => line.trimStart().startsWith(negativeStart))
  if (negativeAt < 0) return { prompt: texts.join('\n').trim(), negativePrompt: '', pairs, ambiguous: false }
  const negative = texts.slice(negativeAt).join('\n').trimStart().slice(negativeStart.length)
  return {
    prompt: texts.slice(0, negativeAt).join('\n').trim(),
    negativePrompt: negative.trim(),
    pairs,
    ambiguous: texts.slice(negativeAt + 1).some((line) => line.trimStart().startsWith(negativeStart)),
  }
}

const isTemplate = (line: string): boolean => templateStarts.some((start) => line.startsWith(start))

/** The last line with three or more pairs, one of them telling: not simply the last line (Dynamic Prompts adds more). */
function parameterLine(lines: readonly string[]): number {
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i] ?? ''
    if (isTemplate(line) || !telling.test(line)) continue
    if (parsePairs(line).size >= 3 || /^\s*Postprocess /.test(line)) return i
  }
  return -1
}

/** `Template:` and `Negative Template:` sections, kept as parameters under their own names. */
function addTemplates(lines: readonly string[], pairs: Map<string, string>): void {
  let key: string | undefined
  for (const line of lines) {
    const start = templateStarts.find((candidate) => line.startsWith(candidate))
    if (start) {
      key = start.slice(0, -1)
      pairs.set(key, line.slice(start.length).trim())
    } else if (key !== undefined) {
      pairs.set(key, `${pairs.get(key)}\n${line}`.trimEnd())
    } else if (line.trim() !== '') {
      pairs.set('(after the parameters)', `${pairs.get('(after the parameters)') ?? ''}${line}\n`)
    }
  }
}

const keyPattern = /\s*([\p{L}\p{N}_][\p{L}\p{N}_ \-/+()]*?):\s*/uy

/** Splits one line of pairs. A value is a quoted JSON string, a JSON list or object, or everything to the next comma. */
export function parsePairs(line: string): Map<string, string> {
  const pairs = new Map<string, string>()
  let at = 0
  while (at < line.length) {
    keyPattern.lastIndex = at
    const match = keyPattern.exec(line)
    if (!match) {
      // Not a pair: a stray piece before the next comma is kept out of the values.
      const comma = line.indexOf(',', at)
      if (comma < 0) break
      at = comma + 1
      continue
    }
    const start = keyPattern.lastIndex
    const end = valueEnd(line, start)
    const key = (match[1] ?? '').trim()
    const value = unquote(line.slice(start, end).trim())
    if (!pairs.has(key)) pairs.set(key, value)
    // A key that comes twice with another value keeps both: which one counts is not for us to say.
    else if (pairs.get(key) !== value) pairs.set(`${key} (2)`, value)
    const comma = line.indexOf(',', end)
    if (comma < 0) break
    at = comma + 1
  }
  return pairs
}

function valueEnd(line: string, start: number): number {
  const first = line[start]
  const structured =
    first === '"'
      ? endOfString(line, start)
      : first === '{' || first === '['
        ? endOfStructure(line, start)
        : undefined
  if (structured !== undefined && /^\s*(,|$)/.test(line.slice(structured, structured + 8))) return structured
  const comma = line.indexOf(',', start)
  return comma < 0 ? line.length : comma
}

function endOfString(line: string, start: number): number | undefined {
  for (let i = start + 1; i < line.length; i++) {
    if (line[i] === '\\') i++
    else if (line[i] === '"') return i + 1
  }
  return undefined
}

function endOfStructure(line: string, start: number): number | undefined {
  let depth = 0
  for (let i = start; i < line.length; i++) {
    const character = line[i]
    if (character === '"') {
      const end = endOfString(line, i)
      if (end === undefined) return undefined
      i = end - 1
    } else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) return i + 1
  }
  return undefined
}

function unquote(value: string): string {
  if (!value.startsWith('"') || !value.endsWith('"') || value.length < 2) return value
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'string' ? parsed : value
  } catch {
    return value
  }
}
