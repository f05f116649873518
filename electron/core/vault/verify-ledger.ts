import { hash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { AppError } from '../../../shared/contract/errors.ts'
import type { LedgerEntry, Problem } from '../../../shared/contract/vault.ts'
import { entryText } from '../../../shared/verification/ledger.ts'
import { type LedgerGap, ledgerGaps } from './gaps.ts'
import { genesis } from './ledger.ts'
import type { Vault } from './vault.ts'
import { checkRows, hasIntake, hasStatement } from './verify-rows.ts'
import { checkTree } from './verify-tree.ts'

/** A head that is known from elsewhere: printed in a dossier, time-stamped, written down. */
export interface KnownHead {
  readonly seq: number
  readonly hash: string
  /** What it was printed in; null for one that the person gave. */
  readonly source: string | null
}

/** Entries between two chances for other questions to be answered. */
const stretch = 500

/**
 * Walks the chain, holds it against heads that are known from elsewhere, and then every row against its entry. What
 * follows a break proves nothing: one finding is the honest number.
 */
export async function checkLedger(
  vault: Vault,
  { head, signal }: { readonly head?: Omit<KnownHead, 'source'> | undefined; readonly signal: AbortSignal },
): Promise<Problem[]> {
  const end = vault.ledger.head().seq
  const problems: Problem[] = []
  const heads = knownHeads(vault, head)
  const tree = checkTree(vault.database)
  /** One byte an entry: what its row must be there for. */
  const owed = new Uint8Array(end + 1)
  const gaps = new Map(ledgerGaps(vault.database).map((gap) => [gap.from, gap]))
  /** A gap that no root has proven yet. */
  let open: LedgerGap | null = null
  let prev = genesis
  let seq = 0
  try {
    for (const entry of vault.ledger.all()) {
      if (entry.seq > end) break
      seq += 1
      for (let gap = gaps.get(seq); gap && entry.seq > gap.to; gap = gaps.get(seq)) {
        tree.skip(gap.to - gap.from + 1, Buffer.from(gap.hash, 'hex'))
        for (const known of heads.keys()) if (known >= gap.from && known <= gap.to) heads.delete(known)
        open ??= gap
        seq = gap.to + 1
        prev = entry.prev
      }
      const text = textOf(entry)
      if (text === null || entry.seq !== seq || entry.prev !== prev || sha256(text) !== entry.hash) {
        problems.push(breakAt(entry, seq, prev))
        seq -= 1
        break
      }
      const restored = rootRestored(entry)
      if (restored !== null) {
        const root = Buffer.from(tree.root()).toString('hex')
        if (restored !== root) {
          problems.push({ kind: 'ledger-broken', subject: `ledger ${seq}`, expected: restored, found: root })
          break
        }
        open = null
      }
      tree.add(text)
      prev = entry.hash
      for (const known of heads.get(seq) ?? []) {
        if (known.hash !== entry.hash) problems.push(headDiffers(known, entry.hash))
      }
      heads.delete(seq)
      if (typeof entry.data.statement === 'string') owed[seq] = hasStatement
      if (typeof entry.data.intake === 'string') owed[seq] = hasIntake
      if (seq % stretch === 0) {
        await breathe()
        signal.throwIfAborted()
      }
    }
  } catch (error) {
    // A row that is no longer JSON cannot even be hashed.
    if (!(error instanceof AppError && error.code === 'ledger-broken')) throw error
    const at = error.details.seq ?? null
    problems.push({ kind: 'ledger-broken', subject: `ledger ${at}`, expected: 'JSON', found: 'not JSON' })
  }
  if (open && problems.length === 0) {
    problems.push({ kind: 'ledger-broken', subject: `ledger ${open.from}`, expected: 'root', found: null })
  }
  const isWhole = problems.every(({ kind }) => kind !== 'ledger-broken')
  if (isWhole) {
    for (const known of [...heads.values()].flat()) problems.push(headDiffers(known, null))
    problems.push(...tree.problems())
  }
  return [...problems, ...(await checkRows(vault, { upTo: seq, isWhole, owed, signal }))]
}

const sha256 = (text: string) => hash('sha256', text)

/** Null for an entry whose values have no canonical form: no program wrote them so. */
function textOf(entry: LedgerEntry): string | null {
  try {
    return entryText(entry)
  } catch {
    return null
  }
}

function breakAt(entry: LedgerEntry, seq: number, prev: string): Problem {
  const isNext = entry.seq === seq
  return {
    kind: 'ledger-broken',
    subject: `ledger ${entry.seq}`,
    expected: isNext ? sha256(textOf({ ...entry, prev }) ?? '') : `entry ${seq}`,
    found: isNext ? entry.hash : `entry ${entry.seq}`,
  }
}

function headDiffers({ seq, hash, source }: KnownHead, found: string | null): Problem {
  return { kind: 'head-differs', subject: source ?? `ledger ${seq}`, expected: hash, found }
}

/**
 * Across a gap no chain can be followed: that the entries around it are those of the old ledger, the root shows that the
 * restore wrote down, which was held against the archive then.
 */
function rootRestored({ act, seq, data }: LedgerEntry): string | null {
  return act === 'case.restored' && data.seq === seq - 1 && typeof data.root === 'string' ? data.root : null
}

/** Heads that dossiers were printed with or that were time-stamped, and one that the person holds. By number. */
function knownHeads(vault: Vault, given: Omit<KnownHead, 'source'> | undefined): Map<number, KnownHead[]> {
  const rows = vault.database
    .prepare<[], KnownHead>(
      `SELECT ledger_seq AS seq, ledger_head AS hash, file_name AS source FROM dossiers WHERE ledger_seq > 0
       UNION ALL SELECT json_extract(head, '$.seq'), json_extract(head, '$.hash'), 'timestamp ' || id FROM timestamps
       WHERE json_valid(head) AND json_extract(head, '$.seq') > 0`,
    )
    .all()
  if (given) rows.push({ ...given, source: null })
  return Map.groupBy(rows, ({ seq }) => seq)
}
