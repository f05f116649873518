import { AppError } from '../../../shared/contract/errors.ts'
import type { StampSubject, Timestamp } from '../../../shared/contract/integrity.ts'
import type { LedgerCheckpoint } from '../../../shared/contract/vault.ts'
import { utf8 } from '../../../shared/verification/bytes.ts'
import { headText } from '../../../shared/verification/ledger.ts'
import type { Captures } from '../captures/captures.ts'
import type { Items } from '../cases/cases.ts'
import { sha256, type Vault } from '../vault/vault.ts'

/** A row of `timestamps`. */
export interface StampRow {
  readonly id: number
  readonly case_id: number | null
  readonly kind: StampSubject['kind']
  readonly subject: number | null
  readonly sha256: string
  readonly head: string | null
  readonly authority: string
  readonly requested_at: string
  readonly state: Timestamp['state']
  readonly attempts: number
  readonly next_at: string | null
  readonly last_error: string | null
  readonly nonce: string | null
  readonly policy: string | null
  readonly imported: number
  readonly token: string | null
  readonly added_at: string | null
  readonly ends_at: string | null
}

/** One thing to be stamped: a capture of three files makes three of them. */
export interface Stampable {
  readonly caseId: number | null
  readonly subject: StampSubject
  readonly sha256: string
  readonly head: LedgerCheckpoint | null
}

export interface Timestamps {
  /** What a subject's stamp is made over. Throws `not-found`. */
  readonly stampables: (subject: StampSubject) => Stampable[]
  /** Puts requests into the queue; one that waits already for the same authority is returned as it is. */
  readonly request: (wanted: readonly Stampable[], authority: string) => StampRow[]
  readonly get: (id: number) => StampRow
  /** Newest first. */
  readonly list: (query: {
    readonly case?: number
    readonly sha256?: string
    readonly ids?: readonly number[]
    readonly heads?: boolean
    readonly state?: StampRow['state']
  }) => StampRow[]
  /** Stamps of heads of at least that many entries, the smallest first; of very many the first and the last. */
  readonly ofHeads: (leastSeq: number) => StampRow[]
  /** The first request after `after` whose turn has come; with `all` also those that wait or have failed. */
  readonly next: (query: { readonly all: boolean; readonly after: number }) => StampRow | null
  /** Keeps a request from other programs until then. False where another has taken it up since the row was read. */
  readonly claim: (row: StampRow, until: string) => boolean
  /** Stamped, and the certificate ends before that time, with no later one over the same that holds longer. */
  readonly endingBefore: (time: string) => StampRow[]
  readonly setTried: (
    id: number,
    outcome: { readonly state: 'queued' | 'failed'; readonly error: string; readonly nextAt: string | null },
  ) => void
  /** Takes a token in, with its entry in the ledger. Only inside a transaction. False where another has come before. */
  readonly setStamped: (id: number, token: StampedToken) => boolean
  /** A stamp made elsewhere. Only inside a transaction. */
  readonly addImported: (of: Stampable, authority: string, token: StampedToken) => number
}

export interface StampedToken {
  readonly sha256: string
  readonly time: string | null
  readonly endsAt: string | null
  readonly nonce: string | null
  readonly policy: string | null
}

/** A request waits no longer than that for its next turn; in milliseconds. */
export const longestWait = 6 * 3_600_000

/** Of many stamped heads those at both ends say most, and each one takes some milliseconds to check. */
const endsOfMany = 10

