import {
  after,
  copied,
  countersRestarted,
  type Damage,
  favouritesOnly,
  foreign,
  grids,
  lost,
  merged,
  namesGone,
  picturesLost,
  stripped,
  timesGone,
  timesLater,
  timesShifted,
  timesWrong,
  workedOver,
} from './damage.ts'
import type { Options } from './history.ts'

/** One way in which a history comes to us. */
export interface Profile {
  readonly options?: Options
  /** A second author's files lie in the same folder. */
  readonly second?: boolean
  readonly damage: Damage
}

const nothing: Damage = (entries) => [...entries]

/** Each damage alone, and some together. Shares are of rounds or pictures as the damage says. */
export const profiles: Readonly<Record<string, Profile>> = {
  whole: { damage: nothing },
  'lost-30': { damage: lost(0.3) },
  'lost-50': { damage: lost(0.5) },
  'pictures-lost-50': { damage: picturesLost(0.5) },
  favourites: { damage: favouritesOnly },
  'times-gone': { damage: timesGone },
  'times-names-gone': { damage: after(namesGone, timesGone) },
  'times-wrong-20': { damage: timesWrong(0.2) },
  'times-wrong-20-names-gone': { damage: after(timesWrong(0.2), namesGone) },
  'times-later': { damage: timesLater },
  'times-shifted': { damage: timesShifted },
  'names-gone': { damage: namesGone },
  'stripped-30': { damage: stripped(0.3) },
  'counters-restarted': { damage: countersRestarted },
  merged: { damage: merged },
  copies: { damage: copied(0.15) },
  edited: { damage: workedOver(0.05) },
  'two-authors': { second: true, damage: nothing },
  wildcards: { options: { wildcards: 0.5 }, damage: nothing },
  grids: { damage: grids },
  foreign: { damage: foreign(0.15) },
  mixed: {
    damage: after(lost(0.3), stripped(0.1), workedOver(0.03), copied(0.1), grids, foreign(0.05), timesGone),
  },
}
