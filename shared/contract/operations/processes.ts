import { z } from 'zod'
import { Job } from '../job.ts'
import { Id, Text } from '../primitives.ts'
import { EdgeDecision, Process, RoundNote } from '../process.ts'
import { CaseRef, changesTo, operation } from './operation.ts'

export const processOperations = {
  'processes.get': operation(CaseRef.extend({ work: Id.optional() }), Process),
  'processes.note': operation(z.strictObject({ item: Id, note: changesTo(RoundNote) }), Process),
  /** The person's own order of the rounds; a statement that stands above the proposed one. */
  'processes.arrange': operation(
    CaseRef.extend({ work: Id.optional(), items: z.array(Id).max(10_000) }),
    Process,
  ),
  /**
   * What the person says of an edge: `confirmed` or `cut` for one that is proposed, `drawn` for a parent of their own choice (which
   * stands above any other edge to `to`), null to take a decision back. The proposal stays beside it.
   */
  'processes.decide': operation(
    CaseRef.extend({
      work: Id.optional(),
      from: Id,
      to: Id,
      decision: EdgeDecision.nullable(),
      note: Text.optional(),
    }),
    Process,
  ),
  /** A job whose result is a `RecordsFile`: the graph as W3C PROV (PROV-O, JSON-LD), kept in the vault. */
  'processes.export': operation(CaseRef.extend({ work: Id.optional() }), Job),
} as const
