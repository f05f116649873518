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
] as const
/** Of "has no parent here": always 1; ln(1 + minutes since the picture before); 1 where the order is not established. */
export const noParentNames = ['begins', 'begins after a pause', 'begins unordered'] as const

export interface Circumstances {
  /** Rounds in between; null where the order is not established. */
  readonly between: number | null
  /** Minutes since its last picture; null where no clock is trusted. */
  readonly pause: number | null
  readonly sharedSeed: boolean
  readonly alike: boolean
}

export function featuresOf(
  found: Difference,
  { between, pause, sharedSeed, alike }: Circumstances,
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
  ]
}

const capped = (count: number): number => Math.min(5, count)

export function noParentFeatures(pause: number | null, ordered: boolean): number[] {
  return [1, pause === null ? 0 : Math.log1p(Math.max(0, pause)), ordered ? 0 : 1]
}

/** Share of each of several options by its utility (softmax); the largest is taken off first, so that nothing overflows. */
export function shares(utilities: readonly number[]): number[] {
  const top = Math.max(...utilities)
  const powers = utilities.map((utility) => Math.exp(utility - top))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

export function dot(weights: readonly number[], features: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < weights.length; i += 1) sum += (weights[i] as number) * (features[i] ?? 0)
  return sum
}
