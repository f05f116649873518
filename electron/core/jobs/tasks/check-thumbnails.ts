import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Whether each thumbnail is there and as long as its head says. */
export async function checkThumbnails({ paths }: { readonly paths: readonly string[] }): Promise<boolean[]> {
  return paths.map(isWhole)
}

/** A WebP file says its length in its head: RIFF, 32 bits little-endian, WEBP (RFC 9649, section 2.4). */
function isWhole(path: string): boolean {
  try {
    const file = openSync(path, 'r')
    try {
      const head = Buffer.alloc(12)
      if (readSync(file, head, 0, 12, 0) < 12) return false
      const length = head.readUInt32LE(4) + 8
      return (
        head.toString('latin1', 0, 4) === 'RIFF' &&
        head.toString('latin1', 8) === 'WEBP' &&
        length === fstatSync(file).size
      )
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}
