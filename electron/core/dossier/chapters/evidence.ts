import type { Item } from '../../../../shared/contract/item.ts'
import type { Block, TableRow } from '../blocks.ts'
import type { Exhibit } from '../exhibits.ts'
import {
  bold,
  chapter,
  isPicture,
  listOf,
  type Scope,
  sentence,
  shownItem,
  small,
  soft,
  text,
  withExhibit,
} from '../scope.ts'

/** Chapter 8: the evidence list (证据规定 19), and a sheet for every exhibit that is shown nowhere else. */
export function evidence(scope: Scope): Block[] {
  const { m, exhibits, facts } = scope
  const blocks: Block[] = [chapter(scope, 'evidence'), small(m.evidence.note)]
  blocks.push({
    kind: 'bookmarks',
    entries: exhibits.map(({ no, name }) => ({ title: m.evidence.sheet(no, name), anchor: `exhibit-${no}` })),
  })
  if (exhibits.length > 0) blocks.push(list(scope))
  const entries: string[] = []
  if (exhibits.length === 0) entries.push(m.evidence.none)
  if (facts.leftOut > 0) entries.push(m.evidence.leftOut(facts.leftOut))
  const unsaid = exhibits.filter((exhibit) => exhibit.group === 7).flatMap((exhibit) => exhibit.items)
  if (unsaid.length > 0) entries.push(m.evidence.unsaid(unsaid.length))
  blocks.push({ kind: 'missing', title: m.missingTitle, entries })
  blocks.push({ kind: 'signature', lines: [m.evidence.signature, m.evidence.date] })
  const elsewhere = itemsShownElsewhere(scope)
  for (const exhibit of exhibits) {
    const left = exhibit.items.filter((item) => !elsewhere.has(item.id))
    if (left.length > 0) blocks.push(...sheetOf(scope, exhibit, left))
  }
  return blocks
}

/** Chinese words are short and break anywhere, English ones are long and do not. */
const columnShares = {
  'zh-CN': { no: 2.2, name: 6, source: 4.6, proves: 7, kind: 3.2, original: 2.8, pages: 3, remarks: 2.6 },
  en: { no: 2, name: 5.4, source: 4.6, proves: 5.4, kind: 5.2, original: 3.5, pages: 2.8, remarks: 3.6 },
}

function list(scope: Scope): Block {
  const { m, exhibits, terms } = scope
  const shares = columnShares[scope.facts.language]
  const c = m.evidence.columns
  const rows: TableRow[] = []
  let group = 0
  for (const exhibit of exhibits) {
    if (exhibit.group !== group) {
      group = exhibit.group
      rows.push({ group: exhibit.group === 7 ? m.evidence.groupOther : terms.evidenceGroups[exhibit.group] })
    }
    const remarks = listOf(scope, [
      exhibit.copies === null ? '' : m.evidence.copies(exhibit.copies),
      exhibit.remarks,
    ])
    rows.push({
      cells: [
        [bold(exhibit.no)],
        [text(exhibit.name)],
        [text(exhibit.source)],
        [text(exhibit.proves)],
        [text(terms.evidenceKinds[exhibit.kind])],
        [text(exhibit.original === null ? '—' : exhibit.original ? m.evidence.original : m.evidence.copy)],
        [{ kind: 'pages', exhibit: exhibit.no }],
        [text(remarks)],
      ],
    })
  }
  return {
    kind: 'table',
    alt: m.chapters.evidence,
    columns: [
      { title: c.no, share: shares.no },
      { title: c.name, share: shares.name },
      { title: c.source, share: shares.source },
      { title: c.proves, share: shares.proves },
      { title: c.kind, share: shares.kind },
      { title: c.original, share: shares.original },
      { title: c.pages, share: shares.pages },
      { title: c.remarks, share: shares.remarks },
    ],
    rows,
  }
}

