import { randomBytes } from 'node:crypto'
import { Boolean as Asn1Boolean, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import { AppError } from '../../../shared/contract/errors.ts'
import { digestOid } from '../../../shared/verification/timestamp.ts'

/** What is waited for an authority, and what it may send; tokens have some thousand bytes. */
const patience = 30_000
const largest = 1_000_000

/** Eight random bytes; the first is from 1 to 127, so that they are a positive INTEGER as they stand. */
export function newNonce(): Uint8Array {
  const nonce = randomBytes(8)
  nonce[0] = (nonce[0] ?? 0) & 0x7f || 1
  return nonce
}

/** TimeStampReq (RFC 3161, section 2.4.1) over a SHA-256 digest, with the certificate asked for. */
export function timeStampRequest(request: {
  readonly sha256: string
  readonly nonce: Uint8Array
  readonly policy: string | null
}): Uint8Array {
  const algorithm = new Sequence({
    value: [new ObjectIdentifier({ value: digestOid('SHA-256') }), new Null()],
  })
  const imprint = new Sequence({
    value: [algorithm, new OctetString({ valueHex: Buffer.from(request.sha256, 'hex') })],
  })
  const sequence = new Sequence({
    value: [
      new Integer({ value: 1 }),
      imprint,
      ...(request.policy === null ? [] : [new ObjectIdentifier({ value: request.policy })]),
      new Integer({ valueHex: Buffer.from(request.nonce) }),
      new Asn1Boolean({ value: true }),
    ],
  })
  return new Uint8Array(sequence.toBER())
}

/**
 * Sends a request to an authority (RFC 3161, section 3.4) and returns what it answers. Redirects are not followed: only
 * the address that the user named is asked.
 *
 * Throws `server-unreachable` (try again later), `server-refused` (it will not do so).
 */
export async function askAuthority(
  url: string,
  request: Uint8Array,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/timestamp-query', Accept: 'application/timestamp-reply' },
      body: Buffer.from(request),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    })
  } catch (error) {
    signal.throwIfAborted()
    throw new AppError('server-unreachable', { url }, { cause: error })
  }
  if (!response.ok) {
    await response.body?.cancel()
    // A server that is overloaded or being mended may answer later; one that says no will say no again.
    const isPassing = response.status >= 500 || response.status === 429
    const details = { url, reason: `HTTP ${response.status}` }
    throw new AppError(isPassing ? 'server-unreachable' : 'server-refused', details)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > largest) throw new AppError('server-refused', { url, reason: `> ${largest}` })
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    signal.throwIfAborted()
    throw new AppError('server-unreachable', { url }, { cause: error })
  }
  return Buffer.concat(chunks)
}
