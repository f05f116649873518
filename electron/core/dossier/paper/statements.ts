import { type Block, type Span, type State, text } from '../blocks.ts'
import { type Line, layLines } from './lines.ts'
import { type Compiling, childOf, lineRows, paintLine, type Row, space } from './rows.ts'
import { type } from './sheet.ts'

/** Width of the column that names the kind of each statement: its longest word decides, a name may take two lines. */
function gutter(to: Compiling): number {
  const words = Object.values(to.words.states).flatMap((name) => name.split(' '))
  const widest = Math.max(
    ...words.map(
      (word) => [...word].reduce((sum, c) => sum + to.metrics.width(c, false), 0) * type.small.size,
    ),
  )
  return widest + type.small.size * 1.15 + 12
}

export function stateLines(state: State, to: Compiling, width: number): Line[] {
  const spans: Span[] = [
    { kind: 'mark', state },
    { kind: 'text', text: to.words.states[state] },
  ]
  return layLines(spans, { ...to, size: type.small.size, width })
}

/** The kind of source stands before the sentence, its evidence behind it. */
export function statementRows(block: Extract<Block, { kind: 'statement' }>, to: Compiling): Row[] {
  const size = type[block.size ?? 'body']
  const column = gutter(to)
  const node = childOf(to.parent, 'P')
  const labels = stateLines(block.state, to, column - 8)
  const lines = layLines(block.spans, {
    ...to,
    size: size.size,
    width: to.width - column,
    justify: to.fills,
  })
  const rows = lines.map(
    (line, index): Row => ({
      height: size.leading,
      keep: lines.length > 1 && (index === 0 || index === lines.length - 2),
      paint: (page, x, y) => {
        if (index === 0) {
          labels.forEach((label, at) => {
            const style = { size: type.small.size, leading: size.leading, node, colour: block.state }
            paintLine(page, label, { ...style, x, y: y + at * 12 })
          })
        }
        paintLine(page, line, { ...size, x: x + column, y, node })
      },
    }),
  )
  const isShort = labels.length > lines.length
  return [...rows, space(isShort ? 14 : 4)]
}

/** Words that are not ours, between a hairline at the left and the margin. */
export function quoteRows(block: Extract<Block, { kind: 'quote' }>, to: Compiling): Row[] {
  const size = type[block.size ?? 'body']
  const indent = 14
  const node = childOf(to.parent, 'BlockQuote')
  const lines = layLines(block.spans, {
    ...to,
    size: size.size,
    width: to.width - indent,
    justify: to.fills,
  })
  const rows = lineRows(lines, { ...size, node, indent }).map(
    (row): Row => ({
      ...row,
      paint: (page, x, y, repeated) => {
        const x1 = x + 4
        page.fragments.push({
          kind: 'line',
          x1,
          y1: y + 2,
          x2: x1,
          y2: y + row.height - 2,
          weight: 0.8,
          colour: 'line',
        })
        row.paint(page, x, y, repeated)
      },
    }),
  )
  return [...rows, space(5)]
}

/** One compact list with the mark of what is missing. */
export function missingRows(block: Extract<Block, { kind: 'missing' }>, to: Compiling): Row[] {
  if (block.entries.length === 0) return []
  const node = childOf(to.parent, 'P')
  const heading = layLines(
    [
      { kind: 'mark', state: 'missing' },
      { kind: 'text', text: `${to.words.states.missing} `, bold: true },
      { kind: 'text', text: block.title },
    ],
    { ...to, size: type.small.size },
  )
  const list = childOf(to.parent, 'L')
  const entries = block.entries.flatMap((entry) => {
    const lines = layLines([text(entry)], { ...to, size: type.small.size, width: to.width - 22 })
    const dash = layLines([text('–')], { ...to, size: type.small.size })
    const body = childOf(childOf(list, 'LI'), 'LBody')
    return lineRows(lines, { ...type.small, node: body, indent: 22 }).map(
      (row, index): Row => ({
        ...row,
        paint: (page, x, y, repeated) => {
          if (index === 0 && dash[0])
            paintLine(page, dash[0], { ...type.small, x: x + 10, y, node: null, colour: 'soft' })
          row.paint(page, x, y, repeated)
        },
      }),
    )
  })
  const head = lineRows(heading, { ...type.small, node }).map((row) => ({ ...row, keep: true }))
  return [space(6), ...head, ...entries, space(6)]
}

export function signatureRows(block: Extract<Block, { kind: 'signature' }>, to: Compiling): Row[] {
  const node = childOf(to.parent, 'P')
  const rows = block.lines.flatMap((value, index) => {
    const lines = layLines([text(value)], { ...to, size: type.body.size, width: to.width * 0.6 })
    return lineRows(lines, { ...type.body, node, indent: to.width * 0.4 }).map((row) => ({
      ...row,
      height: row.height + 8,
      keep: index < block.lines.length - 1,
    }))
  })
  return [space(24), ...rows]
}
