import type { Problem } from '../../../shared/contract/vault.ts'
import { nodeHash } from '../../../shared/verification/merkle.ts'
import type { Database } from '../database/database.ts'
import { leafOf, sha256 } from './tree.ts'

interface Node {
  readonly position: number
  readonly hash: Uint8Array
}

export interface TreeCheck {
  /** Takes the next entry, as the text that is hashed. */
  readonly add: (text: string) => void
  /** Takes a stretch of entries that the ledger does not hold, a full subtree, as the hash over it. */
  readonly skip: (entries: number, hash: Uint8Array) => void
  /** The root over all that was taken so far. */
  readonly root: () => Uint8Array
  /** What is wrong with the kept tree, once all entries are in. */
  readonly problems: () => Problem[]
}

/**
 * Makes the tree of the ledger again, entry by entry, and compares each full subtree with the one that is kept. A tree
 * that is shorter than the ledger is none: it is completed when a root is next asked for.
 */
export function checkTree(database: Database): TreeCheck {
  const kept = nodesOf(database)
  /** Full subtrees without a neighbour yet, by level. */
  const open: Uint8Array[] = []
  let position = 0
  let wrong: number | null = null
  let isOver = false

  function compare(hash: Uint8Array): void {
    if (isOver) return
    const { value, done } = kept.next()
    if (done) isOver = true
    else if (value.position !== position || Buffer.compare(value.hash, hash) !== 0) wrong ??= position
    position += 1
  }

  function take(from: number, full: Uint8Array): void {
    let [level, hash] = [from, full]
    compare(hash)
    for (let left = open[level]; left && left.length > 0; left = open[level]) {
      hash = nodeHash(sha256, left, hash)
      open[level] = new Uint8Array(0)
      level += 1
      compare(hash)
    }
    open[level] = hash
  }

  return {
    add: (text) => take(0, leafOf(text)),
    skip(entries, hash) {
      // What is below it was never here, and of the kept tree neither.
      position += entries * 2 - 2
      take(Math.log2(entries), hash)
    },
    root() {
      const parts = open.filter((part) => part && part.length > 0)
      const [first = sha256(new Uint8Array(0)), ...rest] = parts
      return rest.reduce((right, left) => nodeHash(sha256, left, right), first)
    },
    problems() {
      if (wrong === null) return []
      return [{ kind: 'derived', subject: 'ledger_tree', expected: null, found: `node ${wrong}` }]
    },
  }
}

function* nodesOf(database: Database): Generator<Node> {
  const page = database.prepare<[number], Node>(
    'SELECT position, hash FROM ledger_tree WHERE position >= ? ORDER BY position LIMIT 5000',
  )
  for (let rows = page.all(0); rows.length > 0; rows = page.all((rows.at(-1)?.position ?? 0) + 1)) yield* rows
}
