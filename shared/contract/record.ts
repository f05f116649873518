import { z } from 'zod'
import { Sha256 } from './primitives.ts'

/** The `inspect` record of `docs/command-line.md`: what one file says of itself. A field that the file does not hold is absent. */

const Model = z.strictObject({ name: z.string().optional(), hash: z.string().optional() })

export const Generation = z.strictObject({
  /** Absent where the record holds several texts and says of none that it is the prompt: see `prompts`. */
  prompt: z.string().optional(),
  negativePrompt: z.string().optional(),
  /** All texts, where there are several (combined conditionings, characters, weighted prompts); as found, in order. */
  prompts: z.array(z.string()).optional(),
  negativePrompts: z.array(z.string()).optional(),
  model: Model.optional(),
  /** All models, where there are several (merged models); then `model` is absent. */
  models: z.array(Model).optional(),
  loras: z
    .array(
      z.strictObject({
        name: z.string(),
        weight: z.number().optional(),
        hash: z.string().optional(),
      }),
    )
    .optional(),
  sampler: z.string().optional(),
  scheduler: z.string().optional(),
  steps: z.number().optional(),
  cfgScale: z.number().optional(),
  /** Decimal digits: a seed can exceed 2^53. */
  seed: z
    .string()
    .regex(/^-?\d+$/)
    .optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  denoisingStrength: z.number().optional(),
  /** Every other key as found, with the text as found. */
  parameters: z.record(z.string(), z.string()).optional(),
  /** The name of the picture that a row of a log or history is about. */
  file: z.string().optional(),
  /** Index into `carriers`: the statement this generation was read from. */
  carrier: z.number().int().nonnegative().optional(),
})
export type Generation = z.infer<typeof Generation>

/** Where in the bytes a statement stands, so that anyone can check it with a hex viewer. */
export const Carrier = z.strictObject({
  /** Container and place: `png:tEXt`, `jpeg:APP1-Exif/exif`, `webp:XMP`, `alpha-lsb`, ... */
  kind: z.string(),
  /** The key within that place: `parameters`, `UserComment`, `prompt`, ... */
  key: z.string(),
  /** Byte offset and length of the statement as stored (compressed bytes where it is compressed). */
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  /** Digest of those stored bytes. */
  sha256: Sha256,
  /** How its text was decoded: `utf-8`, `latin-1`, `unicode-be(tiff MM)`, ... Absent where it is not text. */
  encoding: z.string().optional(),
  /** True when a checksum or a missing end shows that these are not the bytes that were written. */
  damaged: z.literal(true).optional(),
})
export type Carrier = z.infer<typeof Carrier>

/** A time as the file writes it, with the place that claims it. `offset` is the zone, where a tag of its own gives it. */
export const ClaimedTime = z.strictObject({
  source: z.string(),
  value: z.string(),
  offset: z.string().optional(),
})
export type ClaimedTime = z.infer<typeof ClaimedTime>

/** Something a reader of the record should know. The sentence for a code is in `shared/messages`; details fill it. */
export const Warning = z.strictObject({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Warning = z.infer<typeof Warning>

export const AiLabel = z.strictObject({
  label: z.string().optional(),
  contentProducer: z.string().optional(),
  produceId: z.string().optional(),
  reservedCode1: z.string().optional(),
  contentPropagator: z.string().optional(),
  propagateId: z.string().optional(),
  reservedCode2: z.string().optional(),
  /** Members beyond the seven of the standard (a platform's own), as found. */
  other: z.record(z.string(), z.string()).optional(),
  carrier: z.string(),
})
export type AiLabel = z.infer<typeof AiLabel>

/** A picture that went into another, as the credentials of that one say (C2PA specification, ingredient assertion). */
export const C2paIngredient = z.strictObject({
  /** `parentOf`: it was opened and changed; `componentOf`: it was placed in it; `inputTo`: a generator took it. */
  relationship: z.string(),
  title: z.string().optional(),
  /** Label of the ingredient's own manifest, where it has one. */
  manifest: z.string().optional(),
  /** Codes of what did not match in the ingredient when it was taken in. */
  failures: z.array(z.string()).optional(),
})
export type C2paIngredient = z.infer<typeof C2paIngredient>

/** One manifest of a C2PA store: the active one is what is said of this file, the others of what it was made from. */
export const C2paManifest = z.strictObject({
  active: z.boolean(),
  /** Its name, a URN of its own; records of older programs have none. */
  label: z.string().optional(),
  claimGenerator: z.string().optional(),
  actions: z.array(z.string()),
  digitalSourceType: z.string().optional(),
  softwareAgents: z.array(z.string()),
  signer: z.string().optional(),
  /** When a time stamp of the signature says so; RFC 3339. */
  signedAt: z.string().optional(),
  ingredients: z.array(C2paIngredient).optional(),
})
export type C2paManifest = z.infer<typeof C2paManifest>

export const C2pa = z.strictObject({
  present: z.boolean(),
  /**
   * `valid`: signature and hashes of the active manifest match this file. `trusted`: the signer's certificate also leads
   * to a root that this machine was told to trust. `invalid`: something does not match.
   */
  state: z.enum(['trusted', 'valid', 'invalid']).nullable(),
  /** Of the active manifest. */
  claimGenerator: z.string().optional(),
  /** Of all manifests, oldest first. `c2pa.opened` is left out where the opened file's own manifest is listed. */
  actions: z.array(z.string()),
  digitalSourceType: z.string().optional(),
  manifests: z.array(C2paManifest).optional(),
  /** Codes of what did not match in the active manifest (C2PA specification, validation status codes). */
  failures: z.array(z.string()).optional(),
  /** Where the picture's XMP says that its manifest is (`dcterms:provenance`); never fetched. */
  reference: z.string().optional(),
})
export type C2pa = z.infer<typeof C2pa>

/** What IPTC photo metadata in XMP says of the making (IPTC 2025.1). */
export const Iptc = z.strictObject({
  digitalSourceType: z.string().optional(),
  aiSystem: z.string().optional(),
  aiSystemVersion: z.string().optional(),
  aiPrompt: z.string().optional(),
  aiPromptWriter: z.string().optional(),
  carrier: z.string(),
})
export type Iptc = z.infer<typeof Iptc>

export const FileRecord = z.strictObject({
  path: z.string(),
  size: z.number().int().nonnegative(),
  sha256: Sha256.optional(),
  /** From the bytes, never from the name: png, jpeg, webp, avif, jxl, gif, pdf, mhtml, json, csv, text, ... or `unknown`. */
  format: z.string(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  status: z.enum(['ok', 'no-metadata', 'unreadable']),
  generator: z.strictObject({ id: z.string(), name: z.string(), version: z.string().optional() }).nullable(),
  generations: z.array(Generation),
  claimedTimes: z.array(ClaimedTime),
  aiLabel: AiLabel.nullable(),
  c2pa: C2pa.nullable(),
  iptc: Iptc.optional(),
  carriers: z.array(Carrier),
  warnings: z.array(Warning),
})
export type FileRecord = z.infer<typeof FileRecord>
