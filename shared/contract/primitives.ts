import { z } from 'zod'

/** A SHA-256 digest, 64 lower-case hex digits (FIPS 180-4). */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export type Sha256 = z.infer<typeof Sha256>

/** SM3, 64 lower-case hex digits (GM/T 0004-2012). */
export const Sm3 = z.string().regex(/^[0-9a-f]{64}$/)

/** A row id of the vault. */
export const Id = z.number().int().positive()

/** An instant, ISO 8601 in UTC with `Z` (RFC 3339). */
export const Instant = z.iso.datetime({ offset: false })

/** A calendar day, `YYYY-MM-DD`: what a person knows of a completion date, without an invented hour. */
export const Day = z.iso.date()

/** Money in fen (1 yuan = 100 fen), so that sums are exact. Always CNY. */
export const Fen = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)

export const Language = z.enum(['zh-CN', 'en'])
export type Language = z.infer<typeof Language>

/** A line or a paragraph typed by a person. Bounded, so that one field cannot fill the vault. */
export const Line = z.string().max(2_000)
export const Text = z.string().max(200_000)

/** A part of a picture in fractions of its width and height, from the top left corner. */
export const Region = z
  .strictObject({
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    width: z.number().gt(0).max(1),
    height: z.number().gt(0).max(1),
  })
  .refine((r) => r.x + r.width <= 1.000001 && r.y + r.height <= 1.000001, 'region leaves the picture')
export type Region = z.infer<typeof Region>

export const Point = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })
