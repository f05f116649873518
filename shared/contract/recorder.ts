import { z } from 'zod'
import { Id, Instant, Sha256 } from './primitives.ts'

/** `running`: a program that is alive watches the folder. `waiting`: nobody watches it just now; the next start catches up. */
export const RecorderState = z.enum(['running', 'waiting', 'stopped'])
export type RecorderState = z.infer<typeof RecorderState>

/** A generator's output folder that is watched for one case. */
export const Recorder = z.strictObject({
  id: Id,
  caseId: Id,
  folder: z.string(),
  state: RecorderState,
  /** Whether each sealed file is time-stamped too. */
  stamp: z.boolean(),
  startedAt: Instant,
  stoppedAt: Instant.nullable(),
  /** When a watching program last said that it is alive. */
  seenAt: Instant.nullable(),
  /** Files sealed since midnight of this machine's clock, and in all. */
  sealedToday: z.number().int().nonnegative(),
  sealed: z.number().int().nonnegative(),
  /** Seen, but not sealed yet: still being written, or waiting their turn. */
  pending: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  /** Sealed files that have since been deleted or renamed in the folder. */
  deleted: z.number().int().nonnegative(),
  renamed: z.number().int().nonnegative(),
  lastFile: z.strictObject({ name: z.string(), sha256: Sha256, sealedAt: Instant }).nullable(),
  /** Why nothing can be sealed just now: `missing` or `unreadable` (the folder), or the code of an error of the vault. */
  trouble: z.string().nullable(),
})
export type Recorder = z.infer<typeof Recorder>

/** How a file came in through the recorder. */
export const Arrival = z.strictObject({
  recorder: Id,
  /** When the recorder first saw it in the folder, by this machine's clock. */
  seenAt: Instant,
  sealedAt: Instant,
  /** True where it appeared while nobody watched: then `seenAt` says nothing of when it was made. */
  catchUp: z.boolean(),
  /** What has become of the file in the folder since: other bytes stand under its name, it is gone, or it moved. */
  replacedAt: Instant.nullable(),
  deletedAt: Instant.nullable(),
  renamedTo: z.string().nullable(),
})
export type Arrival = z.infer<typeof Arrival>

/** A file that a recorder has just sealed. */
export const RecordedFile = z.strictObject({
  item: Id,
  name: z.string(),
  sha256: Sha256,
  sealedAt: Instant,
  catchUp: z.boolean(),
  /** It was taken in although it never became whole. */
  damaged: z.boolean(),
})
export type RecordedFile = z.infer<typeof RecordedFile>
