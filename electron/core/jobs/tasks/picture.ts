import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Picture } from '../../../../shared/contract/item.ts'
import type { Region } from '../../../../shared/contract/primitives.ts'
import type { PictureDifference } from '../../../../shared/contract/reproduction.ts'
import {
  decode,
  differenceBetween,
  encodeThumbnail,
  hashPicture,
  type Measured,
  measureHashes,
  pdq,
  THUMBNAIL_SIDE,
} from '../../comparison/comparison.ts'
import { makeShard } from '../../vault/vault.ts'

export interface PictureInput {
  /** The file in the vault. */
  readonly path: string
  /** Its kind as the vault knows it (`png`, `pdf`, ...). */
  readonly format: string
  /** Where the thumbnail goes; the folder is made when it is missing. */
  readonly thumbnail: string
}

/** Kinds that hold no picture, so that a large file need not be read to find that out. */
const withoutPicture = new Set(['pdf', 'mhtml', 'json', 'csv', 'text', 'html', 'zip', 'empty', 'mp4', 'webm'])

/** Size, fingerprint and thumbnail of one file. Throws only where the disk does. */
export async function picture({ path, format, thumbnail }: PictureInput): Promise<Picture> {
  if (withoutPicture.has(format)) return { state: 'none', reason: 'not-an-image' }
  const decoded = decode(await readFile(path), { longestSide: THUMBNAIL_SIDE })
  if (decoded.state !== 'ready') return decoded
  await replace(thumbnail, encodeThumbnail(decoded.pixels))
  const { hash, quality } = pdq(decoded.pixels)
  return { state: 'ready', width: decoded.width, height: decoded.height, pdq: hash, quality }
}

export interface MeasureInput {
  readonly work: { readonly path: string }
  /** `region`: the part of the capture that a person marked as the picture. */
  readonly capture: { readonly path: string; readonly region?: Region }
}

/** Perceptual distance between a work's picture and a capture's, an aid only. */
export async function measure({ work, capture }: MeasureInput): Promise<Measured> {
  const ofWork = hashPicture(await readFile(work.path))
  const ofCapture = hashPicture(await readFile(capture.path), capture.region)
  return measureHashes(ofWork, ofCapture)
}

/** A reader sees the old file or the whole new one, never a half. */
async function replace(path: string, bytes: Uint8Array): Promise<void> {
  // `derived/thumbnails/ab`: all of it may be deleted at any time, the vault around it may not be made anew.
  const shard = dirname(path)
  for (const folder of [dirname(dirname(shard)), dirname(shard), shard]) makeShard(folder)
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Two pictures pixel by pixel, as a person sees them; null where one of them cannot be decoded. */
export async function difference({
  original,
  other,
}: {
  readonly original: string
  readonly other: string
}): Promise<PictureDifference | null> {
  return differenceBetween(decode(await readFile(original)), decode(await readFile(other)))
}
