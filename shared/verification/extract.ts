import type { LedgerEntry, Problem } from '../contract/vault.ts'
import { fromHex, toHex } from './bytes.ts'
import { entryHash, entryLeaf, genesis } from './ledger.ts'
import { type Hash, rootFromCover } from './merkle.ts'
import { isObject } from './values.ts'

export const extractFormat = 'zuozheng-ledger-1'

/** `ledger/ledger.json` of an archive, as docs/archive.md has it. */
export interface LedgerExtract {
  readonly format: typeof extractFormat
  readonly case: number
  readonly size: number
  readonly root: string
  readonly hash: string
  readonly entries: readonly LedgerEntry[]
  /** Subtrees of entries that are withheld, leaves counted from 0, `end` not included. */
  readonly nodes: readonly { readonly start: number; readonly end: number; readonly hash: string }[]
  /** For each head that was time-stamped: the proof that this ledger only adds to it (RFC 9162, section 2.1.4). */
  readonly heads?: readonly { readonly seq: number; readonly path: readonly string[] }[]
}

export interface ExtractVerdict {
  readonly problems: readonly Problem[]
  /** Null where it is no extract at all. */
  readonly extract: LedgerExtract | null
  /** How many entries are withheld. */
  readonly withheld: number
}

/**
 * Checks an extract by itself: the hash of every entry, the chain between neighbours, the head, and that entries and
 * withheld subtrees make the root. Who made it and when, no ledger can say: that takes a head that was printed or
 * time-stamped before.
 */
export function judgeExtract(hash: Hash, value: unknown): ExtractVerdict {
  if (!isExtract(value)) {
    const problem = { kind: 'ledger-broken', subject: 'ledger.json', expected: extractFormat, found: null }
    return { problems: [problem], extract: null, withheld: 0 }
  }
  const problems: Problem[] = []
  const broken = (subject: string, expected: string | null, found: string | null) =>
    problems.push({ kind: 'ledger-broken', subject, expected, found })
  const { entries, nodes, size, root } = value
  const leaves = new Map<number, Uint8Array>()
  let before: LedgerEntry | undefined
  for (const entry of entries) {
    const subject = `ledger ${entry.seq}`
    const found = hashOf(hash, entry)
    if (found?.hash !== entry.hash) broken(subject, found?.hash ?? null, entry.hash)
    if (found) leaves.set(entry.seq - 1, found.leaf)
    if (entry.seq <= (before?.seq ?? 0) || entry.seq > size) broken(subject, null, 'order')
    const prev = entry.seq === 1 ? genesis : before?.seq === entry.seq - 1 ? before.hash : entry.prev
    if (prev !== entry.prev) broken(subject, prev, entry.prev)
    before = entry
  }
  if (before?.seq !== size || before.hash !== value.hash)
    broken('ledger head', value.hash, before?.hash ?? null)
  const tree = { size, leaves, nodes: nodes.map((node) => ({ ...node, hash: fromHex(node.hash) })) }
  const made = rootFromCover(hash, tree)
  if (made === null || toHex(made) !== root) broken('ledger root', root, made && toHex(made))
  return { problems, extract: value, withheld: size - entries.length }
}

function hashOf(hash: Hash, entry: LedgerEntry): { hash: string; leaf: Uint8Array } | null {
  try {
    return { hash: entryHash(hash, entry), leaf: entryLeaf(hash, entry) }
  } catch (error) {
    // A value that has no canonical form, or is nested deeper than any of ours (RangeError), was never hashed.
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}

function isExtract(value: unknown): value is LedgerExtract {
  return (
    isObject(value) &&
    value.format === extractFormat &&
    Number.isSafeInteger(value.case) &&
    Number.isSafeInteger(value.size) &&
    isDigest(value.root) &&
    isDigest(value.hash) &&
    Array.isArray(value.entries) &&
    value.entries.every(isEntry) &&
    Array.isArray(value.nodes) &&
    value.nodes.every(
      (node) =>
        isObject(node) &&
        Number.isSafeInteger(node.start) &&
        Number.isSafeInteger(node.end) &&
        isDigest(node.hash),
    ) &&
    (value.heads === undefined || (Array.isArray(value.heads) && value.heads.every(isHead)))
  )
}

function isEntry(entry: unknown): boolean {
  return (
    isObject(entry) &&
    Number.isSafeInteger(entry.seq) &&
    (entry.seq as number) > 0 &&
    typeof entry.at === 'string' &&
    typeof entry.actor === 'string' &&
    typeof entry.act === 'string' &&
    (entry.caseId === null || Number.isSafeInteger(entry.caseId)) &&
    Array.isArray(entry.digests) &&
    entry.digests.every(isDigest) &&
    isObject(entry.data) &&
    isDigest(entry.prev) &&
    isDigest(entry.hash)
  )
}

function isHead(head: unknown): boolean {
  return (
    isObject(head) && Number.isSafeInteger(head.seq) && Array.isArray(head.path) && head.path.every(isDigest)
  )
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}
