import type { Capture, LinkStatement } from '../../../shared/contract/capture.ts'
import type { CaseFile, Work } from '../../../shared/contract/case.ts'
import type { Claims } from '../../../shared/contract/claims.ts'
import type { Language } from '../../../shared/contract/primitives.ts'
import { formatDay } from '../../../shared/format.ts'
import { messagesIn } from '../../../shared/messages/index.ts'

export interface ApologyFacts {
  readonly case: Pick<CaseFile, 'parties'>
  /** The work in question; null where the case names none yet. */
  readonly work: Work | null
  readonly captures: readonly Capture[]
  /** What the person says of each comparison: where a watermark is said to be missing, the draft says so too. */
  readonly links?: readonly {
    readonly work: number
    readonly capture: number
    readonly statement: LinkStatement
  }[]
  /** The rights that the claim to stop names. */
  readonly rights?: NonNullable<Claims['stop']>['rights']
  readonly language: Language
}

/** Facts that a draft can lack; `shared/messages` names each for the bracketed blank and for the person. */
export type ApologyBlank =
  | 'publishedAt'
  | 'account'
  | 'author'
  | 'workTitle'
  | 'category'
  | 'rights'
  | 'defendant'

/**
 * A declaration of apology for the person to edit, written only with facts of the case. What is not known stays a
 * bracketed blank in the text and is listed in `missing`. Nothing is saved and nothing is claimed to be owed.
 */
export function draftApology(facts: ApologyFacts): { text: string; missing: ApologyBlank[] } {
  const { work, language } = facts
  const { claims, terms } = messagesIn(language)
  const words = claims.apology
  const missing = new Set<ApologyBlank>()
  const stated = (value: string | undefined, blank: ApologyBlank): string => {
    const text = value?.trim()
    if (text) return text
    missing.add(blank)
    return words.blank(words.blanks[blank])
  }
  const list = (values: readonly string[]): string => values.join(terms.listSeparator)

  const defendants = facts.case.parties.filter(({ role }) => role === 'defendant')
  const plaintiffs = facts.case.parties.filter(({ role }) => role === 'plaintiff')
  const self = words.self[defendants.length > 1 ? 'several' : (defendants[0]?.kind ?? 'person')]
  const postings = postingsOf(facts.captures).map(({ record }) =>
    words.posting({
      date: stated(dayShown(record.publishedAtShown, language), 'publishedAt'),
      account: stated(record.accountName, 'account'),
      title: record.title?.trim() ?? '',
    }),
  )
  if (postings.length === 0) {
    postings.push(
      words.posting({
        date: stated(undefined, 'publishedAt'),
        account: stated(undefined, 'account'),
        title: '',
      }),
    )
  }
  const author = stated(work?.author ?? list(plaintiffs.map(({ name }) => name)), 'author')
  const text = words.text({
    self,
    postings: list(postings),
    author,
    category: stated(work?.category, 'category'),
    title: stated(work?.title, 'workTitle'),
    watermarkMissing: saysWatermarkMissing(facts),
    rights: stated(rightsIn(facts.rights ?? [], terms.rights, words.and, terms.listSeparator), 'rights'),
    defendant: stated(list(defendants.map(({ name }) => name)), 'defendant'),
  })
  return { text, missing: [...missing] }
}

/** One capture for each place of publication: the earliest that shows the picture up. */
function postingsOf(captures: readonly Capture[]): Capture[] {
  const places = new Map<string, Capture>()
  for (const capture of captures) {
    const place = capture.record.urlFinal ?? capture.record.url
    const known = places.get(place)
    if (!known || (known.record.found !== 'up' && capture.record.found === 'up')) places.set(place, capture)
  }
  return [...places.values()]
}

function saysWatermarkMissing({ links, captures, work }: ApologyFacts): boolean {
  if (!work) return false
  const here = new Set(captures.map(({ id }) => id))
  return (links ?? []).some(
    ({ work: linked, capture, statement }) =>
      linked === work.id &&
      here.has(capture) &&
      statement.different.some(({ kind }) => kind === 'watermark-missing'),
  )
}

/** "Three hours ago" was true on the day of the capture alone. */
const relativeDay = /前|昨|今|刚|\b(ago|yesterday|today|now)\b/i

/** A plain date is written as a date; what names no day of its own is a blank; all else stays as the page showed it. */
function dayShown(shown: string | undefined, language: Language): string | undefined {
  if (shown !== undefined && relativeDay.test(shown)) return undefined
  const day = /^(\d{4}-\d{2}-\d{2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(shown?.trim() ?? '')
  return day ? formatDay(day[1] as string, language) : shown
}

function rightsIn(
  rights: NonNullable<ApologyFacts['rights']>,
  names: Readonly<Record<NonNullable<ApologyFacts['rights']>[number], string>>,
  and: string,
  separator: string,
): string {
  const said = rights.map((right) => names[right])
  return said.length < 2 ? (said[0] ?? '') : `${said.slice(0, -1).join(separator)}${and}${said.at(-1)}`
}
