import { basename } from 'node:path'
import type { Entry, Played } from './files.ts'
import { sourceOf } from './recipe.ts'
import type { Truth, TruthFile, TruthParent, TruthRound } from './truth.ts'

/** The truth of the files that are left, numbered over all histories that lie in the folder. */
export function truthOf(entries: readonly Entry[], all: readonly Played[], profile: string): Truth {
  const [first] = all
  if (!first) throw new Error('no history')
  const works: { id: number; rounds: number[] }[] = []
  const rounds: TruthRound[] = []
  const roundOf = new Map<Played, number>()
  for (const played of all) {
    const { history } = played
    const base = rounds.length
    roundOf.set(played, base)
    const left = entries.filter((entry) => entry.played === played && entry.picture !== null)
    for (const work of history.works) {
      works.push({ id: works.length, rounds: work.rounds.filter(isFirst).map((id) => id + base) })
    }
    const firstWork = works.length - history.works.length
    for (const { id, work, parents, also, edits, revisits } of history.rounds) {
      rounds.push({
        id: id + base,
        work: work + firstWork,
        order: id + base,
        parents: parents.map((parent) => ({
          ...basisLeft(parent, id, played, left),
          round: parent.round + base,
        })),
        also: also.map((each) => each + base),
        edits,
        revisits,
        byHand: false,
      })
    }
  }
  const files = entries.flatMap((entry): TruthFile[] => {
    const { path, played, picture, record, kind } = entry
    if (kind === 'log') return []
    if (!played || picture === null) return [{ path, round: null, record, kind }]
    const round = (played.history.pictures[picture]?.round ?? 0) + (roundOf.get(played) ?? 0)
    if (kind !== 'by-hand') return [{ path, round, record, kind }]
    // Work by hand is a round of its own: nobody can know its recipe.
    const { work } = rounds[round] as TruthRound
    const id = rounds.length
    rounds.push({
      id,
      work,
      order: round + 0.5,
      parents: [{ round, basis: 'derived', by: 'hand' }],
      also: [],
      edits: ['by-hand'],
      revisits: 0,
      byHand: true,
    })
    works[work]?.rounds.push(id)
    return [{ path, round: id, record, kind }]
  })
  const { set, number, author } = first.history
  return { set, history: number, author: author.name, program: author.program, profile, works, rounds, files }
}

/** A record names an input only while both the record and what it names are there. */
function basisLeft(parent: TruthParent, child: number, played: Played, left: readonly Entry[]): TruthParent {
  if (parent.basis === 'derived') return parent
  const { rounds, pictures } = played.history
  const source = sourceOf(rounds[child]?.recipe.task ?? { kind: 'text' })
  const told = left.some(
    (entry) => entry.record === 'whole' && pictures[entry.picture ?? -1]?.round === child,
  )
  const there = left.filter((entry) => entry.picture === source && entry.kind !== 'by-hand')
  const isThere = (() => {
    switch (parent.by) {
      case 'input-name':
        return there.some(({ path }) => basename(path) === basename(played.paths[source ?? -1] ?? ''))
      case 'input-digest':
      case 'same-seed':
      case 'variation-seed':
        return there.some(({ record }) => record === 'whole')
      default:
        return false
    }
  })()
  return told && isThere ? parent : { ...parent, basis: 'derived', by: unnamed(parent.by) }
}

/** What an input becomes that nothing names any more. */
function unnamed(by: TruthParent['by']): TruthParent['by'] {
  return by.startsWith('input') ? 'input-unnamed' : by
}

function isFirst(id: number, index: number, all: readonly number[]): boolean {
  return all.indexOf(id) === index
}
