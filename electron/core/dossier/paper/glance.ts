import type { Block, GlanceCell, Span } from '../blocks.ts'
import { captionGap, fitPicture, paintLines } from './figures.ts'
import { type Line, layLines } from './lines.ts'
import { type Compiling, childOf, type Row } from './rows.ts'
import { type Page, type } from './sheet.ts'
import { fieldRows } from './tables.ts'

type Glance = Extract<Block, { kind: 'glance' }>

/** What a chapter heading with its rule takes of the page. */
const perRow = 4
const gap = 18
const finalWidth = 196
const finalHeight = 236
const cellHeight = 108
const mostChangeLines = 2
const mostReasonLines = 3

/**
 * The making of a work on one page: the final picture with the figures beside it, below it the pictures of the line
 * that leads there, four a row. What would not fit is cut with an ellipsis: the chapters tell all of it.
 */
export function glanceRows(block: Glance, to: Compiling): Row[] {
  const rows: Row[] = [headRow(block, to)]
  for (let start = 0; start < block.cells.length; start += perRow) {
    rows.push(cellsRow(block.cells.slice(start, start + perRow), start + perRow < block.cells.length, to))
  }
  return [...rows, footRow(block.foot, to)].map((row) => ({ ...row, keep: true }))
}

function headRow(block: Glance, to: Compiling): Row {
  const { leading, size } = type.small
  const placed = block.final.source ? fitPicture(block.final.source, finalWidth, finalHeight, to) : null
  const figure = childOf(to.parent, 'Figure', { alt: block.final.alt })
  const under = childOf(to.parent, 'Caption')
  const caption = clipped(block.final.caption, 2, { ...to, width: finalWidth }, size)
  const left = placed ? Math.max(placed.width, 150) + gap : 0
  const fields = fieldRows(
    { kind: 'fields', rows: block.rows, size: 'small', narrow: true },
    { ...to, width: to.width - left },
  )
  const beside = fields.reduce((sum, row) => sum + row.height, 0)
  const picture = placed ? placed.height + captionGap + caption.length * leading : 0
  return {
    height: Math.max(picture, beside) + 12,
    paint: (page, x, y, repeated) => {
      if (placed) {
        page.fragments.push({ kind: 'picture', ...placed, x, y, node: figure })
        paintLines(page, caption, x, y + placed.height + captionGap, under)
      }
      let at = y
      for (const row of fields) {
        row.paint(page, x + left, at, repeated)
        at += row.height
      }
    },
  }
}

function cellsRow(cells: readonly GlanceCell[], goesOn: boolean, to: Compiling): Row {
  const { leading, size } = type.small
  const width = (to.width - gap * (perRow - 1)) / perRow
  const set = cells.map((cell) => {
    const of = { ...to, width }
    const words = [
      ...clipped(cell.title, 2, of, size),
      ...clipped(cell.changes, mostChangeLines, of, size),
      ...clipped(cell.reason, mostReasonLines, of, size),
    ]
    return {
      cell,
      placed: cell.source ? fitPicture(cell.source, width, cellHeight, to) : null,
      figure: childOf(to.parent, 'Figure', { alt: cell.alt }),
      node: childOf(to.parent, 'P'),
      words,
    }
  })
  const pictures = Math.max(24, ...set.map(({ placed }) => placed?.height ?? 0))
  const lines = Math.max(...set.map(({ words }) => words.length))
  return {
    height: pictures + captionGap + lines * leading + 12,
    paint: (page, x, y) => {
      set.forEach(({ cell, placed, figure, node, words }, index) => {
        const left = x + index * (width + gap)
        if (placed) {
          const [shift, top] = [(width - placed.width) / 2, y + pictures - placed.height]
          page.fragments.push({ kind: 'picture', ...placed, x: left + shift, y: top, node: figure })
        }
        paintLines(page, words, left, y + pictures + captionGap, node)
        // At the end of a row the line goes on at the beginning of the next: no arrow into the margin.
        if (cell.next && (index < perRow - 1 || !goesOn)) {
          paintNext(page, cell.next, left + width, y + pictures / 2)
        }
      })
    },
  }
}

/** The line to the next picture, in the gap between the two; three dots where rounds are left out. */
function paintNext(page: Page, next: NonNullable<GlanceCell['next']>, x: number, y: number): void {
  const [from, end] = [x + 2, x + gap - 2]
  if (next === 'folded') {
    page.fragments.push({
      kind: 'edge',
      points: [
        [from, y],
        [end, y],
      ],
      style: 'related',
      arrow: true,
    })
    return
  }
  page.fragments.push({
    kind: 'edge',
    points: [
      [from, y],
      [end, y],
    ],
    style: next,
    arrow: next !== 'related',
  })
}

function footRow(foot: Glance['foot'], to: Compiling): Row {
  const { leading, size } = type.small
  const node = childOf(to.parent, 'P')
  const lines = foot.flatMap((spans) => layLines(spans, { ...to, size }))
  return {
    height: lines.length * leading + 10,
    paint: (page, x, y) => {
      page.fragments.push({
        kind: 'line',
        x1: x,
        x2: x + to.width,
        y1: y + 3,
        y2: y + 3,
        weight: 0.4,
        colour: 'line',
      })
      paintLines(page, lines, x, y + 9, node)
    },
  }
}

/** At most so many lines, with an ellipsis where something was left out. */
function clipped(spans: readonly Span[], most: number, to: Compiling, size: number): Line[] {
  if (spans.length === 0) return []
  const lines = layLines(spans, { ...to, size })
  if (lines.length <= most) return lines
  const last = lines[most - 1] as Line
  const pieces = last.pieces.slice()
  const end = pieces.pop()
  if (!end) return lines.slice(0, most)
  const text = `${[...end.text].slice(0, -2).join('')}…`
  return [...lines.slice(0, most - 1), { ...last, pieces: [...pieces, { ...end, text }] }]
}
