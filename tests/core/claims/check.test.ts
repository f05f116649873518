import { describe, expect, test } from 'vitest'
import { checkClaims, totals } from '../../../electron/core/claims/check.ts'
import { Facts } from '../../../shared/contract/case.ts'
import { Claims, type ClaimsInput, Finding } from '../../../shared/contract/claims.ts'
import { messagesIn } from '../../../shared/messages/index.ts'

const known = { knownDamageOn: '2026-04-02', knownObligorOn: '2026-04-02' }

function found(claims: ClaimsInput, facts: object = known, now = '2026-06-01'): Finding[] {
  const findings = checkClaims(Claims.parse(claims), { case: { facts: Facts.parse(facts) }, now })
  for (const finding of findings) {
    expect(Finding.parse(finding)).toEqual(finding)
    for (const language of ['zh-CN', 'en'] as const) {
      const sentences: Record<string, (details: Finding['details']) => string> =
        messagesIn(language).claims.findings
      expect(sentences[finding.code]?.(finding.details)).toMatch(/\S/)
      expect(sentences[finding.code]?.(finding.details)).not.toMatch(/undefined|NaN|\[object/)
    }
  }
  return findings
}

const codes = (...given: Parameters<typeof found>): string[] => found(...given).map(({ code }) => code)

describe('the sample case', () => {
  test('raises nothing', () => {
    expect(
      codes({
        stop: { rights: ['authorship', 'communication'], urls: ['https://example.cn/a/123'] },
        loss: { method: 'statutory', amountFen: 50_000 },
        expenses: [{ kind: 'evidence', amountFen: 12_000, vouchers: [1] }],
        apology: { where: '账号首页', durationDays: 3, deadlineDays: 7, text: '致歉声明' },
      }),
    ).toEqual([])
  })
})

describe('economic loss', () => {
  test('statutory damages are checked against 500 and 5,000,000 yuan, both included', () => {
    const statutory = (amountFen: number): string[] => codes({ loss: { method: 'statutory', amountFen } })
    expect(statutory(49_999)).toEqual(['loss.below-statutory'])
    expect(statutory(50_000)).toEqual([])
    expect(statutory(500_000_000)).toEqual([])
    expect(statutory(500_000_001)).toEqual(['loss.above-statutory'])
  })

  test('the range is not held against the other methods, which need a basis', () => {
    expect(codes({ loss: { method: 'actual_loss', amountFen: 100, basis: '许可费损失' } })).toEqual([])
    expect(codes({ loss: { method: 'licence_fee', amountFen: 100, basis: ' ' } })).toEqual(['loss.no-basis'])
    expect(codes({ loss: { method: 'statutory' } })).toEqual(['loss.no-amount'])
  })

  test('the explanation names the article and proposes no amount of its own', () => {
    const [finding] = found({ loss: { method: 'statutory', amountFen: 20_000 } })
    expect(messagesIn('zh-CN').claims.findings['loss.below-statutory'](finding?.details ?? {})).toBe(
      '所填金额为200元。法定赔偿的幅度为500元以上、5,000,000元以下（著作权法第五十四条第二款），所填金额低于该幅度。',
    )
  })
})

describe('punitive damages', () => {
  const punitive = { method: 'punitive', basis: '事实', baseMethod: 'licence_fee', baseFen: 10_000 } as const
  const serious = { ...known, seriousness: '通知后仍未删除' }

  test('need a base and a factor from one to five', () => {
    expect(codes({ loss: { method: 'punitive', amountFen: 1, basis: '事实' } }, serious)).toEqual([
      'punitive.no-base',
      'punitive.factor-range',
    ])
    const factor = (value: number): string[] => codes({ loss: { ...punitive, factor: value } }, serious)
    expect(factor(0.9)).toContain('punitive.factor-range')
    expect(factor(1)).not.toContain('punitive.factor-range')
    expect(factor(5)).not.toContain('punitive.factor-range')
    expect(factor(5.1)).toContain('punitive.factor-range')
  })

  test('follow from base and factor, with or without the base itself', () => {
    const amount = (amountFen: number): string[] =>
      codes({ loss: { ...punitive, factor: 2, amountFen } }, serious)
    expect(amount(20_000)).toEqual([])
    expect(amount(30_000)).toEqual([])
    expect(amount(25_000)).toEqual(['punitive.amount-mismatch'])
  })

  test('need facts about intent and seriousness', () => {
    expect(codes({ loss: { ...punitive, factor: 2, amountFen: 20_000 } })).toEqual([
      'punitive.no-seriousness',
    ])
  })
})

describe('expenses, stop and apology', () => {
  test('an expense without a voucher is named by its place and amount', () => {
    const [finding] = found({
      expenses: [
        { kind: 'evidence', amountFen: 12_000, vouchers: [3] },
        { kind: 'travel', amountFen: 20_000 },
      ],
    })
    expect(finding).toMatchObject({ code: 'expense.no-voucher', details: { index: 1, amountFen: 20_000 } })
    expect(messagesIn('zh-CN').claims.findings['expense.no-voucher'](finding?.details ?? {})).toContain(
      '第2项合理开支（差旅费，200元）',
    )
  })

  test('what is left open is told', () => {
    expect(codes({ stop: {}, apology: {} })).toEqual([
      'stop.no-url',
      'stop.no-right',
      'apology.no-place',
      'apology.no-duration',
      'apology.no-text',
      'apology.no-deadline',
    ])
  })

  test('what is not claimed is not asked about', () => {
    expect(codes({}, {})).toEqual([])
  })
})

describe('limitation', () => {
  const money: ClaimsInput = { loss: { method: 'statutory', amountFen: 50_000 } }

  test('runs three years from the later of the two dates', () => {
    const facts = { knownDamageOn: '2023-01-10', knownObligorOn: '2023-06-01' }
    expect(codes(money, facts, '2025-11-01')).toEqual([])
    expect(found(money, facts, '2026-06-01')).toMatchObject([
      { code: 'limitation.soon', details: { knownOn: '2023-06-01', lastDay: '2026-06-01', days: 0 } },
    ])
    expect(codes(money, facts, '2026-06-02')).toEqual(['limitation.passed'])
  })

  test('ends on 28 February where it began on the 29th', () => {
    const facts = { knownDamageOn: '2024-02-29', knownObligorOn: '2024-02-29' }
    expect(found(money, facts, '2027-01-01')[0]?.details.lastDay).toBe('2027-02-28')
  })

  test('is unknown while one date is missing', () => {
    expect(found(money, { knownDamageOn: '2026-01-01' })).toMatchObject([
      { code: 'limitation.unknown', details: { unknown: 'obligor' } },
    ])
  })

  test('a delivered notice is mentioned and not judged', () => {
    const notices = [{ kind: 'infringer', sentOn: '2026-04-05', deliveredOn: '2026-04-06' }]
    const facts = { knownDamageOn: '2023-04-10', knownObligorOn: '2023-04-10', notices }
    expect(found(money, facts, '2026-05-01')).toMatchObject([
      { code: 'limitation.passed', details: { noticeOn: '2026-04-06' } },
    ])
  })

  test('is not asked after where no money is claimed', () => {
    expect(codes({ apology: { where: 'a', durationDays: 1, deadlineDays: 7, text: 't' } }, {})).toEqual([])
  })
})

describe('sums', () => {
  test('are exact in fen', () => {
    const claims = Claims.parse({
      loss: { method: 'statutory', amountFen: 50_000 },
      expenses: [
        { kind: 'evidence', amountFen: 12_000 },
        { kind: 'travel', amountFen: 20_001 },
      ],
    })
    expect(totals(claims)).toEqual({ expensesFen: 32_001, totalFen: 82_001 })
    expect(totals(Claims.parse({}))).toEqual({ expensesFen: 0, totalFen: 0 })
  })

  test('that cannot be held exactly are refused instead of rounded', () => {
    const amountFen = Number.MAX_SAFE_INTEGER
    const claims = Claims.parse({
      loss: { method: 'statutory', amountFen },
      expenses: [{ kind: 'other', amountFen }],
    })
    expect(() => totals(claims)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  })
})
