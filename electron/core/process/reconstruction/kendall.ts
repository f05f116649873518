/** Values that two witnesses give to the same things, by place. */
type Valued = (thing: number) => number

/**
 * Kendall's τ of two readings, pairs that either holds equal left out (Goodman and Kruskal's γ), and the neighbours that
 * disagree most. Discordant pairs are counted by merge sort, O(n log n).
 */
export function kendall(
  things: readonly number[],
  a: Valued,
  b: Valued,
): { tau: number; pairs: number; pair: readonly [number, number] | null } {
  const sorted = [...things].sort((x, y) => a(x) - a(y) || b(x) - b(y) || x - y)
  const discordant = inversions(sorted.map(b))
  const all = (things.length * (things.length - 1)) / 2
  const together = tied(things.map((thing) => `${a(thing)} ${b(thing)}`))
  const pairs = all - tied(things.map(a)) - tied(things.map(b)) + together
  let pair: [number, number] | null = null
  let worst = 0
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [x, y] = [sorted[i] as number, sorted[i + 1] as number]
    const back = a(x) < a(y) ? b(x) - b(y) : 0
    if (back > worst) [worst, pair] = [back, [x, y]]
  }
  return { tau: pairs > 0 ? 1 - (2 * discordant) / pairs : 0, pairs, pair }
}

/** Pairs of equal values. */
function tied(values: readonly (number | string)[]): number {
  const counts = new Map<number | string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
}

/** Pairs that stand the wrong way round. */
function inversions(values: readonly number[]): number {
  if (values.length < 2) return 0
  const middle = values.length >> 1
  const left = values.slice(0, middle)
  const right = values.slice(middle)
  let count = inversions(left) + inversions(right)
  left.sort((x, y) => x - y)
  right.sort((x, y) => x - y)
  let at = 0
  for (const value of left) {
    while (at < right.length && (right[at] as number) < value) at += 1
    count += at
  }
  return count
}
