import {
  type BaseBlock,
  fromBER,
  type GeneralizedTime,
  Integer,
  ObjectIdentifier,
  OctetString,
  Sequence,
} from 'asn1js'
import { type Attribute, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs'
import { fromBase64, textOf, toHex } from './bytes.ts'
import { type HeldCertificate, readCertificate } from './certificates.ts'
import { isSame } from './merkle.ts'

/** What a token says, before anything of it is checked. */
export interface Token {
  /** Status of the response around it (RFC 3161, section 2.4.2): 0 granted, 1 with changes; null for a bare token. */
  readonly status: number | null
  readonly hashAlgorithm: string
  readonly imprint: Uint8Array
  readonly policy: string
  /** Decimal. */
  readonly serial: string
  readonly time: Date
  /** RFC 3339 in UTC, with the fraction as the token writes it. */
  readonly timeText: string
  readonly accuracyMs: number | null
  readonly nonce: Uint8Array | null
  /** The bytes that were digested and signed. */
  readonly content: Uint8Array
  readonly signer: SignerInfo
  readonly certificates: readonly HeldCertificate[]
}

/** Why bytes are no token: `encoding`, `refused` (with its status), `not-a-token`, `content`, `signers`, `certificates`. */
export class TokenFault extends Error {
  readonly reason: string
  readonly status: number | null

  constructor(reason: string, status: number | null = null, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'TokenFault'
    this.reason = reason
    this.status = status
  }
}

const signedData = '1.2.840.113549.1.7.2'
const timeStampInfo = '1.2.840.113549.1.9.16.1.4'

/** Names of digests by their object identifiers (RFC 5754; SM3: GM/T 0006). An unknown one stays its number. */
const digestNames: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '1.2.156.10197.1.401': 'SM3',
}

/** The name of a digest (`SHA-256`); its number where it is not known here. */
export function digestName(oid: string): string {
  return digestNames[oid] ?? oid
}

/** The object identifier of a digest by its name. Throws a RangeError for one that is not known. */
export function digestOid(name: string): string {
  const found = Object.entries(digestNames).find(([, each]) => each === name)
  if (!found) throw new RangeError(`no object identifier for ${name}`)
  return found[0]
}

/**
 * DER as it is, or out of PEM armour or bare base64, as tokens and certificates are handed out. Throws `TokenFault`
 * (`encoding`) where it is neither.
 */
export function derOf(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x30) return bytes
  try {
    const text = textOf(bytes)
    const inside = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(text)?.[1] ?? text
    return fromBase64(inside)
  } catch (error) {
    throw new TokenFault('encoding', null, { cause: error })
  }
}

/**
 * Reads a TimeStampResp (RFC 3161, section 2.4.2) or the bare CMS token in it. Throws `TokenFault`.
 */
export function readToken(bytes: Uint8Array): Token {
  // The reader of ASN.1 throws errors of its own over values that are no values, such as a time of month 13.
  return parse('content', () => {
    const outer = sequenceIn(derOf(bytes), 'encoding')
    const [first, second] = outer
    if (first instanceof ObjectIdentifier) return readSigned(outer, null)
    const [code] = first instanceof Sequence ? first.valueBlock.value : []
    if (!(code instanceof Integer)) throw new TokenFault('not-a-token')
    const status = code.valueBlock.valueDec
    if (!(second instanceof Sequence)) throw new TokenFault('refused', status)
    return readSigned(second.valueBlock.value, status)
  })
}

function readSigned(contentInfo: readonly BaseBlock[], status: number | null): Token {
  const [type, wrapped] = contentInfo
  if (!(type instanceof ObjectIdentifier) || type.getValue() !== signedData || !wrapped)
    throw new TokenFault('not-a-token', status)
  const content = (wrapped as Sequence).valueBlock.value[0]
  if (!(content instanceof Sequence)) throw new TokenFault('not-a-token', status)
  const certificates = certificatesIn(content)
  const signed = new SignedData({ schema: content })
  const [signer, another] = signed.signerInfos
  // One signer and no more: RFC 3161, section 2.4.2.
  if (!signer || another) throw new TokenFault('signers', status)
  const { eContentType, eContent } = signed.encapContentInfo
  if (eContentType !== timeStampInfo || !eContent) throw new TokenFault('not-a-token', status)
  const inner = new Uint8Array(eContent.getValue())
  return { status, signer, certificates, content: inner, ...readInfo(inner) }
}

