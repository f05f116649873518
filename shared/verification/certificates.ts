import { fromBER } from 'asn1js'
import {
  type AlgorithmIdentifier,
  BasicConstraints,
  Certificate,
  ExtKeyUsage,
  getCrypto,
  type RelativeDistinguishedNames,
} from 'pkijs'
import { digestOf, isDigestAlgorithm } from './digests.ts'
import { isSame } from './merkle.ts'

/** A certificate with the bytes it came in: digests of it are taken over those, never over a new encoding. */
export interface HeldCertificate {
  readonly der: Uint8Array
  readonly parsed: Certificate
}

/** Why a chain does not hold at a moment. `anchor`: it ends at nobody whom the user trusts. */
export type ChainFault = 'anchor' | 'time' | 'authority' | 'extension' | 'too-long'

/** How a certificate and what was found wrong about it are told. */
export interface ChainFinding {
  readonly fault: ChainFault | null
  /** The certificate at fault, or the trusted one at the end. */
  readonly subject: string
}

const oids = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  anyUse: '2.5.29.37.0',
} as const

/** Extensions that may be critical because what they demand is done here or cannot matter for a time stamp. */
const understood: ReadonlySet<string> = new Set([
  oids.keyUsage,
  oids.basicConstraints,
  oids.extendedKeyUsage,
  '2.5.29.14',
  '2.5.29.17',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.35',
])

const longest = 8
/** Whoever fills a token with certificates that all sign each other shall not keep a reader busy for ever. */
const mostSignatures = 100

/** Throws where the bytes are not one X.509 certificate (RFC 5280) and nothing more. */
export function readCertificate(der: Uint8Array): HeldCertificate {
  const { offset, result } = fromBER(new Uint8Array(der))
  if (offset !== der.length) throw new RangeError('not one certificate')
  return { der, parsed: new Certificate({ schema: result }) }
}

/** SHA-256 of the DER, by which a trusted root is named. */
export async function fingerprintOf(certificate: HeldCertificate): Promise<Uint8Array> {
  return digestOf('SHA-256', certificate.der)
}

/** The names as `openssl x509 -subject` orders them: `C=US, O=…, CN=…`. */
export function nameOf(names: RelativeDistinguishedNames): string {
  const short: Record<string, string> = {
    '2.5.4.3': 'CN',
    '2.5.4.5': 'serialNumber',
    '2.5.4.6': 'C',
    '2.5.4.7': 'L',
    '2.5.4.8': 'ST',
    '2.5.4.10': 'O',
    '2.5.4.11': 'OU',
    '1.2.840.113549.1.9.1': 'emailAddress',
  }
  return names.typesAndValues
    .map(({ type, value }) => `${short[type] ?? type}=${String(value.valueBlock.value)}`)
    .join(', ')
}

/**
 * Whether a certificate may sign time stamps: extended key usage critical and of timeStamping alone (RFC 3161,
 * section 2.3), and a key usage, where there is one, for signatures and nothing else, as `openssl ts -verify` has it.
 * Null where it may.
 */
export function whyNotForTimeStamps({
  parsed,
}: HeldCertificate): 'missing' | 'not-critical' | 'other' | null {
  const usage = extensionOf(parsed, oids.extendedKeyUsage)
  if (!(usage?.parsedValue instanceof ExtKeyUsage)) return 'missing'
  if (!usage.critical) return 'not-critical'
  const { keyPurposes } = usage.parsedValue
  if (keyPurposes.length !== 1 || keyPurposes[0] !== oids.timeStamping) return 'other'
  const bits = keyUsageOf(parsed)
  // digitalSignature is bit 0, nonRepudiation bit 1 (RFC 5280, section 4.2.1.3).
  const isForSignatures = bits === null || ((bits & 0b1100_0000) !== 0 && (bits & 0b0011_1111) === 0)
  return isForSignatures ? null : 'other'
}

/** Whether a certificate was valid at a time, both its ends included (RFC 5280, section 4.1.2.5). */
export function isWithin({ parsed }: HeldCertificate, time: Date): boolean {
  return parsed.notBefore.value <= time && time <= parsed.notAfter.value
}

