import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib'
import { type Findings, warn } from './statement.ts'

/** The most that one packed statement may unpack to. Real records are a few hundred kilobytes at most. */
export const unpackLimit = 16 * 1024 * 1024

type Method = 'zlib' | 'gzip' | 'brotli'

/**
 * Unpacks a statement within the limits of the file (`unpackLimit` each, `Findings.unpackBudget` together).
 * Undefined, with a warning, when it is damaged or too large.
 */
export function unpack(
  method: Method,
  packed: Uint8Array,
  findings: Findings,
  where: string,
): Uint8Array | undefined {
  const limit = Math.min(unpackLimit, findings.unpackBudget)
  if (limit <= 0) {
    warn(findings, 'unpack-limit', { where })
    return undefined
  }
  try {
    const out = run(method, packed, limit)
    findings.unpackBudget -= out.length
    return out
  } catch (error) {
    const tooLarge =
      error instanceof RangeError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    if (tooLarge) findings.unpackBudget -= limit
    warn(findings, tooLarge ? 'unpack-limit' : 'damaged-statement', { where })
    return undefined
  }
}

function run(method: Method, packed: Uint8Array, maxOutputLength: number): Uint8Array {
  switch (method) {
    case 'zlib':
      return inflateSync(packed, { maxOutputLength })
    case 'gzip':
      return gunzipSync(packed, { maxOutputLength })
    case 'brotli':
      return brotliDecompressSync(packed, {
        maxOutputLength,
        params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 0 },
      })
  }
}
