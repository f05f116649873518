import type { Block, GlanceCell, Span } from '../blocks.ts'
import { captionGap, fitPicture, paintLines } from './figures.ts'
import { type Line, layLines } from './lines.ts'
import { type Compiling, childOf, type Row } from './rows.ts'
import { type Page, textHeight, type } from './sheet.ts'
import { fieldRows } from './tables.ts'

type Glance = Extract<Block, { kind: 'glance' }>

const perRow = 4
const gap = 18
const finalWidth = 196
/** What the heading of the chapter takes of the page, with its rule. */
const headingHeight = 56
/** How high pictures may be and how many lines their words have: the first that leaves everything on the page. */
const settings = [
  { final: 236, picture: 150, changes: 2, reason: 4 },
  { final: 236, picture: 128, changes: 2, reason: 3 },
  { final: 236, picture: 108, changes: 2, reason: 3 },
  { final: 236, picture: 96, changes: 2, reason: 2 },
  { final: 236, picture: 84, changes: 2, reason: 2 },
  { final: 200, picture: 72, changes: 1, reason: 2 },
  { final: 160, picture: 60, changes: 1, reason: 1 },
] as const
type Setting = (typeof settings)[number]

/**
 * The making of a work on one page: the final picture with the figures beside it, below it the pictures of the line
 * that leads there, four a row. What would not fit is cut with an ellipsis: the chapters tell all of it.
 */
export function glanceRows(block: Glance, to: Compiling): Row[] {
  const foot = footRow(block.foot, to)
  let rows: Row[] = []
  for (const setting of settings) {
    rows = [headRow(block, setting.final, to), ...cellRows(block.cells, setting, to), foot]
    if (rows.reduce((sum, row) => sum + row.height, 0) <= textHeight - headingHeight) break
  }
  return rows.map((row) => ({ ...row, keep: true }))
}

function cellRows(cells: readonly GlanceCell[], setting: Setting, to: Compiling): Row[] {
  const rows: Row[] = []
  for (let start = 0; start < cells.length; start += perRow) {
    rows.push(cellsRow(cells.slice(start, start + perRow), start + perRow < cells.length, setting, to))
  }
  return rows
}

function headRow(block: Glance, finalHeight: number, to: Compiling): Row {
  const { leading, size } = type.small
  const placed = block.final.source ? fitPicture(block.final.source, finalWidth, finalHeight, to) : null
  const figure = childOf(to.parent, 'Figure', { alt: block.final.alt })
  const under = childOf(to.parent, 'Caption')
  const column = placed ? Math.max(placed.width, 150) : finalWidth
  const caption = clipped(block.final.caption, 3, { ...to, width: column }, size)
  const left = placed ? column + gap : 0
  const fields = fieldRows(
    { kind: 'fields', rows: block.rows, size: 'small', narrow: true },
    { ...to, width: to.width - left },
  ).map((row) => (row.white ? { ...row, height: 3 } : row))
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

function cellsRow(cells: readonly GlanceCell[], goesOn: boolean, setting: Setting, to: Compiling): Row {
  const { leading, size } = type.small
  const width = (to.width - gap * (perRow - 1)) / perRow
  const set = cells.map((cell) => {
    const of = { ...to, width }
    const words = [
      ...clipped(cell.title, 2, of, size),
      ...clipped(cell.changes, setting.changes, of, size),
      ...clipped(cell.reason, setting.reason, of, size),
    ]
    return {
      cell,
      placed: cell.source ? fitPicture(cell.source, width, setting.picture, to) : null,
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
  // Marked, because colour alone does not tell it from what was inferred.
  if (next === 'stated') page.fragments.push({ kind: 'mark', state: 'stated', x: from, y: y - 11, size: 9 })
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
