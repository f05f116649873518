/** Rounds by their index; an arrow leads from the parent to the child. */
export interface Tree {
  /** Parent of each round, by index; null for a beginning or where it is not established. */
  readonly parents: readonly (number | null)[]
  /** Rounds as they are numbered, earliest first. */
  readonly order: readonly number[]
  /** The round of the final image. */
  readonly final: number | null
}

/**
 * Lanes as of a commit graph: the line that leads to the final image has lane 0 for itself; any other round goes on
 * in its parent's lane where it is the first to do so, else it takes the lowest lane that nothing passes through
 * between its parent and itself. Rounds that come later never move those that are there. Without a final image no
 * lane is kept free.
 */
export function lanesOf({ parents, order, final }: Tree): number[] {
  const place = new Map(order.map((round, index) => [round, index]))
  const main = lineTo(final, parents)
  const lanes = parents.map(() => 0)
  const first = final === null ? 0 : 1
  /** Place of the last round of each lane. */
  const lastOf: number[] = []
  const tips = new Map<number, number>()
  for (const [at, round] of order.entries()) {
    if (main.has(round)) continue
    const parent = parents[round] ?? null
    const from = parent === null ? at : (place.get(parent) ?? at)
    const own = parent === null || main.has(parent) ? undefined : lanes[parent]
    const goesOn = own !== undefined && tips.get(own) === parent
    let lane = goesOn ? own : first
    if (!goesOn) while ((lastOf[lane] ?? -1) >= Math.min(from, at)) lane += 1
    lanes[round] = lane
    lastOf[lane] = at
    tips.set(lane, round)
  }
  return lanes
}

/** The round and all it descends from. */
function lineTo(round: number | null, parents: Tree['parents']): ReadonlySet<number> {
  const line = new Set<number>()
  for (let at = round; at !== null && !line.has(at); at = parents[at] ?? null) line.add(at)
  return line
}

/**
 * Puts rounds in an order in which no child comes before its parent: by their rank where both have one, else as they
 * stand in `rounds`. What has no rank stands before the first that descends from it, so that this one keeps its place;
 * without any such behind all that have one. Ranks are numbers of any scale; null is unknown.
 */
export function topological(
  rounds: readonly number[],
  rankOf: (round: number) => number | null,
  parents: Tree['parents'],
): number[] {
  const given = new Map(rounds.map((round, index) => [round, index]))
  const children = Map.groupBy(
    rounds.filter((round) => given.has(parents[round] ?? -1)),
    (round) => parents[round] as number,
  )
  const places = new Map<number, number>()
  for (const round of rounds) {
    const rank = rankOf(round)
    if (rank === null) continue
    places.set(round, rank)
    for (let at = parents[round] ?? -1; given.has(at) && rankOf(at) === null; at = parents[at] ?? -1) {
      if ((places.get(at) ?? Number.POSITIVE_INFINITY) <= rank) break
      places.set(at, rank)
    }
  }
  const before = (a: number, b: number): number => {
    const [one, other] = [places.get(a) ?? null, places.get(b) ?? null]
    if (one !== null && other !== null && one !== other) return one - other
    if ((one === null) !== (other === null)) return one === null ? 1 : -1
    return (given.get(a) ?? 0) - (given.get(b) ?? 0)
  }
  const ready = rounds.filter((round) => !given.has(parents[round] ?? -1)).sort(before)
  const order: number[] = []
  for (let round = ready.shift(); round !== undefined; round = ready.shift()) {
    order.push(round)
    for (const child of children.get(round) ?? []) insert(ready, child, before)
  }
  return order
}

function insert(sorted: number[], value: number, before: (a: number, b: number) => number): void {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (before(sorted[middle] as number, value) <= 0) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, value)
}
