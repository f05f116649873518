import path from 'node:path'
import { pathsIn } from '../../shared/paths-in.ts'

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
    firstUngranted: (params) => pathsIn(params).find((place) => !covers(place)) ?? null,
  }
}

function contains(flavour: path.PlatformPath, folder: string, place: string): boolean {
  const way = flavour.relative(folder, place)
  return way === '' || !(way === '..' || way.startsWith(`..${flavour.sep}`) || flavour.isAbsolute(way))
}
