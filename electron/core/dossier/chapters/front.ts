import type { Block, Span } from '../blocks.ts'
import { oneLine } from '../paper/text.ts'
import { listOf, type Scope, text } from '../scope.ts'

/** The cover has room for so many characters; chapter 1 has all of them. */
const longestTitle = 80
const longestNames = 120

/** Cover and contents. */
export function front(scope: Scope): Block[] {
  const { facts, m } = scope
  const names = (role: 'plaintiff' | 'defendant') =>
    listOf(
      scope,
      facts.case.parties.filter((party) => party.role === role).map((party) => party.name),
    )
  const party = (role: 'plaintiff' | 'defendant'): Span[][] => {
    const value = names(role)
    return value ? [[text(m.cover.party(scope.terms.partyRoles[role], oneLine(value, longestNames)))]] : []
  }
  const court = facts.case.court ? m.cover.court(facts.case.court) : m.cover.courtOpen
  const number = facts.case.caseNumber ? [[text(facts.case.caseNumber)]] : []
  return [
    {
      kind: 'cover',
      title: m.cover.title,
      lines: [[text(oneLine(facts.case.title, longestTitle))], ...party('plaintiff'), ...party('defendant')],
      foot: [
        [text(court)],
        ...number,
        [text(scope.day(chinaDay(facts.builtAt)))],
        [text(m.cover.extentBefore), { kind: 'total' }, text(m.cover.extentAfter)],
        ...(facts.copy === 'service' ? [[text(m.cover.serviceCopy)]] : []),
      ],
    },
    { kind: 'contents' },
  ]
}

/** The calendar day of an instant in China. */
function chinaDay(instant: string): string {
  return new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