/** What chapters 2, 4 and 5 show: works with their publication, rounds, captures. */
function itemsShownElsewhere({ facts }: Scope): ReadonlySet<number> {
  return new Set([
    ...facts.case.works.flatMap((work) => [work.finalItem ?? 0, ...(work.firstPublication?.items ?? [])]),
    ...facts.processes.flatMap((process) =>
      process.rounds.flatMap(({ pictures }) => pictures.map(({ item }) => item)),
    ),
    ...facts.captures.flatMap((capture) => capture.items),
  ])
}

function sheetOf(scope: Scope, exhibit: Exhibit, items: readonly Item[]): Block[] {
  const { m, terms } = scope
  const f = m.evidence.fields
  const rows = [
    { label: f.source, value: [text(exhibit.source)] },
    { label: f.proves, value: [text(exhibit.proves)] },
    { label: f.kind, value: [text(terms.evidenceKinds[exhibit.kind])] },
    { label: f.pages, value: [{ kind: 'pages', exhibit: exhibit.no } as const] },
    ...(exhibit.remarks ? [{ label: f.remarks, value: [text(exhibit.remarks)] }] : []),
  ]
  const pictures = items.filter(isPicture)
  const others = items.filter((item) => !isPicture(item))
  return [
    { kind: 'page' },
    ...withExhibit(exhibit.no, [
      {
        kind: 'heading',
        level: 2,
        large: true,
        text: m.evidence.sheet(exhibit.no, exhibit.name),
        anchor: `sheet-${exhibit.no}`,
        listed: true,
        bookmark: false,
      },
      { kind: 'fields', rows },
      files(scope, exhibit, items, new Set(others.map((item) => item.id))),
      ...(others.length > 0 ? [small(m.evidence.separately)] : []),
      ...notes(scope, items),
      ...(pictures.length > mostShown
        ? contactSheet(scope, exhibit, pictures)
        : pictures.flatMap((item) => shownItem(scope, item, heightOf(item, pictures.length > 1)))),
    ]),
  ]
}

/** More pictures than this are printed as contact prints, and of those no more than fill two pages. */
const mostShown = 12
const mostPrints = 48

function contactSheet(scope: Scope, exhibit: Exhibit, items: readonly Item[]): Block[] {
  const { m, facts } = scope
  const left = items.slice(mostPrints)
  const prints = items.slice(0, mostPrints)
  const cells = prints.map((item, index) => ({
    source: facts.withheld.includes(item.id) ? null : { item: item.id, sha256: item.sha256 },
    alt: item.name,
    title: [soft(item.name)],
    text: [],
    anchor: `item-${item.id}`,
    others: index === prints.length - 1 ? left.map(({ id }) => `item-${id}`) : [],
    leadsOn: false,
  }))
  return [
    { kind: 'strip', cells, small: true },
    ...(left.length > 0 ? [small([soft(m.process.otherPictures(left.length, exhibit.no))])] : []),
  ]
}

/** A paper is printed large enough to be read, a candidate image so that two share a page. */
function heightOf(item: Item, isOneOfSeveral: boolean): number {
  if (item.role !== 'document') return 300
  const { width = 1, height = 1 } = item.picture
  return isOneOfSeveral && height > width ? 640 : 430
}

function notes(scope: Scope, items: readonly Item[]): Block[] {
  const told = items.filter((item) => item.notes.note?.trim())
  return told.map((item) => {
    const words = scope.m.evidence.noteOf(item.name, item.notes.note?.trim() ?? '')
    return sentence(scope, 'stated', words, scope.cite(item.id))
  })
}

/** A file without a picture has its place in this table. */
function files(scope: Scope, exhibit: Exhibit, items: readonly Item[], here: ReadonlySet<number>): Block {
  const { m } = scope
  const c = m.hashes.columns
  return {
    kind: 'table',
    alt: exhibit.name,
    columns: [
      { title: c.name, share: 5 },
      { title: c.size, share: 2, align: 'right' },
      { title: 'SHA-256', share: 8 },
      { title: c.ledger, share: 2, align: 'right' },
    ],
    rows: items.map((item) => ({
      anchor: here.has(item.id) ? `item-${item.id}` : undefined,
      cells: [
        [text(item.name)],
        [text(String(item.size))],
        [text(item.sha256)],
        [text(String(item.ledgerSeq))],
      ],
    })),
  }
}
