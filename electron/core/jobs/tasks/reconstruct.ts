import { reconstructAndCompare } from '../../process/process.ts'

type Pictures = Parameters<typeof reconstructAndCompare>[0]

/** Which pictures are of one round, which rounds descend from which, and what changed along the way. */
export async function reconstruct(pictures: Pictures): Promise<ReturnType<typeof reconstructAndCompare>> {
  return reconstructAndCompare(pictures)
}
