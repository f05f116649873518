import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  checkConsistency,
  checkInclusion,
  consistencyPath,
  coverOf,
  inclusionPath,
  leafHash,
  nodeHash,
  rootFromCover,
  rootOf,
} from '../../shared/verification/merkle.ts'

const hash = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const hex = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('hex'))
const from = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

/** The eight entries that RFC 6962 implementations test with (google/certificate-transparency, merkle_tree_test). */
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(from)
const leaves = entries.map((entry) => leafHash(hash, entry))
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const subtree = (start: number, end: number) => rootOf(hash, leaves.slice(start, end))

test('roots are those of the published vectors', () => {
  expect(roots.map((_, size) => hex(rootOf(hash, leaves.slice(0, size))))).toEqual(roots)
})

test('every leaf of every tree is proven, and by no other leaf, place, size or path', () => {
  for (let size = 1; size <= 8; size++) {
    const root = from(roots[size] ?? '')
    for (let index = 0; index < size; index++) {
      const leaf = leaves[index] as Uint8Array
      const path = inclusionPath(subtree, index, size)
      expect(checkInclusion(hash, { leaf, index, size, path, root })).toBe(true)
      const other = leafHash(hash, from('ff'))
      expect(checkInclusion(hash, { leaf: other, index, size, path, root })).toBe(false)
      expect(checkInclusion(hash, { leaf, index, size, path: [...path, other], root })).toBe(false)
      if (path.length > 0) {
        expect(checkInclusion(hash, { leaf, index, size, path: path.slice(1), root })).toBe(false)
        expect(checkInclusion(hash, { leaf, index: index ^ 1, size, path, root })).toBe(false)
      }
    }
  }
  expect(
    checkInclusion(hash, {
      leaf: leaves[0] as Uint8Array,
      index: 1,
      size: 1,
      path: [],
      root: from(roots[1] ?? ''),
    }),
  ).toBe(false)
  expect(inclusionPath(subtree, 0, 8).map(hex)).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
})

test('every longer tree is proven to begin with every shorter one, and with no other', () => {
  for (let second = 1; second <= 8; second++) {
    for (let first = 1; first <= second; first++) {
      const path = consistencyPath(subtree, first, second)
      const [firstRoot, secondRoot] = [from(roots[first] ?? ''), from(roots[second] ?? '')]
      const proof = { first, second, firstRoot, secondRoot, path }
      expect(checkConsistency(hash, proof), `${first} ${second}`).toBe(true)
      expect(checkConsistency(hash, { ...proof, firstRoot: from('ab'.repeat(32)) })).toBe(false)
      expect(checkConsistency(hash, { ...proof, secondRoot: from('ab'.repeat(32)) })).toBe(false)
      expect(checkConsistency(hash, { ...proof, path: [...path, secondRoot] })).toBe(false)
      if (path.length > 0) expect(checkConsistency(hash, { ...proof, path: path.slice(1) })).toBe(false)
    }
  }
  // RFC 6962, section 2.1.3: PROOF(3, 7) = [c, d, g, l].
  expect(consistencyPath(subtree, 3, 7).length).toBe(4)
})

test('chosen leaves and the subtrees between them lead to the root, and nothing less does', () => {
  for (let size = 1; size <= 8; size++) {
    for (let choice = 0; choice < 2 ** size; choice++) {
      const present = Array.from({ length: size }, (_, index) => index).filter(
        (index) => choice & (1 << index),
      )
      const nodes = coverOf(present, size).map(({ start, end }) => ({
        start,
        end,
        hash: subtree(start, end),
      }))
      const held = new Map(present.map((index) => [index, leaves[index] as Uint8Array]))
      expect(hex(rootFromCover(hash, { size, leaves: held, nodes }))).toBe(roots[size])
      if (nodes.length > 0)
        expect(rootFromCover(hash, { size, leaves: held, nodes: nodes.slice(1) })).toBe(null)
    }
  }
  // One leaf of a million leaves a cover as long as its path.
  expect(coverOf([654_321], 1_000_000).length).toBe(20)
})

test('a node is never taken for a leaf', () => {
  const [a, b] = leaves as [Uint8Array, Uint8Array]
  const forged = new Uint8Array([...a, ...b])
  expect(hex(leafHash(hash, forged))).not.toBe(hex(nodeHash(hash, a, b)))
})
