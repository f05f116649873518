import type { LedgerEntry, Problem } from '../contract/vault.ts'
import { toHex, utf8 } from './bytes.ts'
import { headText } from './ledger.ts'
import type { Hash } from './merkle.ts'
import { jsonIn, plain } from './values.ts'

/** A row as it stands in `vault.jsonl`: texts, numbers and null, not looked at yet; undefined for anything else. */
export type Values = Readonly<Record<string, unknown>>

interface Tables {
  /** A statement that agrees with the ledger: the first of a case, a capture or a link makes its row. */
  readonly begin: (entry: LedgerEntry) => void
  readonly check: (table: string, row: Values) => Problem[]
  readonly end: () => Problem[]
}

/** Two lines of code apart: in milliseconds. */
const soon = 60_000
const day = 86_400_000

/** Tables whose rows a first statement makes, by the kind of the statement, with the column of that time. */
const made = new Map([
  ['cases', { kind: 'case', madeAt: 'created_at' }],
  ['captures', { kind: 'capture', madeAt: 'added_at' }],
  ['links', { kind: 'link', madeAt: 'linked_at' }],
])

/** Acts that keep the file they speak of, without a row of its own. */
const keeping = ['records.exported', 'process.exported'] as const

/**
 * Holds rows that have no digest of their own against the entries that were written with them: when a case, a capture or
 * a link was made and what it ties, what a dossier was built from, what was stamped, run again and recorded. What
 * entries of older programs do not say is not held.
 */
