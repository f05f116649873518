/** Bounds-safe reading of numbers and texts. Every reader of hostile bytes goes through these. */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

export function u16(bytes: Uint8Array, at: number, littleEndian = false): number {
  const a = bytes[at] ?? 0
  const b = bytes[at + 1] ?? 0
  return littleEndian ? a | (b << 8) : (a << 8) | b
}

export function u32(bytes: Uint8Array, at: number, littleEndian = false): number {
  const high = u16(bytes, littleEndian ? at + 2 : at, littleEndian)
  const low = u16(bytes, littleEndian ? at : at + 2, littleEndian)
  return high * 0x10000 + low
}

export function u24(bytes: Uint8Array, at: number, littleEndian = false): number {
  return littleEndian
    ? u16(bytes, at, true) | ((bytes[at + 2] ?? 0) << 16)
    : ((bytes[at] ?? 0) << 16) | u16(bytes, at + 1)
}

/** Big-endian 64 bits as a number; beyond 2^53 it is no offset of any real file and becomes Infinity. */
export function u64(bytes: Uint8Array, at: number): number {
  const value = u32(bytes, at) * 0x1_0000_0000 + u32(bytes, at + 4)
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY
}

/** ISO 8859-1, byte for byte (the web's `latin1` decoder is Windows-1252 and is not used). */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return buffer(bytes).toString('latin1', Math.min(start, bytes.length), Math.min(end, bytes.length))
}

/** The text, or undefined when the bytes are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return undefined
  }
}

const strictGb18030 = new TextDecoder('gb18030', { fatal: true })

/**
 * The text, where the bytes are GB 18030 (of which GBK is a part) and nine in ten of what is not ASCII are among the
 * characters and signs of GB 2312, which Chinese texts are made of: nearly any bytes decode to some rare character. Only
 * good for saying what kind a file is. No file tells that this is its encoding, so none is read with it.
 */
export function gbk(bytes: Uint8Array): string | undefined {
  let [all, usual] = [0, 0]
  for (let at = 0; at < bytes.length; at += 1) {
    const [lead, trail] = [bytes[at] ?? 0, bytes[at + 1] ?? 0]
    if (lead < 0x80) continue
    all += 1
    if (lead >= 0xa1 && lead <= 0xf7 && !(lead >= 0xaa && lead <= 0xaf) && trail >= 0xa1) usual += 1
    at += trail >= 0x30 && trail <= 0x39 ? 3 : 1
  }
  if (all === 0 || usual < all * 0.9) return undefined
  try {
    return strictGb18030.decode(bytes)
  } catch {
    return undefined
  }
}

export interface DecodedText {
  readonly text: string
  readonly encoding: string
}

/** Strict UTF-8, else Latin-1: several generators write UTF-8 where a format asks for Latin-1. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const decoded = utf8(bytes)
  return decoded === undefined
    ? { text: latin1(bytes), encoding: 'latin-1' }
    : { text: decoded, encoding: 'utf-8' }
}

/** A Buffer over the same memory. */
export function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  if (at + text.length > bytes.length) return false
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}

export function withoutTrailingNuls(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--
  return text.slice(0, end)
}
