import { z } from 'zod'
import { SourceType } from './item.ts'
import { Id, Instant, Line, Text } from './primitives.ts'

/** What differs between a round and the one before it, read from both records. */
export const Change = z.strictObject({
  /** `prompt`, `negativePrompt`, `model`, `lora:NAME`, `sampler`, `steps`, `cfgScale`, `seed`, `size`, or a key of `parameters`. */
  field: z.string(),
  kind: z.enum(['added', 'removed', 'changed', 'moved', 'reweighted']),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type Change = z.infer<typeof Change>

/** Expressions that courts use for human choices (legal-reference section 6). */
export const ProcessTag = z.enum([
  'figure',
  'prompt-choice',
  'parameters',
  'layout',
  'proportion',
  'viewpoint',
  'composition',
  'colour',
  'line',
])

/** Work by hand after generation: a statement with, where there is one, the layer file that shows it. */
export const HandEdit = z.strictObject({
  tool: Line.optional(),
  description: Text,
  items: z.array(Id).default([]),
})

/** The author's own words for a round. */
export const RoundNote = z.strictObject({
  reason: Text.optional(),
  visibleEffect: Text.optional(),
  selected: z.boolean().nullable().default(null),
  selectionReason: Text.optional(),
  tags: z.array(ProcessTag).default([]),
  /** Null takes back what was said before. */
  handEdit: HandEdit.nullable().optional(),
  /** Only where the person says so: a later run made to show that it can be done. Null takes that back. */
  reproduction: z
    .strictObject({ madeOn: Line.optional(), of: Id.optional(), result: Text.optional() })
    .nullable()
    .optional(),
})
export type RoundNote = z.infer<typeof RoundNote>

/** How the place of a round in the order is known. `final-image`: it stands last for being the final image. */
export const OrderBasis = z.enum(['person', 'record-time', 'file-number', 'import-order', 'final-image'])
export type OrderBasis = z.infer<typeof OrderBasis>

export const RoundTime = z.strictObject({
  /** `claimed`: the file says so. `imported`: the vault saw it. `stamped`: a time-stamping authority. Never merged (R3). */
  kind: z.enum(['claimed', 'imported', 'stamped']),
  source: z.string(),
  value: z.string(),
})

export const Round = z.strictObject({
  no: z.number().int().positive(),
  item: Id,
  /** The round before it on its line, by its item; null for a beginning. */
  parent: Id.nullable(),
  branch: z.number().int().nonnegative(),
  sourceType: SourceType,
  orderBasis: OrderBasis,
  changed: z.array(Change),
  /** Set when the records of the two could not be compared. */
  notCompared: z.enum(['no-parent', 'no-record', 'parent-no-record']).nullable(),
  reason: z.string().nullable(),
  selected: z.boolean().nullable(),
  note: RoundNote,
  notedAt: Instant.nullable(),
  times: z.array(RoundTime),
})
export type Round = z.infer<typeof Round>

export const Process = z.strictObject({
  work: Id,
  orderBasis: OrderBasis,
  rounds: z.array(Round),
  missing: z.array(z.strictObject({ code: z.string(), item: Id.optional() })),
})
export type Process = z.infer<typeof Process>
