export interface Step {
  /** From this share on. */
  readonly share: number
  readonly frequency: number
}

/** The rising step function that fits best (pool adjacent violators); steps with few guesses are joined to their neighbours. */
export function isotonic(guesses: readonly { readonly share: number; readonly right: boolean }[]): Step[] {
  const sorted = [...guesses].sort((a, b) => a.share - b.share)
  const least = Math.max(20, Math.ceil(sorted.length / 80))
  const blocks: { share: number; right: number; all: number }[] = []
  for (let i = 0; i < sorted.length; i += least) {
    const part = sorted.slice(i, i + least)
    blocks.push({
      share: part[0]?.share ?? 0,
      right: part.filter(({ right }) => right).length,
      all: part.length,
    })
    for (let last = blocks.length - 1; last > 0; last -= 1) {
      const [a, b] = [blocks[last - 1], blocks[last]]
      if (!a || !b || a.right / a.all < b.right / b.all) break
      blocks.splice(last - 1, 2, { share: a.share, right: a.right + b.right, all: a.all + b.all })
    }
  }
  // Half of one more of either kind than was seen (Jeffreys): a step without an error is no certainty. Never falling.
  let top = 0
  return blocks.map(({ share, right, all }, i) => {
    top = Math.max(top, (right + 0.5) / (all + 1))
    return { share: i === 0 ? 0 : share, frequency: top }
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
