import { z } from 'zod'
import { Id, Instant, Line, Point, Region, Text } from './primitives.ts'

/** The cleanliness steps of a self-made capture (legal-reference section 5). */
export const CleanCheck = z.enum([
  'virus-scan',
  'task-list',
  'history-cleared',
  'no-proxy',
  'hosts-shown',
  'network-shown',
  'clock-checked',
])

/** The capture record of legal-reference section 5; each field as the person states it. */
export const CaptureRecord = z.strictObject({
  url: Line,
  urlFinal: Line.optional(),
  platform: Line.optional(),
  accountName: Line.optional(),
  accountId: Line.optional(),
  title: Line.optional(),
  /** As shown on the page, not normalised. */
  publishedAtShown: Line.optional(),
  viewsShown: Line.optional(),
  likesShown: Line.optional(),
  startedAt: Instant.optional(),
  endedAt: Instant.optional(),
  displayTimeZone: Line.default('Asia/Shanghai'),
  method: z.enum(['unsaid', 'manual_upload', 'in_app', 'timestamp_app', 'notary']).default('unsaid'),
  operatorName: Line.optional(),
  operatorRole: Line.optional(),
  accountUsed: Line.optional(),
  device: Line.optional(),
  os: Line.optional(),
  tool: Line.optional(),
  network: Line.optional(),
  cleanChecks: z.array(CleanCheck).default([]),
  steps: Text.optional(),
  tsaName: Line.optional(),
  tsaTime: Instant.optional(),
  tsaSerial: Line.optional(),
  chainId: Line.optional(),
  notaryDeedNo: Line.optional(),
  notCaptured: Text.optional(),
  /** What was found at this time: the picture was up, changed, or gone. */
  found: z.enum(['unsaid', 'up', 'changed', 'removed']).default('unsaid'),
  note: Text.optional(),
})
export type CaptureRecord = z.infer<typeof CaptureRecord>
export type CaptureRecordInput = z.input<typeof CaptureRecord>

export const Capture = z.strictObject({
  id: Id,
  caseId: Id,
  items: z.array(Id),
  record: CaptureRecord,
  addedAt: Instant,
  updatedAt: Instant,
  ledgerSeq: Id,
})
export type Capture = z.infer<typeof Capture>

/** Sorts of likeness and difference; what is not in the list goes in words. */
export const MarkKind = z.enum([
  'composition',
  'figure',
  'lines',
  'colours',
  'details',
  'identical',
  'watermark-missing',
  'cropped',
  'mirrored',
  'recoloured',
  'overlay',
  'scaled',
  'other',
])

/** One numbered mark on the comparison plate: a statement of the person. */
export const Mark = z.strictObject({
  kind: MarkKind,
  text: Text,
  onWork: Point.optional(),
  onCapture: Point.optional(),
})
export type Mark = z.infer<typeof Mark>

export const LinkStatement = z.strictObject({
  /** The picture of the work that is compared; its final image where absent. */
  workItem: Id.optional(),
  /** The file of the capture that shows the picture; its first picture where absent. */
  captureItem: Id.optional(),
  /** Where in that file the picture stands, marked by the person. */
  captureRegion: Region.optional(),
  same: z.array(Mark).default([]),
  different: z.array(Mark).default([]),
  /** Signature and watermark: what the work carries and what the copy carries. */
  signature: Text.optional(),
  remarks: Text.optional(),
})
export type LinkStatement = z.infer<typeof LinkStatement>
export type LinkStatementInput = z.input<typeof LinkStatement>

/** Measured, an aid only: PDQ distance 0..256 of the two pictures (or the marked region). */
export const LinkMeasure = z.strictObject({
  method: z.literal('pdq'),
  distance: z.number().int().min(0).max(256).nullable(),
  mirrored: z.boolean(),
  /** Why there is no distance: `no-picture`, `pending`, `low-quality`. */
  reason: z.string().nullable(),
})

export const Link = z.strictObject({
  id: Id,
  caseId: Id,
  work: Id,
  capture: Id,
  workItem: Id.nullable(),
  captureItem: Id.nullable(),
  statement: LinkStatement,
  measure: LinkMeasure,
  linkedAt: Instant,
  updatedAt: Instant,
})
export type Link = z.infer<typeof Link>
