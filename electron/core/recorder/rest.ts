import { setTimeout } from 'node:timers/promises'

/**
 * Waits for so long, or until `woken` is aborted. A signal and no promise: whoever waits for a promise stays with it,
 * and five times a second for weeks is too many.
 */
export async function rest(length: number, woken: AbortSignal): Promise<void> {
  await setTimeout(length, undefined, { signal: woken }).catch((error: unknown) => {
    if (!woken.aborted) throw error
  })
}
