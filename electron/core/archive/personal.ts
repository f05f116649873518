import { createReadStream } from 'node:fs'

/**
 * Finds values in the bytes of files as they stand there: UTF-8 and both orders of UTF-16. What is compressed inside a
 * file is not looked into.
 */
export function openByteSearch(values: readonly string[]): (path: string) => Promise<boolean> {
  const needles = values.flatMap((value) => {
    const little = Buffer.from(value.trim(), 'utf16le')
    return [Buffer.from(value.trim()), little, Buffer.from(little).swap16()]
  })
  const overlap = Math.max(0, ...needles.map(({ length }) => length)) - 1
  return async (path) => {
    if (needles.length === 0) return false
    let tail = Buffer.alloc(0)
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const bytes = Buffer.concat([tail, chunk])
      if (needles.some((needle) => bytes.includes(needle))) return true
      tail = bytes.subarray(Math.max(0, bytes.length - overlap))
    }
    return false
  }
}
