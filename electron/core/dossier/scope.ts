import type { Work } from '../../../shared/contract/case.ts'
import type { Item, SourceType } from '../../../shared/contract/item.ts'
import type { Round } from '../../../shared/contract/process.ts'
import { formatDay, formatInstant, formatMoney } from '../../../shared/format.ts'
import { type Messages, messagesIn } from '../../../shared/messages/index.ts'
import type { Block, Cite, FieldRow, PictureBlock, Span, State } from './blocks.ts'
import { bold, mark, soft, text } from './blocks.ts'
import { type Exhibit, numberExhibits } from './exhibits.ts'
import type { DossierFacts } from './facts.ts'
import { textWidth } from './paper/sheet.ts'

/** What every chapter works with: the facts, the words, the numbers of the exhibits and where things are shown. */
export interface Scope {
  readonly facts: DossierFacts
  readonly m: Messages['dossier']
  readonly terms: Messages['terms']
  /** Classes of edges, decisions on them, and the sentences for their grounds. */
  readonly process: Messages['process']
  /** Words for a later run of a recipe. */
  readonly reproduction: Messages['reproduction']
  /** What the reader of a file has to say about it, by code. */
  readonly warnings: Messages['records']['warnings']
  readonly exhibits: readonly Exhibit[]
  readonly item: (id: number | null | undefined) => Item | undefined
  readonly exhibitOf: (id: number) => Exhibit | undefined
  /** Evidence for a sentence: the exhibits of these items, each with the page where it is shown. */
  readonly cite: (...items: (number | null | undefined)[]) => Cite[]
  /** The page of a round. */
  readonly citeRound: (...rounds: (Round | null | undefined)[]) => Cite[]
  readonly day: (day: string) => string
  readonly instant: (instant: string) => string
  readonly money: (fen: number) => string
}

export function openScope(facts: DossierFacts): Scope {
  const { dossier: m, terms, records, process, reproduction } = messagesIn(facts.language)
  const exhibits = numberExhibits(facts, messagesIn(facts.language))
  const byItem = new Map<number, Exhibit>()
  for (const exhibit of exhibits) for (const item of exhibit.items) byItem.set(item.id, exhibit)
  const items = new Map(facts.items.map((item) => [item.id, item]))
  const point = (id: number | null | undefined, anchor: (id: number) => string): Cite[] => {
    const exhibit = id ? byItem.get(id) : undefined
    return id && exhibit ? [{ exhibit: exhibit.no, anchor: anchor(id) }] : []
  }
  return {
    facts,
    m,
    terms,
    process,
    reproduction,
    warnings: records.warnings,
    exhibits,
    item: (id) => (id ? items.get(id) : undefined),
    exhibitOf: (id) => byItem.get(id),
    cite: (...ids) => ids.flatMap((id) => point(id, (no) => `item-${no}`)),
    citeRound: (...rounds) => rounds.flatMap((round) => point(round?.item, (no) => `round-${no}`)),
    day: (value) => formatDay(value, facts.language),
    instant: (value) => formatInstant(value, facts.language),
    money: (fen) => formatMoney(fen, facts.language),
  }
}

const stateOf: { readonly [S in SourceType]: State } = {
  'original-record': 'record',
  reproduction: 'reproduction',
  statement: 'stated',
}

/** The kind of evidence that a round is. */
export function stateOfRound(round: Round): State {
  return stateOf[round.sourceType]
}

export function roundsOf(scope: Scope, work: Work): readonly Round[] {
  return scope.facts.processes.find((process) => process.work === work.id)?.rounds ?? []
}

export function chapter(scope: Scope, key: keyof Scope['m']['chapters']): Block {
  return { kind: 'heading', level: 1, text: scope.m.chapters[key], anchor: `chapter-${key}`, listed: true }
}

export function section(value: string, anchor?: string): Block {
  return { kind: 'heading', level: 2, text: value, anchor, listed: anchor !== undefined }
}

