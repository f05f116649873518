import { z } from 'zod'
import { Id, Instant, Line, Sha256, Sm3, Text } from './primitives.ts'
import { FileRecord } from './record.ts'
import { Arrival } from './recorder.ts'

/** What a file is to the case. */
export const ItemRole = z.enum(['work', 'process', 'capture', 'document'])
export type ItemRole = z.infer<typeof ItemRole>

/**
 * Process evidence is of three kinds that are never mixed (legal-reference R2): made at creation,
 * made later to show that it can be done, or said by the party.
 */
export const SourceType = z.enum(['original-record', 'reproduction', 'statement'])
export type SourceType = z.infer<typeof SourceType>

/** Elements of the claim, legal-reference section 2. */
export const Element = z.enum([
  'E1',
  'E2',
  'E3',
  'E4',
  'E5',
  'E6',
  'E7',
  'E8',
  'E9',
  'E10',
  'E11',
  'E12',
  'E13',
  'E14',
  'E15',
])
export type Element = z.infer<typeof Element>

/** Groups of the evidence list, legal-reference 7.2: parties, work, process, infringement, loss and expenses, notices. */
export const EvidenceGroup = z.number().int().min(1).max(6)

/** Kinds of evidence, Civil Procedure Law art. 66(1). */
export const EvidenceKind = z.enum([
  'electronic-data',
  'documentary',
  'physical',
  'audio-visual',
  'party-statement',
])

/** How an item stands in the evidence list; each field as the person wrote it, empty where the software proposes one. */
export const Exhibit = z.strictObject({
  included: z.boolean().default(true),
  group: EvidenceGroup.optional(),
  name: Line.optional(),
  source: Line.optional(),
  proves: Text.optional(),
  kind: EvidenceKind.optional(),
  original: z.boolean().optional(),
  copies: z.number().int().positive().max(99).optional(),
  remarks: Line.optional(),
  elements: z.array(Element).optional(),
})
export type Exhibit = z.infer<typeof Exhibit>

/** What a person may say of an item: all of it statement, none of it record. */
export const ItemNotes = z.strictObject({
  role: ItemRole,
  exhibit: Exhibit,
  /** Chinese translation of a foreign-language prompt (legal-reference R6). */
  promptTranslation: Text.optional(),
  negativePromptTranslation: Text.optional(),
  note: Text.optional(),
})
export type ItemNotes = z.infer<typeof ItemNotes>

/** Derived from the pixels after import; may be dropped and made again. */
export const Picture = z.strictObject({
  state: z.enum(['pending', 'ready', 'none', 'failed']),
  /** Why there is no picture: `not-an-image`, `unsupported-format`, `too-many-pixels`, `damaged`. */
  reason: z.string().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  /** PDQ, 256 bits as 64 hex digits, with its quality 0..100 (ThreatExchange, `pdq`). */
  pdq: z.string().optional(),
  quality: z.number().int().optional(),
})
export type Picture = z.infer<typeof Picture>

export const Item = z.strictObject({
  id: Id,
  caseId: Id,
  sha256: Sha256,
  size: z.number().int().nonnegative(),
  /** The name and path it had when it was taken in: data, never used as a path again. */
  name: z.string(),
  path: z.string(),
  mediaType: z.string(),
  importedAt: Instant,
  /** Its entry in the ledger. */
  ledgerSeq: Id,
  role: ItemRole,
  /** How it came in, where a recorder took it in. */
  arrival: Arrival.nullable(),
  /** The picture whose recipe this program ran to make it: then it is a later reproduction, never an original record. */
  reproductionOf: Id.nullable(),
  /** Where the vault wants it beside SHA-256 and it has been made (`settings.sm3`). */
  sm3: Sm3.optional(),
  notes: ItemNotes,
  picture: Picture,
  record: FileRecord,
})
export type Item = z.infer<typeof Item>
