import { createHash } from 'node:crypto'
import { AppError } from '../../../shared/contract/errors.ts'
import type { StampSubject } from '../../../shared/contract/integrity.ts'
import { toHex, utf8 } from '../../../shared/verification/bytes.ts'
import { type DigestAlgorithm, digestOf, isDigestAlgorithm } from '../../../shared/verification/digests.ts'
import { headText } from '../../../shared/verification/ledger.ts'
import { readToken, type Token, TokenFault } from '../../../shared/verification/timestamp.ts'
import type { Vault } from '../vault/vault.ts'
import { readSmall } from './authorities.ts'
import type { ObjectDigests } from './object-digests.ts'
import { faultOf } from './queue.ts'
import { type Stampable, type StampRow, stampableHead, type Timestamps } from './timestamps.ts'
import type { Tokens } from './tokens.ts'

/** No token comes near it. */
const largest = 1_000_000
/** How many of the newest heads are tried where a token may be of one that was taken out of the program. */
const headsTried = 10_000

/**
 * Takes in a token made elsewhere, of what the caller names or of what its own digest leads to. A token that does not
 * hold is refused, and nothing of it is kept.
 *
 * Throws `file-not-found`, `file-unreadable`, and `token-invalid` with the check that failed: one of the verdict's, or
 * `subject` where the vault holds nothing of that digest.
 */
export async function importToken(
  modules: {
    readonly vault: Vault
    readonly timestamps: Timestamps
    readonly tokens: Tokens
    readonly digests: ObjectDigests
  },
  path: string,
  subject: StampSubject | undefined,
): Promise<StampRow> {
  const { vault, timestamps, tokens } = modules
  const bytes = await readSmall(path, largest)
  const token = parse(bytes, path)
  const of = await findSubject(modules, token, subject)
  if (of === null) throw new AppError('token-invalid', { path, reason: 'subject' })
  const verdict = await tokens.check(bytes, of)
  if (verdict.state === 'invalid') throw new AppError('token-invalid', { path, reason: faultOf(verdict) })
  const sha256 = await tokens.store(bytes)
  const isThere = (row: StampRow) => row.token === sha256 && row.case_id === of.caseId
  const there = timestamps.list({ sha256: of.sha256 }).find(isThere)
  if (there) return there
  return vault.write(() => {
    tokens.enter(sha256, bytes, token.status !== null)
    const { time, certificateEnds, signer } = verdict
    const stamped = { sha256, time, endsAt: certificateEnds, nonce: null, policy: null }
    return timestamps.get(timestamps.addImported(of, signer ?? '', stamped))
  })
}

function parse(bytes: Uint8Array, path: string): Token {
  try {
    return readToken(bytes)
  } catch (error) {
    if (!(error instanceof TokenFault)) throw error
    throw new AppError('token-invalid', { path, reason: 'format' }, { cause: error })
  }
}

async function findSubject(
  modules: { readonly vault: Vault; readonly timestamps: Timestamps; readonly digests: ObjectDigests },
  { hashAlgorithm, imprint }: Token,
  subject: StampSubject | undefined,
): Promise<Stampable | null> {
  const { vault, timestamps, digests } = modules
  if (!isDigestAlgorithm(hashAlgorithm)) return null
  const digest = toHex(imprint)
  if (subject?.kind === 'head') return findHead(vault, hashAlgorithm, digest)
  if (subject) {
    const candidates = timestamps.stampables(subject)
    for (const of of candidates) if ((await digests.of(of.sha256, hashAlgorithm)) === digest) return of
    // The check against it tells that the digests differ.
    return candidates[0] ?? null
  }
  return (await findObject(modules, hashAlgorithm, digest)) ?? findHead(vault, hashAlgorithm, digest)
}

async function findObject(
  { vault, timestamps, digests }: { vault: Vault; timestamps: Timestamps; digests: ObjectDigests },
  algorithm: DigestAlgorithm,
  digest: string,
): Promise<Stampable | null> {
  let sha256: string | null = digest
  if (algorithm !== 'SHA-256') {
    if (digests.find(digest, algorithm) === null) await digests.complete(algorithm, {})
    sha256 = digests.find(digest, algorithm)
  }
  const first = (table: 'items' | 'dossiers') =>
    vault.database
      .prepare<[string | null], { id: number }>(
        `SELECT id FROM ${table} WHERE sha256 = ? ORDER BY id LIMIT 1`,
      )
      .get(sha256)
  const item = first('items')
  if (item) return timestamps.stampables({ kind: 'item', item: item.id })[0] ?? null
  const dossier = first('dossiers')
  return dossier ? (timestamps.stampables({ kind: 'dossier', dossier: dossier.id })[0] ?? null) : null
}

/** The head, of the newest and of those printed in dossiers, whose canonical JSON has this digest. */
async function findHead(vault: Vault, algorithm: DigestAlgorithm, digest: string): Promise<Stampable | null> {
  // Only heads of entries that are here: a restored ledger may leave out those of other cases.
  const sizes = vault.database.prepare<[], { seq: number }>(
    `SELECT seq FROM (SELECT seq FROM ledger ORDER BY seq DESC LIMIT ${headsTried})
     UNION SELECT seq FROM ledger JOIN dossiers ON seq = dossiers.ledger_seq ORDER BY seq DESC`,
  )
  for (const { seq: size } of sizes.all()) {
    const head = vault.tree.checkpointAt(size)
    const bytes = utf8(headText(head))
    const found =
      algorithm === 'SM3'
        ? toHex(await digestOf(algorithm, bytes))
        : createHash(algorithm.replace('-', '').toLowerCase()).update(bytes).digest('hex')
    if (found === digest) return stampableHead(head)
  }
  return null
}
