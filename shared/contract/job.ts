import { z } from 'zod'
import { Id, Instant } from './primitives.ts'

export const JobState = z.enum(['queued', 'running', 'done', 'cancelled', 'failed', 'interrupted'])
export type JobState = z.infer<typeof JobState>

export const JobKind = z.enum([
  'import',
  'pictures',
  'dossier',
  'verify',
  'sample',
  'export',
  'reproduction',
  'timestamps',
  'digests',
  'archive',
  'restore',
  'backup',
  'repair',
])
export type JobKind = z.infer<typeof JobKind>

export const Job = z.strictObject({
  id: Id,
  kind: JobKind,
  caseId: Id.nullable(),
  state: JobState,
  done: z.number().int().nonnegative(),
  /** 0 while it is not yet known how much there is. */
  total: z.number().int().nonnegative(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  /** The job's own result; its schema belongs to the kind (`ImportResult`, `Dossier`, `Verification`, `RecordsFile`). */
  result: z.unknown().nullable(),
  error: z.strictObject({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
})
export type Job = z.infer<typeof Job>

/** What became of one file of an import. */
export const ImportOutcome = z.strictObject({
  path: z.string(),
  outcome: z.enum(['imported', 'duplicate', 'failed']),
  itemId: Id.nullable(),
  sha256: z.string().nullable(),
  /** For a failure its reason; for a file taken in with trouble what is wrong with it (`empty`, `truncated`, `mislabelled`, ...). */
  code: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
})
export type ImportOutcome = z.infer<typeof ImportOutcome>

export const ImportResult = z.strictObject({
  imported: z.number().int(),
  duplicates: z.number().int(),
  failed: z.number().int(),
  /** Taken in, but something is wrong with them. */
  noted: z.number().int(),
})
export type ImportResult = z.infer<typeof ImportResult>