export function openTables(hash: Hash, caseId: number, entries: ReadonlyMap<number, LedgerEntry>): Tables {
  const seen = new Set<string>()
  const files = new Map<number, { readonly sha256: unknown; readonly entry: LedgerEntry | undefined }>()
  const firsts = new Map<string, LedgerEntry>()
  const acts = Map.groupBy(entries.values(), ({ act }) => act)
  const spoken = new Set([...entries.values()].flatMap(({ digests }) => digests))
  const dossiers = Map.groupBy(acts.get('dossier.built') ?? [], ({ caseId: of, digests: [sha256], data }) =>
    dossierKey(of, sha256, data.head, data),
  )
  const reruns = new Set(acts.get('reproduction.made'))
  const requested = byNumber(acts.get('timestamp.requested'), 'timestamp')
  const stamped = byNumber(acts.get('timestamp.added'), 'timestamp')
  const started = byNumber(acts.get('recorder.started'), 'recorder')
  /** Rows that tie others, looked at when those are known. */
  const later: (() => Problem[])[] = []

  /** Whether the row is as its entries have it. The rows that they speak of are no longer owed then. */
  const rules: Readonly<Record<string, (row: Values) => boolean>> = {
    dossiers(row) {
      const built = dossiers.get(dossierKey(row.case_id, row.sha256, row.ledger_head, row)) ?? []
      const since = timeOf(row.built_at)
      const index = built.findIndex(({ at }) => isWithin(Date.parse(at) - since, -soon, day))
      if (index < 0) return false
      built.splice(index, 1)
      const head = entries.get(Number(row.ledger_seq))
      return !head || head.hash === row.ledger_head
    },
    timestamps(row) {
      const [asked, added] = [requested.get(Number(row.id)), stamped.get(Number(row.id))]
      const isImported = row.imported === 1
      const told = [asked, added].filter((entry) => entry !== undefined)
      return (
        (asked !== undefined || isImported) &&
        (added?.digests[0] ?? null) === row.token &&
        (added === undefined || added.data.imported === isImported) &&
        told.every(
          ({ caseId: of, data }) => of === row.case_id && data.kind === row.kind && data.of === row.sha256,
        ) &&
        (row.head === null || headDigest(hash, row.head) === row.sha256)
      )
    },
    reproductions(row) {
      const entry = entries.get(Number(row.ledger_seq))
      if (!entry || !reruns.delete(entry)) return false
      const { caseId: of, data, digests, at } = entry
      const [original, output, sent] = digests
      return (
        of === row.case_id &&
        data.of === row.of_item &&
        data.item === row.item &&
        data.form === row.form &&
        data.pixelEqual === pixelEqual(row.difference) &&
        files.get(Number(row.of_item))?.sha256 === original &&
        files.get(Number(row.item))?.sha256 === output &&
        row.sent === sent &&
        isWithin(Date.parse(at) - timeOf(row.made_at), -soon, soon)
      )
    },
    recorders(row) {
      const entry = started.get(Number(row.id))
      const stamp = entry?.data.stamp
      return entry?.caseId === row.case_id && (stamp === undefined || stamp === (row.stamp === 1))
    },
    arrivals(row) {
      if (row.made_item !== 1) return true
      const file = files.get(Number(row.item_id))
      return file?.entry?.data.recorder === row.recorder && file?.sha256 === row.sha256
    },
  }

  function wasMade(row: Values, { kind, madeAt }: { kind: string; madeAt: string }): boolean {
    const first = firsts.get(`${kind} ${row.id}`)
    if (!first) return false
    const of = kind === 'case' ? row.id : row.case_id
    const ties = kind === 'link' ? (['work', 'capture'] as const) : []
    return (
      first.caseId === of &&
      ties.every((key) => first.data[key] === undefined || first.data[key] === row[key]) &&
      isWithin(Date.parse(first.at) - timeOf(row[madeAt]), -soon, soon)
    )
  }

  const changed = (table: string, row: Values): Problem => ({
    kind: 'row-changed',
    subject: `${table} ${String(row.id)}`,
    expected: 'ledger',
    found: null,
  })
  const missing = (subject: string): Problem => ({
    kind: 'row-missing',
    subject,
    expected: 'ledger',
    found: null,
  })

  return {
    begin(entry) {
      const { kind, subject, revision } = entry.data
      if (revision === 1) firsts.set(`${kind} ${subject}`, entry)
    },
    check(table, row) {
      const key = `${table} ${String(row.id ?? row.sha256)}`
      if (seen.has(key)) return [{ kind: 'listed-twice', subject: key, expected: null, found: null }]
      seen.add(key)
      if (table === 'objects' && !spoken.has(String(row.sha256)))
        return [{ kind: 'row-added', subject: key, expected: null, found: String(row.sha256) }]
      if (table === 'items')
        files.set(Number(row.id), { sha256: row.sha256, entry: entries.get(Number(row.ledger_seq)) })
      const first = made.get(table)
      const rule = first ? () => wasMade(row, first) : rules[table]
      if (rule) later.push(() => (rule(row) ? [] : [changed(table, row)]))
      return []
    },
    end: () => [
      ...later.flatMap((hold) => hold()),
      ...[...made].flatMap(([table, { kind }]) =>
        [...firsts.keys()]
          .filter((key) => key.startsWith(`${kind} `))
          .map((key) => `${table}${key.slice(kind.length)}`)
          .filter((key) => !seen.has(key))
          .map(missing),
      ),
      ...(seen.has(`cases ${caseId}`) || firsts.has(`case ${caseId}`) ? [] : [missing(`cases ${caseId}`)]),
      ...[...[...dossiers.values()].flat(), ...reruns].map(({ seq }) => missing(`ledger ${seq}`)),
      ...keeping
        .flatMap((act) => acts.get(act) ?? [])
        .filter(({ digests }) => digests.some((sha256) => !seen.has(`objects ${sha256}`)))
        .map(({ seq }) => missing(`ledger ${seq}`)),
      ...[
        ...new Set([...requested.keys(), ...stamped.keys()].map((id) => `timestamps ${id}`)),
        ...[...started.keys()].map((id) => `recorders ${id}`),
      ]
        .filter((key) => !seen.has(key))
        .map(missing),
    ],
  }
}

/** All that an entry says of a dossier but its time. */
function dossierKey(caseId: unknown, sha256: unknown, head: unknown, facts: Values): string {
  const { pages, exhibits, language, copy } = facts
  return JSON.stringify([caseId, sha256, head, pages, exhibits, language, copy].map(plain))
}

/** The last entry about each number. */
function byNumber(entries: readonly LedgerEntry[] | undefined, key: string): Map<number, LedgerEntry> {
  return new Map(
    (entries ?? []).flatMap((entry) => {
      const number = entry.data[key]
      return typeof number === 'number' ? [[number, entry] as const] : []
    }),
  )
}

function timeOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN
}

/** False for a time that is none. */
function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}

function headDigest(hash: Hash, head: unknown): string | null {
  const value = jsonIn(head) as { seq?: unknown; root?: unknown; hash?: unknown } | null | undefined
  const { seq, root, hash: top } = value ?? {}
  return typeof seq === 'number' && typeof root === 'string' && typeof top === 'string'
    ? toHex(hash(utf8(headText({ seq, root, hash: top }))))
    : null
}

/** What a comparison of a rerun with its original found; null where none was made. */
function pixelEqual(difference: unknown): unknown {
  return (jsonIn(difference) as { pixelEqual?: unknown } | null | undefined)?.pixelEqual ?? null
}
