import { setTimeout } from 'node:timers/promises'

/**
 * Waits for so long, or until `woken` is aborted. True where the machine was away meanwhile, for `absence` or more. A
 * signal and no promise: whoever waits for a promise stays with it, and five times a second for weeks is too many.
 */
export async function rest(length: number, woken: AbortSignal, absence: number): Promise<boolean> {
  const begun = { wall: Date.now(), steady: performance.now() }
  await setTimeout(length, undefined, { signal: woken }).catch((error: unknown) => {
    if (!woken.aborted) throw error
  })
  const wall = Date.now() - begun.wall
  const steady = performance.now() - begun.steady
  return wall > length + absence || Math.abs(wall - steady) > absence
}
