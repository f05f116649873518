import { asCount, asText, type JsonObject, toJsonText } from '../exact-json.ts'

/** Every member that has no field of its own, as found; null and empty structures say nothing. */
export function otherParameters(
  record: JsonObject,
  fields: ReadonlySet<string>,
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {}
  for (const [key, value] of Object.entries(record)) {
    if (fields.has(key) || value === null || value === undefined || value === '') continue
    const text = asText(value) ?? toJsonText(value)
    if (text !== '[]' && text !== '{}') parameters[key] = text
  }
  return Object.keys(parameters).length > 0 ? parameters : undefined
}

/** `1024 x 1024`, `512x768`, `(1152, 896)`, `[832, 1216]`: width and height out of one text. */
export function sizeIn(value: unknown): { width?: number; height?: number } {
  const text = asText(value) ?? toJsonText(value)
  const match = /^[\s([]*(\d{1,6})\s*(?:[x×*,∣|])\s*(\d{1,6})[\s)\]]*$/.exec(text)
  const width = asCount(match?.[1])
  const height = asCount(match?.[2])
  return width !== undefined && height !== undefined ? { width, height } : {}
}

/** The first of several spellings that the record holds. */
export function firstOf(record: JsonObject, ...names: string[]): unknown {
  for (const name of names) {
    const value = record[name]
    if (value !== undefined && value !== null) return value
  }
  return undefined
}
