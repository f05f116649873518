import { z } from 'zod'
import { Id, Instant, Sha256 } from './primitives.ts'

/** Acts that the ledger knows. One entry an act; nothing is ever taken out. */
export const Act = z.enum([
  'vault.created',
  'case.created',
  'case.edited',
  'case.opened',
  'item.imported',
  'item.noted',
  'process.arranged',
  'process.noted',
  'capture.added',
  'capture.edited',
  'work.linked',
  'link.edited',
  'claims.set',
  'dossier.built',
  'records.exported',
  'vault.verified',
  'process.decided',
  'process.exported',
  'recorder.started',
  'recorder.stopped',
  /** A file that was sealed is no longer where it was, or has another name there. */
  'recorder.file-deleted',
  'recorder.file-renamed',
  'reproduction.made',
  'timestamp.requested',
  'timestamp.added',
  'authorities.edited',
  'deposit.noted',
  'settings.edited',
  'case.exported',
  'archive.written',
  'case.restored',
  'vault.backed-up',
  'vault.repaired',
  'original.fetched',
])
export type Act = z.infer<typeof Act>

/**
 * One entry of the ledger. `hash` is the SHA-256 of the canonical JSON (RFC 8785) of all other fields, `prev`
 * that of the entry before (64 zeros for the first).
 */
export const LedgerEntry = z.strictObject({
  seq: Id,
  at: Instant,
  actor: z.string(),
  act: Act,
  caseId: Id.nullable(),
  /** Digests of the originals and documents the act is about. */
  digests: z.array(Sha256),
  /** What was done, as data. */
  data: z.record(z.string(), z.unknown()),
  prev: Sha256,
  hash: Sha256,
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

export const LedgerHead = z.strictObject({
  seq: z.number().int().nonnegative(),
  hash: Sha256,
  at: Instant.nullable(),
})
export type LedgerHead = z.infer<typeof LedgerHead>

/** A head with the Merkle tree hash over all entries up to it (RFC 9162, section 2.1.1); of the empty tree SHA-256 of nothing. */
export const LedgerCheckpoint = LedgerHead.extend({ root: Sha256 })
export type LedgerCheckpoint = z.infer<typeof LedgerCheckpoint>

export const Problem = z.strictObject({
  /** `missing`, `changed`, `size`, `ledger-broken`, `database`, `unrecorded`, ... */
  kind: z.string(),
  subject: z.string(),
  expected: z.string().nullable(),
  found: z.string().nullable(),
})

export type Problem = z.infer<typeof Problem>

/** The `verify` document of `docs/command-line.md`. */
export const Verification = z.strictObject({
  ok: z.boolean(),
  checked: z.number().int().nonnegative(),
  problems: z.array(Problem),
})
export type Verification = z.infer<typeof Verification>

/** A verification as it is kept beside the database, so that a damaged vault still knows what was found. */
export const LastVerification = Verification.extend({
  at: Instant,
  /** The head of the ledger that was checked. */
  seq: z.number().int().nonnegative(),
})
export type LastVerification = z.infer<typeof LastVerification>

export const VaultInfo = z.strictObject({
  directory: z.string(),
  cases: z.number().int(),
  items: z.number().int(),
  bytes: z.number().int(),
  ledger: LedgerHead,
  verifiedAt: Instant.nullable(),
  verifiedOk: z.boolean().nullable(),
  version: z.string(),
})
export type VaultInfo = z.infer<typeof VaultInfo>
