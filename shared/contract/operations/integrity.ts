import { z } from 'zod'
import {
  Authority,
  ConsistencyProof,
  Deposit,
  InclusionProof,
  Ladder,
  StampSubject,
  Timestamp,
  TrustedRoot,
  VaultSettings,
} from '../integrity.ts'
import { Job } from '../job.ts'
import { Id, Line } from '../primitives.ts'
import { changesTo, Nothing, operation, Source } from './operation.ts'

export const integrityOperations = {
  'ledgers.prove': operation(z.strictObject({ seq: Id, size: Id.optional() }), InclusionProof),
  'ledgers.compare': operation(z.strictObject({ first: Id, second: Id.optional() }), ConsistencyProof),

  /** Asks for time stamps; they wait in a queue that works on as the network allows. */
  'timestamps.request': operation(
    z.strictObject({ subjects: z.array(StampSubject).min(1).max(10_000), authority: Line.optional() }),
    z.strictObject({ timestamps: z.array(Timestamp) }),
  ),
  /** Works off the queue now; the result counts what was stamped and what still waits. */
  'timestamps.retry': operation(Nothing, Job),
  /** A token made elsewhere (.tsr, .tst, .tsa); it says itself which digest it is of. */
  'timestamps.import': operation(
    z.strictObject({ source: Source, subject: StampSubject.optional() }),
    Timestamp,
  ),
  'timestamps.list': operation(
    z.strictObject({
      case: Id.optional(),
      /** Those over the bytes of this file. */
      item: Id.optional(),
      ids: z.array(Id).max(10_000).optional(),
      /** Only those of heads of the ledger. */
      heads: z.boolean().default(false),
      state: Timestamp.shape.state.optional(),
    }),
    z.strictObject({ timestamps: z.array(Timestamp) }),
  ),
  'authorities.get': operation(
    Nothing,
    z.strictObject({ authorities: z.array(Authority), roots: z.array(TrustedRoot) }),
  ),
  'authorities.set': operation(
    z.strictObject({ authorities: z.array(Authority).max(50) }),
    z.strictObject({ authorities: z.array(Authority), roots: z.array(TrustedRoot) }),
  ),
  /** A root certificate (PEM or DER) that the user trusts for time stamps. */
  'authorities.trust': operation(
    z.strictObject({ source: Source }),
    z.strictObject({ authorities: z.array(Authority), roots: z.array(TrustedRoot) }),
  ),
  'authorities.distrust': operation(
    z.strictObject({ fingerprint: z.string() }),
    z.strictObject({ authorities: z.array(Authority), roots: z.array(TrustedRoot) }),
  ),
  'ladders.get': operation(z.strictObject({ item: Id }), Ladder),
  /** Stamps whose certificate ends soon, over the whole vault. */
  'ladders.reminders': operation(Nothing, z.strictObject({ timestamps: z.array(Timestamp) })),
  'deposits.get': operation(z.strictObject({ item: Id }), z.strictObject({ deposits: z.array(Deposit) })),
  'deposits.set': operation(
    z.strictObject({ item: Id, deposits: z.array(Deposit).max(20) }),
    z.strictObject({ deposits: z.array(Deposit) }),
  ),
  'settings.get': operation(Nothing, VaultSettings),
  'settings.set': operation(changesTo(VaultSettings), VaultSettings),
} as const
