import { changeCount, type Difference } from './library.ts'

/** What speaks for or against one candidate, in numbers. The order of the weights in `calibration.ts` is that of these names. */
export const featureNames = [
  /** ln(1 + changes). */
  'changes',
  /** 1 where exactly one thing differs. */
  'single',
  /** Counts, none above five. */
  'replaced',
  'added',
  'removed',
  'moved',
  'reweighted',
  /** 1 − likeness of the words by rarity. */
  'distance',
  'subject',
  /** ln(1 + changes) of the negative prompt. */
  'negative',
  /** Count of changed settings, none above five. */
  'settings',
  'model',
  'loras',
  'size',
  'input',
  /** ln(1 + other rounds in between). */
  'between',
  /** 1 for the round directly before. */
  'previous',
  /** ln(1 + minutes since its last picture). */
  'pause',
  'seed',
  /** Fields that only one of the two states, at most three. */
  'unknown',
  /** 1 where a picture of the one matches one of the other. */
  'alike',
  /** 1 where the order of the two is not established. */
  'unordered',
  /** 1 where a picture went into both; 1 where one went into the parent and none into the child. */
  'pictures both',
  'picture left out',
  /** 1 where the parent is a refinement and the child is none. */
  'refinement left out',
  /** 1 where no other candidate differs in fewer things; 1 where no later one of them differs in as few. */
  'fewest',
  'latest of the fewest',
  /** How much less alike in words than the most alike candidate. */
  'less alike',
  /** 1 for the round directly before, where the numbers show that no picture is missing in between. */
  'adjoining',
] as const
/** Of "has no parent here". */
export const noParentNames = [
  /** Always 1. */
  'begins',
  /** ln(1 + minutes since the picture before). */
  'begins after a pause',
  /** 1 where the order is not established. */
  'begins unordered',
  /** 1 where the numbers show that the picture before is missing; 1 where they show that it is there. */
  'begins after a hole',
  'begins after none',
  /** Share of the neighbours in its line that differ in more than one thing. */
  'begins in a sparse line',
  /** Share of the numbers of its line that are missing. */
  'begins with files missing',
] as const

export interface Circumstances {
  /** Rounds in between; null where the order is not established. */
  readonly between: number | null
  /** Minutes since its last picture; null where no clock is trusted. */
  readonly pause: number | null
  readonly sharedSeed: boolean
  readonly alike: boolean
  /** Whether the numbers show that no picture is missing in between. */
  readonly adjoining: boolean
  readonly parent: Making
  readonly child: Making
}

/** How a round was made, beside its words and settings. */
export interface Making {
  readonly takesPicture: boolean
  readonly isRefined: boolean
}

/** What the candidates are together. */
export interface Field {
  /** Changes of the candidate that differs in the fewest things. */
  readonly fewest: number
  /** Whether no later candidate differs in as few things. */
  readonly isLatest: boolean
  /** Likeness of the words of the candidate that is most alike. */
  readonly mostAlike: number
}

export function featuresOf(
  found: Difference,
  { between, pause, sharedSeed, alike, adjoining, parent, child }: Circumstances,
  { fewest, isLatest, mostAlike }: Field,
): number[] {
  const changes = changeCount(found)
  return [
    Math.log1p(changes),
    changes === 1 ? 1 : 0,
    capped(found.replaced),
    capped(found.added),
    capped(found.removed),
    capped(found.moved),
    capped(found.reweighted),
    1 - found.kinship,
    found.subjectChanged ? 1 : 0,
    Math.log1p(found.negative),
    capped(found.settings),
    found.model,
    capped(found.loras),
    found.size,
    found.input,
    between === null ? 0 : Math.log1p(between),
    between === 0 ? 1 : 0,
    pause === null ? 0 : Math.log1p(Math.max(0, pause)),
    sharedSeed ? 1 : 0,
    Math.min(3, found.unknown.length),
    alike ? 1 : 0,
    between === null ? 1 : 0,
    parent.takesPicture && child.takesPicture ? 1 : 0,
    parent.takesPicture && !child.takesPicture ? 1 : 0,
    parent.isRefined && !child.isRefined ? 1 : 0,
    changes === fewest ? 1 : 0,
    changes === fewest && isLatest ? 1 : 0,
    mostAlike - found.kinship,
    adjoining ? 1 : 0,
  ]
}

const capped = (count: number): number => Math.min(5, count)

export function noParentFeatures({
  pause,
  ordered,
  isBeforeThere,
  sparse,
  missing,
}: {
  readonly pause: number | null
  readonly ordered: boolean
  readonly isBeforeThere: boolean | null
  readonly sparse: number
  readonly missing: number
}): number[] {
  return [
    1,
    pause === null ? 0 : Math.log1p(Math.max(0, pause)),
    ordered ? 0 : 1,
    isBeforeThere === false ? 1 : 0,
    isBeforeThere === true ? 1 : 0,
    sparse,
    missing,
  ]
}

/** Share of each of several options by its utility (softmax); the largest is taken off first, so that nothing overflows. */
export function shares(utilities: readonly number[]): number[] {
  const top = Math.max(...utilities)
  const powers = utilities.map((utility) => Math.exp(utility - top))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

/** The value of a curve at `x`, straight between its knots, which rise; beyond the first and the last that of these. */
export function between(knots: readonly (readonly [x: number, value: number])[], x: number): number {
  const after = knots.findIndex(([at]) => at > x)
  const [left, right] = [knots[after - 1], knots[after]]
  if (!right) return knots.at(-1)?.[1] ?? 0
  if (!left) return right[1]
  return left[1] + ((x - left[0]) / (right[0] - left[0])) * (right[1] - left[1])
}

/**
 * Another candidate, or that there is no parent here, with more than this part of the best one's share is too close for it
 * to be chosen. To give a true beginning a parent is the graver error.
 */
const CLOSE = 0.33
const CLOSE_TO_BEGINNING = 0.25

/** Whether something else fits nearly as well. `ordered` holds the best candidate first, `none` is the share of no parent. */
export function isClose(ordered: readonly { readonly share: number }[], none: number): boolean {
  const best = ordered[0]?.share ?? 0
  return (ordered[1]?.share ?? 0) > best * CLOSE || none > best * CLOSE_TO_BEGINNING
}

export function dot(weights: readonly number[], features: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < weights.length; i += 1) sum += (weights[i] as number) * (features[i] ?? 0)
  return sum
}
