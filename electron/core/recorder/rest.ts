/** A pause that is this much too long, or clocks that drift apart by it: the machine slept, or its time was set. */
const jump = 5_000

/** Waits for so long, or until `woken`. True where the machine was away meanwhile. */
export async function rest(length: number, woken: Promise<void>): Promise<boolean> {
  const begun = { wall: Date.now(), steady: performance.now() }
  const passed = Promise.withResolvers<void>()
  const timer = setTimeout(passed.resolve, length)
  await Promise.race([passed.promise, woken])
  clearTimeout(timer)
  const wall = Date.now() - begun.wall
  const steady = performance.now() - begun.steady
  return wall > length + jump || Math.abs(wall - steady) > jump
}
