import { expect, it } from 'vitest'
import { killRounds } from './kill.ts'
import { seeded } from './random.ts'

/** A short share of `npm run faults`, always at the same moments. */
for (const [name, rounds] of [
  ['import', 3],
  ['capture', 3],
  ['migration', 2],
] as const) {
  it(`${name}, killed at any moment, loses nothing that was announced, does nothing twice, and can be ended`, async () => {
    const counts = await killRounds(name, rounds, seeded(7))
    expect(counts).toMatchObject({ rounds, wrong: [] })
  })
}
