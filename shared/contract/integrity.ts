import { z } from 'zod'
import { Id, Instant, Line, Sha256, Sm3, Text } from './primitives.ts'
import { LedgerCheckpoint, LedgerEntry } from './vault.ts'

/** One entry of the ledger with its audit path to a head (RFC 9162, section 2.1.3). */
export const InclusionProof = z.strictObject({
  entry: LedgerEntry,
  /** Leaf index from 0: `entry.seq - 1`. */
  index: z.number().int().nonnegative(),
  size: z.number().int().positive(),
  root: Sha256,
  path: z.array(Sha256),
})
export type InclusionProof = z.infer<typeof InclusionProof>

/** That a later ledger only adds to an earlier one (RFC 9162, section 2.1.4). */
export const ConsistencyProof = z.strictObject({
  first: z.number().int().positive(),
  second: z.number().int().positive(),
  firstRoot: Sha256,
  secondRoot: Sha256,
  path: z.array(Sha256),
})
export type ConsistencyProof = z.infer<typeof ConsistencyProof>

/** What can be time-stamped. A head is stamped through the canonical JSON of `{ hash, root, seq }`. */
export const StampSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('item'), item: Id }),
  z.strictObject({ kind: z.literal('capture'), capture: Id }),
  z.strictObject({ kind: z.literal('dossier'), dossier: Id }),
  z.strictObject({ kind: z.literal('head') }),
])
export type StampSubject = z.infer<typeof StampSubject>

/** A time-stamping authority that the user named. Ours ships none. */
export const Authority = z.strictObject({
  name: Line.min(1),
  /** http or https; absent for one whose tokens come as files only. */
  url: Line.optional(),
  /** Policy to ask for, a dotted object identifier. */
  policy: Line.optional(),
  note: Text.optional(),
})
export type Authority = z.infer<typeof Authority>

/** A root certificate that the user trusts for time stamps. */
export const TrustedRoot = z.strictObject({
  /** SHA-256 of the DER. */
  fingerprint: Sha256,
  subject: z.string(),
  notBefore: Instant,
  notAfter: Instant,
})
export type TrustedRoot = z.infer<typeof TrustedRoot>

/** Whom the user asks for time stamps and whom he trusts for them, as one statement. Roots are DER in base64. */
export const StatedTrust = z.strictObject({ authorities: z.array(Authority), roots: z.array(z.base64()) })
export type StatedTrust = z.infer<typeof StatedTrust>

/**
 * One thing checked on a token: `format`, `status`, `digest`, `signature`, `certificate`, `usage`, `time`, `chain`, `nonce`, `policy`,
 * `revocation`.
 */
export const TokenCheck = z.strictObject({
  code: z.string(),
  result: z.enum(['ok', 'failed', 'not-checked']),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type TokenCheck = z.infer<typeof TokenCheck>

/**
 * What a token proves. `trusted`: all checks hold and the chain leads to a root that the user trusts, at the token's time. `valid`:
 * signature and digest hold, but nobody was told to trust its root. `unchecked`: nothing was found wrong, but the signature, the
 * digest or the certificate's identifier is of a kind that this program cannot check (SM2), or the stamped file cannot be read.
 * `invalid`: something does not hold.
 */
export const TokenVerdict = z.strictObject({
  state: z.enum(['trusted', 'valid', 'unchecked', 'invalid']),
  /** The time the token states, RFC 3339 with its fraction, and its accuracy in milliseconds where it says one. */
  time: z.string().nullable(),
  accuracyMs: z.number().nullable(),
  /** As the signing certificate names itself. */
  signer: z.string().nullable(),
  serial: z.string().nullable(),
  policy: z.string().nullable(),
  hashAlgorithm: z.string().nullable(),
  digest: z.string().nullable(),
  /** When the signing certificate ends. */
  certificateEnds: Instant.nullable(),
  checks: z.array(TokenCheck),
})
export type TokenVerdict = z.infer<typeof TokenVerdict>

/** A time stamp of something in the vault: asked for, and the token when it is there. */
export const Timestamp = z.strictObject({
  id: Id,
  caseId: Id.nullable(),
  subject: StampSubject,
  /** Digest that is stamped; of a head its canonical JSON. */
  sha256: Sha256,
  /** For a head: which one. */
  head: LedgerCheckpoint.nullable(),
  requestedAt: Instant,
  authority: Line,
  /** `queued`: waits for the network. The gap between `requestedAt` and the token's time is shown, never hidden. */
  state: z.enum(['queued', 'stamped', 'failed']),
  attempts: z.number().int().nonnegative(),
  lastError: z.string().nullable(),
  /** Made elsewhere and brought in. */
  imported: z.boolean(),
  /** The token as it came, an object of the vault. */
  token: Sha256.nullable(),
  verdict: TokenVerdict.nullable(),
  addedAt: Instant.nullable(),
})
export type Timestamp = z.infer<typeof Timestamp>

/** What working off the queue came to: the result of a job `timestamps`. */
export const QueueOutcome = z.strictObject({
  stamped: z.number().int().nonnegative(),
  /** The authority could not be reached; they are tried again. */
  waiting: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
})
export type QueueOutcome = z.infer<typeof QueueOutcome>

/** A deposit on a chain or with a notary, as the person states it. */
export const Deposit = z.strictObject({
  kind: z.enum(['blockchain', 'notary', 'registration', 'other']),
  number: Line.min(1),
  by: Line.optional(),
  at: Line.optional(),
  note: Text.optional(),
})
export type Deposit = z.infer<typeof Deposit>

/** One rung of the proof ladder: what is proven, by whom one must trust, until when. */
export const Rung = z.strictObject({
  kind: z.enum(['digest', 'ledger', 'recorder', 'head-stamp', 'stamp', 'deposit', 'missing']),
  /** Code of its sentence; details fill it. */
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Whom one must trust for it: `nobody`, `this-machine`, `authority`, `party`. */
  trust: z.enum(['nobody', 'this-machine', 'authority', 'party']),
  /** Since when it proves that the bytes existed. */
  since: z.string().nullable(),
  until: z.string().nullable(),
  /** `unchecked`: nothing speaks against it, but nobody whom the user trusts vouches for it, or it cannot be checked here. */
  state: z.enum(['holds', 'ends-soon', 'ended', 'pending', 'unchecked', 'fails', 'missing']),
  timestamp: Id.nullable(),
})
export type Rung = z.infer<typeof Rung>

export const Ladder = z.strictObject({
  item: Id,
  sha256: Sha256,
  sm3: Sm3.nullable(),
  rungs: z.array(Rung),
})
export type Ladder = z.infer<typeof Ladder>

/** What belongs to the vault and not to the machine. */
export const VaultSettings = z.strictObject({
  /** SM3 beside SHA-256. */
  sm3: z.boolean().default(false),
  /** Verify by itself when that many days have passed; 0 never. */
  verifyEveryDays: z.number().int().min(0).max(365).default(30),
  /** Name of the authority that is asked when none is named. */
  authority: Line.optional(),
})
export type VaultSettings = z.infer<typeof VaultSettings>
