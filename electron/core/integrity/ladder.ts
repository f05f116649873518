import type { Deposit, InclusionProof, Rung, Timestamp } from '../../../shared/contract/integrity.ts'
import type { Item } from '../../../shared/contract/item.ts'
import { fromHex } from '../../../shared/verification/bytes.ts'
import { entryHash, entryLeaf } from '../../../shared/verification/ledger.ts'
import { checkInclusion } from '../../../shared/verification/merkle.ts'
import { sha256 } from '../vault/vault.ts'

interface HeadStamp {
  readonly stamp: Timestamp
  /** Null where the ledger here leaves out what the proof takes, as one restored from an archive may. */
  readonly proof: InclusionProof | null
}

/** Everything that a ladder is made of; nothing is looked up while it is built. */
export interface LadderFacts {
  readonly item: Pick<Item, 'sha256' | 'size' | 'arrival'>
  readonly sm3: string | null
  /** SHA-256 of the file as it is now; null where it cannot be read. */
  readonly now: string | null
  /** Its entry in the ledger, proven against the ledger as it is. */
  readonly proof: InclusionProof
  /** Stamps of heads that came after the entry, each with the proof of the entry against that head. */
  readonly heads: readonly HeadStamp[]
  /** Restored from an archive, without the entries of other cases. */
  readonly isExtract: boolean
  readonly stamps: readonly Timestamp[]
  readonly deposits: readonly Deposit[]
  readonly today: Date
}

/** A stamp is to be renewed while its certificate still holds. */
export const soon = 90 * 24 * 3_600_000

/**
 * What proves that the bytes existed, from what needs nobody's word to what is only somebody's word; with whom one must
 * trust for it, since when, and until when. Pure: the same facts give the same ladder.
 */
export function buildLadder(facts: LadderFacts): Rung[] {
  const stamps = [
    ...facts.heads.map((head) => headRung(facts, head)),
    ...facts.stamps.map((s) => stampRung(s, facts.today)),
  ]
  const isOutside = stamps.length > 0 || facts.deposits.length > 0
  return [
    digestRung(facts),
    ledgerRung(facts),
    ...arrivalRung(facts),
    ...stamps,
    ...facts.deposits.map(depositRung),
    ...(isOutside
      ? []
      : [rung({ kind: 'missing', code: 'missing.time', trust: 'this-machine', state: 'missing' })]),
  ]
}

function rung(given: Pick<Rung, 'kind' | 'code' | 'trust' | 'state'> & Partial<Rung>): Rung {
  return { details: {}, since: null, until: null, timestamp: null, ...given }
}

function digestRung({ item, sm3, now }: LadderFacts): Rung {
  const details = { sha256: item.sha256, size: item.size, ...(sm3 !== null && { sm3 }) }
  const common = { kind: 'digest', trust: 'nobody', details } as const
  if (now === null) return rung({ ...common, code: 'digest.unreadable', state: 'fails' })
  return now === item.sha256
    ? rung({ ...common, code: 'digest', state: 'holds' })
    : rung({ ...common, code: 'digest.changed', state: 'fails', details: { ...details, found: now } })
}

function ledgerRung({ item, proof }: LadderFacts): Rung {
  const { entry, size } = proof
  const holds = proves(proof, item.sha256)
  return rung({
    kind: 'ledger',
    code: holds ? 'ledger' : 'ledger.broken',
    trust: 'this-machine',
    state: holds ? 'holds' : 'fails',
    since: holds ? entry.at : null,
    details: { seq: entry.seq, size, hash: entry.hash },
  })
}

function arrivalRung({ item: { arrival } }: LadderFacts): Rung[] {
  if (!arrival) return []
  const { seenAt, sealedAt, catchUp } = arrival
  return [
    rung({
      kind: 'recorder',
      code: catchUp ? 'recorder.catch-up' : 'recorder',
      trust: 'this-machine',
      state: 'holds',
      since: catchUp ? null : seenAt,
      details: { seenAt, sealedAt },
    }),
  ]
}

