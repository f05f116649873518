import type { CaseFile, Party } from '../../../shared/contract/case.ts'
import type { Item } from '../../../shared/contract/item.ts'
import type { DossierFacts } from './facts.ts'

/**
 * The service copy goes to the other side: personal data are taken out of the facts before anything is laid out,
 * so that neither text, bookmarks, metadata nor the attached record can hold them (legal-reference R11).
 */
const personal = [
  'birthDate',
  'phone',
  'email',
  'address',
  'habitualResidence',
  'idNumber',
] as const satisfies readonly (keyof Party)[]

/** Values are never looked for in these: a digest that happens to hold seven digits in a row stays whole. */
const exact = new Set(['sha256', 'sent', 'hash', 'prev', 'seed', 'pdq'])

/** Facts without personal data. `mark` is printed where a value stood inside a text. */
export function withoutPersonalData(facts: DossierFacts, mark: string): DossierFacts {
  const patterns = personalValues(facts.case).map(patternOf)
  const withheld = new Set([...facts.withheld, ...identityItems(facts)])
  const bare: DossierFacts = {
    ...facts,
    case: {
      ...facts.case,
      parties: facts.case.parties.map(withoutFields),
      facts: {
        ...facts.case.facts,
        notices: facts.case.facts.notices.map(({ address: _, ...notice }) => notice),
      },
    },
    items: facts.items.map((item) => bareItem(item, withheld.has(item.id))),
    withheld: [...withheld].sort((a, b) => a - b),
  }
  const { files, ...rest } = bare
  return { ...(scrub(rest, patterns, mark) as Omit<DossierFacts, 'files'>), files }
}

/** The values that a service copy leaves out, the longest first. */
export function personalValues(file: Pick<CaseFile, 'parties' | 'facts'>): string[] {
  return file.parties
    .flatMap((party) => personal.map((field) => party[field]))
    .concat(file.facts.notices.map(({ address }) => (isAccount(address, file.parties) ? undefined : address)))
    .filter((value): value is string => typeof value === 'string' && value.trim().length >= 4)
    .sort((a, b) => b.length - a.length)
}

/** What else may stand around the name of an account: 账号“…”, the account …, 站内信. */
const mostAround = 12

/**
 * Whether a notice went to an account on a platform, which every copy names for its party and in what is claimed: it
 * says where no one lives or can be called. A number or an e-mail beside the account makes it personal all the same.
 */
function isAccount(address: string | undefined, parties: readonly Party[]): boolean {
  const named = parties
    .flatMap(({ accounts }) => accounts)
    .flatMap(({ id, name, url }) => [url, name, name?.split(/[(（]/)[0], id])
    .flatMap((value) => value?.trim() || [])
  const around = named.reduce((left, value) => left.replaceAll(value, ''), address ?? '')
  return around !== (address ?? '') && !/[\d@]/.test(around) && [...around.trim()].length <= mostAround
}

function withoutFields(party: Party): Party {
  const left: Party = { ...party }
  for (const field of personal) delete left[field]
  return left
}

/** Proofs of identity: what a party handed in as such, group 1 of the list, and element E1. */
function identityItems(facts: DossierFacts): number[] {
  const ofParties = facts.case.parties.flatMap((party) => party.items)
  const said = facts.items
    .filter(({ notes }) => notes.exhibit.group === 1 || notes.exhibit.elements?.includes('E1'))
    .map((item) => item.id)
  return [...ofParties, ...said]
}

function bareItem(item: Item, isWithheld: boolean): Item {
  const record = isWithheld
    ? { ...item.record, path: '', generations: [], claimedTimes: [], carriers: [], warnings: [] }
    : { ...item.record, path: '' }
  return { ...item, path: '', record }
}

/** The value with any spacing between its digits, and not as a part of a longer number. */
function patternOf(value: string): RegExp {
  const escaped = [...value.trim()].map((character) => {
    if (/[\s-]/.test(character)) return '[\\s-]*'
    const literal = character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    return /\d/.test(character) ? `${literal}[\\s-]?` : literal
  })
  const isNumber = /^[\d\s+-]+x?$/i.test(value.trim())
  const body = escaped.join('').replace(/\[\\s-\]\?$/, '')
  return new RegExp(isNumber ? `(?<![0-9a-f])${body}(?![0-9a-f])` : body, 'giu')
}

function scrub(value: unknown, patterns: readonly RegExp[], mark: string): unknown {
  if (typeof value === 'string') return patterns.reduce((text, pattern) => text.replace(pattern, mark), value)
  if (Array.isArray(value)) return value.map((entry) => scrub(entry, patterns, mark))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [
        key,
        exact.has(key) ? entry : scrub(entry, patterns, mark),
      ]),
    )
  }
  return value
}
