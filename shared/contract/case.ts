import { z } from 'zod'
import { Day, Fen, Id, Instant, Line, Region, Text } from './primitives.ts'

export const PartyRole = z.enum(['plaintiff', 'defendant', 'agent'])
export type PartyRole = z.infer<typeof PartyRole>

/** An account on a platform, as shown there. */
export const Account = z.strictObject({
  platform: Line.optional(),
  id: Line.optional(),
  name: Line.optional(),
  url: Line.optional(),
})

/**
 * A party with the fields of the complaint's head (legal-reference 7.1). Personal data stays in fields of its
 * own so that a service copy can leave it out (R11).
 */
export const Party = z.strictObject({
  role: PartyRole,
  kind: z.enum(['person', 'organisation']).default('person'),
  name: Line,
  gender: Line.optional(),
  birthDate: Line.optional(),
  ethnicity: Line.optional(),
  employer: Line.optional(),
  position: Line.optional(),
  /** Legal representative of an organisation. */
  representative: Line.optional(),
  phone: Line.optional(),
  email: Line.optional(),
  address: Line.optional(),
  habitualResidence: Line.optional(),
  idKind: Line.optional(),
  idNumber: Line.optional(),
  accounts: z.array(Account).default([]),
  /** For an agent: whom it represents and with what authority. */
  represents: Line.optional(),
  authority: Line.optional(),
  items: z.array(Id).default([]),
})
export type Party = z.infer<typeof Party>

export const FirstPublication = z.strictObject({
  platform: Line.optional(),
  account: Line.optional(),
  accountId: Line.optional(),
  url: Line.optional(),
  publishedAt: Instant.optional(),
  tags: z.array(Line).default([]),
  /** The item that shows the publication (capture of the author's own page). */
  items: z.array(Id).default([]),
})

/** Terms of the tool or model in force when the work was made (element E5). */
export const ToolTerms = z.strictObject({
  tool: Line,
  version: Line.optional(),
  url: Line.optional(),
  retrievedOn: Day.optional(),
  summary: Text.optional(),
  items: z.array(Id).default([]),
})

export const Work = z.strictObject({
  id: Id,
  title: Line,
  author: Line.optional(),
  /** Category of work; Implementing Regulations art. 4: 美术作品 for pictures. */
  category: Line.optional(),
  completedOn: Day.optional(),
  firstPublication: FirstPublication.optional(),
  /** Name or watermark as it stands on the published picture (element E6), and where it stands. */
  signature: Line.optional(),
  signatureRegion: Region.optional(),
  registration: z
    .strictObject({ number: Line.optional(), date: Day.optional(), items: z.array(Id).default([]) })
    .optional(),
  /** What the author set out to make, in the author's words. */
  idea: Text.optional(),
  /** Who contributed what (element E4). */
  contribution: Text.optional(),
  toolTerms: z.array(ToolTerms).default([]),
  finalItem: Id.optional(),
})
export type Work = z.infer<typeof Work>

/** A notice to a platform or the infringer, and its delivery (element E11, interrupts limitation). */
export const Notice = z.strictObject({
  kind: z.enum(['platform', 'infringer']),
  channel: Line.optional(),
  address: Line.optional(),
  sentOn: Day.optional(),
  deliveredOn: Day.optional(),
  answer: Text.optional(),
  items: z.array(Id).default([]),
})

export const Facts = z.strictObject({
  /** In order, each as the person states it, with the items that show it. */
  timeline: z.array(z.strictObject({ date: Line, text: Text, items: z.array(Id).default([]) })).default([]),
  knownDamageOn: Day.optional(),
  knownObligorOn: Day.optional(),
  /** "No permission was given": the party's statement (element E10). */
  permission: Text.optional(),
  /** How the defendant could have had access to the work (element E7). */
  access: Text.optional(),
  /** What is known of the defendant's identity and where from (element E9). */
  defendantIdentity: Text.optional(),
  /** What happened after, in the party's words: fault and seriousness (element E11). */
  seriousness: Text.optional(),
  notices: z.array(Notice).default([]),
  /** What the picture earns elsewhere, with vouchers (element E12). */
  prices: z
    .array(z.strictObject({ text: Text, amountFen: Fen.optional(), items: z.array(Id).default([]) }))
    .default([]),
})
export type Facts = z.infer<typeof Facts>

/** The part of a case that a person edits as a whole. Every save is kept as a revision. */
export const CaseFile = z.strictObject({
  title: Line.min(1),
  /** The court, where the person has chosen one; never preset (legal-reference R9). */
  court: Line.optional(),
  caseNumber: Line.optional(),
  parties: z.array(Party).default([]),
  works: z.array(Work).default([]),
  facts: Facts.prefault({}),
})
export type CaseFile = z.infer<typeof CaseFile>
export type CaseFileInput = z.input<typeof CaseFile>

export const CaseStep = z.enum(['work', 'process', 'infringement', 'comparison', 'claims', 'dossier'])
export type CaseStep = z.infer<typeof CaseStep>

export const StepState = z.strictObject({
  step: CaseStep,
  state: z.enum(['empty', 'started', 'done']),
  /** Keys of what is missing, in the order in which one would mend it: `work.final`, `process.reasons`, ... */
  missing: z.array(z.strictObject({ code: z.string(), count: z.number().int().optional() })),
})

export type StepState = z.infer<typeof StepState>

export const CaseSummary = z.strictObject({
  id: Id,
  title: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  plaintiffs: z.array(z.string()),
  defendants: z.array(z.string()),
  items: z.number().int(),
  /** The final image of the first work, for the case list. */
  cover: z.string().nullable(),
  sample: z.boolean(),
})
export type CaseSummary = z.infer<typeof CaseSummary>

export const Case = CaseFile.extend({
  id: Id,
  createdAt: Instant,
  updatedAt: Instant,
  revision: z.number().int().positive(),
  sample: z.boolean(),
  steps: z.array(StepState),
})
export type Case = z.infer<typeof Case>
