/** Fields whose text is a place of the disk, in whatever operation they stand. */
const pathFields: ReadonlySet<string> = new Set(['path', 'paths', 'folder', 'folders'])

/**
 * Every path of the disk that the parameters of a call name, at any depth. Not only where today's operations have them:
 * an operation added later must not open a way around the shells, which let a page name only what a person gave it.
 */
export function pathsIn(params: unknown): string[] {
  const found: string[] = []
  const rest: unknown[] = [params]
  while (rest.length > 0) {
    const value = rest.pop()
    if (typeof value !== 'object' || value === null) continue
    for (const [field, inner] of Object.entries(value)) {
      if (pathFields.has(field)) {
        for (const place of Array.isArray(inner) ? inner : [inner]) {
          if (typeof place === 'string') found.push(place)
        }
      }
      rest.push(inner)
    }
  }
  return found
}
