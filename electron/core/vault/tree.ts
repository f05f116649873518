import { hash } from 'node:crypto'
import { AppError } from '../../../shared/contract/errors.ts'
import type { LedgerCheckpoint } from '../../../shared/contract/vault.ts'
import { entryText } from '../../../shared/verification/ledger.ts'
import { nodeHash, splitOf } from '../../../shared/verification/merkle.ts'
import { type Database, inTransaction } from '../database/database.ts'
import { entryOf, genesis, type LedgerRow } from './ledger.ts'

/**
 * The Merkle tree over the ledger (RFC 9162, section 2.1); leaf `i` is the entry with `seq` `i + 1`. Hashes of its full
 * subtrees are kept, so that a proof takes some dozen rows, however long the ledger is.
 */
export interface Tree {
  /** The root over the first `size` entries; without `size` over all. */
  readonly root: (size?: number) => Uint8Array
  /** Hash of the subtree over the leaves from `start` to before `end`, as RFC 9162 divides the tree. */
  readonly subtree: (start: number, end: number) => Uint8Array
  /** The head of the ledger with its root. */
  readonly checkpoint: () => LedgerCheckpoint
  /** A head of the past: that of the first `size` entries. */
  readonly checkpointAt: (size: number) => LedgerCheckpoint
  /** Takes up the entry just appended, in the transaction of the append, and others that it does not hold yet. */
  readonly extend: (newest: { readonly seq: number; readonly text: string }) => void
  /** Makes all of it again from the entries. Throws `ledger-broken`. */
  readonly rebuild: () => void
}

/** By way of hex: Node makes a string several times as fast as a buffer, and a ledger has many nodes. */
export function sha256(bytes: Uint8Array | string): Uint8Array {
  return Buffer.from(hash('sha256', bytes), 'hex')
}

/** The leaf of an entry (RFC 9162, section 2.1.1). */
export function leafOf(text: string): Uint8Array {
  return sha256(`\0${text}`)
}

/** How many entries one transaction takes up when the tree is made again. */
const batch = 5000

export function openTree(database: Database): Tree {
  const newest = database.prepare<[], { seq: number | null }>('SELECT MAX(seq) AS seq FROM ledger')
  const last = database.prepare<[], { position: number | null }>(
    'SELECT MAX(position) AS position FROM ledger_tree',
  )
  const node = database.prepare<[number], { hash: Uint8Array }>(
    'SELECT hash FROM ledger_tree WHERE position = ?',
  )
  const insert = database.prepare('INSERT INTO ledger_tree (position, hash) VALUES (?, ?)')
  const clear = database.prepare('DELETE FROM ledger_tree')
  const entries = database.prepare<[number], LedgerRow>(
    `SELECT * FROM ledger WHERE seq > ? ORDER BY seq LIMIT ${batch}`,
  )
  const gaps = database.prepare<[number, number], { first: number; after: number; hash: string }>(
    'SELECT first, after, hash FROM ledger_gaps WHERE first >= ? AND first < ? ORDER BY first',
  )
  const head = database.prepare<[number], { hash: string; at: string }>(
    'SELECT hash, at FROM ledger WHERE seq = ?',
  )

  const length = () => newest.get()?.seq ?? 0
  const size = () => leavesWithin((last.get()?.position ?? -1) + 1)

  function at(level: number, index: number): Uint8Array {
    const found = node.get(positionOf(level, index))
    if (!found) throw new AppError('ledger-broken', { seq: index * 2 ** level + 1, reason: 'tree' })
    return found.hash
  }

  function add(leaf: number, text: string): void {
    addFull(0, leaf, leafOf(text))
  }

  /** Adds a leaf or another full subtree, and every one that it completes. */
  function addFull(level: number, index: number, hash: Uint8Array): void {
    insert.run(positionOf(level, index), hash)
    if (index % 2 === 0) return
    addFull(level + 1, (index - 1) / 2, nodeHash(sha256, at(level, index - 1), hash))
  }

  /** Goes over what a restored ledger does not hold. Each gap is a full subtree, for the newest entry is never in one. */
  function addGapsBefore(seq: number, known: number): number {
    for (const { first, after, hash } of gaps.all(known, seq)) {
      if (first !== known) break
      addFull(Math.log2(after - first), first / (after - first), Buffer.from(hash, 'hex'))
      known = after
    }
    return known
  }

  function addMissing(): void {
    let known = size()
    // Longer than the ledger, or torn: made by something else than this.
    if (known === null || known > length()) {
      clear.run()
      known = 0
    }
    while (known < length()) {
      for (const row of entries.all(known)) {
        if (row.seq !== known + 1) known = addGapsBefore(row.seq, known)
        if (row.seq !== known + 1) throw new AppError('ledger-broken', { seq: known + 1 })
        add(known, entryText(entryOf(row)))
        known = row.seq
      }
    }
  }

  /** Whoever asks for a root of a vault that an older program wrote to is the first to need its tree. */
  function catchUp(): void {
    if (size() === length()) return
    if (database.inTransaction) addMissing()
    else inTransaction(database, addMissing)
  }

  function subtree(start: number, end: number): Uint8Array {
    const count = end - start
    if (count === 1) return at(0, start)
    const split = splitOf(count)
    if (split * 2 === count && start % count === 0) return at(Math.log2(count), start / count)
    return nodeHash(sha256, subtree(start, start + split), subtree(start + split, end))
  }

  function root(of = length()): Uint8Array {
    if (of === 0) return sha256(new Uint8Array(0))
    catchUp()
    return subtree(0, of)
  }

  function checkpointAt(seq: number): LedgerCheckpoint {
    const found = head.get(seq)
    if (!found && seq !== 0) throw new AppError('not-found', { what: 'ledger-entry', id: seq })
    return {
      seq,
      hash: found?.hash ?? genesis,
      at: found?.at ?? null,
      root: Buffer.from(root(seq)).toString('hex'),
    }
  }

  return {
    root,
    subtree(start, end) {
      catchUp()
      return subtree(start, end)
    },
    checkpoint() {
      // Before: a transaction that has read may be refused the lock to write.
      catchUp()
      return database.transaction(() => checkpointAt(length()))()
    },
    checkpointAt,
    extend({ seq, text }) {
      if (size() === seq - 1) add(seq - 1, text)
      else addMissing()
    },
    rebuild: () =>
      inTransaction(database, () => {
        clear.run()
        addMissing()
      }),
  }
}

/**
 * The place of the full subtree of 2^level leaves with this index among its like, in the order in which they become
 * full (a Merkle mountain range): a tree that only grows is then only written at its end.
 */
function positionOf(level: number, index: number): number {
  return nodesBefore((index + 1) * 2 ** level - 1) + level
}

/** How many full subtrees there are over the first `leaves` leaves: twice their number without its ones in binary. */
function nodesBefore(leaves: number): number {
  let ones = 0
  for (let rest = leaves; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2
  return leaves * 2 - ones
}

/** How many leaves make that many full subtrees; null where no number does. */
function leavesWithin(nodes: number): number | null {
  let leaves = Math.ceil(nodes / 2)
  while (nodesBefore(leaves) < nodes) leaves += 1
  return nodesBefore(leaves) === nodes ? leaves : null
}
