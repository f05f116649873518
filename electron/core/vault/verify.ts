import { AppError } from '../../../shared/contract/errors.ts'
import type { Problem, Verification } from '../../../shared/contract/vault.ts'
import type { DigestOutput } from '../jobs/tasks/digest.ts'
import { intakeDigest } from './intake.ts'
import { entryHash, genesis } from './ledger.ts'
import type { Vault } from './vault.ts'

interface ObjectRow {
  sha256: string
  size: number
}

interface ItemRow {
  id: number
  sha256: string
  name: string
  path: string
  modified_at: string | null
  nonce: string
  ledger_seq: number
}

/** How many files are hashed before the progress is told and a stop is looked for. */
const batch = 32

/**
 * Checks everything the vault asserts: the database file, every link of the ledger, every statement and intake
 * against the digest that the ledger holds of it, and every original against its name.
 */
export async function verifyVault(
  vault: Vault,
  options: {
    readonly digest: (input: { path: string }) => Promise<DigestOutput>
    readonly report: (done: number, total: number) => void
    readonly signal: AbortSignal
  },
): Promise<Verification> {
  const problems: Problem[] = [...databaseProblems(vault), ...recordProblems(vault)]
  const objects = vault.database
    .prepare<[], ObjectRow>('SELECT sha256, size FROM objects ORDER BY sha256')
    .all()
  const nameOf = vault.database.prepare<[string], { name: string }>(
    'SELECT name FROM items WHERE sha256 = ? ORDER BY id LIMIT 1',
  )
  const named = (sha256: string) => nameOf.get(sha256)?.name ?? sha256

  for (let start = 0; start < objects.length; start += batch) {
    options.signal.throwIfAborted()
    const rows = objects.slice(start, start + batch)
    const found = await Promise.all(
      rows.map((row) => options.digest({ path: vault.objects.pathOf(row.sha256) })),
    )
    for (const [index, row] of rows.entries()) {
      const result = found[index]
      if (!result || result.fault === 'ENOENT') {
        problems.push({ kind: 'missing', subject: named(row.sha256), expected: row.sha256, found: null })
      } else if (result.sha256 === null) {
        problems.push({
          kind: 'unreadable',
          subject: named(row.sha256),
          expected: row.sha256,
          found: result.fault,
        })
      } else if (result.sha256 !== row.sha256) {
        problems.push({
          kind: 'changed',
          subject: named(row.sha256),
          expected: row.sha256,
          found: result.sha256,
        })
      }
    }
    options.report(Math.min(start + batch, objects.length), objects.length)
  }
  return { ok: problems.length === 0, checked: objects.length, problems }
}

function databaseProblems(vault: Vault): Problem[] {
  const rows = vault.database.pragma('integrity_check') as { integrity_check: string }[]
  return rows
    .filter((row) => row.integrity_check !== 'ok')
    .map((row) => ({ kind: 'database', subject: 'vault.db', expected: 'ok', found: row.integrity_check }))
}

function recordProblems(vault: Vault): Problem[] {
  try {
    return chainProblems(vault)
  } catch (error) {
    // A row that is no longer JSON cannot even be hashed.
    if (!(error instanceof AppError && error.code === 'ledger-broken')) throw error
    const seq = error.details.seq ?? null
    return [{ kind: 'ledger-broken', subject: `ledger ${seq}`, expected: 'JSON', found: 'not JSON' }]
  }
}

/** Walks the chain once, remembering what each entry says of statements, intakes and documents. */
function chainProblems(vault: Vault): Problem[] {
  const problems: Problem[] = []
  const sayings = new Map<number, string>()
  const intakes = new Map<number, { intake: string; sha256: string }>()
  const recorded = new Set<string>()
  let prev = genesis
  let seq = 0
  for (const entry of vault.ledger.all()) {
    seq += 1
    if (entry.seq !== seq || entry.prev !== prev || entryHash(entry) !== entry.hash) {
      problems.push({
        kind: 'ledger-broken',
        subject: `ledger ${entry.seq}`,
        expected: entry.seq === seq ? entryHash({ ...entry, prev }) : `entry ${seq}`,
        found: entry.seq === seq ? entry.hash : `entry ${entry.seq}`,
      })
      // What follows a break proves nothing: one finding is the honest number.
      return problems
    }
    prev = entry.hash
    for (const digest of entry.digests) recorded.add(digest)
    if (typeof entry.data.statement === 'string') sayings.set(seq, entry.data.statement)
    if (typeof entry.data.intake === 'string') {
      intakes.set(seq, { intake: entry.data.intake, sha256: entry.digests[0] ?? '' })
    }
  }

  for (const statement of vault.statements.all()) {
    const expected = sayings.get(statement.ledgerSeq) ?? null
    sayings.delete(statement.ledgerSeq)
    if (expected !== statement.digest) {
      problems.push({
        kind: 'statement-changed',
        subject: `ledger ${statement.ledgerSeq}`,
        expected,
        found: statement.digest,
      })
    }
  }
  for (const [lost, expected] of sayings) {
    problems.push({ kind: 'statement-missing', subject: `ledger ${lost}`, expected, found: null })
  }

  const items = vault.database
    .prepare<[], ItemRow>('SELECT id, sha256, name, path, modified_at, nonce, ledger_seq FROM items')
    .all()
  for (const item of items) {
    const entry = intakes.get(item.ledger_seq)
    intakes.delete(item.ledger_seq)
    const found = intakeDigest({
      nonce: item.nonce,
      name: item.name,
      path: item.path,
      modifiedAt: item.modified_at,
    })
    if (entry?.intake !== found || entry.sha256 !== item.sha256) {
      problems.push({ kind: 'intake-changed', subject: item.name, expected: entry?.intake ?? null, found })
    }
  }
  const lostItems = new Set([...intakes.values()].map(({ sha256 }) => sha256))
  for (const [lost, { sha256 }] of intakes) {
    problems.push({ kind: 'item-missing', subject: `ledger ${lost}`, expected: sha256, found: null })
  }

  const objects = vault.database.prepare<[], { sha256: string }>('SELECT sha256 FROM objects').all()
  for (const { sha256 } of objects) {
    if (!recorded.has(sha256)) {
      problems.push({ kind: 'unrecorded', subject: sha256, expected: null, found: sha256 })
    }
    recorded.delete(sha256)
  }
  for (const sha256 of recorded) {
    if (lostItems.has(sha256)) continue
    problems.push({ kind: 'missing', subject: sha256, expected: sha256, found: null })
  }
  return problems
}
