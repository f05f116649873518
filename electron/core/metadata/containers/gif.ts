import { decodeText, latin1, u16 } from '../bytes.ts'
import { type Findings, warn } from '../statement.ts'
import { addXmp } from './xmp.ts'

/** Lists the comments and the XMP of a GIF (GIF89a). */
export function readGif(bytes: Uint8Array, findings: Findings): void {
  if (bytes.length < 13) {
    warn(findings, 'truncated', { size: bytes.length })
    return
  }
  Object.assign(findings, { width: u16(bytes, 6, true), height: u16(bytes, 8, true) })
  const flags = bytes[10] ?? 0
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x3b) return
    if (kind === 0x2c) {
      const local = bytes[at + 9] ?? 0
      at = endOfBlocks(bytes, at + 11 + (local & 0x80 ? 3 * 2 ** ((local & 7) + 1) : 0))
    } else if (kind === 0x21) {
      at = readExtension(bytes, at, findings)
    } else break
  }
  warn(findings, 'truncated', { size: bytes.length })
}

function readExtension(bytes: Uint8Array, at: number, findings: Findings): number {
  const end = endOfBlocks(bytes, at + 2)
  if (bytes[at + 1] === 0xfe) {
    const place = { offset: at + 2, length: Math.min(end, bytes.length) - at - 2 }
    findings.statements.push({
      kind: 'gif:comment',
      key: 'comment',
      ...place,
      ...decodeText(joinBlocks(bytes, at + 2)),
    })
  } else if (bytes[at + 1] === 0xff && latin1(bytes, at + 3, at + 14) === 'XMP DataXMP') {
    // The packet is stored as plain bytes, followed by 258 bytes that lead block readers to the end.
    const packet = bytes.subarray(at + 14, Math.max(at + 14, end - 258))
    const place = { offset: at + 14, length: packet.length }
    findings.statements.push({ kind: 'gif:XMP', key: 'xmp', ...place, ...decodeText(packet) })
    addXmp(packet, 'gif:XMP', findings)
  }
  return end
}

function endOfBlocks(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0) at += (bytes[at] ?? 0) + 1
  return at + 1
}

function joinBlocks(bytes: Uint8Array, from: number): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = from; at < bytes.length && bytes[at] !== 0; at += (bytes[at] ?? 0) + 1) {
    parts.push(bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0)))
  }
  return Buffer.concat(parts)
}
