/**
 * JSON as generators write it. Whole numbers beyond 2^53 become bigints, so that no seed loses its last digits;
 * Python's bare `NaN` and `Infinity` become null; trailing NULs are dropped.
 */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

const longNumber = /\d{16}/

/** The value, or undefined when the text is not JSON even so. */
export function parseExact(text: string): Json | undefined {
  const clean = text.replace(/[\s\0]+$/, '')
  return parse(clean) ?? parse(withoutBareNonNumbers(clean))
}

/** The object, or undefined when the text is anything else. Cheap on text that does not begin with a brace. */
export function parseObject(text: string): JsonObject | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  const value = parseExact(text)
  return isObject(value) ? value : undefined
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}

function parse(text: string): Json | undefined {
  try {
    return longNumber.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
  } catch {
    return undefined
  }
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source
  return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value
}

/** Replaces `NaN`, `Infinity` and `-Infinity` outside strings by `null`. */
function withoutBareNonNumbers(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') {
      for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === '\\') i++
      continue
    }
    const bare = ['NaN', 'Infinity', '-Infinity'].find((word) => text.startsWith(word, i))
    if (bare === undefined) continue
    out += `${text.slice(from, i)}null`
    i += bare.length - 1
    from = i + 1
  }
  return out + text.slice(from)
}

/** A text as found; numbers and booleans as they are written. Undefined for null and for structures. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  return undefined
}

/** A finite number, also when it was written as a string of digits; none where its digits cannot all be kept. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return isKept(value) ? value : undefined
  if (typeof value !== 'string' || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?\s*$/i.test(value))
    return undefined
  const number = Number(value)
  return isKept(number) ? number : undefined
}

function isKept(number: number): boolean {
  return Number.isFinite(number) && (Number.isSafeInteger(number) || !Number.isInteger(number))
}

/** A whole number of steps or pixels: never negative, never beyond what a picture can have. */
export function asCount(value: unknown): number | undefined {
  const number = asNumber(value)
  return number !== undefined && Number.isInteger(number) && number >= 0 && number <= 1_000_000
    ? number
    : undefined
}

/**
 * A seed in decimal digits. -1 asks for a random seed and is none; a number that has already lost digits is none;
 * hexadecimal text (`0x...`) is turned into the same number in decimal.
 */
export function asSeed(value: unknown): string | undefined {
  if (typeof value === 'bigint') return value >= 0n ? String(value) : undefined
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^\d{1,40}$/.test(text)) return text.replace(/^0+(?=\d)/, '')
  return /^0x[0-9a-f]{1,32}$/i.test(text) ? String(BigInt(text)) : undefined
}

/** JSON text of a value that may hold bigints, for showing a parameter as found. */
export function toJsonText(value: unknown): string {
  return (
    JSON.stringify(value, (_key, member: unknown) =>
      typeof member === 'bigint' ? String(member) : member,
    ) ?? ''
  )
}
