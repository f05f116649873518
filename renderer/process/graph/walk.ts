import type { Layout, Spot } from './layout.ts'

export type Step = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End'

export function isStep(key: string): key is Step {
  return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)
}

/** The node that holds a picture. */
export function spotOf(layout: Pick<Layout, 'spots'>, item: number | undefined): Spot | undefined {
  if (item === undefined) return undefined
  return layout.spots.find(({ stop }) =>
    stop.rounds.some((round) => round.pictures.some((picture) => picture.item === item)),
  )
}

/**
 * Where a key leads from a node: left and right along its lane (to the left, past its beginning, to the round that the
 * branch left from), up and down to the nearest node of the next lane that has one.
 */
export function stepFrom(
  layout: Pick<Layout, 'spots' | 'lines'>,
  from: Spot | undefined,
  step: Step,
): Spot | undefined {
  const { spots, lines } = layout
  if (step === 'Home' || !from) return spots[0]
  if (step === 'End') return spots.findLast((spot) => spot.main) ?? spots.at(-1)
  const inLane = spots
    .filter((spot) => spot.history === from.history && spot.y === from.y)
    .sort((a, b) => a.x - b.x)
  const place = inLane.indexOf(from)
  if (step === 'ArrowRight') {
    return (
      inLane[place + 1] ??
      nearest(
        lines.filter((line) => line.from === from).map((line) => line.to),
        from,
      )
    )
  }
  if (step === 'ArrowLeft') {
    const parents = lines.filter((line) => line.to === from && line.arrow).map((line) => line.from)
    const before = inLane[place - 1]
    return parents.find((spot) => spot === before) ?? parents[0] ?? before
  }
  const sign = step === 'ArrowDown' ? 1 : -1
  const beyond = spots.filter((spot) => (spot.y - from.y) * sign > 0)
  const row = Math.min(...beyond.map((spot) => (spot.y - from.y) * sign))
  return nearest(
    beyond.filter((spot) => (spot.y - from.y) * sign === row),
    from,
  )
}

function nearest(spots: readonly Spot[], from: Spot): Spot | undefined {
  return [...spots].sort((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x) || a.x - b.x)[0]
}
