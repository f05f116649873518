/** Whether a value that a stranger may have written is an object, and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Null for what is no text. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** Undefined for what is no JSON: it was not written by us. */
export function jsonIn(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

/** Undefined for an object, which no row or fact is: it may be nested without end, or have a `toString` of its own. */
export function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? undefined : value
}
