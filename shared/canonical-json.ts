/**
 * The one way to turn a record into the bytes that are hashed: RFC 8785 (JCS). Keys in UTF-16 code unit order,
 * no white space, numbers and strings as ECMAScript writes them.
 *
 * Throws a TypeError on what JSON cannot hold (`undefined` inside an array, functions, `NaN`, lone surrogates):
 * a record that cannot be written exactly must not be hashed.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a string with a lone surrogate has no canonical form')
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const members: string[] = []
    const object = value as Record<string, unknown>
    // Sorted without a function of ours: by UTF-16 code units, and several times as fast.
    for (const key of Object.keys(object).sort()) {
      if (object[key] !== undefined) members.push(`${canonicalJson(key)}:${canonicalJson(object[key])}`)
    }
    return `{${members.join(',')}}`
  }
  throw new TypeError(`a ${typeof value} has no canonical form`)
}
