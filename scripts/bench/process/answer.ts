import type { Truth, TruthRound } from '../../histories/truth.ts'

/** The truth of what is left: who descends from whom once lost rounds are skipped. */
export interface Answer {
  readonly truth: Truth
  /** Rounds of which a file is left. */
  readonly left: ReadonlySet<number>
  /** Rounds of which a record is left. */
  readonly recorded: ReadonlySet<number>
  /** Nearest ancestors that are left: what is asked for. Empty for a true beginning. */
  readonly parents: (round: number) => readonly Parent[]
  /** Nearest ancestors of which a record is left; nobody can know of the others. */
  readonly recordedParents: (round: number) => readonly Parent[]
  /** Every round that is a true parent, also by the other readings. */
  readonly isParent: (from: number, to: number) => boolean
  /** All ancestors that are left. */
  readonly ancestors: (round: number) => ReadonlySet<number>
}

export interface Parent {
  readonly round: number
  /** `derived` as soon as a round between is lost. */
  readonly basis: 'recorded' | 'derived'
}

export function answerOf(truth: Truth): Answer {
  const left = new Set(truth.files.flatMap(({ round }) => round ?? []))
  const recorded = new Set(
    truth.files.flatMap(({ round, record }) => (record === 'whole' ? (round ?? []) : [])),
  )
  const roundAt = (id: number) => truth.rounds[id] as TruthRound

  function nearest(id: number, among: ReadonlySet<number>): Parent[] {
    const found = new Map<number, Parent>()
    for (const { round, basis } of roundAt(id).parents) {
      if (among.has(round)) found.set(round, { round, basis })
      else
        for (const further of nearest(round, among))
          found.set(further.round, { ...further, basis: 'derived' })
    }
    return [...found.values()]
  }

  function memo<T>(compute: (id: number) => T): (id: number) => T {
    const kept = new Map<number, T>()
    return (id) => {
      const before = kept.get(id)
      if (before !== undefined) return before
      const value = compute(id)
      kept.set(id, value)
      return value
    }
  }

  const parents = memo((id) => nearest(id, left))
  const recordedParents = memo((id) => nearest(id, recorded))
  const others = memo((id) => {
    const also = roundAt(id).also.flatMap((round) =>
      left.has(round) ? [round] : nearest(round, left).map((each) => each.round),
    )
    return new Set([...parents(id), ...recordedParents(id)].map(({ round }) => round).concat(also))
  })
  const ancestors = memo((id: number): ReadonlySet<number> => {
    const above = new Set<number>()
    for (const { round } of roundAt(id).parents) {
      if (left.has(round)) above.add(round)
      for (const further of ancestors(round)) above.add(further)
    }
    return above
  })
  return {
    truth,
    left,
    recorded,
    parents,
    recordedParents,
    ancestors,
    isParent: (from, to) => others(to).has(from),
  }
}