/** Requests for time stamps and what came of them, as rows; nothing is asked or checked here. */
export function openTimestamps(vault: Vault, items: Items, captures: Captures): Timestamps {
  const { database, ledger } = vault
  const insert = database.prepare(
    `INSERT INTO timestamps (case_id, kind, subject, sha256, head, authority, requested_at, state, attempts, imported)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', 0, ?)`,
  )
  const byId = database.prepare<[number], StampRow>('SELECT * FROM timestamps WHERE id = ?')
  // Of the same case: a token goes into the archive of the case that its row names.
  const waiting = database.prepare<[string, string, string, number | null], StampRow>(
    `SELECT * FROM timestamps
     WHERE sha256 = ? AND authority = ? AND kind = ? AND case_id IS ? AND state = 'queued' LIMIT 1`,
  )
  const listed = database.prepare<
    [{ case: number | null; sha256: string | null; ids: string | null; heads: number; state: string | null }],
    StampRow
  >(
    `SELECT * FROM timestamps WHERE ($case IS NULL OR case_id = $case) AND ($sha256 IS NULL OR sha256 = $sha256)
       AND ($ids IS NULL OR id IN (SELECT value FROM json_each($ids))) AND (NOT $heads OR kind = 'head')
       AND ($state IS NULL OR state = $state)
     ORDER BY id DESC`,
  )
  const heads = database.prepare<[number], StampRow>(
    `SELECT * FROM timestamps WHERE kind = 'head' AND head ->> 'seq' >= ? ORDER BY head ->> 'seq', id`,
  )
  // A time that lies further ahead than any wait was set by a clock that has jumped back since. `+`: on along the ids,
  // where the index of the states would have all that wait sorted for each one.
  const due = database.prepare<[{ after: number; all: number; now: string; latest: string }], StampRow>(
    `SELECT * FROM timestamps WHERE +state IN ('queued', 'failed') AND id > $after AND
       ($all OR (state = 'queued' AND (next_at IS NULL OR next_at <= $now OR next_at > $latest)))
     ORDER BY id LIMIT 1`,
  )
  const claimed = database.prepare(
    `UPDATE timestamps SET next_at = ? WHERE id = ? AND token IS NULL AND next_at IS ? AND attempts = ?`,
  )
  const tried = database.prepare(
    'UPDATE timestamps SET state = ?, attempts = attempts + 1, next_at = ?, last_error = ? WHERE id = ? AND token IS NULL',
  )
  const stamped = database.prepare(
    `UPDATE timestamps SET state = 'stamped', attempts = attempts + ?, next_at = NULL, last_error = NULL,
       token = ?, nonce = ?, policy = ?, added_at = ?, ends_at = ? WHERE id = ? AND token IS NULL`,
  )
  // Heads and others apart: in one condition SQLite walks over all later stamps for each that ends.
  const ending = database.prepare<[{ time: string }], StampRow>(
    `SELECT * FROM timestamps AS old WHERE state = 'stamped' AND ends_at < $time AND CASE kind
       WHEN 'head' THEN head ->> 'seq' > IFNULL((SELECT MAX(head ->> 'seq') FROM timestamps
         WHERE kind = 'head' AND state = 'stamped' AND ends_at >= $time), 0)
       ELSE NOT EXISTS (SELECT 1 FROM timestamps AS later WHERE later.sha256 = old.sha256 AND
         later.kind <> 'head' AND later.state = 'stamped' AND later.ends_at >= $time) END
     ORDER BY ends_at, id`,
  )
  const dossier = database.prepare<[number], { case_id: number; sha256: string }>(
    'SELECT case_id, sha256 FROM dossiers WHERE id = ?',
  )

  function get(id: number): StampRow {
    const row = byId.get(id)
    if (!row) throw new AppError('not-found', { what: 'timestamp', id })
    return row
  }

  function add(of: Stampable, authority: string, imported: boolean): number {
    const { caseId, subject, head } = of
    const values = [caseId, subject.kind, idOf(subject), of.sha256, head && JSON.stringify(head), authority]
    return Number(insert.run(...values, new Date().toISOString(), imported ? 1 : 0).lastInsertRowid)
  }

  function stampables(subject: StampSubject): Stampable[] {
    const ofItem = (item: number) => {
      const { caseId, sha256 } = items.get(item)
      return { caseId, subject, sha256, head: null }
    }
    switch (subject.kind) {
      case 'item':
        return [ofItem(subject.item)]
      case 'capture':
        return captures.get(subject.capture).items.map(ofItem)
      case 'dossier': {
        const row = dossier.get(subject.dossier)
        if (!row) throw new AppError('not-found', { what: 'dossier', id: subject.dossier })
        return [{ caseId: row.case_id, subject, sha256: row.sha256, head: null }]
      }
      case 'head':
        return [stampableHead(vault.tree.checkpoint())]
    }
  }

  function setStamped(id: number, token: StampedToken): boolean {
    const { imported, kind, sha256, case_id } = get(id)
    const at = new Date().toISOString()
    const { nonce, policy, endsAt } = token
    if (stamped.run(imported ? 0 : 1, token.sha256, nonce, policy, at, endsAt, id).changes === 0) return false
    ledger.append({
      act: 'timestamp.added',
      caseId: case_id,
      digests: kind === 'head' ? [token.sha256] : [token.sha256, sha256],
      data: { timestamp: id, kind, of: sha256, time: token.time, imported: imported === 1 },
    })
    return true
  }

  return {
    stampables,
    request: (wanted, authority) =>
      vault.write(() =>
        wanted.map((of) => {
          const there = waiting.get(of.sha256, authority, of.subject.kind, of.caseId)
          if (there) return there
          const id = add(of, authority, false)
          ledger.append({
            act: 'timestamp.requested',
            caseId: of.caseId,
            digests: of.head ? [] : [of.sha256],
            data: { timestamp: id, kind: of.subject.kind, of: of.sha256 },
          })
          return get(id)
        }),
      ),
    get,
    list: ({ case: caseId, sha256, ids, heads, state }) =>
      listed.all({
        case: caseId ?? null,
        sha256: sha256 ?? null,
        ids: ids ? JSON.stringify(ids) : null,
        heads: heads ? 1 : 0,
        state: state ?? null,
      }),
    ofHeads(leastSeq) {
      const all = heads.all(leastSeq)
      return all.length <= 2 * endsOfMany ? all : [...all.slice(0, endsOfMany), ...all.slice(-endsOfMany)]
    },
    next({ all, after }) {
      const now = Date.now()
      const latest = new Date(now + longestWait).toISOString()
      return due.get({ after, all: all ? 1 : 0, now: new Date(now).toISOString(), latest }) ?? null
    },
    claim: ({ id, next_at, attempts }, until) =>
      vault.write(() => claimed.run(until, id, next_at, attempts).changes === 1),
    endingBefore: (time) => ending.all({ time }),
    setTried: (id, { state, error, nextAt }) => {
      vault.write(() => tried.run(state, nextAt, error, id))
    },
    setStamped,
    addImported(of, authority, token) {
      const id = add(of, authority, true)
      setStamped(id, token)
      return id
    },
  }
}

/** A head is stamped through the SHA-256 of its canonical JSON. */
export function stampableHead(head: LedgerCheckpoint): Stampable {
  const digest = Buffer.from(sha256(utf8(headText(head)))).toString('hex')
  return { caseId: null, subject: { kind: 'head' }, sha256: digest, head }
}

function idOf(subject: StampSubject): number | null {
  switch (subject.kind) {
    case 'item':
      return subject.item
    case 'capture':
      return subject.capture
    case 'dossier':
      return subject.dossier
    case 'head':
      return null
  }
}

export function subjectOf({ kind, subject }: StampRow): StampSubject {
  if (kind === 'head' || subject === null) return { kind: 'head' }
  switch (kind) {
    case 'item':
      return { kind, item: subject }
    case 'capture':
      return { kind, capture: subject }
    case 'dossier':
      return { kind, dossier: subject }
  }
}
