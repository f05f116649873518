import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Timestamp, TokenVerdict } from '../../../shared/contract/integrity.ts'
import { LedgerCheckpoint } from '../../../shared/contract/vault.ts'
import { utf8 } from '../../../shared/verification/bytes.ts'
import { digestOf, isDigestAlgorithm } from '../../../shared/verification/digests.ts'
import { headText } from '../../../shared/verification/ledger.ts'
import { unreadableToken, verifyToken } from '../../../shared/verification/timestamp.ts'
import { adopt, discard, type Vault } from '../vault/vault.ts'
import type { Authorities } from './authorities.ts'
import type { ObjectDigests } from './object-digests.ts'
import { type StampRow, subjectOf } from './timestamps.ts'

export interface Tokens {
  /** Checks a token against what a request is over. */
  readonly check: (
    bytes: Uint8Array,
    of: { readonly sha256: string; readonly head: LedgerCheckpoint | null },
    asked?: { readonly nonce: Uint8Array; readonly policy: string | null },
  ) => Promise<TokenVerdict>
  /** Puts the bytes of a token into the object store, durable before it returns their SHA-256. */
  readonly store: (bytes: Uint8Array) => Promise<string>
  /** Its row among the objects. Only inside the transaction that says what the token is of. */
  readonly enter: (sha256: string, bytes: Uint8Array, isWhole: boolean) => void
  /** A row as shells see it, its token checked against whom the user trusts now. */
  readonly told: (row: StampRow) => Promise<Timestamp>
}

/** The tokens themselves: objects of the vault, checked against what they are over and whom the user trusts. */
export function openTokens(vault: Vault, authorities: Authorities, digests: ObjectDigests): Tokens {
  const { database, objects } = vault
  const insert = database.prepare(
    `INSERT INTO objects (sha256, size, media_type, format, added_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  /** Verdicts of tokens that held when they were read, by all that they depend on. */
  const verdicts = new Map<string, TokenVerdict>()
  let temporary = 0

  const check: Tokens['check'] = (bytes, of, asked) =>
    verifyToken(
      bytes,
      {
        async digestOf(algorithm) {
          if (!isDigestAlgorithm(algorithm)) return null
          if (of.head) return digestOf(algorithm, utf8(headText(of.head)))
          const digest = await digests.of(of.sha256, algorithm)
          return digest === null ? null : Buffer.from(digest, 'hex')
        },
      },
      {
        roots: authorities.roots(),
        ...(asked && { nonce: asked.nonce }),
        ...(asked?.policy != null && { policy: asked.policy }),
      },
    )

  async function read(row: StampRow, token: string): Promise<TokenVerdict> {
    const bytes = await readFile(objects.pathOf(token)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === undefined) throw error
      return null
    })
    if (bytes === null) return unreadableToken('missing')
    if (createHash('sha256').update(bytes).digest('hex') !== token) return unreadableToken('changed')
    const asked =
      row.nonce === null ? undefined : { nonce: Buffer.from(row.nonce, 'hex'), policy: row.policy }
    return check(bytes, { sha256: row.sha256, head: headOf(row) }, asked)
  }

  async function verdictOf(row: StampRow): Promise<TokenVerdict | null> {
    if (row.token === null) return null
    const roots = authorities.roots().map((root) => createHash('sha256').update(root).digest('hex'))
    const key = [row.id, row.token, ...roots].join(' ')
    const known = verdicts.get(key)
    if (known) return known
    const verdict = await read(row, row.token)
    if (verdicts.size > 20_000) verdicts.clear()
    // What could not be read now may be fetched back from a backup.
    if (verdict.state === 'trusted' || verdict.state === 'valid') verdicts.set(key, verdict)
    return verdict
  }

  return {
    check,
    async store(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      temporary += 1
      const path = join(objects.directory, 'tmp', `${process.pid}-token-${temporary}`)
      try {
        const file = await open(path, 'wx')
        try {
          await file.writeFile(bytes)
          await file.datasync()
        } finally {
          await file.close()
        }
        await adopt(objects, path, sha256)
        return sha256
      } finally {
        await discard(path)
      }
    },
    enter(sha256, bytes, isWhole) {
      // RFC 3161, section 3.1, for responses; the bare token by its registered vendor name (ETSI).
      const type = isWhole ? 'application/timestamp-reply' : 'application/vnd.etsi.timestamp-token'
      insert.run(sha256, bytes.length, type, isWhole ? 'tsr' : 'tst', new Date().toISOString())
    },
    told: async (row) => ({
      id: row.id,
      caseId: row.case_id,
      subject: subjectOf(row),
      sha256: row.sha256,
      head: headOf(row),
      requestedAt: row.requested_at,
      authority: row.authority,
      state: row.state,
      attempts: row.attempts,
      lastError: row.last_error,
      imported: row.imported === 1,
      token: row.token,
      verdict: await verdictOf(row),
      addedAt: row.added_at,
    }),
  }
}

export function headOf({ head }: StampRow): LedgerCheckpoint | null {
  return head === null ? null : LedgerCheckpoint.parse(JSON.parse(head))
}
