import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { toHex } from '../../../../shared/verification/bytes.ts'
import { type DigestAlgorithm, newDigester } from '../../../../shared/verification/digests.ts'

/** Digests of one file in the algorithms asked for, in one reading; null where it is not there or cannot be read. */
export async function digests(input: {
  readonly path: string
  readonly algorithms: readonly DigestAlgorithm[]
}): Promise<Readonly<Record<string, string>> | null> {
  const sums = await Promise.all(input.algorithms.map(async (name) => ({ name, sum: await summer(name) })))
  try {
    for await (const chunk of createReadStream(input.path, { highWaterMark: 1 << 20 })) {
      for (const { sum } of sums) sum.update(chunk)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return null
  }
  return Object.fromEntries(sums.map(({ name, sum }) => [name, toHex(sum.digest())]))
}

/** Node's own where every shell has it; Electron's has no SM3, so that one is WebAssembly everywhere. */
async function summer(name: DigestAlgorithm) {
  return name === 'SM3' ? newDigester(name) : createHash(name.replace('-', '').toLowerCase())
}