/**
 * Follows the chain from a signer to a certificate the user trusts, as it stood at `time` (RFC 5280, section 6, without
 * name constraints and policies; revocation is not asked for). A signer who is trusted itself needs no chain.
 */
export async function findChain(
  signer: HeldCertificate,
  given: {
    readonly others: readonly HeldCertificate[]
    readonly trusted: readonly HeldCertificate[]
    readonly time: Date
  },
): Promise<ChainFinding> {
  const { trusted, others, time } = given
  const isTrusted = (one: HeldCertificate) => trusted.some(({ der }) => isSame(der, one.der))

  let signatures = 0
  // The first way that leads to somebody trusted counts; if it has a fault, another way may have none.
  const follow = async (one: HeldCertificate, below: number): Promise<ChainFinding> => {
    const subject = nameOf(one.parsed.subject)
    const fault = faultOf(one, below, time)
    if (isTrusted(one)) return { fault, subject }
    let found: ChainFinding = { fault: 'anchor', subject: nameOf(one.parsed.issuer) }
    if (below >= longest) return { fault: 'too-long', subject }
    for (const issuer of [...trusted, ...others]) {
      if (isSame(issuer.der, one.der) || !one.parsed.issuer.isEqual(issuer.parsed.subject)) continue
      signatures += 1
      if (signatures > mostSignatures) return { fault: 'too-long', subject }
      if (!(await hasSigned(issuer, one))) continue
      const above = await follow(issuer, below + 1)
      if (above.fault === null) return fault === null ? above : { fault, subject }
      if (found.fault === 'anchor') found = above
    }
    return found
  }
  return follow(signer, 0)
}

function faultOf(one: HeldCertificate, below: number, time: Date): ChainFault | null {
  const { parsed } = one
  if (!isWithin(one, time)) return 'time'
  if (parsed.extensions?.some(({ critical, extnID }) => critical && !understood.has(extnID)))
    return 'extension'
  if (below === 0) return null
  const constraints = extensionOf(parsed, oids.basicConstraints)?.parsedValue
  if (!(constraints instanceof BasicConstraints) || !constraints.cA) return 'authority'
  const limit = constraints.pathLenConstraint
  // The length counts authorities between this one and the signer.
  if (typeof limit === 'number' && below - 1 > limit) return 'authority'
  // Whose own use is limited to something else vouches for nobody who stamps times.
  const usage = extensionOf(parsed, oids.extendedKeyUsage)?.parsedValue
  const vouches = (use: string) => use === oids.timeStamping || use === oids.anyUse
  if (usage instanceof ExtKeyUsage && !usage.keyPurposes.some(vouches)) return 'authority'
  const bits = keyUsageOf(parsed)
  // keyCertSign is bit 5.
  return bits !== null && (bits & 0b0000_0100) === 0 ? 'authority' : null
}

async function hasSigned(issuer: HeldCertificate, one: HeldCertificate): Promise<boolean> {
  if (isWeak(one.parsed.signatureAlgorithm)) return false
  try {
    return await one.parsed.verify(issuer.parsed)
  } catch (error) {
    // An algorithm that WebCrypto does not know, or a key that is none: it leads nowhere that could be trusted.
    if (error instanceof Error) return false
    throw error
  }
}

/** Whether a signature is over SHA-1 or MD5, which can be made to fit two contents (RFC 6194), or over what is not known. */
export function isWeak(signatureAlgorithm: AlgorithmIdentifier): boolean {
  return !isDigestAlgorithm(getCrypto(true).getHashAlgorithm(signatureAlgorithm))
}

function extensionOf(certificate: Certificate, oid: string) {
  return certificate.extensions?.find(({ extnID }) => extnID === oid)
}

/** The first byte of the bit string, null where there is no such extension. */
function keyUsageOf(certificate: Certificate): number | null {
  const value: unknown = extensionOf(certificate, oids.keyUsage)?.parsedValue
  if (value === undefined) return null
  const { valueBlock } = value as { valueBlock: { valueHexView: Uint8Array } }
  return valueBlock.valueHexView[0] ?? 0
}
