import { type Author, authors, type SetName } from './authors.ts'
import { cut } from './cut.ts'
import type { Entry, Played } from './files.ts'
import { type History, type Options, simulate } from './history.ts'
import { laidOut } from './layout.ts'
import { profiles } from './profiles.ts'
import { randomFrom } from './random.ts'
import { truthOf } from './tell.ts'
import type { Truth } from './truth.ts'

export interface Made {
  /** `fit-00-an`: its folder. */
  readonly name: string
  readonly entries: readonly Entry[]
  readonly truth: Truth
}

export interface Wish {
  readonly set: SetName
  /** Which of the set: authors take turns. */
  readonly number: number
  readonly seed: number
  readonly profile?: string
  readonly works?: number
}

/** One history of a set, after the damage of the profile. The same wish gives the same bytes. */
export function makeHistory({ set, number, seed, profile: name = 'whole', works }: Wish): Made {
  const profile = profiles[name]
  if (!profile) throw new Error(`no profile is called ${name}; there are ${Object.keys(profiles).join(', ')}`)
  const options: Options = { ...profile.options, ...(works === undefined ? {} : { works }) }
  const first = set === 'demo' ? demo() : simulate(set, number, seed, options)
  const histories = [first, ...(profile.second ? [simulate(set, number + 1, seed + 1, options)] : [])]
  const laid = histories.map(laidOut)
  const random = randomFrom('damage', set, number, seed, name)
  const entries = profile.damage(laid.flat(), random)
  const all = laid.map((each) => (each[0] as Entry).played as Played)
  const author = (authors[set][number % authors[set].length] as Author).name
  return {
    name: `${set}-${String(number).padStart(2, '0')}-${author}`,
    entries,
    truth: truthOf(entries, all, name),
  }
}

/** 300 pictures of three works; the first number whose history holds enough of them is always the same. */
function demo(): History {
  for (let seed = 1; ; seed += 1) {
    const history = simulate('demo', 0, seed, { works: 3 })
    if (history.pictures.length >= 300 && history.pictures.length < 345) return cut(history, 300)
  }
}
