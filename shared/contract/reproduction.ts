import { z } from 'zod'
import { Id, Instant, Line, Sha256 } from './primitives.ts'

/** The forms in which generators take a recipe. */
export const RecipeForm = z.enum(['infotext', 'txt2img', 'img2img', 'comfy-prompt'])
export type RecipeForm = z.infer<typeof RecipeForm>

/** A round's recipe in the form its generator takes; only what the record holds. */
export const Recipe = z.strictObject({
  form: RecipeForm,
  fileName: Line,
  /** Text as it is to be handed over; null where the record lacks what this form cannot do without. */
  text: z.string().nullable(),
  /** Names of what is lacking (`seed`, `steps`, `model`, `inputImage`, ...). */
  missing: z.array(z.string()),
  /** What the record says and this form cannot carry. */
  lost: z.array(z.string()),
})
export type Recipe = z.infer<typeof Recipe>

/** Pixel by pixel and by fingerprint, of the original and the reproduction. */
export const PictureDifference = z.strictObject({
  sameSize: z.boolean(),
  /** Every channel of every pixel alike. */
  pixelEqual: z.boolean(),
  /** Pixels of which a channel differs, and of all; null where the sizes differ. */
  differing: z.number().int().nonnegative().nullable(),
  pixels: z.number().int().nonnegative(),
  /** The largest difference of a channel, 0..255. */
  largest: z.number().int().min(0).max(255).nullable(),
  /** PDQ distance, 0..256. */
  distance: z.number().int().min(0).max(256).nullable(),
})
export type PictureDifference = z.infer<typeof PictureDifference>

/** A later run that this program made: never an original record (legal-reference R2). */
export const Reproduction = z.strictObject({
  id: Id,
  caseId: Id,
  /** The picture whose recipe was run, and the one that came out, an item of its own. */
  of: Id,
  item: Id,
  madeAt: Instant,
  /** The server that ran it, and what it said it is. */
  server: Line,
  software: Line.nullable(),
  form: RecipeForm,
  /** Digest of what was sent, which is kept in the vault. */
  sent: Sha256,
  difference: PictureDifference.nullable(),
  /** Settings in which the new picture's own record differs from the old one's. */
  settingsDiffering: z.array(
    z.strictObject({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
  ),
})
export type Reproduction = z.infer<typeof Reproduction>
