import type { Ground } from '../../../../shared/contract/process.ts'
import { ground } from './grounds.ts'
import type { RecordedEdge } from './recorded.ts'
import { type PlacedRound, precedence } from './rounds.ts'
import type { Survey } from './survey.ts'

/** Bits by which the nearest picture must be nearer than one of another round. */
const MARGIN = 6
/** Width and height of an enlargement, against those of the picture that it was made of. */
const ENLARGED = 1.4

export interface Kin extends RecordedEdge {
  /** Something that cannot be turned round shows which of the two came first. */
  readonly directed: boolean
}

export type Match = { readonly kin: Kin } | { readonly undecided: readonly Kin[] }

/**
 * Where a round without a prompt comes from, by its look alone: an edited, enlarged or stripped version of a picture.
 * Likeness is kinship. It is descent only where one of the two is larger in both directions, or where the other one's
 * record says that nothing but text went into it.
 */
export function matchOf(survey: Survey, to: number): Match {
  const { looks, rounds, roundOf, library, pictures } = survey
  const child = rounds[to] as PlacedRound
  const nearest = new Map<number, { bits: number; from: number; to: number }>()
  for (const member of child.pictures.slice(0, 8)) {
    for (const { picture, bits } of looks.near(member)) {
      const round = roundOf[picture] as number
      if (round === to || bits >= (nearest.get(round)?.bits ?? 257)) continue
      nearest.set(round, { bits, from: picture, to: member })
    }
  }
  // What a record tells of comes before what merely looks like it.
  const told = [...nearest].filter(([round]) => library.sheets[round]?.prompt)
  const found = (told.length > 0 ? told : [...nearest])
    .filter(([round]) => precedence(rounds[round] as PlacedRound, child) !== 'after')
    .sort((a, b) => a[1].bits - b[1].bits || a[0] - b[0])
    .map(([from, pair]): Kin & { bits: number } => {
      const parent = rounds[from] as PlacedRound
      const recipe = parent.recipe
      const fromText = recipe?.statesAll === true && recipe.prompt !== null && !recipe.takesPicture
      const larger = enlargement(survey, pair.from, pair.to)
      const id = (index: number): number => pictures[index]?.id ?? 0
      const before = precedence(parent, child) === 'before'
      return {
        from,
        to,
        bits: pair.bits,
        directed: fromText || larger.length > 0,
        grounds: [
          ground('picture-alike', { bits: pair.bits, from: id(pair.from), to: id(pair.to) }),
          ...larger,
          ...(fromText ? [ground('made-from-text')] : []),
          ...(before ? [ground('order-before', { basis: child.basis })] : []),
        ],
        against: fromText || larger.length > 0 ? [] : [ground('kinship-only')],
      }
    })
  const [first, second] = found
  if (!first) return { undecided: [] }
  if (second && second.bits - first.bits < MARGIN) return { undecided: found.slice(0, 3) }
  return { kin: first }
}

function enlargement({ pictures }: Survey, from: number, to: number): Ground[] {
  const [a, b] = [pictures[from]?.picture, pictures[to]?.picture]
  if (!a || !b || b.width < a.width * ENLARGED || b.height < a.height * ENLARGED) return []
  if (Math.abs(b.width / b.height / (a.width / a.height) - 1) > 0.02) return []
  const id = (index: number): number => pictures[index]?.id ?? 0
  return [
    ground('picture-enlarged', {
      fromSize: `${a.width}×${a.height}`,
      toSize: `${b.width}×${b.height}`,
      from: id(from),
      to: id(to),
    }),
  ]
}
