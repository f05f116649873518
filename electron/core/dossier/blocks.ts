import type { Region } from '../../../shared/contract/primitives.ts'

/** What the dossier says, before anyone knows on which page it stands. Plain data, testable without a PDF. */

/** The five states of a statement (docs/design): one word, one colour, one mark. */
export type State = 'record' | 'inferred' | 'stated' | 'reproduction' | 'missing'

/** A place in the dossier that others point to: `item-12`, `exhibit-3-1`, `chapter-work`. */
export type Anchor = string

/** Evidence for a sentence: the number of the exhibit and the page where the thing meant is shown. */
export interface Cite {
  readonly exhibit: string
  readonly anchor: Anchor
}

export type Span =
  | { readonly kind: 'text'; readonly text: string; readonly bold?: boolean; readonly soft?: boolean }
  | { readonly kind: 'mark'; readonly state: State }
  /** Page number of an anchor, as a link. */
  | { readonly kind: 'page'; readonly anchor: Anchor }
  /** All pages of an exhibit, as a link to the first. */
  | { readonly kind: 'pages'; readonly exhibit: string }
  | { readonly kind: 'cite'; readonly cites: readonly Cite[] }
  | { readonly kind: 'total' }
  /** A line break. */
  | { readonly kind: 'break' }

/** Body 11.5 pt on 20 pt, small 9 pt on 14 pt, large for the numbers of exhibits and chapter headings. */
export type Size = 'body' | 'small' | 'large'

export interface PictureSource {
  readonly item: number
  readonly sha256: string
  /** The part that is shown; the whole picture where absent. */
  readonly region?: Region
}

export interface NumberedPoint {
  readonly no: number
  readonly x: number
  readonly y: number
  readonly same: boolean
}

export interface PictureBlock {
  readonly kind: 'picture'
  readonly source: PictureSource
  /** Described for those who do not see it. */
  readonly alt: string
  readonly caption: readonly Span[]
  /** Greatest width and height on paper, in points. */
  readonly maxWidth: number
  readonly maxHeight: number
  /** A hairline around it: pages and papers are white on white. */
  readonly framed?: boolean
  readonly anchor?: Anchor
}

export interface FieldRow {
  readonly label: string
  readonly value: readonly Span[]
  readonly state?: State
  readonly cites?: readonly Cite[]
}

export interface Column {
  readonly title: string
  /** Share of the width. */
  readonly share: number
  readonly align?: 'right'
}

export type TableRow =
  | { readonly cells: readonly (readonly Span[])[]; readonly anchor?: Anchor; readonly strong?: boolean }
  /** A line across the table that names the rows below it. */
  | { readonly group: string }

export interface StripCell {
  readonly source: PictureSource | null
  readonly alt: string
  readonly title: readonly Span[]
  readonly text: readonly Span[]
  readonly anchor: Anchor
  /** What else is to be found here: pictures that are counted and not shown. */
  readonly others?: readonly Anchor[]
  /** The next round grew out of this one. */
  readonly leadsOn: boolean
}

/** How a line of the graph is drawn: by what it rests on, never by colour alone. */
export type LineStyle = 'recorded' | 'strong' | 'supported' | 'related' | 'stated'

/** A round, or a run of rounds, as one line of the graph: the lanes on the left, its picture and words beside them. */
export interface GraphRow {
  readonly lane: number
  readonly state: State
  readonly isFinal: boolean
  readonly source: PictureSource | null
  readonly alt: string
  readonly title: readonly Span[]
  readonly text: readonly Span[]
}

/** Two rows by their index. Null: no lane of the graph is its own, so it runs to the right of all of them. */
export interface GraphLine {
  readonly from: number
  readonly to: number
  readonly lane: number | null
  readonly style: LineStyle
  /** The party says so. */
  readonly own: boolean
}

/** A picture of the line that leads to the final one, with what changed and why. */
export interface GlanceCell {
  readonly source: PictureSource | null
  readonly alt: string
  readonly title: readonly Span[]
  readonly changes: readonly Span[]
  readonly reason: readonly Span[]
  /** What leads from here to the next cell: the line between neighbours, or a gap where rounds are left out. */
  readonly next: LineStyle | 'folded' | null
}

export interface PlateSide {
  readonly title: string
  readonly source: PictureSource | null
  readonly alt: string
  readonly caption: readonly Span[]
  readonly points: readonly NumberedPoint[]
}

