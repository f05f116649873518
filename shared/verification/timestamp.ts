import { ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import { getCrypto } from 'pkijs'
import type { TokenCheck, TokenVerdict } from '../contract/integrity.ts'
import { toHex } from './bytes.ts'
import {
  findChain,
  type HeldCertificate,
  isWeak,
  isWithin,
  nameOf,
  readCertificate,
  whyNotForTimeStamps,
} from './certificates.ts'
import { digestOf, isDigestAlgorithm, sha1 } from './digests.ts'
import { isSame } from './merkle.ts'
import { digestName, readToken, signedAttribute, signerCertificate, type Token, TokenFault } from './token.ts'

export { derOf, digestOid, readToken, type Token, TokenFault, unsigned } from './token.ts'

export interface TokenSubject {
  /** The digest of what is said to be stamped, in an algorithm such as `SHA-512`; null where it cannot be made. */
  readonly digestOf: (algorithm: string) => Promise<Uint8Array | null>
}

export interface TokenTrust {
  /** Certificates (DER) that the user trusts for time stamps. */
  readonly roots: readonly Uint8Array[]
  /** What was asked for, where that is known. */
  readonly nonce?: Uint8Array
  readonly policy?: string
}

type Details = NonNullable<TokenCheck['details']>

const oids = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sm2Curve: '1.2.156.10197.1.301',
  sm2WithSm3: '1.2.156.10197.1.501',
  publicKeyAlgorithms: ['1.2.840.113549.1.1.1', '1.2.840.10045.2.1'],
} as const

const ok = (code: string, details?: Details): TokenCheck => ({
  code,
  result: 'ok',
  ...(details && { details }),
})
const failed = (code: string, details: Details): TokenCheck => ({ code, result: 'failed', details })
const unchecked = (code: string, details?: Details): TokenCheck => ({
  code,
  result: 'not-checked',
  ...(details && { details }),
})

/**
 * Checks a time-stamp token (RFC 3161, RFC 5816), a whole response or the token alone, DER, PEM or base64. Everything
 * that a token can be wrong in is a check of the verdict; nothing is thrown for it. Revocation is never asked for.
 */
export async function verifyToken(
  bytes: Uint8Array,
  subject: TokenSubject,
  trust: TokenTrust,
): Promise<TokenVerdict> {
  let token: Token
  try {
    token = readToken(bytes)
  } catch (error) {
    if (!(error instanceof TokenFault)) throw error
    const { reason, status } = error
    return { ...nothingSaid, checks: [failed('format', status === null ? { reason } : { reason, status })] }
  }
  const signer = signerCertificate(token)
  const checks: TokenCheck[] = [
    checkStatus(token),
    await checkDigest(token, subject),
    ...(signer
      ? await checkSigner(token, signer, trust)
      : [failed('signature', { reason: 'no-certificate' })]),
    checkNonce(token, trust.nonce),
    checkPolicy(token, trust.policy),
    unchecked('revocation'),
  ]
  return {
    state: stateOf(checks),
    time: token.timeText,
    accuracyMs: token.accuracyMs,
    signer: signer && nameOf(signer.parsed.subject),
    serial: token.serial,
    policy: token.policy,
    hashAlgorithm: token.hashAlgorithm,
    digest: toHex(token.imprint),
    certificateEnds: signer?.parsed.notAfter.value.toISOString() ?? null,
    checks,
  }
}

const nothingSaid: TokenVerdict = {
  state: 'invalid',
  time: null,
  accuracyMs: null,
  signer: null,
  serial: null,
  policy: null,
  hashAlgorithm: null,
  digest: null,
  certificateEnds: null,
  checks: [],
}

function stateOf(checks: readonly TokenCheck[]): TokenVerdict['state'] {
  const resultOf = (code: string) => checks.find((check) => check.code === code)?.result
  if (checks.some(({ result }) => result === 'failed')) return 'invalid'
  if (['signature', 'digest', 'certificate'].some((code) => resultOf(code) !== 'ok')) return 'unchecked'
  return resultOf('chain') === 'ok' ? 'trusted' : 'valid'
}

function checkStatus({ status }: Token): TokenCheck {
  if (status === null) return unchecked('status')
  return status === 0 || status === 1 ? ok('status') : failed('status', { status })
}

async function checkDigest({ hashAlgorithm, imprint }: Token, subject: TokenSubject): Promise<TokenCheck> {
  const details = { algorithm: hashAlgorithm, digest: toHex(imprint) }
  if (!isDigestAlgorithm(hashAlgorithm)) return unchecked('digest', { ...details, reason: 'algorithm' })
  const expected = await subject.digestOf(hashAlgorithm)
  if (expected === null) return unchecked('digest', { ...details, reason: 'no-subject' })
  return isSame(expected, imprint)
    ? ok('digest', details)
    : failed('digest', { ...details, expected: toHex(expected) })
}

async function checkSigner(token: Token, signer: HeldCertificate, trust: TokenTrust): Promise<TokenCheck[]> {
  const usage = whyNotForTimeStamps(signer)
  const ends = signer.parsed.notAfter.value.toISOString()
  const begins = signer.parsed.notBefore.value.toISOString()
  return [
    await checkSignature(token, signer),
    await checkNamed(token, signer),
    usage === null ? ok('usage') : failed('usage', { reason: usage }),
    isWithin(signer, token.time) ? ok('time') : failed('time', { begins, ends, time: token.timeText }),
    await checkChain(token, signer, trust.roots),
  ]
}

