import type { Link } from '../../../../shared/contract/capture.ts'
import type { Item } from '../../../../shared/contract/item.ts'
import type { Block, NumberedPoint, PlateSide, TableRow } from '../blocks.ts'
import {
  bold,
  chapter,
  isPicture,
  listOf,
  type Scope,
  section,
  small,
  soft,
  text,
  withExhibit,
} from '../scope.ts'

type Mark = Link['statement']['same'][number]
interface NumberedMark {
  readonly no: number
  readonly same: boolean
  readonly mark: Mark
}

/** Chapter 6: both pictures at one scale, what is the same and what differs, and what was measured. */
export function comparison(scope: Scope): Block[] {
  const { facts, m } = scope
  const blocks: Block[] = [chapter(scope, 'comparison')]
  facts.links.forEach((link, index) => {
    if (index > 0) blocks.push({ kind: 'page' })
    blocks.push(...plateOf(scope, link, index))
  })
  if (facts.links.length === 0) {
    blocks.push({ kind: 'missing', title: m.missingTitle, entries: [m.comparison.none] })
  }
  return blocks
}

function plateOf(scope: Scope, link: Link, index: number): Block[] {
  const { facts, m } = scope
  const c = m.comparison
  const work = facts.case.works.find((entry) => entry.id === link.work)
  const capture = facts.captures.find((entry) => entry.id === link.capture)
  const workItem = scope.item(link.workItem)
  const captureItem = scope.item(link.captureItem)
  const exhibit = scope.exhibits.find((entry) => entry.link === link.id)
  const region = link.statement.captureRegion
  const marks: NumberedMark[] = [
    ...link.statement.same.map((mark) => ({ mark, same: true })),
    ...link.statement.different.map((mark) => ({ mark, same: false })),
  ].map((entry, at) => ({ ...entry, no: at + 1 }))

  const left = marks.flatMap((entry) => pointOf(entry, entry.mark.onWork))
  const right = marks.flatMap((entry) => pointOf(entry, within(entry.mark.onCapture, region)))
  const pairs = left.flatMap((a) => {
    const b = right.find((point) => point.no === a.no)
    return b ? [[a, b] as const] : []
  })
  const side = (
    title: string,
    item: Item | undefined,
    points: NumberedPoint[],
    part?: typeof region,
  ): PlateSide => ({
    title,
    source: item && isPicture(item) ? { item: item.id, sha256: item.sha256, region: part } : null,
    alt: item ? `${title} ${item.name}` : title,
    caption: item
      ? [soft(part ? c.partOf(item.name) : item.name), { kind: 'cite', cites: scope.cite(item.id) }]
      : [{ kind: 'mark', state: 'missing' }, text(scope.terms.states.missing)],
    points,
  })
  const heading =
    facts.links.length > 1 ? c.headingOf(index + 1, work?.title ?? '') : c.heading(work?.title ?? '')
  return withExhibit(exhibit?.no, [
    section(heading, `link-${link.id}`),
    {
      kind: 'plate',
      left: side(c.ofWork, workItem, left),
      right: side(c.ofCapture, captureItem, right, region),
      pairs,
    },
    small(c.marksNote),
    ...markTable(scope, marks),
    ...signature(scope, link),
    overview(scope, link, workItem, captureItem),
    ...measured(scope, link),
    { kind: 'missing', title: m.missingTitle, entries: missing(scope, link, capture !== undefined) },
  ])
}

/** A point of the capture file as a point of the part that is shown; outside of it there is nothing to mark. */
function within(
  point: { x: number; y: number } | undefined,
  region: Link['statement']['captureRegion'],
): { x: number; y: number } | undefined {
  if (!point || !region) return point
  const x = (point.x - region.x) / region.width
  const y = (point.y - region.y) / region.height
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : undefined
}

function pointOf({ no, same }: NumberedMark, point: { x: number; y: number } | undefined): NumberedPoint[] {
  return point ? [{ no, same, ...point }] : []
}

