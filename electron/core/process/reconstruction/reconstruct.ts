import type { EdgeClass, Ground, OrderBasis, OrderWitness } from '../../../../shared/contract/process.ts'
import type { FileRecord } from '../../../../shared/contract/record.ts'
import { byTrust } from './clocks.ts'
import { propose } from './propose.ts'
import type { PlacedRound } from './rounds.ts'
import { survey } from './survey.ts'

export { type GroundCode, groundCodes } from './grounds.ts'

/** Version of the reconstruction; another one whenever a result can differ. */
export const engine = 'r2'

export interface ProcessPicture {
  readonly id: number
  readonly sha256: string
  /** Name and path when it was taken in; the path with `/`. */
  readonly name: string
  readonly path: string
  readonly record: FileRecord
  /** Null where the picture could not be decoded. `quality` is that of PDQ, 0..100. */
  readonly picture: {
    readonly width: number
    readonly height: number
    readonly pdq: string | null
    readonly quality: number
  } | null
  readonly importedAt: string
  /** Time of the file system, which copying destroys: never an order of its own. */
  readonly modifiedAt: string | null
  /** When the recorder sealed its arrival; null when it was taken in later. */
  readonly sealedAt: string | null
  /** The time of a time stamp token: the file is not later than that. It is shown, and orders nothing. */
  readonly stampedAt: string | null
  /** The row of a generator's log that speaks of it. */
  readonly logRow: { readonly log: number; readonly row: number } | null
}

/** All pictures of one recipe, whatever the seed. */
export interface ProposedRound {
  /** Ids, in order where it is known, else as they were taken in. */
  readonly pictures: readonly number[]
  /** Digest of the canonical recipe, or of the file where there is no recipe. */
  readonly key: string
  readonly basis: OrderBasis
  /** Place in the established order, 0-based; null where it is not established. Ranks order rounds of one `line`. */
  readonly rank: number | null
  /** What its place was established within: a folder, or folders that one clock orders; null where it has none. */
  readonly line: number | null
  /** How often the recipe was used again after other rounds. */
  readonly revisits: number
  /** Component of rounds tied by edges of class `supported` and better; 0 is the largest. */
  readonly history: number
}

/** Two rounds by their index in `rounds`; of a `related` edge the order of the two says nothing. */
export interface RoundEdge {
  readonly from: number
  readonly to: number
  readonly class: EdgeClass
  readonly grounds: Ground[]
  readonly against: Ground[]
  readonly alternatives: { readonly from: number; readonly grounds: Ground[] }[]
  readonly gap: boolean
}

export interface Reconstruction {
  readonly engine: string
  /** In order where it is known, else stable by digest. */
  readonly rounds: readonly ProposedRound[]
  readonly edges: readonly RoundEdge[]
  readonly undecided: readonly {
    readonly round: number
    readonly reason: Ground
    readonly candidates: readonly { readonly from: number; readonly grounds: Ground[] }[]
  }[]
  readonly perhapsSame: readonly { readonly a: number; readonly b: number; readonly grounds: Ground[] }[]
  readonly witnesses: readonly OrderWitness[]
  readonly contradictions: readonly Ground[]
  /** The weakest basis that any established place rests on; `import-order` where none is established. */
  readonly orderBasis: OrderBasis
}

/**
 * Which pictures are of one round, which rounds descend from which, and why. Pure: the same pictures, in whatever order
 * they are given, have the same result. Near linear in the number of pictures.
 */
export function reconstruct(pictures: readonly ProcessPicture[]): Reconstruction {
  const found = survey(pictures)
  const { edges, undecided, perhapsSame, contradictions, histories } = propose(found)
  const mainLine = linesOf(found.rounds, histories)
  const rounds = found.rounds.map((round, index): ProposedRound => {
    const history = histories[index] as number
    const isRanked = round.line !== null && round.line === mainLine.get(history)
    return {
      pictures: round.pictures.map((member) => (found.pictures[member] as ProcessPicture).id),
      key: round.key,
      basis: round.basis,
      rank: isRanked ? index : null,
      line: isRanked ? round.line : null,
      revisits: Math.max(0, round.runs.length - 1),
      history,
    }
  })
  return {
    engine,
    rounds,
    edges,
    undecided,
    perhapsSame,
    witnesses: found.witnesses,
    contradictions: [...found.contradictions, ...contradictions],
    orderBasis: weakest(found.rounds.filter(({ line }) => line !== null).map(({ basis }) => basis)),
  }
}

/** The line in which most rounds of a history stand: only those have places that can be compared. */
function linesOf(rounds: readonly PlacedRound[], histories: readonly number[]): Map<number, number> {
  const counts = new Map<number, Map<number, number>>()
  for (const [index, { line }] of rounds.entries()) {
    if (line === null) continue
    const own = counts.get(histories[index] as number) ?? new Map<number, number>()
    counts.set(histories[index] as number, own.set(line, (own.get(line) ?? 0) + 1))
  }
  const main = ([history, own]: [number, Map<number, number>]): [number, number][] => {
    const [line] = [...own].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    return line ? [[history, line[0]]] : []
  }
  return new Map([...counts].flatMap(main))
}

function weakest(bases: readonly OrderBasis[]): OrderBasis {
  return byTrust.findLast((basis) => bases.includes(basis)) ?? 'import-order'
}
