import { type BagFile, bytesOf } from './bag.ts'
import { fromHex, textOf, toHex } from './bytes.ts'
import type { LedgerExtract } from './extract.ts'
import { entryLeaf } from './ledger.ts'
import { checkConsistency, type Hash, rootFromCover } from './merkle.ts'

/** A head of the ledger as it was stamped. */
export interface StampedHead {
  readonly seq: number
  readonly root: string
  readonly hash: string
}

/**
 * Whether the ledger of an archive only adds to a head that was stamped earlier: then the entries up to it are as they
 * were at the time of the stamp. Null where the file is no head; `not-shown` where the archive holds neither the entries
 * nor a proof (RFC 9162, section 2.1.4) to tell.
 */
export async function judgeHead(
  hash: Hash,
  file: BagFile,
  extract: LedgerExtract,
): Promise<(StampedHead & { readonly state: 'continues' | 'differs' | 'not-shown' }) | null> {
  const head = file.size > 1000 ? null : headIn(await bytesOf(file))
  if (head === null) return null
  return { ...head, state: stateOf(hash, head, extract) }
}

function stateOf(
  hash: Hash,
  head: StampedHead,
  extract: LedgerExtract,
): 'continues' | 'differs' | 'not-shown' {
  const { seq, root } = head
  if (seq > extract.size || seq < 1) return 'differs'
  const entry = extract.entries.find((each) => each.seq === seq)
  if (entry && entry.hash !== head.hash) return 'differs'
  if (seq === extract.size)
    return root === extract.root && head.hash === extract.hash ? 'continues' : 'differs'
  const made = rootAt(hash, seq, extract)
  if (made !== null) return made === root ? 'continues' : 'differs'
  const proof = extract.heads?.find((each) => each.seq === seq)
  if (!proof) return 'not-shown'
  const holds = checkConsistency(hash, {
    first: seq,
    second: extract.size,
    firstRoot: fromHex(root),
    secondRoot: fromHex(extract.root),
    path: proof.path.map(fromHex),
  })
  return holds ? 'continues' : 'differs'
}

/** The root over the first entries, where nothing that is withheld reaches beyond them. */
function rootAt(hash: Hash, size: number, { entries, nodes }: LedgerExtract): string | null {
  const within = entries.filter(({ seq }) => seq <= size)
  const root = rootFromCover(hash, {
    size,
    leaves: new Map(within.map((entry) => [entry.seq - 1, entryLeaf(hash, entry)])),
    nodes: nodes.filter(({ end }) => end <= size).map((node) => ({ ...node, hash: fromHex(node.hash) })),
  })
  return root && toHex(root)
}

function headIn(bytes: Uint8Array): StampedHead | null {
  try {
    const value = JSON.parse(textOf(bytes)) as Record<string, unknown> | null
    const { seq, root, hash } = value ?? {}
    const isDigest = (text: unknown): text is string =>
      typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)
    return Number.isSafeInteger(seq) && isDigest(root) && isDigest(hash)
      ? { seq: Number(seq), root, hash }
      : null
  } catch {
    // A stamped picture is no head.
    return null
  }
}