/** Title, account, dates, address and pages of both sides: the columns of legal-reference 7.3, side by side. */
function overview(
  scope: Scope,
  link: Link,
  workItem: Item | undefined,
  captureItem: Item | undefined,
): Block {
  const { facts, m } = scope
  const c = m.comparison
  const work = facts.case.works.find((entry) => entry.id === link.work)
  const record = facts.captures.find((entry) => entry.id === link.capture)?.record
  const published = work?.firstPublication
  const none = [{ kind: 'mark', state: 'missing' } as const, text(scope.terms.states.missing)]
  const value = (entry: string | undefined) => (entry ? [text(entry)] : none)
  const pages = (item: Item | undefined) =>
    item && scope.cite(item.id).length > 0 ? [{ kind: 'cite', cites: scope.cite(item.id) } as const] : none
  const account = (name: string | undefined, id: string | undefined) =>
    listOf(scope, [name ?? '', id ? `ID ${id}` : '']) || undefined
  return {
    kind: 'table',
    alt: c.overview,
    columns: [
      { title: '', share: 2 },
      { title: c.ofWork, share: 5 },
      { title: c.ofCapture, share: 5 },
    ],
    rows: [
      { cells: [[soft(c.rows.title)], value(work && m.bookTitle(work.title)), value(record?.title)] },
      {
        cells: [
          [soft(c.rows.account)],
          value(account(published?.account, published?.accountId)),
          value(account(record?.accountName, record?.accountId)),
        ],
      },
      {
        cells: [
          [soft(c.rows.time)],
          value(published?.publishedAt && scope.instant(published.publishedAt)),
          value(record?.publishedAtShown),
        ],
      },
      { cells: [[soft(c.rows.url)], value(published?.url), value(record?.url)] },
      { cells: [[soft(c.rows.pages)], pages(workItem), pages(captureItem)] },
    ],
  }
}

function markTable(scope: Scope, marks: readonly NumberedMark[]): Block[] {
  const c = scope.m.comparison
  if (marks.length === 0) return []
  const row = ({ no, mark }: NumberedMark): TableRow => ({
    cells: [[bold(String(no))], [text(scope.terms.markKinds[mark.kind])], [text(mark.text)]],
  })
  const of = (same: boolean) => marks.filter((mark) => mark.same === same).map(row)
  const same = of(true)
  const different = of(false)
  return [
    {
      kind: 'table',
      alt: c.table,
      columns: [
        { title: c.no, share: 1 },
        { title: c.sort, share: 2 },
        { title: c.words, share: 8 },
      ],
      rows: [
        ...(same.length > 0 ? [{ group: c.same }, ...same] : []),
        ...(different.length > 0 ? [{ group: c.different }, ...different] : []),
      ],
    },
  ]
}

function signature(scope: Scope, link: Link): Block[] {
  const c = scope.m.comparison
  const rows = [
    ...(link.statement.signature ? [{ label: c.signature, value: [text(link.statement.signature)] }] : []),
    ...(link.statement.remarks ? [{ label: c.remarks, value: [text(link.statement.remarks)] }] : []),
  ].map((row) => ({ ...row, state: 'stated' as const }))
  return [{ kind: 'fields', rows }]
}

/** Only as an aid: what the number is, and what it does not say. */
function measured(scope: Scope, link: Link): Block[] {
  const c = scope.m.comparison
  const { distance, mirrored } = link.measure
  if (distance === null) return []
  return [
    {
      kind: 'fields',
      rows: [
        {
          label: c.measured,
          state: 'inferred',
          value: [bold(c.distance(distance)), text(mirrored ? c.mirrored : ''), text(c.meaning)],
        },
      ],
    },
  ]
}

function missing(scope: Scope, link: Link, hasCapture: boolean): string[] {
  const x = scope.m.comparison.missing
  const entries: string[] = []
  if (!scope.item(link.workItem)) entries.push(x.workPicture)
  if (!hasCapture || !scope.item(link.captureItem)) entries.push(x.capturePicture)
  if (link.statement.same.length === 0) entries.push(x.same)
  if (link.statement.different.length === 0) entries.push(x.different)
  if (!link.statement.signature) entries.push(x.signature)
  if (link.measure.distance === null) entries.push(x.measure)
  return entries
}
