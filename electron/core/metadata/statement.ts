import type { Warning } from '../../../shared/contract/record.ts'

/** One thing that a file says, and where in its bytes it says it. */
export interface Statement {
  /** Container and place: `png:tEXt`, `jpeg:APP1-Exif/exif`, `webp:XMP`, `alpha-lsb`, ... */
  readonly kind: string
  /** The key within that place: `parameters`, `UserComment`, `prompt`, ... */
  readonly key: string
  /** Where the statement stands as stored (compressed bytes where it is compressed). */
  readonly offset: number
  readonly length: number
  /** What it says, decoded; undefined where it is not text. */
  readonly text?: string
  /** How the text was decoded: `utf-8`, `latin-1`, `unicode-be(tiff MM)`, ... */
  readonly encoding?: string
  /** True when a checksum or a missing end shows that the bytes are not those that were written. */
  readonly damaged?: boolean
}

/** A block of one of the standards that exifr reads. */
export interface Block {
  readonly standard: 'exif' | 'xmp' | 'iptc'
  readonly bytes: Uint8Array
  /** Kind of the statements that come from it. */
  readonly kind: string
}

/** What a container reader has found so far. Readers add to it, so that damage half way keeps what came before. */
export interface Findings {
  width?: number
  height?: number
  readonly statements: Statement[]
  readonly blocks: Block[]
  readonly warnings: Warning[]
  /** Bytes that may still be unpacked from this file. */
  unpackBudget: number
}

export function newFindings(): Findings {
  return { statements: [], blocks: [], warnings: [], unpackBudget: 64 * 1024 * 1024 }
}

/** Adds a warning once: a hostile file must not fill the record with a million equal sentences. */
export function warn(findings: Pick<Findings, 'warnings'>, code: string, details?: Warning['details']): void {
  if (findings.warnings.length >= 50) return
  const same = (w: Warning) => w.code === code && JSON.stringify(w.details) === JSON.stringify(details)
  if (!findings.warnings.some(same)) findings.warnings.push(details ? { code, details } : { code })
}
