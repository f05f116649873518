/** A small generator of numbers that gives the same sequence for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * A damaged copy of a file: bytes flipped, numbers made huge or zero, parts cut out, doubled, swapped or cut off. Most
 * damage falls into the first kilobytes, where the structure is.
 */
export function mutate(original: Uint8Array, seed: number): Uint8Array {
  const next = random(seed)
  const pick = (limit: number) => Math.floor(next() * limit)
  let bytes = Uint8Array.from(original)
  const place = () => (next() < 0.7 ? pick(Math.min(bytes.length, 4096)) : pick(bytes.length))
  for (let round = 1 + pick(6); round > 0 && bytes.length > 0; round--) {
    const at = place()
    const length = 1 + pick(64)
    switch (pick(8)) {
      case 0:
        bytes[at] = pick(256)
        break
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8))
        break
      case 2:
        bytes.set([0xff, 0xff, 0xff, 0xff].slice(0, Math.min(4, bytes.length - at)), at)
        break
      case 3:
        bytes.set([0, 0, 0, 0].slice(0, Math.min(4, bytes.length - at)), at)
        break
      case 4:
        bytes = join(bytes.subarray(0, at), bytes.subarray(at + length))
        break
      case 5:
        bytes = join(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at))
        break
      case 6:
        bytes = next() < 0.3 ? bytes.slice(0, at) : bytes
        break
      default: {
        const from = place()
        bytes.set(bytes.slice(from, Math.min(from + length, from + bytes.length - at)), at)
      }
    }
  }
  return bytes
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
