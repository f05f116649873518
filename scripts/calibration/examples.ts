import type { Reliability } from '../../electron/core/process/reconstruction/completeness.ts'
import { recordedEdges } from '../../electron/core/process/reconstruction/recorded.ts'
import { survey } from '../../electron/core/process/reconstruction/survey.ts'
import type { History } from './load.ts'
import { truthOf } from './true-rounds.ts'

/** One round whose parent is asked for: its candidates in numbers, and which of them are right. */
export interface Example {
  readonly options: readonly (readonly number[])[]
  readonly noParent: readonly number[]
  /** Indices of right options; that of "no parent" is the number of options. */
  readonly right: readonly number[]
  readonly reliability: Reliability
  /** Whether each option would be left undrawn whatever its share: another subject, or nothing that differs. */
  readonly barred: readonly boolean[]
}

/** Rounds of a history that no record ties to a parent, with the truth about them. */
export function examplesOf(history: History): Example[] {
  const found = survey(history.pictures)
  const recorded = new Set(recordedEdges(found).edges.map(({ to }) => to))
  const rounds = found.rounds.map(({ pictures }) => ({
    pictures: pictures.map((at) => found.pictures[at]?.id ?? 0),
  }))
  const mine = truthOf(history, { rounds })
  const byId = new Map(history.truth.rounds.map((round) => [round.id, round]))
  return [...found.rounds.keys()].flatMap((round): Example[] => {
    const truth = mine[round] === null ? undefined : byId.get(mine[round] as number)
    const { options, noParent } = found.optionsOf(round)
    if (recorded.has(round) || !truth || options.length === 0) return []
    const ordered = found.rounds[round]?.line !== null
    const accepted = new Set([...truth.parents.map((parent) => parent.round), ...truth.also])
    const isRight = (from: number): boolean => {
      const other = mine[from]
      if (other === null || other === undefined) return false
      return (
        accepted.has(other) ||
        (!ordered && (byId.get(other)?.parents ?? []).some((parent) => parent.round === truth.id))
      )
    }
    const right = options.flatMap(({ from }, at) => (isRight(from) ? [at] : []))
    return [
      {
        options: options.map(({ features }) => features),
        noParent,
        right: right.length > 0 ? right : [options.length],
        reliability: found.reliabilityOf(round),
        barred: options.map((option) => option.found.subjectChanged),
      },
    ]
  })
}
