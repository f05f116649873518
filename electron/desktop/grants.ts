import path from 'node:path'

/** Paths that the person gave to the window, by a drop or in a dialog; gone when the program ends. */
export interface Grants {
  readonly grant: (path: string) => void
  /** The first path in `params` that was never granted, wherever it stands; null when all were. */
  readonly firstUngranted: (params: unknown) => string | null
}

/**
 * The page may name a path only after the person gave it: a path itself, or what lies in a folder that was
 * given. `flavour` is the path rules of the system.
 */
export function openGrants(flavour: path.PlatformPath = path): Grants {
  const granted = new Set<string>()

  function covers(place: string): boolean {
    if (!flavour.isAbsolute(place) || place.includes('\0')) return false
    const wanted = flavour.resolve(place)
    return [...granted].some((given) => contains(flavour, given, wanted))
  }

  return {
    grant(place) {
      if (flavour.isAbsolute(place)) granted.add(flavour.resolve(place))
    },
    firstUngranted: (params) => pathSources(params).find((place) => !covers(place)) ?? null,
  }
}

function contains(flavour: path.PlatformPath, folder: string, place: string): boolean {
  const way = flavour.relative(folder, place)
  return way === '' || !(way === '..' || way.startsWith(`..${flavour.sep}`) || flavour.isAbsolute(way))
}

/**
 * Every `{ kind: 'path' }` in the parameters of a call, at any depth. Not only where today's operations have
 * them: an operation added later must not open a way around this.
 */
function pathSources(params: unknown): string[] {
  const found: string[] = []
  const rest: unknown[] = [params]
  while (rest.length > 0) {
    const value = rest.pop()
    if (typeof value !== 'object' || value === null) continue
    if ('kind' in value && value.kind === 'path' && 'path' in value) found.push(String(value.path))
    for (const inner of Object.values(value)) rest.push(inner)
  }
  return found
}
