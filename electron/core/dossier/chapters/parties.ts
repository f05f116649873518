import type { Party } from '../../../../shared/contract/case.ts'
import type { Block, FieldRow } from '../blocks.ts'
import { claimSentences } from '../claim-sentences.ts'
import { chapter, fieldOf, listOf, type Scope, section, small, text } from '../scope.ts'

/** Chapter 1: who is in dispute, and what the claimant asks for. */
export function parties(scope: Scope): Block[] {
  const { facts, m } = scope
  const blocks: Block[] = [chapter(scope, 'parties')]
  blocks.push({
    kind: 'fields',
    rows: [
      { label: m.parties.title, value: [text(facts.case.title)] },
      { label: m.parties.court, value: [text(facts.case.court ?? m.cover.courtOpen)] },
      ...fieldOf(m.parties.caseNumber, facts.case.caseNumber),
    ],
  })
  for (const role of ['plaintiff', 'agent', 'defendant'] as const) {
    for (const party of facts.case.parties.filter((entry) => entry.role === role)) {
      blocks.push(section(m.parties.heading(scope.terms.partyRoles[role], party.name)))
      blocks.push({ kind: 'fields', rows: partyFields(scope, party) })
    }
  }
  if (facts.copy === 'service') blocks.push(small(m.parties.serviceNote))
  blocks.push(section(m.parties.claims, 'claims'))
  blocks.push(small(m.parties.claimsNote))
  const claims = claimSentences(scope)
  claims.forEach((sentence, index) => {
    const more = index === claims.length - 1 ? m.stop : m.semicolon
    blocks.push({
      kind: 'paragraph',
      lead: m.parties.number(index + 1),
      spans: [text(sentence), text(more)],
    })
  })
  blocks.push({ kind: 'missing', title: m.missingTitle, entries: missing(scope, claims.length) })
  return blocks
}

function partyFields(scope: Scope, party: Party): FieldRow[] {
  const { m } = scope
  const p = m.parties.fields
  const accounts = party.accounts.map((account) =>
    listOf(scope, [
      account.platform ?? '',
      account.name ? m.parties.account(account.name) : '',
      account.id ? `ID ${account.id}` : '',
      account.url ?? '',
    ]),
  )
  const rows: FieldRow[] = [
    ...fieldOf(party.kind === 'person' ? p.name : p.organisation, party.name),
    ...fieldOf(p.gender, party.gender),
    ...fieldOf(p.birthDate, party.birthDate && scope.day(party.birthDate)),
    ...fieldOf(p.ethnicity, party.ethnicity),
    ...fieldOf(p.employer, listOf(scope, [party.employer ?? '', party.position ?? ''])),
    ...fieldOf(p.representative, party.representative),
    ...fieldOf(
      p.idNumber,
      party.idNumber && (party.idKind ? `${party.idKind} ${party.idNumber}` : party.idNumber),
    ),
    ...fieldOf(p.phone, party.phone),
    ...fieldOf(p.email, party.email),
    ...fieldOf(p.address, party.address),
    ...fieldOf(p.habitualResidence, party.habitualResidence),
    ...accounts.flatMap((account) => fieldOf(p.account, account)),
    ...fieldOf(p.represents, party.represents),
    ...fieldOf(p.authority, party.authority),
  ]
  const cites = scope.cite(...party.items)
  if (cites.length > 0) rows.push({ label: p.evidence, value: [], cites })
  return rows
}

function missing(scope: Scope, claims: number): string[] {
  const { facts, m } = scope
  const has = (role: Party['role']) => facts.case.parties.some((party) => party.role === role)
  const plaintiffs = facts.case.parties.filter((party) => party.role === 'plaintiff')
  const entries: string[] = []
  if (!has('plaintiff')) entries.push(m.parties.noPlaintiff)
  if (!has('defendant')) entries.push(m.parties.noDefendant)
  for (const party of plaintiffs) if (party.items.length === 0) entries.push(m.parties.noIdentity(party.name))
  if (claims === 0) entries.push(m.parties.noClaims)
  return entries
}
