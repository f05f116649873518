import { reconstruct as reconstructed } from '../../process/process.ts'

type Pictures = Parameters<typeof reconstructed>[0]

/** Which pictures are of one round and which rounds descend from which: seconds, for thousands of pictures. */
export async function reconstruct(pictures: Pictures): Promise<ReturnType<typeof reconstructed>> {
  return reconstructed(pictures)
}
