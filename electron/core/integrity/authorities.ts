import { readFile, stat } from 'node:fs/promises'
import { AppError } from '../../../shared/contract/errors.ts'
import { type Authority, StatedTrust, type TrustedRoot } from '../../../shared/contract/integrity.ts'
import { toHex } from '../../../shared/verification/bytes.ts'
import { fingerprintOf, nameOf, readCertificate } from '../../../shared/verification/certificates.ts'
import { derOf } from '../../../shared/verification/timestamp.ts'
import type { Vault } from '../vault/vault.ts'
import { theVault } from './settings.ts'

export interface Trust {
  readonly authorities: Authority[]
  readonly roots: TrustedRoot[]
}

export interface Authorities {
  readonly get: () => Promise<Trust>
  /** Throws `address-not-allowed` for an address that is not http or https, `invalid-input` for a name that is there twice. */
  readonly set: (authorities: Authority[]) => Promise<Trust>
  /** Throws `file-unreadable`, and `token-invalid` where the file is no certificate. */
  readonly trust: (path: string) => Promise<Trust>
  /** Throws `not-found`. */
  readonly distrust: (fingerprint: string) => Promise<Trust>
  readonly find: (name: string) => Authority | null
  /** The name of the only one that can be asked; null where there are none or several. */
  readonly only: () => string | null
  /** The trusted certificates, DER. */
  readonly roots: () => Uint8Array[]
}

/** No certificate comes near it. */
const largest = 100_000

/** Whom the user asks for time stamps, and whom he trusts for them: his words, so statements with ledger entries. */
export function openAuthorities(vault: Vault): Authorities {
  function stated(): StatedTrust {
    const content = vault.statements.latest('authorities', theVault)?.content
    return content === undefined ? { authorities: [], roots: [] } : StatedTrust.parse(content)
  }

  function state(change: (before: StatedTrust) => StatedTrust): Promise<Trust> {
    vault.write(() =>
      vault.statements.state({
        kind: 'authorities',
        caseId: null,
        subject: theVault,
        content: change(stated()),
        act: 'authorities.edited',
      }),
    )
    return get()
  }

  const roots = () => stated().roots.map((root) => Buffer.from(root, 'base64'))

  async function get(): Promise<Trust> {
    return { authorities: stated().authorities, roots: await Promise.all(roots().map(describe)) }
  }

  return {
    get,
    roots,
    find: (name) => stated().authorities.find((each) => each.name === name) ?? null,
    only() {
      const [first, second] = stated().authorities.filter(({ url }) => url !== undefined)
      return first && !second ? first.name : null
    },
    async set(authorities) {
      for (const { url } of authorities) if (url !== undefined) mustBeWeb(url)
      const names = authorities.map(({ name }) => name)
      const twice = names.find((name, index) => names.indexOf(name) !== index)
      if (twice !== undefined) throw new AppError('invalid-input', { field: 'name', reason: twice })
      return state((before) => ({ ...before, authorities }))
    },
    async trust(path) {
      const der = await readCertificateFile(path)
      const text = Buffer.from(der).toString('base64')
      return state((before) =>
        before.roots.includes(text) ? before : { ...before, roots: [...before.roots, text] },
      )
    },
    async distrust(fingerprint) {
      const described = await Promise.all(roots().map(describe))
      const at = described.findIndex((root) => root.fingerprint === fingerprint)
      const gone = roots()[at]?.toString('base64')
      if (gone === undefined) throw new AppError('not-found', { what: 'certificate', id: fingerprint })
      return state((before) => ({ ...before, roots: before.roots.filter((root) => root !== gone) }))
    },
  }
}

async function describe(der: Uint8Array): Promise<TrustedRoot> {
  const certificate = readCertificate(der)
  const { subject, notBefore, notAfter } = certificate.parsed
  return {
    fingerprint: toHex(await fingerprintOf(certificate)),
    subject: nameOf(subject),
    notBefore: notBefore.value.toISOString(),
    notAfter: notAfter.value.toISOString(),
  }
}

/** Only addresses of the web, and without a password in them, which would stand in every list. */
function mustBeWeb(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new AppError('address-not-allowed', { url: text })
}

async function readCertificateFile(path: string): Promise<Uint8Array> {
  const bytes = await readSmall(path, largest)
  try {
    const der = derOf(bytes)
    readCertificate(der)
    return der
  } catch (error) {
    throw new AppError('token-invalid', { path, reason: 'certificate-file' }, { cause: error })
  }
}

/** A file that must be small. Throws `file-not-found`, `file-unreadable`, and `token-invalid` where it is not. */
export async function readSmall(path: string, limit: number): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > limit) throw new AppError('token-invalid', { path, reason: 'format' })
    return await readFile(path)
  } catch (error) {
    if (error instanceof AppError) throw error
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new AppError(isGone ? 'file-not-found' : 'file-unreadable', { path }, { cause: error })
  }
}
