import { setTimeout } from 'node:timers/promises'

/**
 * For tests of what is counted by the day: waits until a day that is about to end is over, so that it does not end in
 * the middle of the test.
 */
export async function whenFarFromMidnight(): Promise<void> {
  const left = new Date().setHours(24, 0, 0, 0) - Date.now()
  if (left < 180_000) await setTimeout(left + 1_000)
}
