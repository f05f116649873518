import type { Pixels } from './decode.ts'

/**
 * First picture of a GIF on its canvas (GIF89a specification), which the image library does not read.
 * Undefined where the file is cut or broken before that picture is whole.
 */
export function decodeGif(bytes: Uint8Array): Pixels | undefined {
  const byte = (at: number): number => bytes[at] ?? 0
  const uint16 = (at: number): number => byte(at) | (byte(at + 1) << 8)
  const width = uint16(6)
  const height = uint16(8)
  let at = 13
  const tableHere = (flags: number): Uint8Array | undefined => {
    if ((flags & 0x80) === 0) return undefined
    const length = 3 * 2 ** ((flags & 7) + 1)
    at += length
    return bytes.subarray(at - length, at)
  }
  const globalTable = tableHere(byte(10))
  let transparent = -1
  while (at < bytes.length) {
    const kind = byte(at)
    if (kind === 0x21) {
      // The graphic control extension names the colour that stands for nothing.
      if (byte(at + 1) === 0xf9) transparent = byte(at + 3) & 1 ? byte(at + 6) : -1
      at = endOfBlocks(bytes, at + 2)
    } else if (kind === 0x2c) {
      const [left, top, across, down] = [uint16(at + 1), uint16(at + 3), uint16(at + 5), uint16(at + 7)]
      const flags = byte(at + 9)
      at += 10
      const table = tableHere(flags) ?? globalTable
      // Before anything of its size is asked for: only the canvas was checked against the limit.
      if (!table || left + across > width || top + down > height) return undefined
      const indices = unpack(joinBlocks(bytes, at + 1), byte(at), across * down)
      if (!indices) return undefined
      const rgba = new Uint8Array(width * height * 4)
      for (let line = 0; line < down; line += 1) {
        const y = top + (flags & 0x40 ? interlacedLine(line, down) : line)
        for (let x = 0; x < across; x += 1) {
          const index = indices[line * across + x] as number
          if (index === transparent) continue
          const target = (y * width + left + x) * 4
          rgba.set(table.subarray(index * 3, index * 3 + 3), target)
          rgba[target + 3] = 255
        }
      }
      return { width, height, rgba }
    } else return undefined
  }
  return undefined
}

function endOfBlocks(bytes: Uint8Array, start: number): number {
  let at = start
  while ((bytes[at] ?? 0) > 0) at += 1 + (bytes[at] as number)
  return at + 1
}

function joinBlocks(bytes: Uint8Array, start: number): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = start; (bytes[at] ?? 0) > 0; at += 1 + (bytes[at] as number)) {
    parts.push(bytes.subarray(at + 1, at + 1 + (bytes[at] as number)))
  }
  return Buffer.concat(parts)
}

/** Interlaced GIFs store every 8th line from 0, every 8th from 4, every 4th from 2, every 2nd from 1. */
function interlacedLine(stored: number, lines: number): number {
  let before = 0
  for (const [first, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const) {
    const inPass = Math.max(0, Math.ceil((lines - first) / step))
    if (stored < before + inPass) return first + (stored - before) * step
    before += inPass
  }
  return stored
}

/** LZW with growing codes; undefined unless exactly the colours of the whole picture come out. */
function unpack(data: Uint8Array, minimum: number, length: number): Uint8Array | undefined {
  if (minimum < 1 || minimum > 8) return undefined
  const clear = 1 << minimum
  const prefix = new Int16Array(4096)
  const suffix = new Uint8Array(4096)
  const sizes = new Uint16Array(4096)
  for (let code = 0; code < clear; code += 1) {
    suffix[code] = code
    sizes[code] = 1
  }
  const output = new Uint8Array(length)
  let written = 0
  let next = clear + 2
  let bits = minimum + 1
  let previous = -1
  let held = 0
  let heldBits = 0
  for (const value of data) {
    held |= value << heldBits
    heldBits += 8
    while (heldBits >= bits) {
      const code = held & ((1 << bits) - 1)
      held >>>= bits
      heldBits -= bits
      if (code === clear) {
        next = clear + 2
        bits = minimum + 1
        previous = -1
        continue
      }
      if (code === clear + 1) return written === length ? output : undefined
      if (code > next || (code === next && previous < 0)) return undefined
      if (previous >= 0 && next < 4096) {
        prefix[next] = previous
        sizes[next] = (sizes[previous] as number) + 1
        suffix[next] = firstOf(code === next ? previous : code, clear, prefix)
        next += 1
        if (next === 1 << bits && bits < 12) bits += 1
      }
      const size = sizes[code] as number
      if (size === 0 || written + size > length) return undefined
      for (let at = written + size - 1, part = code; at >= written; at -= 1) {
        output[at] = suffix[part] as number
        part = prefix[part] as number
      }
      written += size
      previous = code
    }
  }
  // Some writers leave the end code out; the picture is whole all the same.
  return written === length ? output : undefined
}

function firstOf(code: number, clear: number, prefix: Int16Array): number {
  let first = code
  while (first >= clear) first = prefix[first] as number
  return first
}
