import { reconstruct } from '../../../electron/core/process/reconstruction/reconstruct.ts'
import type { SetName } from '../../histories/authors.ts'
import { makeHistory } from '../../histories/make.ts'
import { type Counts, measured } from './measures.ts'
import { openReader } from './read.ts'

export interface Run {
  readonly set: SetName
  readonly histories: number
  readonly seed: number
  readonly profiles: readonly string[]
}

/** Counts by profile, one entry a history. */
export type Results = Readonly<Record<string, readonly Counts[]>>

/** Makes the histories, reads them as the product does, reconstructs, and compares with the truth. */
export async function runProfiles({ set, histories, seed, profiles }: Run, place: string): Promise<Results> {
  const results: Record<string, Counts[]> = Object.fromEntries(profiles.map((name) => [name, []]))
  for (let number = 0; number < histories; number += 1) {
    // Only the files of one history are kept in mind at a time.
    const reader = openReader(place)
    for (const profile of profiles) {
      const made = makeHistory({ set, number, seed, profile })
      const { pictures, entries } = await reader.pictures(made.entries)
      const proposal = reconstruct(pictures)
      const files = entries.map(({ path }) => path)
      results[profile]?.push(measured(made.truth, files, proposal))
    }
  }
  return results
}
