import type { Library } from './library.ts'
import { type PlacedRound, precedence } from './rounds.ts'

/** Rounds that came before, in order, that are always looked at. */
const PREVIOUS = 64
/** Rounds that share rare words, and more of them where no order tells who came before. */
const BY_WORDS = 32
const BY_WORDS_UNORDERED = 96
/** Of each further reason. */
const BY_REASON = 16
/** More than this are never compared with one round. */
export const MOST_CANDIDATES = 150
/** Entries of the index that are read for one word, and for all words of one round. */
const READ_A_WORD = 200
const READ_A_ROUND = 1_200

/**
 * For each round those that may be its parent: the rounds before it, those that share rare words, a seed, an input or a
 * workflow. Those known to be later are out. The number is bounded, so that the whole stays near linear.
 */
export function candidatesOf(rounds: readonly PlacedRound[], library: Library): (round: number) => number[] {
  const indices = [...rounds.keys()]
  const wordsOf = (round: number): Iterable<number> => library.sheets[round]?.prompt?.words ?? []
  const byWord = indexed(indices, wordsOf)
  const reasons = [
    (round: number): Iterable<string> => rounds[round]?.seeds ?? [],
    (round: number): Iterable<string> => library.sheets[round]?.recipe.inputNames ?? [],
    (round: number): Iterable<string> => [library.sheets[round]?.recipe.workflow ?? []].flat(),
    (round: number): Iterable<string> => [library.sheets[round]?.recipe.unrefined ?? []].flat(),
  ].map((keysOf) => ({ keysOf, lists: indexed(indices, keysOf) }))

  return (round) => {
    const own = rounds[round] as PlacedRound
    const isOut = (other: number): boolean =>
      other === round || !library.sheets[other] || precedence(rounds[other] as PlacedRound, own) === 'after'
    if (rounds.length <= MOST_CANDIDATES) return indices.filter((other) => !isOut(other))
    const found = new Set<number>()
    for (let other = round - 1; own.line !== null && other >= Math.max(0, round - PREVIOUS); other -= 1) {
      if (rounds[other]?.line === own.line) found.add(other)
    }
    for (const { keysOf, lists } of reasons) {
      const keys = [...keysOf(round)].slice(0, BY_REASON)
      const near = keys.flatMap((key) => nearest(lists.get(key) ?? [], round, BY_REASON))
      for (const other of near.slice(0, BY_REASON)) found.add(other)
    }
    for (const other of sharingWords(round, own.line === null ? BY_WORDS_UNORDERED : BY_WORDS))
      found.add(other)
    return [...found].filter((other) => !isOut(other)).slice(0, MOST_CANDIDATES)
  }

  /** Those that share the most, by rarity; the rarest words are read first, and only so far. */
  function sharingWords(round: number, most: number): number[] {
    const rarityOf = (word: number): number => library.rarity[word] ?? 0
    const words = [...wordsOf(round)]
      .filter((word) => !library.isHabit(word))
      .sort((a, b) => rarityOf(b) - rarityOf(a) || a - b)
    const scores = new Map<number, number>()
    let read = 0
    for (const word of words) {
      if (read >= READ_A_ROUND) break
      const near = nearest(byWord.get(word) ?? [], round, READ_A_WORD)
      read += near.length
      for (const other of near) scores.set(other, (scores.get(other) ?? 0) + rarityOf(word))
    }
    scores.delete(round)
    return [...scores]
      .sort((a, b) => b[1] - a[1] || Math.abs(a[0] - round) - Math.abs(b[0] - round) || a[0] - b[0])
      .slice(0, most)
      .map(([other]) => other)
  }
}

function indexed<K>(rounds: readonly number[], keysOf: (round: number) => Iterable<K>): Map<K, number[]> {
  const lists = new Map<K, number[]>()
  for (const round of rounds) {
    for (const key of keysOf(round)) {
      const list = lists.get(key)
      if (list) list.push(round)
      else lists.set(key, [round])
    }
  }
  return lists
}

/** The entries of an ascending list around a place, three of four of them before it: a parent comes earlier. */
function nearest(list: readonly number[], at: number, most: number): readonly number[] {
  if (list.length <= most) return list
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as number) < at) low = middle + 1
    else high = middle
  }
  const start = Math.max(0, Math.min(low - Math.ceil(most * 0.75), list.length - most))
  return list.slice(start, start + most)
}
