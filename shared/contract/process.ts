import { z } from 'zod'
import { SourceType } from './item.ts'
import { Id, Instant, Line, Text } from './primitives.ts'

/** What differs between a round and the one before it, read from both records. */
export const Change = z.strictObject({
  /** `prompt`, `negativePrompt`, `model`, `lora:NAME`, `sampler`, `steps`, `cfgScale`, `seed`, `size`, `input`, `mask`, or a key of `parameters`. */
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

/**
 * How the place of a round in the order is known, by trust (docs/process-reconstruction.md): sealed by the recorder, stamped by an
 * authority, a row of the generator's log, a counter, a time in the record or the name, a time of the file system (a witness beside
 * others, never alone). `final-image`: it stands last for being the
 * final image. `import-order`: nothing is known but when the file was taken in, which establishes no order.
 */
export const OrderBasis = z.enum([
  'person',
  'sealed',
  'stamped',
  'log-row',
  'record-time',
  'file-number',
  'name-time',
  'file-time',
  'import-order',
  'final-image',
])
export type OrderBasis = z.infer<typeof OrderBasis>

export const RoundTime = z.strictObject({
  /**
   * `claimed`: the file says so. `sealed`: the recorder took it in as it appeared. `imported`: the vault saw it.
   * `stamped`: a time-stamping authority. Never merged (R3).
   */
  kind: z.enum(['claimed', 'sealed', 'imported', 'stamped']),
  source: z.string(),
  value: z.string(),
})

/**
 * How an edge between two rounds is known; the class, never a number, is shown. `recorded`: an input named by the record and found.
 * `strong`, `supported`: derived, at precisions measured on generated histories. `related`: kin, without direction.
 */
export const EdgeClass = z.enum(['recorded', 'strong', 'supported', 'related'])
export type EdgeClass = z.infer<typeof EdgeClass>

/** One plain reason. The sentence for a code is in `shared/messages`; details fill it. */
export const Ground = z.strictObject({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Ground = z.infer<typeof Ground>

/** What a person decided about an edge; `drawn`: an edge that the software did not propose, or another parent than it proposed. */
export const EdgeDecision = z.enum(['confirmed', 'cut', 'drawn'])
export type EdgeDecision = z.infer<typeof EdgeDecision>

/** What the software proposes of two rounds, before anybody decides. Rounds are named by their `item`. */
export const ProposedEdge = z.strictObject({
  from: Id,
  to: Id,
  class: EdgeClass,
  grounds: z.array(Ground),
  /** What speaks against it. */
  against: z.array(Ground),
  /** The next best parents, best first. */
  alternatives: z.array(z.strictObject({ from: Id, grounds: z.array(Ground) })),
  /** So much changed at once that at least one round may be missing between the two. */
  gap: z.boolean(),
})
export type ProposedEdge = z.infer<typeof ProposedEdge>

/** An edge as it stands: the proposal and the decision are kept apart. `proposal` is null for an edge that only a person drew. */
export const Edge = z.strictObject({
  from: Id,
  to: Id,
  /** Null where only a person says so. */
  proposal: ProposedEdge.nullable(),
  decision: z
    .strictObject({
      kind: EdgeDecision,
      decidedAt: Instant,
      note: Text.optional(),
      /** The pictures that the person pointed at; which picture stands for a round can change later. */
      named: z.strictObject({ from: Id, to: Id }).optional(),
      /** What the software proposed when the person decided, and which version of it. */
      proposed: z.strictObject({ class: EdgeClass.nullable(), engine: z.string() }),
    })
    .nullable(),
  changed: z.array(Change),
})
export type Edge = z.infer<typeof Edge>

/** One picture of a round: all pictures of one recipe, whatever the seed, are siblings. */
export const RoundPicture = z.strictObject({
  item: Id,
  seed: z.string().nullable(),
  sourceType: SourceType,
  /** What the author said of this picture among its siblings. */
  selected: z.boolean().nullable(),
  reason: z.string().nullable(),
  selectionReason: z.string().nullable(),
})
export type RoundPicture = z.infer<typeof RoundPicture>

export const Round = z.strictObject({
  no: z.number().int().positive(),
  /** The picture that stands for the round: the final image, else a selected one, else the first that has a note, else the first. */
  item: Id,
  /** The round it descends from, by its item: an edge that is drawn with an arrow and not cut. Null: a beginning, or not established. */
  parent: Id.nullable(),
  /** Lane of the graph: 0 is the line that leads to the final image, where one is named. */
  branch: z.number().int().nonnegative(),
  /** All pictures of the round, `item` among them, in order. */
  pictures: z.array(RoundPicture),
  /** Which of the histories in the case it belongs to: rounds that are tied by edges. 0 holds the final image. */
  history: z.number().int().nonnegative(),
  /** True where the order of this round among those of its history is established. */
  ordered: z.boolean(),
  /** How often the recipe was used again later, after other rounds. */
  revisits: z.number().int().nonnegative(),
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

/** A witness of order and what became of it: two that disagree drop the weaker for its whole folder. */
export const OrderWitness = z.strictObject({
  folder: z.string(),
  basis: OrderBasis,
  files: z.number().int().nonnegative(),
  trusted: z.boolean(),
  /** Why it is not trusted, or what agrees with it. */
  grounds: z.array(Ground),
})
export type OrderWitness = z.infer<typeof OrderWitness>

export const Process = z.strictObject({
  work: Id,
  orderBasis: OrderBasis,
  /** Version of the reconstruction that proposed the edges. */
  engine: z.string(),
  rounds: z.array(Round),
  edges: z.array(Edge),
  /** Rounds whose descent the software could not tell, with the candidates it was between. */
  undecided: z.array(
    z.strictObject({
      item: Id,
      reason: Ground,
      candidates: z.array(z.strictObject({ from: Id, grounds: z.array(Ground) })),
    }),
  ),
  /** Pairs of rounds in two histories that are perhaps of one work; for the person to say. */
  perhapsSame: z.array(z.strictObject({ a: Id, b: Id, grounds: z.array(Ground) })),
  witnesses: z.array(OrderWitness),
  contradictions: z.array(Ground),
  missing: z.array(z.strictObject({ code: z.string(), item: Id.optional() })),
})
export type Process = z.infer<typeof Process>
