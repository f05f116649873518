import { setTimeout } from 'node:timers/promises'

/** A pause that is this much too long, or clocks that drift apart by it: the machine slept, or its time was set. */
const jump = 5_000

/**
 * Waits for so long, or until `woken` is aborted. True where the machine was away meanwhile. A signal and no promise:
 * whoever waits for a promise stays with it, and five times a second for weeks is too many.
 */
export async function rest(length: number, woken: AbortSignal): Promise<boolean> {
  const begun = { wall: Date.now(), steady: performance.now() }
  await setTimeout(length, undefined, { signal: woken }).catch((error: unknown) => {
    if (!woken.aborted) throw error
  })
  const wall = Date.now() - begun.wall
  const steady = performance.now() - begun.steady
  return wall > length + jump || Math.abs(wall - steady) > jump
}
