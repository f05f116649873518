import type { Entry } from './files.ts'
import type { Options } from './history.ts'
import type { Random } from './random.ts'

/** One way in which a history comes to us. */
export interface Profile {
  readonly options?: Options
  /** A second author's files lie in the same folder. */
  readonly second?: boolean
  /** The files of each history in; all files that are left out. */
  readonly damage: (laid: readonly Entry[][], random: Random) => Entry[]
}

export const profiles: Readonly<Record<string, Profile>> = {
  whole: { damage: (laid) => laid.flat() },
}
