import { AppError } from '../../../shared/contract/errors.ts'
import type { DigestAlgorithm } from '../../../shared/verification/digests.ts'
import type { Pool } from '../jobs/pool.ts'
import type { Vault } from '../vault/vault.ts'

/** Digests of the originals in other algorithms than SHA-256: derived, made when they are wanted. */
export interface ObjectDigests {
  readonly known: (sha256: string, algorithm: DigestAlgorithm) => string | null
  /** Makes it where it is not known. Null where the file is gone or no longer what its name says. */
  readonly of: (sha256: string, algorithm: DigestAlgorithm) => Promise<string | null>
  /** The object with this digest, of those whose digest is known. */
  readonly find: (digest: string, algorithm: DigestAlgorithm) => string | null
  readonly isComplete: (algorithm: DigestAlgorithm) => boolean
  /** Makes those that are missing. `report` is called with how many of them are done. */
  readonly complete: (
    algorithm: DigestAlgorithm,
    options: { readonly signal?: AbortSignal; readonly report?: (done: number, total: number) => void },
  ) => Promise<number>
}

const batch = 32

export function openObjectDigests(vault: Vault, pool: Pool): ObjectDigests {
  const { database, objects } = vault
  const get = database.prepare<[string, string], { digest: string }>(
    'SELECT digest FROM object_digests WHERE sha256 = ? AND algorithm = ?',
  )
  const findDigest = database.prepare<[string, string], { sha256: string }>(
    'SELECT sha256 FROM object_digests WHERE algorithm = ? AND digest = ? ORDER BY sha256 LIMIT 1',
  )
  const put = database.prepare(
    'INSERT INTO object_digests (sha256, algorithm, digest) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const missing = database.prepare<[string, string], { sha256: string }>(
    `SELECT sha256 FROM objects WHERE sha256 > ? AND NOT EXISTS
       (SELECT 1 FROM object_digests WHERE object_digests.sha256 = objects.sha256 AND algorithm = ?)
     ORDER BY sha256 LIMIT ${batch}`,
  )
  const countMissing = database.prepare<[string], { n: number }>(
    `SELECT (SELECT COUNT(*) FROM objects) - (SELECT COUNT(*) FROM object_digests WHERE algorithm = ?) AS n`,
  )

  /** With SHA-256 beside it, so that a digest of changed bytes is never put down as one of the original. */
  async function make(sha256: string, algorithm: DigestAlgorithm): Promise<string | null> {
    const made = await pool.run('digests', {
      path: objects.pathOf(sha256),
      algorithms: ['SHA-256', algorithm],
    })
    return made?.['SHA-256'] === sha256 ? (made[algorithm] ?? null) : null
  }

  const keep = (found: readonly { sha256: string; digest: string | null }[], algorithm: DigestAlgorithm) =>
    vault.write(() => {
      for (const { sha256, digest } of found) if (digest !== null) put.run(sha256, algorithm, digest)
    })

  const known = (sha256: string, algorithm: DigestAlgorithm) =>
    algorithm === 'SHA-256' ? sha256 : (get.get(sha256, algorithm)?.digest ?? null)

  return {
    known,
    async of(sha256, algorithm) {
      const there = known(sha256, algorithm)
      if (there !== null) return there
      const digest = await make(sha256, algorithm)
      if (digest !== null && vault.damage === null) keep([{ sha256, digest }], algorithm)
      return digest
    },
    find: (digest, algorithm) => findDigest.get(algorithm, digest)?.sha256 ?? null,
    isComplete: (algorithm) => missing.get('', algorithm) === undefined,
    async complete(algorithm, { signal, report }) {
      if (vault.damage !== null) throw new AppError('vault-read-only', { path: vault.directory })
      const total = countMissing.get(algorithm)?.n ?? 0
      let done = 0
      for (let after = ''; ; ) {
        signal?.throwIfAborted()
        const rows = missing.all(after, algorithm)
        const last = rows.at(-1)
        if (!last) return done
        const found = await Promise.all(
          rows.map(async ({ sha256 }) => ({ sha256, digest: await make(sha256, algorithm) })),
        )
        keep(found, algorithm)
        done += rows.length
        after = last.sha256
        report?.(done, Math.max(done, total))
      }
    },
  }
}