export type Block =
  | {
      readonly kind: 'cover'
      readonly title: string
      readonly lines: readonly (readonly Span[])[]
      readonly foot: readonly (readonly Span[])[]
    }
  | { readonly kind: 'contents' }
  | {
      readonly kind: 'heading'
      readonly level: 1 | 2 | 3
      readonly text: string
      readonly anchor?: Anchor
      /** The heading of an exhibit sheet stands large. */
      readonly large?: boolean
      readonly bookmark?: false
      /** Listed in the contents; every heading of level 1 and 2 is a bookmark. */
      readonly listed?: boolean
    }
  | {
      readonly kind: 'paragraph'
      readonly spans: readonly Span[]
      readonly size?: Size
      readonly indent?: number
      readonly first?: 'indent'
      readonly align?: 'center' | 'right'
      /** A hanging number or mark before the paragraph. */
      readonly lead?: string
      /** Stays with what follows. */
      readonly keep?: boolean
    }
  /** A sentence of fact, with the kind of its source and its evidence. */
  | {
      readonly kind: 'statement'
      readonly state: State
      readonly spans: readonly Span[]
      readonly cites: readonly Cite[]
      readonly size?: Size
    }
  /** Words of a person or a file, set off from ours. */
  | { readonly kind: 'quote'; readonly spans: readonly Span[]; readonly size?: Size }
  | {
      readonly kind: 'fields'
      readonly rows: readonly FieldRow[]
      readonly size?: Size
      readonly narrow?: boolean
    }
  | {
      readonly kind: 'table'
      readonly columns: readonly Column[]
      readonly rows: readonly TableRow[]
      readonly alt: string
    }
  | PictureBlock
  /** A picture at two thirds of the width, with what belongs beside it. */
  | { readonly kind: 'beside'; readonly picture: PictureBlock; readonly right: readonly Block[] }
  /**
   * The first of these that fits on what a heading leaves of a page, or, where it turns pages itself, on those; the
   * last where none does.
   */
  | { readonly kind: 'fit'; readonly variants: readonly (readonly Block[])[] }
  /** `small`: contact prints of one round, six a row. */
  | { readonly kind: 'strip'; readonly cells: readonly StripCell[]; readonly small?: true }
  | {
      readonly kind: 'graph'
      readonly alt: string
      readonly rows: readonly GraphRow[]
      readonly lines: readonly GraphLine[]
      /** Stands at the head of the graph and of every page it goes on to. */
      readonly legend: readonly { readonly style: LineStyle; readonly own: boolean; readonly text: string }[]
    }
  /** One page that tells the making of a work. */
  | {
      readonly kind: 'glance'
      readonly final: {
        readonly source: PictureSource | null
        readonly alt: string
        readonly caption: readonly Span[]
      }
      readonly rows: readonly FieldRow[]
      readonly cells: readonly GlanceCell[]
      readonly foot: readonly (readonly Span[])[]
    }
  | {
      readonly kind: 'plate'
      readonly left: PlateSide
      readonly right: PlateSide
      /** Places that a person marked on both, from which the common scale follows. */
      readonly pairs: readonly (readonly [NumberedPoint, NumberedPoint])[]
    }
  /** Long text in two columns of small type. */
  | { readonly kind: 'columns'; readonly spans: readonly Span[] }
  /** Two texts side by side, line by line: a prompt and its translation. */
  | {
      readonly kind: 'parallel'
      readonly left: readonly Span[]
      readonly right: readonly Span[]
      readonly leftTitle: readonly Span[]
      readonly rightTitle: readonly Span[]
    }
  /** What the dossier does not hold. */
  | { readonly kind: 'missing'; readonly title: string; readonly entries: readonly string[] }
  | { readonly kind: 'page' }
  /** Bookmarks to places elsewhere, in this order. */
  | {
      readonly kind: 'bookmarks'
      readonly entries: readonly { readonly title: string; readonly anchor: Anchor }[]
    }
  /** From here to the end of the same number, the pages belong to this exhibit. */
  | { readonly kind: 'exhibit'; readonly no: string; readonly part: 'begin' | 'end' }
  | { readonly kind: 'signature'; readonly lines: readonly string[] }

export function text(value: string): Span {
  return { kind: 'text', text: value }
}

export function bold(value: string): Span {
  return { kind: 'text', text: value, bold: true }
}

export function soft(value: string): Span {
  return { kind: 'text', text: value, soft: true }
}

/** The mark of a state; its word follows it in the text. */
export function mark(state: State): Span {
  return { kind: 'mark', state }
}
