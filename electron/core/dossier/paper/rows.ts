import type { Block, Span, State } from '../blocks.ts'
import { text } from '../blocks.ts'
import { type Line, type Lookup, layLines } from './lines.ts'
import type { Metrics } from './metrics.ts'
import { type Bookmark, type Colour, type Node, type Page, type PictureSize, type } from './sheet.ts'

/** A strip of paper that is never cut: a line of text, a row of a table, a picture. */
export interface Row {
  readonly height: number
  /** Stays on one page with the row after it. */
  readonly keep?: boolean
  readonly anchors?: readonly string[]
  readonly bookmark?: Pick<Bookmark, 'title' | 'level'>
  /** Painted again at the top of a page that begins within its table. */
  readonly repeat?: Row
  /** The same row in less height, where what is left of the page is nearly enough. */
  readonly shrink?: (height: number) => Row
  /** White space before a row falls away at the top of a page. */
  readonly white?: boolean
  readonly command?:
    | { readonly kind: 'page' }
    | { readonly kind: 'bare' }
    | { readonly kind: 'bookmarks'; readonly entries: readonly { title: string; anchor: string }[] }
    | { readonly kind: 'exhibit'; readonly no: string; readonly part: 'begin' | 'end' }
    /** Lines that run in two columns, balanced, page by page. */
    | { readonly kind: 'columns'; readonly rows: readonly Row[]; readonly offset: number }
  readonly paint: (page: Page, x: number, y: number, repeated: boolean) => void
}

export interface Compiling {
  readonly width: number
  readonly metrics: Metrics
  readonly lookup: Lookup
  readonly pictures: ReadonlyMap<string, PictureSize>
  /** The element that the block belongs to. */
  readonly parent: Node
  /** Chinese lines are filled to the margin. */
  readonly fills: boolean
  readonly words: {
    readonly states: { readonly [S in State]: string }
    readonly contents: string
    readonly pictureMissing: (name: string, reason: string) => string
    readonly plateByMarks: string
    readonly plateByWidth: string
  }
  /** Headings listed in the contents, in order. */
  readonly listed: readonly { readonly text: string; readonly level: number; readonly anchor: string }[]
}

const nothing = () => {}

export function command(value: NonNullable<Row['command']>): Row {
  return { height: 0, command: value, paint: nothing }
}

export function space(height: number, keep = false): Row {
  return { height, white: true, keep, paint: nothing }
}

/** Base line of a line box: Chinese characters stand in the middle of it. */
export function baseLine(y: number, size: number, leading: number): number {
  return y + leading / 2 + size * 0.37
}

export function paintLine(
  page: Page,
  line: Line,
  style: {
    x: number
    y: number
    size: number
    leading: number
    node: Node | null
    colour?: Colour
    bold?: boolean
  },
): void {
  const y = baseLine(style.y, style.size, style.leading)
  for (const piece of line.pieces) {
    const x = style.x + piece.x
    if (piece.mark) {
      page.fragments.push({ kind: 'mark', state: piece.mark, x, y, size: style.size })
      continue
    }
    page.fragments.push({
      kind: 'text',
      x,
      y,
      size: style.size,
      text: piece.text,
      bold: piece.bold,
      colour: piece.soft ? 'soft' : (style.colour ?? 'ink'),
      spacing: piece.spacing,
      width: piece.width,
      node: style.node,
      link: piece.link,
      narrow: piece.narrow,
    })
  }
}

/** Lines as rows, the first two and the last two kept together. */
export function lineRows(
  lines: readonly Line[],
  style: { size: number; leading: number; node: Node; indent?: number; colour?: Colour; x?: number },
): Row[] {
  return lines.map((line, index) => ({
    height: style.leading,
    keep: lines.length > 1 && (index === 0 || index === lines.length - 2),
    paint: (page, x, y) => paintLine(page, line, { ...style, x: x + (style.indent ?? 0), y }),
  }))
}

export function childOf(parent: Node, tag: string, more: Partial<Node> = {}): Node {
  return { tag, parent, ...more }
}

export function headingRows(block: Extract<Block, { kind: 'heading' }>, to: Compiling): Row[] {
  const size = block.level === 1 || block.large ? type.large : type.body
  const spans: Span[] = [{ kind: 'text', text: block.text, bold: true }]
  const lines = layLines(spans, { ...to, size: size.size })
  const node = childOf(to.parent, `H${block.level}`)
  const rows = lineRows(lines, { ...size, node }).map((row) => ({ ...row, keep: true }))
  const first = rows[0]
  if (first) {
    rows[0] = {
      ...first,
      anchors: block.anchor ? [block.anchor] : [],
      bookmark:
        block.level <= 2 && block.bookmark !== false ? { title: block.text, level: block.level } : undefined,
    }
  }
  if (block.level === 1) return [command({ kind: 'page' }), ...rows, rule(to.width, 14), space(6, true)]
  return [space(block.level === 2 ? 16 : 8), ...rows, space(block.level === 2 ? 4 : 0, true)]
}

/** A hairline with white below it, kept with what follows. */
export function rule(width: number, height: number): Row {
  return {
    height,
    keep: true,
    paint: (page, x, y) =>
      page.fragments.push({
        kind: 'line',
        x1: x,
        y1: y + 4,
        x2: x + width,
        y2: y + 4,
        weight: 0.5,
        colour: 'line',
      }),
  }
}

export function paragraphRows(block: Extract<Block, { kind: 'paragraph' }>, to: Compiling): Row[] {
  const size = type[block.size ?? 'body']
  const lead = block.lead ? layLines([text(block.lead)], { ...to, size: size.size }) : []
  const hanging = lead[0] ? lead[0].width + size.size * 0.5 : 0
  const indent = (block.indent ?? 0) + hanging
  const width = to.width - indent
  const lines = layLines(block.spans, {
    ...to,
    size: size.size,
    width,
    firstIndent: block.first === 'indent' ? 2 * size.size : 0,
    justify: to.fills && block.align === undefined,
  })
  const node = childOf(to.parent, 'P')
  const rows = lines.map((line, index): Row => {
    const free = width - line.width
    const shift = block.align === 'center' ? free / 2 : block.align === 'right' ? free : 0
    return {
      height: size.leading,
      keep: block.keep || (lines.length > 1 && (index === 0 || index === lines.length - 2)),
      paint: (page, x, y) => {
        if (index === 0 && lead[0]) {
          paintLine(page, lead[0], { ...size, x: x + (block.indent ?? 0), y, node })
        }
        paintLine(page, line, { ...size, x: x + indent + shift, y, node })
      },
    }
  })
  return [...rows, space(block.size === 'small' ? 3 : 5, block.keep)]
}
