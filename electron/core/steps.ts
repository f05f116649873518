import type { Capture, Link } from '../../shared/contract/capture.ts'
import type { CaseFile, StepState } from '../../shared/contract/case.ts'
import type { ClaimsView } from '../../shared/contract/claims.ts'
import type { Dossier } from '../../shared/contract/dossier.ts'
import type { Outline } from './process/process.ts'

export interface Known {
  readonly file: CaseFile
  readonly process: Outline | null
  readonly captures: readonly Capture[]
  readonly links: readonly Pick<Link, 'statement'>[]
  readonly claims: ClaimsView
  readonly dossiers: readonly Dossier[]
}

type Missing = StepState['missing']

/** Where one is on the path of a case, and what is missing at each step, in the order in which one would mend it. */
export function stepsOf(known: Known): StepState[] {
  const { file, process, captures, links, claims, dossiers } = known
  const work = file.works[0]
  const hasRole = (role: string) => file.parties.some((party) => party.role === role)
  const lacking = (code: string, isMissing: boolean, count?: number): Missing =>
    isMissing ? [count === undefined ? { code } : { code, count }] : []
  const counted = (code: string) => process?.missing.filter((gap) => gap.code === code).length ?? 0

  const workGaps = [
    ...lacking('work.final', !work?.finalItem),
    ...lacking('work.title', work !== undefined && !work.title),
    ...lacking('work.author', !work?.author),
    ...lacking('work.completed', !work?.completedOn),
    ...lacking('work.publication', !work?.firstPublication?.url && !work?.firstPublication?.publishedAt),
    ...lacking('parties.plaintiff', !hasRole('plaintiff')),
    ...lacking('parties.defendant', !hasRole('defendant')),
  ]
  const rounds = process?.rounds ?? 0
  const processGaps = [
    ...lacking('process.rounds', rounds < 2),
    ...lacking('process.reasons', counted('process.reasons') > 0, counted('process.reasons')),
    ...lacking('process.selection', rounds > 0 && counted('process.selection') > 0),
    ...lacking('process.translation', counted('process.translation') > 0, counted('process.translation')),
  ]
  const captureGaps = [
    ...lacking('infringement.capture', captures.length === 0),
    ...lacking(
      'infringement.url',
      captures.some(({ record }) => !record.url),
    ),
    ...lacking(
      'infringement.time',
      captures.some(({ record }) => !record.startedAt),
    ),
  ]
  const linkGaps = [
    ...lacking('comparison.link', links.length === 0),
    ...lacking(
      'comparison.marks',
      links.length > 0 &&
        links.every(({ statement }) => statement.same.length + statement.different.length === 0),
    ),
  ]
  const { stop, loss, apology, expenses } = claims.claims
  const claimed = stop !== null || loss !== null || apology !== null || expenses.length > 0
  const errors = claims.findings.filter((finding) => finding.level === 'error').length
  const claimGaps = [
    ...lacking('claims.none', !claimed),
    ...lacking('claims.amount', loss !== null && loss.amountFen === undefined),
    ...lacking('claims.apology', apology !== null && !apology.text),
    ...lacking('claims.errors', errors > 0, errors),
    ...lacking(
      'claims.vouchers',
      expenses.some((expense) => expense.vouchers.length === 0),
    ),
  ]
  const current = dossiers.some((dossier) => !dossier.outdated)
  const dossierGaps = [
    ...lacking('dossier.none', dossiers.length === 0),
    ...lacking('dossier.outdated', dossiers.length > 0 && !current),
  ]
  return [
    step('work', work !== undefined, workGaps),
    step('process', rounds > 0, processGaps),
    step('infringement', captures.length > 0, captureGaps),
    step('comparison', links.length > 0, linkGaps),
    step('claims', claimed, claimGaps),
    step('dossier', dossiers.length > 0, dossierGaps),
  ]
}

function step(name: StepState['step'], started: boolean, missing: Missing): StepState {
  return { step: name, state: missing.length === 0 ? 'done' : started ? 'started' : 'empty', missing }
}
