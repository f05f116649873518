import { z } from 'zod'
import { Id } from '../primitives.ts'
import { Recorder } from '../recorder.ts'
import { CaseRef, operation } from './operation.ts'

export const recorderOperations = {
  /** Begins to watch folders; only shells that the person gave the paths to may ask. A folder that is watched already goes on. */
  'recorders.start': operation(
    CaseRef.extend({
      folders: z.array(z.string().min(1).max(32_768)).min(1).max(100),
      stamp: z.boolean().default(false),
      /** Whether what lies in the folder already is taken in too, as a catch-up; asked when a folder is new to the case. */
      existing: z.boolean().default(true),
    }),
    z.strictObject({ recorders: z.array(Recorder) }),
  ),
  'recorders.list': operation(
    z.strictObject({ case: Id.optional() }),
    z.strictObject({ recorders: z.array(Recorder) }),
  ),
  /** Goes on with one that was stopped or left: its folder was given before, so any shell may ask. */
  'recorders.resume': operation(z.strictObject({ recorder: Id }), Recorder),
  'recorders.stop': operation(z.strictObject({ recorder: Id }), Recorder),
} as const
