import type { Round, RoundPicture } from '../../../../shared/contract/process.ts'
import type { Block, Span, StripCell } from '../blocks.ts'
import { changeLabels, roundName } from '../rounds.ts'
import {
  bold,
  isPicture,
  mark,
  type Scope,
  sentence,
  small,
  soft,
  stateOfRound,
  text,
  withExhibit,
} from '../scope.ts'

/** More siblings than this are counted, with their exhibit, and not shown. */
const mostSiblings = 12

/** Up to so many siblings stand in a row of larger pictures where they have a page of their own. */
const mostLarge = 3

/**
 * The other pictures of a round: one recipe, several seeds, as contact prints; few of them larger where they have a
 * page of their own.
 */
export function contacts(scope: Scope, round: Round, ownPage = false): Block[] {
  const p = scope.m.process
  const others = round.pictures.filter(({ item }) => item !== round.item)
  if (others.length === 0) return []
  const judged = (picture: RoundPicture) => Number(picture.selected !== null)
  const exhibitOf = ({ item }: RoundPicture) => scope.exhibitOf(item)?.no
  const own = scope.exhibitOf(round.item)?.no
  const byInterest = others.toSorted((a, b) => judged(b) - judged(a))
  // One of each exhibit comes first: what is cited must stand on some page.
  const firsts = new Set([...Map.groupBy(byInterest, exhibitOf).values()].flatMap(([first]) => first ?? []))
  const sorted = [...firsts, ...byInterest.filter((picture) => !firsts.has(picture))]
  const most = Math.max(mostSiblings, firsts.size)
  const shown = sorted.slice(0, most)
  const left = sorted.slice(most)
  // Siblings of a final image are of another exhibit than it, and stand on this page all the same.
  const isLarge = ownPage && shown.length <= mostLarge
  const groups = [...Map.groupBy(shown, exhibitOf)]
  // A page of their own belongs to their exhibit where they all are of one, as its running head says.
  const sole = ownPage && groups.length === 1 ? groups[0]?.[0] : own
  const strips = groups.flatMap(([exhibit, pictures]) => {
    const cells = pictures.map((picture, index) => {
      const isLast = index === pictures.length - 1
      const others = isLast ? left.filter((each) => exhibitOf(each) === exhibit) : []
      return siblingCell(scope, picture, others, isLarge ? exhibit : undefined)
    })
    return withExhibit(exhibit === sole ? undefined : exhibit, [
      isLarge ? { kind: 'strip', cells } : { kind: 'strip', cells, small: true },
    ])
  })
  const title = [...(ownPage ? [roundName(scope, round)] : []), p.siblings(round.pictures.length)].join(
    '\u3000',
  )
  return withExhibit(sole === own ? undefined : sole, [
    { kind: 'paragraph', size: 'small', keep: true, spans: [bold(title)] },
    ...strips,
    ...otherPictures(scope, left),
    ...sorted.flatMap((picture) => saidOf(scope, picture, round)),
  ])
}

/** 另有 23 张，见证据3-1: what is counted and not shown. */
function otherPictures(scope: Scope, left: readonly RoundPicture[]): Block[] {
  if (left.length === 0) return []
  const exhibit = scope.exhibitOf(left[0]?.item ?? 0)?.no ?? ''
  return [small([soft(scope.m.process.otherPictures(left.length, exhibit))])]
}

/** What the author said of one picture among its siblings, where that is not said of the round. */
function saidOf(scope: Scope, picture: RoundPicture, round: Round): Block[] {
  const reason = picture.reason === round.reason ? '' : (picture.reason?.trim() ?? '')
  const judged = judgement(scope, picture)
  if (!reason && !picture.selectionReason) return []
  const name = scope.item(picture.item)?.name ?? ''
  const words = scope.m.process.siblingSaid(name, reason, judged, picture.selectionReason?.trim() ?? '')
  return [sentence(scope, 'stated', words, scope.cite(picture.item))]
}

function judgement({ m }: Scope, { selected }: RoundPicture): string {
  return selected === true ? m.process.selected : selected === false ? m.process.notSelected : ''
}

/** A large picture is named like every other one: by its exhibit and its file. */
function siblingCell(
  scope: Scope,
  picture: RoundPicture,
  left: readonly RoundPicture[],
  exhibit: string | undefined,
): StripCell {
  const { m } = scope
  const item = scope.item(picture.item)
  const judged = judgement(scope, picture)
  const name = item?.name ?? ''
  const seed = picture.seed === null ? '' : m.process.seed(picture.seed)
  const named = exhibit ? `${m.exhibitLabel(exhibit)} ${name}` : seed || name
  return {
    source: item && isPicture(item) ? { item: item.id, sha256: item.sha256 } : null,
    alt: name,
    title: [soft(named)],
    text: [
      ...(exhibit && seed ? [soft(seed), ...(judged ? [{ kind: 'break' } as const] : [])] : []),
      ...(judged ? [mark('stated'), text(judged)] : []),
    ],
    anchor: `item-${picture.item}`,
    others: left.map(({ item: id }) => `item-${id}`),
    leadsOn: false,
  }
}

/** Rounds that have no page of their own, as contact prints: the place where they are cited is here. */
export function folded(scope: Scope, rounds: readonly Round[]): Block[] {
  const cells = rounds.map((round): StripCell => {
    const item = scope.item(round.item)
    const title: Span[] = [mark(stateOfRound(round)), bold(roundName(scope, round))]
    const words = [
      ...(round.pictures.length > 1 ? [scope.m.process.pictures(round.pictures.length)] : []),
      ...(round.notCompared === 'no-parent' ? [] : changeLabels(scope, round).slice(0, 2)),
    ]
    return {
      source: item && isPicture(item) ? { item: item.id, sha256: item.sha256 } : null,
      alt: scope.m.process.alt(round.no, item?.name ?? ''),
      title,
      text: [soft(words.join(scope.m.semicolon))],
      anchor: `round-${round.item}`,
      others: round.pictures.map(({ item: id }) => `item-${id}`),
      leadsOn: false,
    }
  })
  return [{ kind: 'strip', cells, small: true }]
}
