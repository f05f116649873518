import { Claims, type ClaimsView } from '../../shared/contract/claims.ts'
import { formatMoney } from '../../shared/format.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain } from './columns.ts'
import { fits, readJson } from './input-file.ts'
import { findCaseId } from './references.ts'
import { findingSentence } from './sentences.ts'
import { exitStatus, type Session } from './session.ts'

/** Takes the claims alone, or the whole document that `claim show --json` prints. */
export async function setClaims(session: Session, given: Arguments): Promise<number> {
  const path = given.required('file')
  const document = await readJson(path)
  const isView = document !== null && typeof document === 'object' && 'claims' in document
  const claims = fits(Claims, isView ? document.claims : document, path)
  const core = await session.open()
  const view = await core.call('claims.set', { case: await findCaseId(core, given.words[0] ?? ''), claims })
  session.output.document(view, () => [
    session.messages.cli.claimsSaved({ revision: view.revision }),
    ...describeClaims(session, view),
  ])
  return exitStatus.done
}

export async function showClaims(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const view = await core.call('claims.get', { case: await findCaseId(core, given.words[0] ?? '') })
  session.output.document(view, () => describeClaims(session, view))
  return exitStatus.done
}

/** A draft for the person to edit; nothing is saved. */
export async function draftApology(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const draft = await core.call('claims.draftApology', {
    case: await findCaseId(core, given.words[0] ?? ''),
    language: session.language,
  })
  session.output.document(draft, () => draft.text.split('\n').map(plain))
  return exitStatus.done
}

function describeClaims(session: Session, { claims, expensesFen, totalFen, findings }: ClaimsView): string[] {
  const { cli, terms } = session.messages
  const money = (fen: number) => formatMoney(fen, session.language)
  const rows: string[][] = []
  if (claims.stop) {
    rows.push([
      `  ${cli.claims.stop}`,
      claims.stop.rights.map((right) => terms.rights[right]).join(terms.listSeparator),
    ])
  }
  if (claims.loss) {
    const { method, amountFen } = claims.loss
    rows.push([
      `  ${cli.claims.lossBy({ method: terms.lossMethods[method] })}`,
      amountFen === undefined ? '—' : money(amountFen),
    ])
  }
  for (const { kind, amountFen, description } of claims.expenses) {
    rows.push([
      `  ${terms.expenseKinds[kind]}`,
      [money(amountFen), plain(description ?? '')].filter(Boolean).join('  '),
    ])
  }
  if (claims.expenses.length > 0) rows.push([`  ${cli.claims.expenses}`, money(expensesFen)])
  if (claims.apology) rows.push([`  ${cli.claims.apology}`, plain(claims.apology.where ?? '—')])
  if (claims.courtCosts) rows.push([`  ${cli.claims.courtCosts}`, cli.claims.byDefendant])
  if (rows.length === 0) return [cli.claims.none]
  return [
    ...aligned([...rows, [`  ${cli.claims.total}`, money(totalFen)]]),
    ...findings.map((finding) => `  · ${plain(findingSentence(session, finding))}`),
  ]
}
