/** Files that a page sent, in the parameters of a call, and the same parameters with the paths they lie at. */
export interface Sources {
  readonly params: unknown
  readonly ids: readonly string[]
  /** The first id that names no upload; null where all do. */
  readonly unknown: string | null
}

/**
 * Turns every `{ kind: 'upload', id }` in the parameters, at any depth, into the path under which that file was stored:
 * no operation has a way of its own to take a file.
 */
export function withUploads(params: unknown, pathOf: (id: string) => string | undefined): Sources {
  const ids: string[] = []
  let unknown: string | null = null
  const replaced = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(replaced)
    if ('kind' in value && value.kind === 'upload' && 'id' in value && typeof value.id === 'string') {
      const path = pathOf(value.id)
      if (path === undefined) unknown ??= value.id
      else ids.push(value.id)
      return { kind: 'path', path: path ?? '' }
    }
    return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, replaced(inner)]))
  }
  return { params: replaced(params), ids, unknown }
}
