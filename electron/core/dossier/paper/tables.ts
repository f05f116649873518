import type { Block, FieldRow, Span, TableRow } from '../blocks.ts'
import { text } from '../blocks.ts'
import { type Line, layLines } from './lines.ts'
import { type Compiling, childOf, paintLine, type Row, space } from './rows.ts'
import { type Colour, type Fragment, type Node, type Page, type } from './sheet.ts'
import { stateLines } from './statements.ts'

/** Tables with hairlines between the rows and no lines between the columns. */

const padding = 4
/** A row of more lines than this may be cut between two of them. */
const longRow = 14

function hairline(page: Page, x: number, y: number, width: number, weight: number, colour: Colour): void {
  page.fragments.push({ kind: 'line', x1: x, y1: y, x2: x + width, y2: y, weight, colour })
}

/** Gives an empty cell its element, so that every row of the structure has all its cells. */
function placeHolder(node: Node, x: number, y: number): Fragment {
  const style = { size: type.small.size, bold: false, colour: 'ink', spacing: 0, width: 0 } as const
  return { kind: 'text', text: '', x, y, node, ...style }
}

interface Cell {
  readonly lines: readonly Line[]
  readonly x: number
  readonly width: number
  readonly node: Node
  readonly size: { readonly size: number; readonly leading: number }
  readonly colour?: Colour
  readonly right?: boolean
}

/** The rows of paper for one row of a table: one strip, or one a line where it is long. */
function cellRows(
  cells: readonly Cell[],
  width: number,
  more: Pick<Row, 'anchors' | 'repeat' | 'keep'>,
  under: { weight: number; colour: Colour } | null,
): Row[] {
  const leading = Math.max(...cells.map((cell) => cell.size.leading))
  const count = Math.max(1, ...cells.map((cell) => cell.lines.length))
  const paintAt = (page: Page, x: number, y: number, index: number, repeated: boolean) => {
    for (const cell of cells) {
      if (index === 0 && !repeated) page.fragments.push(placeHolder(cell.node, x + cell.x, y))
      const line = cell.lines[index]
      if (!line) continue
      const shift = cell.right ? cell.width - line.width : 0
      paintLine(page, line, {
        x: x + cell.x + shift,
        y: y + (leading - cell.size.leading) / 2,
        size: cell.size.size,
        leading: cell.size.leading,
        node: repeated ? null : cell.node,
        colour: cell.colour,
      })
    }
  }
  if (count > longRow) {
    return Array.from({ length: count }, (_, index) => ({
      height: leading + (index === 0 ? padding : 0) + (index === count - 1 ? padding : 0),
      keep: index < 2 || index === count - 2,
      anchors: index === 0 ? more.anchors : undefined,
      repeat: more.repeat,
      paint: (page, x, y, repeated) => {
        paintAt(page, x, y + (index === 0 ? padding : 0), index, repeated)
        if (under && index === count - 1) {
          hairline(page, x, y + leading + padding, width, under.weight, under.colour)
        }
      },
    }))
  }
  const height = count * leading + 2 * padding
  return [
    {
      height,
      ...more,
      paint: (page, x, y, repeated) => {
        for (let index = 0; index < count; index += 1)
          paintAt(page, x, y + padding + index * leading, index, repeated)
        if (under) hairline(page, x, y + height, width, under.weight, under.colour)
      },
    },
  ]
}

export function tableRows(block: Extract<Block, { kind: 'table' }>, to: Compiling): Row[] {
  const total = block.columns.reduce((sum, column) => sum + column.share, 0)
  const gap = 8
  const inner = to.width - gap * (block.columns.length - 1)
  let at = 0
  const columns = block.columns.map((column) => {
    const width = (inner * column.share) / total
    const place = { ...column, x: at, width }
    at += width + gap
    return place
  })
  const table = childOf(to.parent, 'Table', { alt: block.alt })
  const set = (spans: readonly Span[], width: number) =>
    layLines(spans, { ...to, size: type.small.size, width })

  const headNode = childOf(table, 'TR')
  const headCells = columns.map((column): Cell => {
    const spans: Span[] = [{ kind: 'text', text: column.title, bold: true }]
    return {
      lines: set(spans, column.width),
      x: column.x,
      width: column.width,
      node: childOf(headNode, 'TH', { scope: 'Column' }),
      size: type.small,
      right: column.align === 'right',
    }
  })
  const headRow = cellRows(headCells, to.width, {}, { weight: 0.5, colour: 'ink' })[0] as Row
  const head: Row = {
    ...headRow,
    keep: true,
    paint: (page, x, y, repeated) => {
      hairline(page, x, y, to.width, 0.9, 'ink')
      headRow.paint(page, x, y, repeated)
    },
  }
  const last = block.rows.length - 1
  const body = block.rows.flatMap((row, index) =>
    tableRow(row, { columns, table, head, to, isLast: index === last, set }),
  )
  return [head, ...body, space(10)]
}