/** TSTInfo (RFC 3161, section 2.4.2), field by field: what is not there stays null. */
function readInfo(content: Uint8Array) {
  const [version, policy, imprint, serial, time, ...rest] = sequenceIn(content, 'content')
  const [algorithm, digest] = imprint instanceof Sequence ? imprint.valueBlock.value : []
  const [oid] = algorithm instanceof Sequence ? algorithm.valueBlock.value : []
  if (
    !(version instanceof Integer && policy instanceof ObjectIdentifier && oid instanceof ObjectIdentifier) ||
    !(digest instanceof OctetString && serial instanceof Integer) ||
    version.valueBlock.valueDec !== 1 ||
    time === undefined
  )
    throw new TokenFault('content')
  const accuracy = rest.find((each): each is Sequence => each instanceof Sequence)
  const nonce = rest.find((each): each is Integer => each instanceof Integer)
  return {
    hashAlgorithm: digestName(oid.getValue()),
    imprint: new Uint8Array(digest.getValue()),
    policy: policy.getValue(),
    serial: BigInt(`0x${toHex(serial.valueBlock.valueHexView) || '0'}`).toString(),
    ...readTime(time as GeneralizedTime),
    accuracyMs: accuracy ? readAccuracy(accuracy) : null,
    nonce: nonce ? unsigned(nonce.valueBlock.valueHexView) : null,
  }
}

/** GeneralizedTime as RFC 3161 wants it: seconds always, a fraction perhaps, UTC always. */
function readTime(block: GeneralizedTime): { time: Date; timeText: string } {
  const text = String.fromCharCode(...block.valueBlock.valueHexView)
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text)
  if (!parts) throw new TokenFault('content')
  const [, year, month, day, hour, minute, second, fraction = ''] = parts
  const timeText = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`
  const time = new Date(timeText)
  if (Number.isNaN(time.getTime())) throw new TokenFault('content')
  return { time, timeText }
}

/** Accuracy: seconds, [0] thousandths, [1] millionths; in milliseconds. */
function readAccuracy(accuracy: Sequence): number {
  let milliseconds = 0
  for (const part of accuracy.valueBlock.value) {
    const isSeconds = part instanceof Integer
    const { valueHexView } = (part as Integer).valueBlock
    const value = Number(BigInt(`0x${toHex(valueHexView) || '0'}`))
    milliseconds += isSeconds ? value * 1000 : part.idBlock.tagNumber === 0 ? value : value / 1000
  }
  return milliseconds
}

/** The bytes of a positive INTEGER without the zero that keeps it positive. */
export function unsigned(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1
  return bytes.slice(start)
}

/** Certificates in the bytes they came in: SignedData's field [0]. */
function certificatesIn(signed: Sequence): HeldCertificate[] {
  const field = signed.valueBlock.value.find(
    ({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0,
  )
  if (!field) return []
  return (field as Sequence).valueBlock.value
    .filter((each) => each instanceof Sequence)
    .map((each) => parse('certificates', () => readCertificate(new Uint8Array(each.valueBeforeDecodeView))))
}

/** The certificate that the signer names by issuer and serial number or by key identifier (RFC 5652, section 5.3). */
export function signerCertificate({ signer, certificates }: Token): HeldCertificate | null {
  const { sid } = signer
  const isNamed = ({ parsed }: HeldCertificate) => {
    if (sid instanceof IssuerAndSerialNumber) {
      return parsed.issuer.isEqual(sid.issuer) && parsed.serialNumber.isEqual(sid.serialNumber)
    }
    const key: unknown = parsed.extensions?.find(({ extnID }) => extnID === '2.5.29.14')?.parsedValue
    return key instanceof OctetString && isSame(new Uint8Array(key.getValue()), keyIdentifierOf(sid))
  }
  return certificates.find(isNamed) ?? null
}

function keyIdentifierOf(sid: unknown): Uint8Array {
  const block = sid as {
    valueBlock?: { valueHexView?: Uint8Array; value?: { valueBlock: { valueHexView: Uint8Array } }[] }
  }
  return (
    block.valueBlock?.valueHexView ??
    block.valueBlock?.value?.[0]?.valueBlock.valueHexView ??
    new Uint8Array(0)
  )
}

/** The one value of a signed attribute; null where there is none, or more than the one that RFC 5652, section 11, allows. */
export function signedAttribute({ signer }: Token, type: string): BaseBlock | null {
  const found: Attribute[] = signer.signedAttrs?.attributes.filter((each) => each.type === type) ?? []
  const values = found.flatMap((each) => each.values as BaseBlock[])
  return found.length === 1 && values.length === 1 ? (values[0] as BaseBlock) : null
}

function sequenceIn(bytes: Uint8Array, reason: string): readonly BaseBlock[] {
  const { offset, result } = fromBER(new Uint8Array(bytes))
  if (offset !== bytes.length || !(result instanceof Sequence)) throw new TokenFault(reason)
  return result.valueBlock.value
}

function parse<T>(reason: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof TokenFault ? error : new TokenFault(reason, null, { cause: error })
  }
}
