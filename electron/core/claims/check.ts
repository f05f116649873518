import type { CaseFile } from '../../../shared/contract/case.ts'
import type { Claims, Finding } from '../../../shared/contract/claims.ts'
import { AppError } from '../../../shared/contract/errors.ts'

/** What the claims are checked against: the facts of the case and the day of the check (`YYYY-MM-DD`). */
export interface ClaimFacts {
  readonly case: Pick<CaseFile, 'facts'>
  readonly now: string
}

/** Statutory damages: 500 to 5,000,000 yuan, in fen (著作权法 54(2)). */
const STATUTORY_LEAST = 50_000
const STATUTORY_MOST = 500_000_000
/** Punitive damages: one to five times the base (著作权法 54(1), 惩罚性赔偿解释 5). */
const FACTOR_LEAST = 1
const FACTOR_MOST = 5
/** Three years (最高人民法院著作权解释(2020) 27). */
const LIMITATION_YEARS = 3
/** From when on the end of the period is pointed out: a notice of our own, no rule of law. */
const SOON_DAYS = 180

/**
 * What a person should know about the claims before filing, in the order of the form. It explains and never
 * suggests an amount. `error`: the claim cannot stand as it is written; `warning`: a court will ask; `note`: to know.
 */
export function checkClaims(claims: Claims, { case: file, now }: ClaimFacts): Finding[] {
  return [
    ...checkStop(claims),
    ...checkLoss(claims, file),
    ...claims.expenses.flatMap((expense, index) =>
      expense.vouchers.length > 0
        ? []
        : [warning('expense.no-voucher', { index, kind: expense.kind, amountFen: expense.amountFen })],
    ),
    ...checkApology(claims),
    ...checkLimitation(claims, file, now),
  ]
}

/** Exact sums in fen. Throws `invalid-input` where a sum is beyond what can be held exactly. */
export function totals(claims: Claims): { expensesFen: number; totalFen: number } {
  const expenses = claims.expenses.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n)
  const total = expenses + BigInt(claims.loss?.amountFen ?? 0)
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new AppError('invalid-input', { field: 'amountFen', reason: 'too-large' })
  }
  return { expensesFen: Number(expenses), totalFen: Number(total) }
}

function checkStop({ stop }: Claims): Finding[] {
  if (!stop) return []
  const findings: Finding[] = []
  if (stop.urls.length === 0) findings.push(warning('stop.no-url'))
  if (stop.rights.length === 0) findings.push(warning('stop.no-right'))
  return findings
}

function checkLoss({ loss }: Claims, { facts }: ClaimFacts['case']): Finding[] {
  if (!loss) return []
  const findings: Finding[] = []
  const { method, amountFen } = loss
  if (amountFen === undefined) findings.push(error('loss.no-amount'))
  if (method !== 'statutory' && !loss.basis?.trim()) findings.push(warning('loss.no-basis', { method }))
  if (method === 'statutory' && amountFen !== undefined) {
    const range = { amountFen, leastFen: STATUTORY_LEAST, mostFen: STATUTORY_MOST }
    if (amountFen < STATUTORY_LEAST) findings.push(warning('loss.below-statutory', range))
    if (amountFen > STATUTORY_MOST) findings.push(warning('loss.above-statutory', range))
  }
  if (method === 'punitive') findings.push(...checkPunitive(loss, facts.seriousness))
  return findings
}

function checkPunitive(loss: NonNullable<Claims['loss']>, seriousness: string | undefined): Finding[] {
  const findings: Finding[] = []
  const { amountFen, baseMethod, baseFen, factor } = loss
  if (baseMethod === undefined || baseFen === undefined) findings.push(error('punitive.no-base'))
  if (factor === undefined || factor < FACTOR_LEAST || factor > FACTOR_MOST) {
    findings.push(error('punitive.factor-range', factor === undefined ? {} : { factor }))
  } else if (amountFen !== undefined && baseFen !== undefined) {
    // Whether the sum asked for holds the base as well as its multiple is the claimant's to say, so both readings pass.
    const multipleFen = Math.round(baseFen * factor)
    const withBaseFen = baseFen + multipleFen
    if (Math.abs(amountFen - multipleFen) > 1 && Math.abs(amountFen - withBaseFen) > 1) {
      findings.push(
        warning('punitive.amount-mismatch', { amountFen, baseFen, factor, multipleFen, withBaseFen }),
      )
    }
  }
  if (!seriousness?.trim()) findings.push(warning('punitive.no-seriousness'))
  return findings
}

function checkApology({ apology }: Claims): Finding[] {
  if (!apology) return []
  const findings: Finding[] = []
  if (!apology.where?.trim()) findings.push(warning('apology.no-place'))
  if (apology.durationDays === undefined) findings.push(warning('apology.no-duration'))
  if (!apology.text?.trim()) findings.push(warning('apology.no-text'))
  if (apology.deadlineDays === undefined) findings.push(note('apology.no-deadline'))
  return findings
}

/** Money only: the other claims are not asked after here. The period runs from the later of the two dates of knowledge. */
function checkLimitation(claims: Claims, { facts }: ClaimFacts['case'], now: string): Finding[] {
  if (!claims.loss && claims.expenses.length === 0) return []
  const { knownDamageOn, knownObligorOn } = facts
  if (!knownDamageOn || !knownObligorOn) {
    const unknown = [!knownDamageOn && 'damage', !knownObligorOn && 'obligor'].filter(Boolean).join(' ')
    return [warning('limitation.unknown', { unknown })]
  }
  const knownOn = knownDamageOn > knownObligorOn ? knownDamageOn : knownObligorOn
  const lastDay = yearsLater(knownOn, LIMITATION_YEARS)
  const days = daysBetween(now, lastDay)
  if (days > SOON_DAYS) return []
  // A notice that reached the other side can interrupt the period; whether it did is not for the program to say.
  const delivered = facts.notices.flatMap(({ kind, deliveredOn }) =>
    kind === 'infringer' && deliveredOn && deliveredOn >= knownOn && deliveredOn <= lastDay
      ? [deliveredOn]
      : [],
  )
  const noticeOn = delivered.sort().at(-1)
  const details = { knownOn, lastDay, ...(noticeOn ? { noticeOn } : {}) }
  return days < 0
    ? [warning('limitation.passed', details)]
    : [warning('limitation.soon', { ...details, days })]
}

/** The same day so many years on; 29 February becomes the last of the month. */
function yearsLater(day: string, years: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const lastOfMonth = new Date(Date.UTC(year + years, month, 0)).getUTCDate()
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, lastOfMonth))).toISOString().slice(0, 10)
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

const error = (code: string, details: Finding['details'] = {}): Finding => ({ code, level: 'error', details })
const warning = (code: string, details: Finding['details'] = {}): Finding => ({
  code,
  level: 'warning',
  details,
})
const note = (code: string, details: Finding['details'] = {}): Finding => ({ code, level: 'note', details })
