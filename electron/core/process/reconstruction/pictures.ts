import type { ProcessPicture } from './reconstruct.ts'

/** Bits of PDQ in which two pictures of one motif differ at most (ThreatExchange's threshold for a match). */
export const MATCH = 31
/** Below this the picture has too little structure for its fingerprint to say anything. */
const LEAST_QUALITY = 50
/** Entries of one bucket that are looked at: pictures without structure fall into the same few. */
const MOST_IN_BUCKET = 64
const BANDS = 16

export interface Neighbour {
  readonly picture: number
  readonly bits: number
}

/** Fingerprints of a library, and which of them are near to one. */
export interface Looks {
  /** Bits that differ; null where one of the two has no telling fingerprint. */
  readonly distance: (a: number, b: number) => number | null
  /** Pictures within `MATCH` bits, the nearest first. */
  readonly near: (picture: number) => Neighbour[]
}

/**
 * Near fingerprints by multi-index hashing: of two that differ in at most 31 bits, one of 16 bands of 16 bits differs in
 * at most one, so that each band is asked for itself and its 16 neighbours. The index is built when it is first asked.
 */
export function openLooks(pictures: readonly ProcessPicture[]): Looks {
  const prints = pictures.map(({ picture }) =>
    picture?.pdq && picture.quality >= LEAST_QUALITY && /^[0-9a-f]{64}$/i.test(picture.pdq)
      ? Uint16Array.from({ length: BANDS }, (_, band) =>
          Number.parseInt(picture.pdq?.slice(band * 4, band * 4 + 4) ?? '', 16),
        )
      : null,
  )
  let buckets: Map<number, number[]> | undefined

  function index(): Map<number, number[]> {
    if (buckets) return buckets
    buckets = new Map()
    for (const [picture, print] of prints.entries()) {
      for (const [band, value] of print?.entries() ?? []) {
        const bucket = buckets.get((band << 16) | value)
        if (bucket) bucket.push(picture)
        else buckets.set((band << 16) | value, [picture])
      }
    }
    return buckets
  }

  function distance(a: number, b: number): number | null {
    const [x, y] = [prints[a], prints[b]]
    if (!x || !y) return null
    let bits = 0
    for (let band = 0; band < BANDS; band += 1) {
      for (let rest = (x[band] as number) ^ (y[band] as number); rest !== 0; rest &= rest - 1) bits += 1
    }
    return bits
  }

  return {
    distance,
    near(picture) {
      const found = new Set<number>()
      for (const [band, value] of prints[picture]?.entries() ?? []) {
        for (let flip = 0; flip <= 16; flip += 1) {
          const asked = flip === 16 ? value : value ^ (1 << flip)
          for (const other of (index().get((band << 16) | asked) ?? []).slice(0, MOST_IN_BUCKET))
            found.add(other)
        }
      }
      found.delete(picture)
      return [...found]
        .map((other) => ({ picture: other, bits: distance(picture, other) ?? 256 }))
        .filter(({ bits }) => bits <= MATCH)
        .sort((a, b) => a.bits - b.bits || a.picture - b.picture)
    },
  }
}