function headRung({ item, isExtract, today }: LadderFacts, { stamp, proof }: HeadStamp): Rung {
  const { head } = stamp
  const given = stampRung(stamp, today)
  const details = { ...given.details, ...(head && { seq: head.seq }) }
  const kind = 'head-stamp'
  if (stamp.state !== 'stamped') return { ...given, kind, details }
  if (proof === null && isExtract)
    return { ...given, kind, details, code: 'head-stamp.not-here', state: 'unchecked' }
  // A ledger that was cut off or written anew does not lead to the root that was stamped.
  const holds = proof !== null && head?.root === proof.root && proves(proof, item.sha256)
  return holds
    ? { ...given, kind, code: given.code.replace('stamp', 'head-stamp'), details }
    : { ...given, kind, details, code: 'head-stamp.other-ledger', state: 'fails', since: null }
}

function stampRung(stamp: Timestamp, today: Date): Rung {
  const { verdict, authority, requestedAt } = stamp
  const common = { kind: 'stamp', trust: 'authority', timestamp: stamp.id } as const
  const details = { authority, requestedAt }
  if (!verdict) {
    const told = { ...details, attempts: stamp.attempts, error: stamp.lastError ?? '' }
    return stamp.state === 'failed'
      ? rung({ ...common, code: 'stamp.failed', state: 'missing', details: told })
      : rung({ ...common, code: 'stamp.pending', state: 'pending', details: told })
  }
  return rung({
    ...common,
    code: `stamp.${verdict.state}`,
    since: verdict.state === 'invalid' ? null : verdict.time,
    until: verdict.certificateEnds,
    state: stateOf(verdict, today),
    details: {
      ...details,
      signer: verdict.signer ?? '',
      imported: stamp.imported ? 1 : 0,
      fault: verdict.checks.find(({ result }) => result === 'failed')?.code ?? '',
    },
  })
}

function stateOf(verdict: NonNullable<Timestamp['verdict']>, today: Date): Rung['state'] {
  if (verdict.state === 'invalid') return 'fails'
  if (verdict.state !== 'trusted') return 'unchecked'
  const left = new Date(verdict.certificateEnds ?? 0).getTime() - today.getTime()
  if (left < 0) return 'ended'
  return left < soon ? 'ends-soon' : 'holds'
}

function depositRung({ kind, number, by, at }: Deposit): Rung {
  return rung({
    kind: 'deposit',
    code: `deposit.${kind}`,
    trust: 'party',
    // A day or a moment as the party wrote it: it stands in the sentence, and is no time that anything proves.
    state: 'unchecked',
    details: { number, by: by ?? '', at: at ?? '' },
  })
}

/** Whether the proof is sound and its entry is about these bytes. */
function proves({ entry, index, size, root, path }: InclusionProof, digest: string): boolean {
  const leaf = entryLeaf(sha256, entry)
  return (
    entry.digests.includes(digest) &&
    entryHash(sha256, entry) === entry.hash &&
    checkInclusion(sha256, { leaf, index, size, root: fromHex(root), path: path.map(fromHex) })
  )
}

/** Of many stamped heads those that say most: the first that was stamped, and the one that holds longest. */
export function tellingHeads(stamps: readonly Timestamp[]): Timestamp[] {
  const stamped = stamps.filter(({ state }) => state === 'stamped')
  const rank = ({ verdict }: Timestamp) =>
    ['invalid', 'unchecked', 'valid', 'trusted'].indexOf(verdict?.state ?? '')
  const best = Math.max(...stamped.map(rank))
  const good = stamped.filter((stamp) => rank(stamp) === best)
  const by = (of: (stamp: Timestamp) => string) => good.toSorted((a, b) => (of(a) < of(b) ? -1 : 1))
  const first = by(({ verdict }) => verdict?.time ?? '')[0]
  const longest = by(({ verdict }) => verdict?.certificateEnds ?? '').at(-1)
  const newestWaiting = stamps.findLast(({ state }) => state !== 'stamped')
  const chosen = [first, longest, stamped.length === 0 ? newestWaiting : undefined]
  return [...new Set(chosen.flatMap((stamp) => stamp ?? []))]
}
