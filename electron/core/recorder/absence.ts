/** Between two beats, in milliseconds. */
const every = 1_000

/**
 * Calls `wasAway` each time that the program stood still for `absence` milliseconds or more, as when the machine
 * slept, or that its clocks drifted apart by as much: then somebody set the time. A beat of its own, and no look at
 * how long a step took: a step may stand still in its middle, and a long one need not have.
 */
export function listenForAbsence(absence: number, wasAway: () => void): { readonly close: () => void } {
  const clocks = () => ({ wall: Date.now(), steady: performance.now() })
  let last = clocks()
  const timer = setInterval(() => {
    const now = clocks()
    const wall = now.wall - last.wall
    const steady = now.steady - last.steady
    last = now
    if (wall > every + absence || Math.abs(wall - steady) > absence) wasAway()
  }, every)
  timer.unref()
  return { close: () => clearInterval(timer) }
}
