import type { Finding } from '../../contract/claims.ts'
import { formatDay, formatMoney } from '../../format.ts'
import type { Shape } from '../shape.ts'
import type { claims as source } from '../zh-CN/claims.ts'
import { terms } from './terms.ts'

type Details = Finding['details']

const text = (value: string | number | undefined): string => String(value ?? '')
/** Fen; a caller may hand over money already written out. */
const money = (value: string | number | undefined): string =>
  typeof value === 'number' ? formatMoney(value, 'en') : text(value)
const day = (value: string | number | undefined): string => formatDay(text(value), 'en')

const methods: Readonly<Record<string, string>> = terms.lossMethods
const expenses: Readonly<Record<string, string>> = terms.expenseKinds

const notice = (d: Details): string =>
  d.noticeOn === undefined
    ? ''
    : ` The case records a notice delivered to the defendant on ${day(d.noticeOn)}; ask a lawyer whether it interrupted the period (Civil Code art. 195).`

export const claims: Shape<typeof source> = {
  findings: {
    'stop.no-url': () =>
      'The claim to stop names no address. Enter the links, so that a judgment is definite and can be enforced.',
    'stop.no-right': () =>
      'The claim to stop names no right (the rights are listed in Copyright Law art. 10). Choose those that were infringed.',
    'loss.no-amount': () => 'The economic loss has no amount. Enter the sum that is asked for.',
    'loss.no-basis': (d) =>
      d.method === 'punitive'
        ? 'The punitive damages have no facts and reasons. Whoever asks for them states the amount, how it was worked out and the facts and reasons when filing (Interpretation on Punitive Damages art. 2).'
        : `The loss is worked out by ${methods[text(d.method)] ?? text(d.method)}, but without a basis. Write down the facts and the arithmetic (Copyright Law art. 54(1)).`,
    'loss.below-statutory': (d) =>
      `The amount entered is ${money(d.amountFen)}. Statutory damages range from ${money(d.leastFen)} to ${money(d.mostFen)} (Copyright Law art. 54(2)); the amount entered is below that range.`,
    'loss.above-statutory': (d) =>
      `The amount entered is ${money(d.amountFen)}. Statutory damages range from ${money(d.leastFen)} to ${money(d.mostFen)} (Copyright Law art. 54(2)); the amount entered is above that range. A higher loss has to be worked out by another method and proved.`,
    'punitive.no-base': () =>
      'The punitive damages have no base. The base is actual loss, the infringer’s gain or the licence fee; statutory damages cannot be the base, and reasonable expenses are no part of it (Copyright Law art. 54(1), Interpretation on Punitive Damages art. 5).',
    'punitive.factor-range': (d) =>
      `${d.factor === undefined ? 'The punitive damages have no factor' : `The factor entered is ${text(d.factor)}`}. Punitive damages are one to five times the amount worked out (Copyright Law art. 54(1)).`,
    'punitive.amount-mismatch': (d) =>
      `The amount ${money(d.amountFen)} does not follow from base and factor: ${money(d.baseFen)} times ${text(d.factor)} is ${money(d.multipleFen)}, with the base itself ${money(d.withBaseFen)}. Check amount, base and factor.`,
    'punitive.no-seriousness': () =>
      'The facts of the case say nothing of intent and of the seriousness of the act. Punitive damages presuppose an intentional infringement in serious circumstances (Copyright Law art. 54(1), Interpretation on Punitive Damages arts. 3 and 4).',
    'expense.no-voucher': (d) =>
      `Expense ${Number(d.index) + 1} (${expenses[text(d.kind)] ?? text(d.kind)}, ${money(d.amountFen)}) has no voucher. Reasonable expenses are those that the owner paid to stop the infringement (Copyright Law art. 54(3)); attach the contract, invoice or proof of payment.`,
    'apology.no-place': () =>
      'The apology names no place of publication. Enter one, so that a judgment is definite and can be enforced.',
    'apology.no-duration': () =>
      'The apology has no duration in days. Enter one, so that a judgment is definite and can be enforced.',
    'apology.no-text': () =>
      'There is no text of the apology. A draft can be made from the facts of the case and edited.',
    'apology.no-deadline': () =>
      'There is no deadline for the apology. Enter a number of days if there should be one.',
    'limitation.unknown': (d) => {
      const lacking = text(d.unknown)
      const what = [
        lacking.includes('damage') ? 'when the damage became known' : '',
        lacking.includes('obligor') ? 'when the infringer became known' : '',
      ]
      return `The facts of the case do not say ${what.filter(Boolean).join(' and ')}, so the limitation period cannot be checked. It is three years from the day on which the owner knew or should have known of the damage and of the obligor (Interpretation on Copyright Disputes (2020) art. 27).`
    },
    'limitation.soon': (d) =>
      `Counted from the date entered (${day(d.knownOn)}), the limitation period of three years ends on ${day(d.lastDay)}, in ${text(d.days)} days (Interpretation on Copyright Disputes (2020) art. 27).${notice(d)}`,
    'limitation.passed': (d) =>
      `Counted from the date entered (${day(d.knownOn)}), the limitation period of three years ended on ${day(d.lastDay)} (Interpretation on Copyright Disputes (2020) art. 27). For an infringement that still goes on when the action is filed, damages count three years back from the filing (same article).${notice(d)}`,
  },
  apology: {
    blank: (what) => `[${what}]`,
    blanks: {
      publishedAt: 'date of publication',
      account: 'name of the account',
      author: 'name of the author',
      workTitle: 'title of the work',
      category: 'category of the work',
      rights: 'rights infringed',
      defendant: 'declarant',
    },
    self: { person: 'I', organisation: 'we', several: 'we' },
    and: ' and ',
    posting: ({ date, account, title }) =>
      `${title ? `“${title.replace(/^《|》$/g, '')}”` : 'content'}, published on ${date} by the account “${account}”`,
    text: (d) =>
      [
        'Declaration of apology',
        `In ${d.postings}, ${d.self} used the ${d.category} “${d.title.replace(/^《|》$/g, '')}” by ${d.author} without permission${d.watermarkMissing ? ' and without keeping the watermark with the author’s name' : ''}, and thereby infringed the following rights of ${d.author}: ${d.rights}. ${d.self === 'I' ? 'I' : 'We'} hereby publicly apologise to ${d.author}.`,
        `Declarant: ${d.defendant}`,
        'Date: ',
      ].join('\n'),
  },
}
