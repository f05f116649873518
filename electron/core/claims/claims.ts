import { Claims, type ClaimsView } from '../../../shared/contract/claims.ts'
import type { Cases } from '../cases/cases.ts'
import type { Vault } from '../vault/vault.ts'
import { checkClaims, totals } from './check.ts'

export { draftApology } from './apology.ts'

export interface ClaimsOfCases {
  readonly get: (caseId: number) => ClaimsView
  readonly set: (caseId: number, claims: Claims) => ClaimsView
}

/** The remedies asked for, as the claimant states them, with what the law says about their amounts. */
export function openClaims(vault: Vault, cases: Cases): ClaimsOfCases {
  function get(caseId: number): ClaimsView {
    const file = cases.get(caseId)
    const statement = vault.statements.latest('claims', caseId)
    const claims = Claims.parse(statement?.content ?? {})
    return {
      caseId,
      claims,
      revision: statement?.revision ?? 0,
      ...totals(claims),
      findings: checkClaims(claims, { case: file, now: new Date().toISOString().slice(0, 10) }),
    }
  }
  return {
    get,
    set(caseId, claims) {
      cases.get(caseId)
      const named = [...(claims.loss?.items ?? []), ...claims.expenses.flatMap((expense) => expense.vouchers)]
      for (const item of named) cases.items.mustBeOf(caseId, item)
      vault.statements.state({
        kind: 'claims',
        caseId,
        subject: caseId,
        content: claims,
        act: 'claims.set',
        digests: [...new Set(named.map((item) => cases.items.get(item).sha256))],
      })
      return get(caseId)
    },
  }
}
