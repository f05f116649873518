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

/** One-sided 95 % lower bound of a frequency (Clopper and Pearson 1934), by bisection over the binomial tail. */
export function clopperPearson(right: number, all: number): number {
  if (right === 0 || all === 0) return 0
  let low = 0
  let high = 1
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (tail(right, all, middle) > 0.05) high = middle
    else low = middle
  }
  return low
}

/** Probability of at least `right` successes in `all`. */
function tail(right: number, all: number, p: number): number {
  let sum = 0
  let log = 0
  // From `all` down, so that few terms are needed where nearly all are right.
  log = all * Math.log(p)
  for (let k = all; k >= right; k -= 1) {
    sum += Math.exp(log)
    log += Math.log(k) - Math.log(all - k + 1) + Math.log1p(-p) - Math.log(p)
  }
  return sum
}