function tableRow(
  row: TableRow,
  at: {
    columns: readonly { x: number; width: number; align?: 'right' }[]
    table: Node
    head: Row
    to: Compiling
    isLast: boolean
    set: (spans: readonly Span[], width: number) => Line[]
  },
): Row[] {
  const { columns, table, head, to, isLast, set } = at
  const line = isLast ? ({ weight: 0.9, colour: 'ink' } as const) : ({ weight: 0.4, colour: 'line' } as const)
  const tr = childOf(table, 'TR')
  if ('group' in row) {
    const spans: Span[] = [{ kind: 'text', text: row.group, bold: true }]
    const cell: Cell = {
      lines: set(spans, to.width),
      x: 0,
      width: to.width,
      node: childOf(tr, 'TH', { scope: 'Row' }),
      size: type.small,
    }
    return cellRows([cell], to.width, { repeat: head, keep: true }, line)
  }
  const cells = columns.map((column, index): Cell => {
    const spans = row.cells[index] ?? []
    const value = row.strong
      ? spans.map((span) => (span.kind === 'text' ? { ...span, bold: true } : span))
      : spans
    return {
      lines: set(value, column.width),
      x: column.x,
      width: column.width,
      node: childOf(tr, 'TD'),
      size: type.small,
      right: column.align === 'right',
    }
  })
  return cellRows(cells, to.width, { repeat: head, anchors: row.anchor ? [row.anchor] : undefined }, line)
}

/** Label, value and, where it matters, whose word it is. */
export function fieldRows(block: Extract<Block, { kind: 'fields' }>, to: Compiling): Row[] {
  if (block.rows.length === 0) return []
  return block.narrow ? narrowFields(block.rows, to) : wideFields(block, to)
}

function valueWithCites(row: FieldRow): Span[] {
  return row.cites ? [...row.value, { kind: 'cite', cites: row.cites }] : [...row.value]
}

function wideFields(block: Extract<Block, { kind: 'fields' }>, to: Compiling): Row[] {
  const size = type[block.size ?? 'small']
  const measure = (value: string) =>
    [...value].reduce((sum, c) => sum + to.metrics.width(c, false), 0) * type.small.size
  const label = Math.min(Math.max(...block.rows.map((row) => measure(row.label))) + 14, to.width * 0.32)
  const hasStates = block.rows.some((row) => row.state)
  const stateWidth = hasStates
    ? Math.max(...Object.values(to.words.states).map(measure)) + type.small.size * 1.15 + 2
    : 0
  const value = to.width - label - (hasStates ? stateWidth + 12 : 0)
  const table = childOf(to.parent, 'Table')
  const rows = block.rows.flatMap((row, index) => {
    const tr = childOf(table, 'TR')
    const cells: Cell[] = [
      {
        lines: layLines([text(row.label)], { ...to, size: type.small.size, width: label - 8 }),
        x: 0,
        width: label,
        node: childOf(tr, 'TH', { scope: 'Row' }),
        size: { size: type.small.size, leading: size.leading },
        colour: 'soft',
      },
      {
        lines: layLines(valueWithCites(row), { ...to, size: size.size, width: value }),
        x: label,
        width: value,
        node: childOf(tr, 'TD'),
        size,
      },
    ]
    if (hasStates) {
      cells.push({
        lines: row.state ? stateLines(row.state, to, stateWidth) : [],
        x: to.width - stateWidth,
        width: stateWidth,
        node: childOf(tr, 'TD'),
        size: { size: type.small.size, leading: size.leading },
        colour: row.state,
      })
    }
    const keep = index < 1 || index === block.rows.length - 2
    return cellRows(cells, to.width, { keep }, { weight: 0.4, colour: 'line' })
  })
  const first = rows[0]
  if (first) {
    rows[0] = {
      ...first,
      paint: (page, x, y, repeated) => {
        hairline(page, x, y, to.width, 0.4, 'line')
        first.paint(page, x, y, repeated)
      },
    }
  }
  return [...rows, space(8)]
}

function narrowFields(fields: readonly FieldRow[], to: Compiling): Row[] {
  const size = type.small
  return fields.flatMap((field) => {
    const node = childOf(to.parent, 'P')
    const labels = layLines([text(field.label)], { ...to, size: size.size })
    const values = field.value.length > 0 ? layLines(valueWithCites(field), { ...to, size: size.size }) : []
    const state = field.state ? stateLines(field.state, to, to.width) : []
    const [label] = labels
    const [mark] = state
    const isOneLine = label && mark && labels.length === 1 && label.width + mark.width + 8 <= to.width
    const row = (line: Line, colour: Colour, keep: boolean): Row => ({
      height: size.leading,
      keep,
      paint: (page, x, y) => paintLine(page, line, { ...size, x, y, node, colour }),
    })
    const head: Row[] = isOneLine
      ? [
          {
            ...row(label, 'soft', true),
            paint: (page, x, y) => {
              paintLine(page, label, { ...size, x, y, node, colour: 'soft' })
              paintLine(page, mark, { ...size, x: x + label.width + 8, y, node, colour: field.state })
            },
          },
        ]
      : [
          ...labels.map((line) => row(line, 'soft', true)),
          ...state.map((line) => row(line, field.state ?? 'ink', true)),
        ]
    return [...head, ...values.map((line) => row(line, 'ink', false)), space(6)]
  })
}