/** Over the signed attributes, which must hold the digest of the content (RFC 5652, section 5.4). */
async function checkSignature(token: Token, by: HeldCertificate): Promise<TokenCheck> {
  const { signedAttrs, signatureAlgorithm, signature, digestAlgorithm } = token.signer
  const digest = digestName(digestAlgorithm.algorithmId)
  if (!isDigestAlgorithm(digest)) return unchecked('signature', { reason: 'algorithm', digest })
  const type = signedAttribute(token, oids.contentType)
  const stated = signedAttribute(token, oids.messageDigest)
  if (!signedAttrs || !(stated instanceof OctetString) || !(type instanceof ObjectIdentifier))
    return failed('signature', { reason: 'attributes' })
  if (type.getValue() !== oids.timeStampInfo) return failed('signature', { reason: 'attributes' })
  if (!isSame(await digestOf(digest, token.content), new Uint8Array(stated.getValue())))
    return failed('signature', { reason: 'content' })
  const curve = by.parsed.subjectPublicKeyInfo.algorithm.algorithmParams
  const isSm2 = curve instanceof ObjectIdentifier && curve.getValue() === oids.sm2Curve
  if (isSm2 || digest === 'SM3' || signatureAlgorithm.algorithmId === oids.sm2WithSm3)
    return unchecked('signature', { reason: 'sm2' })
  // A signature algorithm that is only the key's name leaves the digest to the field beside it.
  const isKeyName = (oids.publicKeyAlgorithms as readonly string[]).includes(signatureAlgorithm.algorithmId)
  if (!isKeyName && isWeak(signatureAlgorithm))
    return unchecked('signature', { reason: 'algorithm', algorithm: signatureAlgorithm.algorithmId })
  try {
    const holds = await getCrypto(true).verifyWithPublicKey(
      signedAttrs.encodedValue,
      signature,
      by.parsed.subjectPublicKeyInfo,
      signatureAlgorithm,
      isKeyName ? digest : undefined,
    )
    return holds ? ok('signature') : failed('signature', { reason: 'signature' })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // The page's own cryptography does not know the algorithm or the key: that is not a verdict on the token.
    return unchecked('signature', { reason: 'algorithm', algorithm: signatureAlgorithm.algorithmId })
  }
}

/**
 * The signed attribute that names the signing certificate by its digest (ESSCertIDv2, RFC 5816 and RFC 5035; or
 * ESSCertID with SHA-1, RFC 2634), without which another certificate for the same key could be put in its place.
 */
async function checkNamed(token: Token, { der }: HeldCertificate): Promise<TokenCheck> {
  const second = firstIdentifier(signedAttribute(token, oids.signingCertificateV2))
  const first = firstIdentifier(signedAttribute(token, oids.signingCertificate))
  if (!second && !first) return failed('certificate', { reason: 'missing' })
  let stated: Uint8Array | null
  let found: Uint8Array
  if (second) {
    const [head] = second
    const [oid] = head instanceof Sequence ? head.valueBlock.value : []
    // SHA-256 where no algorithm is named.
    const algorithm = oid instanceof ObjectIdentifier ? digestName(oid.getValue()) : 'SHA-256'
    if (!isDigestAlgorithm(algorithm)) return unchecked('certificate', { reason: 'algorithm', algorithm })
    stated = octets(second.find((each) => each instanceof OctetString))
    found = await digestOf(algorithm, der)
  } else {
    stated = octets(first?.[0])
    found = await sha1(der)
  }
  return stated && isSame(stated, found) ? ok('certificate') : failed('certificate', { reason: 'other' })
}

/** SigningCertificate(V2) ::= SEQUENCE { certs SEQUENCE OF ESSCertID(v2), … }: the fields of the first. */
function firstIdentifier(attribute: unknown) {
  const [list] = attribute instanceof Sequence ? attribute.valueBlock.value : []
  const [first] = list instanceof Sequence ? list.valueBlock.value : []
  return first instanceof Sequence ? first.valueBlock.value : null
}

function octets(block: unknown): Uint8Array | null {
  return block instanceof OctetString ? new Uint8Array(block.getValue()) : null
}

async function checkChain(
  token: Token,
  signer: HeldCertificate,
  roots: readonly Uint8Array[],
): Promise<TokenCheck> {
  const { fault, subject } = await findChain(signer, {
    others: token.certificates,
    trusted: roots.map(readCertificate),
    time: token.time,
  })
  if (fault === null) return ok('chain', { root: subject })
  return fault === 'anchor'
    ? unchecked('chain', { reason: fault, issuer: subject })
    : failed('chain', { reason: fault, subject })
}

function checkNonce({ nonce }: Token, asked: Uint8Array | undefined): TokenCheck {
  if (asked === undefined) return unchecked('nonce')
  return nonce && isSame(nonce, asked)
    ? ok('nonce')
    : failed('nonce', { reason: nonce ? 'other' : 'missing' })
}

function checkPolicy({ policy }: Token, asked: string | undefined): TokenCheck {
  if (asked === undefined) return unchecked('policy', { policy })
  return policy === asked ? ok('policy', { policy }) : failed('policy', { policy, asked })
}

/** The verdict on a token of which nothing can be read, such as one whose file is gone. */
export function unreadableToken(reason: string): TokenVerdict {
  return { ...nothingSaid, checks: [failed('format', { reason })] }
}
