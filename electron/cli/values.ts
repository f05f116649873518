import type { z } from 'zod'
import { Day } from '../../shared/contract/primitives.ts'
import { UsageError } from './usage-error.ts'

/** One word of a closed list. */
export function oneOf<E extends Readonly<Record<string, string>>>(
  schema: z.ZodEnum<E>,
  value: string,
  option: string,
): E[keyof E] {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new UsageError('optionValue', { option, value, allowed: schema.options.join(', ') })
}

/**
 * An instant with its zone, as UTC with `Z`. A time without a zone is refused: it would have to be guessed, and
 * a wrong hour is worse than none.
 */
export function instant(value: string, option: string): string {
  const shape = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/
  const time = new Date(value.replace(' ', 'T'))
  if (!shape.test(value) || Number.isNaN(time.getTime()) || !dayExists(value.slice(0, 10))) {
    throw new UsageError('optionTime', { option, value })
  }
  return time.toISOString()
}

export function day(value: string, option: string): string {
  if (!dayExists(value)) throw new UsageError('optionDay', { option, value })
  return value
}

function dayExists(value: string): boolean {
  return Day.safeParse(value).success
}

/** A whole number, 0 or more unless other bounds are given. */
export function count(
  value: string,
  option: string,
  { least = 0, most = 1_000_000_000 }: { least?: number; most?: number } = {},
): number {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw new UsageError('optionValue', { option, value, allowed: `${least}–${most}` })
}
