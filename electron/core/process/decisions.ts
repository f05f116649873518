import type { EdgeDecision, ProposedEdge } from '../../../shared/contract/process.ts'
import type { Statement, Statements } from '../vault/vault.ts'

/** What a person says of one edge, as it stands now. Rounds are named by one of their pictures. */
export interface Decision {
  readonly from: number
  readonly to: number
  readonly kind: EdgeDecision
  readonly decidedAt: string
  /** Its entry in the ledger: of two decisions the later one counts. */
  readonly ledgerSeq: number
  readonly note?: string
  /** What the software proposed when the person decided, and which version of it; no edge where it proposed none. */
  readonly proposed: { readonly engine: string; readonly edge: ProposedEdge | null }
}

/** The statement: a decision that was taken back is `null`, and stays on record as such. */
interface Content {
  readonly from: number
  readonly to: number
  readonly decision: EdgeDecision | null
  readonly note?: string
  readonly proposed: Decision['proposed']
}

/** Statements are found by one number. Items are numbered from one within a vault: below 2^26, so that both fit 2^53. */
const itemsWithin = 2 ** 26

/** The decisions of a case that hold, latest first. */
export function decisionsOf(statements: Statements, caseId: number): Decision[] {
  return [...statements.latestInCase('descent', caseId).values()]
    .flatMap(asDecision)
    .sort((a, b) => b.ledgerSeq - a.ledgerSeq)
}

function asDecision({ content, statedAt, ledgerSeq }: Statement): Decision[] {
  const { decision, from, to, note, proposed } = content as Content
  return decision === null
    ? []
    : [{ from, to, kind: decision, decidedAt: statedAt, ledgerSeq, note, proposed }]
}

/** Puts a decision on record beside the proposal that it was made of; equal to what is on record, it adds nothing. */
export function stateDecision(
  statements: Statements,
  caseId: number,
  content: Content,
  digests: readonly string[],
): void {
  const { from, to, decision } = content
  statements.state({
    kind: 'descent',
    caseId,
    subject: from * itemsWithin + to,
    content,
    act: 'process.decided',
    digests: [...digests],
    data: { decision },
  })
}
