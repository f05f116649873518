import { z } from 'zod'
import { Fen, Id, Line, Text } from './primitives.ts'

/** Methods of Copyright Law art. 54; punitive needs one of the first three as its base. */
export const LossMethod = z.enum(['actual_loss', 'infringer_gain', 'licence_fee', 'statutory', 'punitive'])
export type LossMethod = z.infer<typeof LossMethod>

/** Rights of art. 10 that a reposted picture can touch. */
export const Right = z.enum(['authorship', 'communication', 'integrity', 'reproduction', 'adaptation'])

export const ExpenseKind = z.enum(['lawyer', 'evidence', 'travel', 'notary', 'other'])

export const Expense = z.strictObject({
  kind: ExpenseKind,
  amountFen: Fen,
  description: Line.optional(),
  date: Line.optional(),
  vouchers: z.array(Id).default([]),
})

export const Claims = z.strictObject({
  stop: z
    .strictObject({
      rights: z.array(Right).default([]),
      urls: z.array(Line).default([]),
      text: Text.optional(),
    })
    .nullable()
    .default(null),
  loss: z
    .strictObject({
      method: LossMethod,
      amountFen: Fen.optional(),
      /** Facts and arithmetic behind the amount, in the claimant's words. */
      basis: Text.optional(),
      /** Punitive: the method that gives the base, the base and the factor 1..5. */
      baseMethod: z.enum(['actual_loss', 'infringer_gain', 'licence_fee']).optional(),
      baseFen: Fen.optional(),
      factor: z.number().optional(),
      items: z.array(Id).default([]),
    })
    .nullable()
    .default(null),
  expenses: z.array(Expense).default([]),
  apology: z
    .strictObject({
      where: Line.optional(),
      durationDays: z.number().int().positive().max(3650).optional(),
      deadlineDays: z.number().int().positive().max(3650).optional(),
      text: Text.optional(),
    })
    .nullable()
    .default(null),
  courtCosts: z.boolean().default(false),
  other: Text.optional(),
})
export type Claims = z.infer<typeof Claims>
export type ClaimsInput = z.input<typeof Claims>

/** Something about a claim that a person should know; never a suggestion of an amount. */
export const Finding = z.strictObject({
  /** A key of the messages: `loss.below-statutory`, `loss.above-statutory`, `expense.no-voucher`, ... */
  code: z.string(),
  level: z.enum(['error', 'warning', 'note']),
  details: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
export type Finding = z.infer<typeof Finding>

export const ClaimsView = z.strictObject({
  caseId: Id,
  claims: Claims,
  revision: z.number().int().nonnegative(),
  expensesFen: Fen,
  totalFen: Fen,
  findings: z.array(Finding),
})
export type ClaimsView = z.infer<typeof ClaimsView>
