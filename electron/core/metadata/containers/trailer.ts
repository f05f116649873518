import { latin1 } from '../bytes.ts'
import type { Findings } from '../statement.ts'

/**
 * Notes what follows the end of a picture: Samsung's trailer (it ends with `SEFT`), or bytes of another origin.
 * Zeros that only fill up a block say nothing and are not noted.
 */
export function readTrailer(bytes: Uint8Array, at: number, container: string, findings: Findings): void {
  const rest = bytes.subarray(at)
  if (rest.every((byte) => byte === 0)) return
  const samsung = latin1(rest, rest.length - 4) === 'SEFT'
  const known = samsung || rest.length <= 64 * 1024
  findings.statements.push({
    kind: `${container}:trailing`,
    key: samsung ? 'samsung' : 'bytes',
    offset: at,
    length: rest.length,
    ...(known ? { text: printable(rest.subarray(0, 256 * 1024)), encoding: 'latin-1' } : {}),
  })
}

/** Binary shown as text: runs of characters that print, the rest as spaces. */
function printable(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[^\x20-\x7e\n]+/g, ' ')
}
