import { z } from 'zod'
import { Sha256 } from './primitives.ts'

/** The `inspect` record of `docs/command-line.md`: what one file says of itself. A field that the file does not hold is absent. */

export const Generation = z.strictObject({
  prompt: z.string().optional(),
  negativePrompt: z.string().optional(),
  model: z.strictObject({ name: z.string().optional(), hash: z.string().optional() }).optional(),
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
  /** Index into `carriers`: the statement this generation was read from. */
  carrier: z.number().int().nonnegative().optional(),
})
export type Generation = z.infer<typeof Generation>

/** Where in the bytes a statement stands, so that anyone can check it with a hex viewer. */
export const Carrier = z.strictObject({
  /** Container and place: `png:tEXt`, `jpeg:exif`, `webp:xmp`, ... */
  kind: z.string(),
  /** The key within that place: `parameters`, `UserComment`, `prompt`, ... */
  key: z.string(),
  /** Byte offset and length of the statement as stored (compressed bytes where it is compressed). */
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  /** Digest of those stored bytes. */
  sha256: Sha256,
})
export type Carrier = z.infer<typeof Carrier>

export const ClaimedTime = z.strictObject({ source: z.string(), value: z.string() })

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
  carrier: z.string(),
})

export const C2pa = z.strictObject({
  present: z.boolean(),
  state: z.enum(['trusted', 'valid', 'invalid']).nullable(),
  claimGenerator: z.string().optional(),
  actions: z.array(z.string()),
  digitalSourceType: z.string().optional(),
})

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
  carriers: z.array(Carrier),
  warnings: z.array(Warning),
})
export type FileRecord = z.infer<typeof FileRecord>
