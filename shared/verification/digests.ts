import { createSHA1, createSHA256, createSHA384, createSHA512, createSM3 } from 'hash-wasm'
import type { Hash } from './merkle.ts'

/** Digests that a time stamp may be made over. SM3: GM/T 0004-2012; the others: FIPS 180-4. */
export const digestAlgorithms = ['SHA-256', 'SHA-384', 'SHA-512', 'SM3'] as const
export type DigestAlgorithm = (typeof digestAlgorithms)[number]

export interface Digester {
  readonly update: (bytes: Uint8Array) => void
  /** Once; the digester is spent afterwards. */
  readonly digest: () => Uint8Array
}

const makers = { 'SHA-256': createSHA256, 'SHA-384': createSHA384, 'SHA-512': createSHA512, SM3: createSM3 }

export function isDigestAlgorithm(name: string): name is DigestAlgorithm {
  return (digestAlgorithms as readonly string[]).includes(name)
}

/** A digester over a stream of any length. Each has its own memory, so that many may run side by side. */
export async function newDigester(algorithm: DigestAlgorithm): Promise<Digester> {
  return digesterOf(await makers[algorithm]())
}

/** SHA-1, for the certificate identifiers of old tokens (RFC 2634, ESSCertID) and for nothing else. */
export async function sha1(bytes: Uint8Array): Promise<Uint8Array> {
  const digester = digesterOf(await createSHA1())
  digester.update(bytes)
  return digester.digest()
}

export async function digestOf(algorithm: DigestAlgorithm, bytes: Uint8Array): Promise<Uint8Array> {
  const digester = await newDigester(algorithm)
  digester.update(bytes)
  return digester.digest()
}

/** SHA-256 as a synchronous function, for pages: WebCrypto only has one that must be waited for. */
export async function openSha256(): Promise<Hash> {
  const hasher = await createSHA256()
  return (bytes) => hasher.init().update(bytes).digest('binary')
}

function digesterOf(hasher: Awaited<ReturnType<typeof createSHA256>>): Digester {
  hasher.init()
  return {
    update: (bytes) => {
      hasher.update(bytes)
    },
    digest: () => hasher.digest('binary'),
  }
}