export function paragraph(value: string | readonly Span[]): Block {
  return { kind: 'paragraph', spans: typeof value === 'string' ? [text(value)] : value }
}

export function small(value: string | readonly Span[]): Block {
  return { kind: 'paragraph', size: 'small', spans: typeof value === 'string' ? [text(value)] : value }
}

/** A sentence with its evidence before the full stop. */
export function sentence(scope: Scope, state: State, value: string, cites: readonly Cite[]): Block {
  const spans: Span[] = [text(value), { kind: 'cite', cites }, text(scope.m.stop)]
  return { kind: 'statement', state, spans, cites }
}

/** A row for a value that may not be there; a missing one is printed as missing only where it matters. */
export function fieldOf(
  label: string,
  value: string | undefined | null,
  more: Omit<FieldRow, 'label' | 'value'> = {},
): FieldRow[] {
  return value ? [{ label, value: [text(value)], ...more }] : []
}

/** A picture with its name, its size and its exhibit under it; identity documents stay out of a service copy. */
export function pictureOf(
  scope: Scope,
  item: Item,
  size: { maxHeight?: number; anchor?: string; framed?: boolean } = {},
): Block[] {
  const { m } = scope
  const exhibit = scope.exhibitOf(item.id)
  const block: PictureBlock = {
    kind: 'picture',
    source: { item: item.id, sha256: item.sha256 },
    alt: item.name,
    caption: [soft(exhibit ? m.exhibitLabel(exhibit.no) : ''), soft(`  ${item.name}${pixels(item)}`)],
    maxWidth: textWidth,
    maxHeight: size.maxHeight ?? 560,
    framed: size.framed,
    anchor: size.anchor,
  }
  return [block]
}

/**
 * A file in its place: its picture, or a line that names it and says why there is none. Always anchored, so that
 * every reference to it has a page.
 */
export function shownItem(scope: Scope, item: Item, maxHeight: number): Block[] {
  const { m, facts } = scope
  const anchor = `item-${item.id}`
  if (isPicture(item) && !facts.withheld.includes(item.id)) {
    return pictureOf(scope, item, { maxHeight, anchor, framed: true })
  }
  const label = m.exhibitLabel(scope.exhibitOf(item.id)?.no ?? '')
  const why = facts.withheld.includes(item.id) ? m.withheldPicture : m.separately
  return [
    { kind: 'heading', level: 3, text: `${label}  ${item.name}`, anchor },
    small([mark('missing'), text(why(item.name))]),
  ]
}

export function pixels(item: Item): string {
  const width = item.picture.width ?? item.record.width
  const height = item.picture.height ?? item.record.height
  return width && height ? `  ${width} × ${height}` : ''
}

export function isPicture(item: Item): boolean {
  return item.mediaType.startsWith('image/')
}

/** What is odd about a file, in sentences; a code without a sentence is printed as it is. */
export function warningsOf({ warnings }: Scope, item: Item): string {
  const sentences = item.record.warnings.map(({ code, details }) =>
    Object.hasOwn(warnings, code) ? warnings[code as keyof typeof warnings](details ?? {}) : code,
  )
  return sentences.join(' ')
}

export function withExhibit(no: string | undefined, blocks: readonly Block[]): Block[] {
  if (!no) return [...blocks]
  return [{ kind: 'exhibit', no, part: 'begin' }, ...blocks, { kind: 'exhibit', no, part: 'end' }]
}

export function listOf(scope: Scope, values: readonly string[]): string {
  return values.filter(Boolean).join(scope.terms.listSeparator)
}

/** 美术作品《山风过处》: the works of the case with their category, as far as it is given. */
export function bookTitles(scope: Scope): string {
  return listOf(
    scope,
    scope.facts.case.works.map((work) => scope.m.workTitle(work.category ?? '', work.title)),
  )
}

export { bold, mark, soft, text }
