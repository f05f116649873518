/**
 * Merkle trees as in RFC 9162, section 2.1 (the same as RFC 6962): a leaf is H(0x00 ‖ entry), a node
 * H(0x01 ‖ left ‖ right), and a tree of n leaves is split at the largest power of two below n. Leaves are counted
 * from 0, ranges are `start` to before `end`.
 */

/** SHA-256, synchronous: a proof of a million entries is a few dozen of them. */
export type Hash = (bytes: Uint8Array) => Uint8Array
/** Hash of the subtree over the leaves from `start` to before `end`; for one leaf the leaf hash. */
export type Subtrees = (start: number, end: number) => Uint8Array

export function leafHash(hash: Hash, entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(entry.length + 1)
  bytes.set(entry, 1)
  return hash(bytes)
}

export function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length)
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 1 + left.length)
  return hash(bytes)
}

/** The root over leaf hashes; of the empty tree the hash of nothing (section 2.1.1). */
export function rootOf(hash: Hash, leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hash(new Uint8Array(0))
  const over = (start: number, end: number): Uint8Array => {
    if (end - start === 1) return leaves[start] as Uint8Array
    const middle = start + splitOf(end - start)
    return nodeHash(hash, over(start, middle), over(middle, end))
  }
  return over(0, leaves.length)
}

/** The largest power of two below `size` (size > 1). */
export function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** The audit path of a leaf, from the bottom up (section 2.1.3.1). */
export function inclusionPath(subtree: Subtrees, index: number, size: number): Uint8Array[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} of ${size}`)
  const path: Uint8Array[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      path.push(subtree(middle, end))
      end = middle
    } else {
      path.push(subtree(start, middle))
      start = middle
    }
  }
  return path.reverse()
}

/** The proof that the tree of `second` leaves begins with that of `first` (section 2.1.4.1). */
export function consistencyPath(subtree: Subtrees, first: number, second: number): Uint8Array[] {
  if (!(first >= 1 && first <= second)) throw new RangeError(`${first} of ${second} leaves`)
  const path: Uint8Array[] = []
  let [start, end] = [0, second]
  // Whether what is left of the first tree is that tree as a whole, whose root the reader has already.
  let isWhole = true
  while (end !== first) {
    const middle = start + splitOf(end - start)
    if (first <= middle) {
      path.push(subtree(middle, end))
      end = middle
    } else {
      path.push(subtree(start, middle))
      start = middle
      isWhole = false
    }
  }
  if (!isWhole) path.push(subtree(start, end))
  return path.reverse()
}

/** Whether a leaf hash stands at `index` of the tree of `size` leaves with this root (section 2.1.3.2). */
export function checkInclusion(
  hash: Hash,
  proof: { leaf: Uint8Array; index: number; size: number; path: readonly Uint8Array[]; root: Uint8Array },
): boolean {
  const { leaf, index, size, path, root } = proof
  if (!isCount(index) || !isCount(size) || index >= size) return false
  let [node, last] = [index, size - 1]
  let found = leaf
  for (const sibling of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      found = nodeHash(hash, sibling, found)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else found = nodeHash(hash, found, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && isSame(found, root)
}

/** Whether the tree of `second` leaves only adds to that of `first` (section 2.1.4.2). */
export function checkConsistency(
  hash: Hash,
  proof: {
    first: number
    second: number
    firstRoot: Uint8Array
    secondRoot: Uint8Array
    path: readonly Uint8Array[]
  },
): boolean {
  const { first, second, firstRoot, secondRoot } = proof
  if (!isCount(first) || !isCount(second) || first < 1 || first > second) return false
  if (first === second) return proof.path.length === 0 && isSame(firstRoot, secondRoot)
  // A first tree that is a full one is itself the first node of the path.
  const path = isPowerOfTwo(first) ? [firstRoot, ...proof.path] : proof.path
  const [begin, ...rest] = path
  if (begin === undefined) return false
  let [node, last] = [first - 1, second - 1]
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  let [older, newer] = [begin, begin]
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      older = nodeHash(hash, sibling, older)
      newer = nodeHash(hash, sibling, newer)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else newer = nodeHash(hash, newer, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && isSame(older, firstRoot) && isSame(newer, secondRoot)
}

/**
 * The largest subtrees of a tree of `size` leaves that hold none of the `present` ones: with their hashes and the
 * present leaves the root can be computed, and of the other leaves nothing is told.
 */
export function coverOf(present: readonly number[], size: number): { start: number; end: number }[] {
  const sorted = [...new Set(present)].sort((a, b) => a - b)
  const cover: { start: number; end: number }[] = []
  const visit = (start: number, end: number, from: number, to: number): void => {
    if (from === to) cover.push({ start, end })
    else if (end - start > 1) {
      const middle = start + splitOf(end - start)
      let between = from
      while (between < to && (sorted[between] as number) < middle) between += 1
      visit(start, middle, from, between)
      visit(middle, end, between, to)
    }
  }
  if (size > 0) visit(0, size, 0, sorted.filter((index) => index < size).length)
  return cover
}

/** The root from some leaf hashes and the subtrees between them; null where something is missing. */
export function rootFromCover(
  hash: Hash,
  tree: {
    size: number
    leaves: ReadonlyMap<number, Uint8Array>
    nodes: readonly { start: number; end: number; hash: Uint8Array }[]
  },
): Uint8Array | null {
  if (!isCount(tree.size)) return null
  if (tree.size === 0) return hash(new Uint8Array(0))
  const known = new Map(tree.nodes.map((node) => [`${node.start}-${node.end}`, node.hash]))
  const present = [...tree.leaves.keys()].sort((a, b) => a - b)
  const over = (start: number, end: number, held: readonly number[]): Uint8Array | null => {
    if (held.length === 0) return known.get(`${start}-${end}`) ?? null
    if (end - start === 1) return tree.leaves.get(start) ?? null
    const middle = start + splitOf(end - start)
    const left = over(
      start,
      middle,
      held.filter((index) => index < middle),
    )
    const right =
      left &&
      over(
        middle,
        end,
        held.filter((index) => index >= middle),
      )
    return left && right && nodeHash(hash, left, right)
  }
  return over(0, tree.size, present)
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isPowerOfTwo(size: number): boolean {
  let power = 1
  while (power < size) power *= 2
  return power === size
}

function half(value: number): number {
  return Math.floor(value / 2)
}
