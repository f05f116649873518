import { bookTitles, listOf, type Scope } from './scope.ts'

/**
 * The claims in the words of a complaint, always the claimant's. Articles as confirmed in the legal reference:
 * 著作权法 52, 54(1)–(3). What the person wrote stands as written.
 */
export function claimSentences(scope: Scope): string[] {
  const { claims } = scope.facts.claims
  const c = scope.m.claims
  const sentences: string[] = []
  const { stop, apology, loss } = claims
  if (stop) {
    const rights = listOf(
      scope,
      stop.rights.map((right) => scope.terms.rights[right]),
    )
    sentences.push(stop.text?.trim() || c.stop(bookTitles(scope), rights, listOf(scope, stop.urls)))
  }
  if (apology) {
    sentences.push(
      c.apology({
        deadline: apology.deadlineDays ?? null,
        where: apology.where ?? '',
        days: apology.durationDays ?? null,
      }),
    )
  }
  if (loss) {
    const amount = loss.amountFen === undefined ? c.amountMissing : scope.money(loss.amountFen)
    sentences.push(c.loss(amount, c.lossBasis[loss.method]))
  }
  if (claims.expenses.length > 0)
    sentences.push(c.expenses(scope.money(scope.facts.claims.expensesFen), expenseParts(scope)))
  if (claims.other?.trim()) sentences.push(claims.other.trim().replace(/[；;。.]+$/, ''))
  if (claims.courtCosts) sentences.push(c.costs)
  return sentences
}

function expenseParts(scope: Scope): string {
  const sums = new Map<string, number>()
  for (const { kind, amountFen } of scope.facts.claims.claims.expenses) {
    const name = scope.terms.expenseKinds[kind]
    sums.set(name, (sums.get(name) ?? 0) + amountFen)
  }
  return listOf(
    scope,
    [...sums].map(([name, fen]) => scope.m.claims.expensePart(name, scope.money(fen))),
  )
}
