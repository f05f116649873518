import type { Change } from '../../../shared/contract/process.ts'
import { changesBetween } from './changes.ts'
import { type ProcessPicture, type Reconstruction, reconstruct } from './reconstruction/reconstruct.ts'

/** What differs between the records of two pictures; the same answer for the same two, compared once. */
export type Compare = (before: Recorded, after: Recorded) => readonly Change[]

type Recorded = Pick<ProcessPicture, 'sha256' | 'record'>

/** Digests of two pictures with what differs between their records. */
export type Compared = readonly [key: string, changes: readonly Change[]]

export interface Found {
  readonly reconstruction: Reconstruction
  readonly compared: readonly Compared[]
}

const keyOf = (before: Recorded, after: Recorded): string => `${before.sha256} ${after.sha256}`

/** Holds for pictures whose records stay what they are: it lives as long as they are kept. */
export function openComparisons(known: Iterable<Compared> = []): Compare {
  const found = new Map<string, readonly Change[]>(known)
  return (before, after) => {
    const key = keyOf(before, after)
    const changes = found.get(key) ?? changesBetween(before.record, after.record)
    found.set(key, changes)
    return changes
  }
}

/**
 * The reconstruction of these pictures, and along each of its edges what differs between the two rounds as they stand
 * before anybody says anything: seconds, for thousands of pictures.
 */
export function reconstructAndCompare(pictures: readonly ProcessPicture[]): Found {
  const reconstruction = reconstruct(pictures)
  const byId = new Map(pictures.map((picture) => [picture.id, picture]))
  const rounds = reconstruction.rounds.map((round) => round.pictures.flatMap((id) => byId.get(id) ?? []))
  const compared = reconstruction.edges.flatMap(({ from, to }): Compared[] => {
    const [after] = rounds[to] ?? []
    const before = after && likeIn(rounds[from] ?? [], after)
    return before ? [[keyOf(before, after), changesBetween(before.record, after.record)]] : []
  })
  return { reconstruction, compared }
}

/** Of a round the picture to compare another with: of its seed where there is one, else `head`, else the first. */
export function likeIn<P extends Recorded>(
  round: readonly P[],
  picture: Recorded,
  head = round[0],
): P | undefined {
  const seed = seedOf(picture)
  return (seed === null ? undefined : round.find((each) => seedOf(each) === seed)) ?? head
}

/** The seed as the record states it. */
export function seedOf({ record }: Recorded): string | null {
  return record.generations[0]?.seed ?? null
}
