import type { LinkStatement } from '../../shared/contract/capture.ts'
import type { PlacedMark } from './plate.tsx'

export type Sort = 'same' | 'different'
export type Side = 'onWork' | 'onCapture'
export type Mark = LinkStatement['same'][number]

/** Marks are numbered through: first what is the same, then what differs, as the comparison plate prints them. */
export function numbered(statement: LinkStatement): { sort: Sort; index: number; no: number; mark: Mark }[] {
  return (['same', 'different'] as const)
    .flatMap((sort) => statement[sort].map((mark, index) => ({ sort, index, mark })))
    .map((entry, at) => ({ ...entry, no: at + 1 }))
}

/** The marks that stand on one of the two pictures. */
export function placedOn(statement: LinkStatement, side: Side): PlacedMark[] {
  return numbered(statement).flatMap(({ no, sort, mark }) => {
    const point = mark[side]
    return point ? [{ no, sort, point }] : []
  })
}

/** The statement with one mark changed, or taken out where there is no new one. */
export function withMark(
  statement: LinkStatement,
  sort: Sort,
  index: number,
  mark: Mark | null,
): LinkStatement {
  const marks = mark === null ? statement[sort].toSpliced(index, 1) : statement[sort].with(index, mark)
  return { ...statement, [sort]: marks }
}
