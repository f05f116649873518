import { canonicalJson } from '../canonical-json.ts'
import type { LedgerEntry } from '../contract/vault.ts'
import { toHex, utf8 } from './bytes.ts'
import { type Hash, leafHash } from './merkle.ts'

/** `prev` of the first entry. */
export const genesis = '0'.repeat(64)

/**
 * The bytes that stand for an entry: canonical JSON (RFC 8785, UTF-8) of everything but `hash`. The chain hash is
 * SHA-256 of them, the Merkle leaf SHA-256 of 0x00 and them.
 */
export function entryBytes(entry: Omit<LedgerEntry, 'hash'>): Uint8Array {
  return utf8(entryText(entry))
}

export function entryText(entry: Omit<LedgerEntry, 'hash'>): string {
  const { seq, at, actor, act, caseId, digests, data, prev } = entry
  return canonicalJson({ seq, at, actor, act, caseId, digests, data, prev })
}

/** `hash` of an entry as its bytes give it, in hex: to be compared with the one it carries. */
export function entryHash(hash: Hash, entry: Omit<LedgerEntry, 'hash'>): string {
  return toHex(hash(entryBytes(entry)))
}

/** The leaf hash of an entry (RFC 9162, section 2.1.1). */
export function entryLeaf(hash: Hash, entry: Omit<LedgerEntry, 'hash'>): Uint8Array {
  return leafHash(hash, entryBytes(entry))
}

/** What a time stamp of a head is made over: the canonical JSON of `{ hash, root, seq }`. */
export function headText(head: {
  readonly hash: string
  readonly root: string
  readonly seq: number
}): string {
  return canonicalJson({ hash: head.hash, root: head.root, seq: head.seq })
}
