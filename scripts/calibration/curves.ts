/** How often guesses of about this share were right. */
export type Knot = readonly [share: number, frequency: number]

/**
 * The rising curve that fits best (pool adjacent violators), as knots at the mean share of each pool; pools with few
 * guesses are joined to their neighbours.
 */
export function isotonic(guesses: readonly { readonly share: number; readonly right: boolean }[]): Knot[] {
  const sorted = [...guesses].sort((a, b) => a.share - b.share)
  const least = Math.max(20, Math.ceil(sorted.length / 80))
  const pools: { shares: number; right: number; all: number }[] = []
  for (let i = 0; i < sorted.length; i += least) {
    const part = sorted.slice(i, i + least)
    pools.push({
      shares: part.reduce((sum, { share }) => sum + share, 0),
      right: part.filter(({ right }) => right).length,
      all: part.length,
    })
    for (let last = pools.length - 1; last > 0; last -= 1) {
      const [a, b] = [pools[last - 1], pools[last]]
      if (!a || !b || a.right / a.all < b.right / b.all) break
      pools.splice(last - 1, 2, { shares: a.shares + b.shares, right: a.right + b.right, all: a.all + b.all })
    }
  }
  // Half of one more of either kind than was seen (Jeffreys): a pool without an error is no certainty. Never falling.
  let top = 0
  return pools.map(({ shares, right, all }) => {
    top = Math.max(top, (right + 0.5) / (all + 1))
    return [shares / all, top]
  })
}
