/**
 * Does one thing after the other, so many at a time. After a failure none is begun, and it is told only when all that
 * were begun have ended: whoever clears away what was written must not meet files that are still coming.
 */
export async function inParallel<T>(
  things: Iterable<T>,
  width: number,
  run: (thing: T) => Promise<void>,
): Promise<void> {
  const queue = things[Symbol.iterator]()
  let hasFailed = false
  async function work(): Promise<void> {
    try {
      for (let next = queue.next(); !next.done && !hasFailed; next = queue.next()) await run(next.value)
    } catch (error) {
      hasFailed = true
      throw error
    }
  }
  const workers = Array.from({ length: width }, work)
  await Promise.allSettled(workers)
  await Promise.all(workers)
}
