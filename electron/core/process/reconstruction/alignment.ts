import type { Wording } from './wording.ts'

/** What happened to the terms between two prompts, along the longest run that both have in the same order. */
export interface Alignment {
  /** Terms that stand where others stood; in prose, places where other words stand. */
  readonly replaced: number
  readonly added: number
  readonly removed: number
  /** Terms that both have, in another place. */
  readonly moved: number
}

/**
 * Aligns two sequences of terms. Terms that both have are anchors where their order agrees (a longest rising run of
 * places), moved where it does not; what is left between two anchors is replaced, and the rest of it came or went.
 */
export function align(from: Wording, to: Wording): Alignment {
  const taken = new Uint8Array(to.sequence.length)
  const places: number[] = []
  const common: number[] = []
  for (const [i, term] of from.sequence.entries()) {
    const at = to.places.get(term)
    if (at === undefined || taken[at] === 1) continue
    taken[at] = 1
    places.push(at)
    common.push(i)
  }
  const kept = longestRun(places, (a, b) => a < b)
  const anchors = kept.map((at) => [common[at] as number, places[at] as number] as const)
  const isCommon = new Set(common)
  let [replaced, added, removed] = [0, 0, 0]
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...anchors, [from.sequence.length, to.sequence.length] as const]) {
    let [left, right] = [0, 0]
    for (; i < nextI; i += 1) if (!isCommon.has(i)) left += 1
    for (; j < nextJ; j += 1) if (taken[j] === 0) right += 1
    i += 1
    j += 1
    // In prose a run of words that gave way to another run is one change.
    if (from.prose && to.prose) [left, right] = [Math.min(1, left), Math.min(1, right)]
    replaced += Math.min(left, right)
    added += Math.max(0, right - left)
    removed += Math.max(0, left - right)
  }
  return { replaced, added, removed, moved: places.length - anchors.length }
}

/** Indices of a longest subsequence of which each value may follow the one before it (patience sorting). */
export function longestRun(
  values: readonly number[],
  mayFollow: (before: number, after: number) => boolean,
): number[] {
  const ends: number[] = []
  const before = new Int32Array(values.length).fill(-1)
  for (const [i, value] of values.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (mayFollow(values[ends[middle] as number] as number, value)) low = middle + 1
      else high = middle
    }
    before[i] = low > 0 ? (ends[low - 1] as number) : -1
    ends[low] = i
  }
  const kept: number[] = []
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i] as number) kept.push(i)
  return kept.reverse()
}
