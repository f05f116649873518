import type { Block, FieldRow } from '../blocks.ts'
import { chapter, fieldOf, listOf, type Scope, section, sentence, small, text } from '../scope.ts'

/** 著作权法 54(2): five hundred to five million yuan, in fen. */
const statutory = { least: 50_000, most: 500_000_000 }

/** Chapter 7: money with its articles and vouchers, the apology with its text. */
export function damages(scope: Scope): Block[] {
  const { m } = scope
  return [
    chapter(scope, 'damages'),
    small(m.damages.note),
    ...loss(scope),
    ...expenses(scope),
    ...apology(scope),
    ...limitation(scope),
    { kind: 'missing', title: m.missingTitle, entries: missing(scope) },
  ]
}

function loss(scope: Scope): Block[] {
  const { facts, m } = scope
  const d = m.damages
  const claimed = facts.claims.claims.loss
  if (!claimed) return []
  const stated = { state: 'stated' } as const
  const evidence = scope.cite(...claimed.items)
  const rows: FieldRow[] = [
    { label: d.method, value: [text(scope.terms.lossMethods[claimed.method])], ...stated },
    ...fieldOf(
      d.amount,
      claimed.amountFen === undefined ? undefined : scope.money(claimed.amountFen),
      evidence.length > 0 ? { ...stated, cites: evidence } : stated,
    ),
    ...fieldOf(d.article, d.articles[claimed.method]),
  ]
  if (claimed.method === 'punitive') {
    const base = claimed.baseFen === undefined ? '' : scope.money(claimed.baseFen)
    const method = claimed.baseMethod ? scope.terms.lossMethods[claimed.baseMethod] : ''
    rows.push(...fieldOf(d.base, listOf(scope, [method, base]), stated))
    rows.push(...fieldOf(d.factor, claimed.factor === undefined ? undefined : String(claimed.factor), stated))
  }
  const blocks: Block[] = [section(d.loss, 'damages-loss'), { kind: 'fields', rows }]
  if (claimed.basis?.trim()) {
    blocks.push(
      { kind: 'paragraph', size: 'small', keep: true, spans: [text(d.basis)] },
      { kind: 'quote', spans: [text(claimed.basis.trim())] },
    )
  }
  const { amountFen } = claimed
  const isOutside =
    claimed.method === 'statutory' &&
    amountFen !== undefined &&
    (amountFen < statutory.least || amountFen > statutory.most)
  if (isOutside) blocks.push(small(d.outsideRange))
  for (const price of facts.case.facts.prices) {
    const amount = price.amountFen === undefined ? '' : scope.money(price.amountFen)
    blocks.push(sentence(scope, 'stated', d.price(price.text.trim(), amount), scope.cite(...price.items)))
  }
  return blocks
}

function expenses(scope: Scope): Block[] {
  const { facts, m } = scope
  const d = m.damages
  const { claims, expensesFen } = facts.claims
  if (claims.expenses.length === 0) return []
  return [
    section(d.expenses, 'damages-expenses'),
    small(d.expensesNote),
    {
      kind: 'table',
      alt: d.expenses,
      columns: [
        { title: d.kind, share: 2 },
        { title: d.description, share: 4 },
        { title: d.date, share: 2.4 },
        { title: d.voucher, share: 3.6 },
        { title: d.sum, share: 2, align: 'right' },
      ],
      rows: [
        ...claims.expenses.map((expense) => {
          const cites = scope.cite(...expense.vouchers)
          return {
            cells: [
              [text(scope.terms.expenseKinds[expense.kind])],
              [text(expense.description ?? '')],
              [text(expense.date ? scope.day(expense.date) : '')],
              cites.length > 0
                ? [{ kind: 'cite', cites } as const]
                : [{ kind: 'mark', state: 'missing' } as const, text(d.noVoucher)],
              [text(scope.money(expense.amountFen))],
            ],
          }
        }),
        { strong: true, cells: [[text(d.total)], [], [], [], [text(scope.money(expensesFen))]] },
      ],
    },
  ]
}

function apology(scope: Scope): Block[] {
  const { facts, m } = scope
  const d = m.damages
  const asked = facts.claims.claims.apology
  if (!asked) return []
  const stated = { state: 'stated' } as const
  const blocks: Block[] = [
    section(d.apology, 'damages-apology'),
    {
      kind: 'fields',
      rows: [
        ...fieldOf(d.where, asked.where, stated),
        ...fieldOf(
          d.duration,
          asked.durationDays === undefined ? undefined : d.days(asked.durationDays),
          stated,
        ),
        ...fieldOf(
          d.deadline,
          asked.deadlineDays === undefined ? undefined : d.afterJudgment(asked.deadlineDays),
          stated,
        ),
        { label: d.article, value: [text(d.apologyArticle)] },
      ],
    },
  ]
  if (asked.text?.trim()) {
    blocks.push(
      { kind: 'paragraph', size: 'small', keep: true, spans: [text(d.draft)] },
      { kind: 'quote', spans: [text(asked.text.trim())] },
    )
  }
  return blocks
}

function limitation(scope: Scope): Block[] {
  const { facts, m } = scope
  const d = m.damages
  const { knownDamageOn, knownObligorOn } = facts.case.facts
  if (!knownDamageOn && !knownObligorOn) return []
  const stated = { state: 'stated' } as const
  return [
    section(d.limitation),
    {
      kind: 'fields',
      rows: [
        ...fieldOf(d.knownDamage, knownDamageOn && scope.day(knownDamageOn), stated),
        ...fieldOf(d.knownObligor, knownObligorOn && scope.day(knownObligorOn), stated),
        { label: d.article, value: [text(d.limitationArticle)] },
      ],
    },
  ]
}

function missing(scope: Scope): string[] {
  const { claims } = scope.facts.claims
  const x = scope.m.damages.missing
  const entries: string[] = []
  if (!claims.loss) entries.push(x.loss)
  else {
    if (claims.loss.amountFen === undefined) entries.push(x.amount)
    if (!claims.loss.basis?.trim()) entries.push(x.basis)
  }
  const without = claims.expenses.filter((expense) => scope.cite(...expense.vouchers).length === 0)
  if (without.length > 0) entries.push(x.vouchers(without.length))
  if (!claims.apology) entries.push(x.apology)
  else if (!claims.apology.text?.trim()) entries.push(x.apologyText)
  return entries
}
