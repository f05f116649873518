import type { Block, GraphLine, GraphRow } from '../blocks.ts'
import { fitPicture, paintLines } from './figures.ts'
import { type Line, layLines } from './lines.ts'
import { type Compiling, childOf, type Row, space } from './rows.ts'
import { type Node, type Page, type } from './sheet.ts'

type Graph = Extract<Block, { kind: 'graph' }>

/** Room of a node: what stands under it is wiped out, lines end at its rim. */
const nodeRadius = 7.5
const markSize = 13
const laneStep = 17
/** Lanes lie closer where there are many, so that the words beside them keep their room. */
const mostLanesWidth = 136
const thumbnail = { width: 48, height: 40 }
const gap = 10
const padding = 3

/**
 * The graph from top to bottom, a round a line, as logs of versions are shown: lanes on the left, picture and words on
 * the right. It breaks between any two lines; the legend stands on every page.
 */
export function graphRows(block: Graph, to: Compiling): Row[] {
  const side = sideLanes(block)
  const lanes = Math.max(1, side.first + side.count)
  const step = Math.min(laneStep, mostLanesWidth / lanes)
  const laneX = (lane: number) => nodeRadius + lane * step
  const left = laneX(lanes - 1) + nodeRadius + gap
  const legend = legendRow(block, to)
  const list = childOf(to.parent, 'L', { alt: block.alt })
  const rows = block.rows.map((row, index): Row => {
    const body = bodyOf(row, left, to, list)
    return {
      height: body.height,
      repeat: legend,
      paint: (page, x, y) => {
        const middle = y + body.height / 2
        const place = { x, y, bottom: y + body.height, middle, laneX, index }
        for (const line of block.lines) paintLine(page, line, block.rows, side, place)
        paintNode(page, row, x + laneX(row.lane), middle)
        body.paint(page, x + left, y)
      },
    }
  })
  return [legend, ...rows, space(8)]
}

interface Side {
  /** The first lane to the right of those of the graph. */
  readonly first: number
  readonly count: number
  readonly laneOf: ReadonlyMap<GraphLine, number>
}

/** Lines that have no lane of the graph run to the right of all lanes, each where no other of them passes. */
function sideLanes({ rows, lines }: Graph): Side {
  const first = 1 + Math.max(0, ...rows.map((row) => row.lane), ...lines.map(({ lane }) => lane ?? 0))
  const ends: number[] = []
  const laneOf = new Map<GraphLine, number>()
  for (const line of lines.filter(({ lane }) => lane === null).toSorted((a, b) => topOf(a) - topOf(b))) {
    let lane = 0
    while ((ends[lane] ?? -1) > topOf(line)) lane += 1
    ends[lane] = Math.max(line.from, line.to)
    laneOf.set(line, first + lane)
  }
  return { first, count: ends.length, laneOf }
}

const topOf = (line: GraphLine): number => Math.min(line.from, line.to)
const isArrow = (line: GraphLine): boolean => line.style !== 'related'

interface Place {
  readonly x: number
  readonly y: number
  readonly bottom: number
  readonly middle: number
  readonly laneX: (lane: number) => number
  readonly index: number
}

/** The part of a line that lies in one row. */
function paintLine(page: Page, line: GraphLine, rows: readonly GraphRow[], side: Side, place: Place): void {
  const { x, y, bottom, middle, laneX, index } = place
  const low = Math.min(line.from, line.to)
  const high = Math.max(line.from, line.to)
  if (index < low || index > high || low === high) return
  const at = x + laneX(line.lane ?? side.laneOf.get(line) ?? 0)
  const node = x + laneX(rows[index]?.lane ?? 0)
  const edge = (arrow: boolean, ...points: readonly (readonly [number, number])[]) =>
    page.fragments.push({ kind: 'edge', points, style: line.style, arrow })
  const isEnd = index === line.from || index === line.to
  if (!isEnd) {
    edge(false, [at, y], [at, bottom])
    return
  }
  const arrow = isArrow(line) && index === line.to
  const towards = index === low ? bottom : y
  if (at === node) {
    const rim = middle + (index === low ? nodeRadius : -nodeRadius)
    if (arrow) edge(true, [at, towards], [at, rim])
    else edge(false, [at, rim], [at, towards])
  } else {
    const rim = node + (at > node ? nodeRadius : -nodeRadius)
    const bend = towards > middle ? Math.min(bottom, middle + 9) : Math.max(y, middle - 9)
    const points: (readonly [number, number])[] = [
      [at, towards],
      [at, bend],
      [at + (at > node ? -4 : 4), middle],
      [rim, middle],
    ]
    edge(arrow, ...points)
  }
  if (line.own && index === line.to) paintOwn(page, at, (towards + middle) / 2)
}

/** The party's own line carries the mark of a statement. */
function paintOwn(page: Page, x: number, y: number): void {
  page.fragments.push({ kind: 'ring', x: x + 6.5, y: y - 2, radius: 4, final: false })
  page.fragments.push({ kind: 'mark', state: 'stated', x: x + 3.5, y: y + 1, size: 9 })
}

function paintNode(page: Page, row: GraphRow, x: number, y: number): void {
  page.fragments.push({ kind: 'ring', x, y, radius: nodeRadius, final: row.isFinal })
  const side = markSize * 0.66
  page.fragments.push({
    kind: 'mark',
    state: row.state,
    x: x - side / 2,
    y: y + side / 2 + markSize * 0.04,
    size: markSize,
  })
}

function bodyOf(
  row: GraphRow,
  left: number,
  to: Compiling,
  list: Node,
): { height: number; paint: (page: Page, x: number, y: number) => void } {
  const { leading } = type.small
  const placed = row.source ? fitPicture(row.source, thumbnail.width, thumbnail.height, to) : null
  const aside = thumbnail.width + gap
  const width = to.width - left - aside
  const lines: Line[] = [row.title, row.text].flatMap((spans) =>
    layLines(spans, { ...to, size: type.small.size, width }),
  )
  const item = childOf(list, 'LI')
  const figure = childOf(item, 'Figure', { alt: row.alt })
  const words = childOf(item, 'LBody')
  const content = Math.max(placed?.height ?? 0, lines.length * leading)
  const height = content + 2 * padding
  return {
    height,
    paint: (page, x, y) => {
      if (placed) {
        const shift = (thumbnail.width - placed.width) / 2
        page.fragments.push({
          kind: 'picture',
          ...placed,
          x: x + shift,
          y: y + (height - placed.height) / 2,
          node: figure,
        })
      }
      paintLines(page, lines, x + aside, y + (height - lines.length * leading) / 2, words)
    },
  }
}

/** Every kind of line with its word; as many to a line as fit. */
function legendRow({ legend }: Graph, to: Compiling): Row {
  const { leading, size } = type.small
  const sample = 26
  const between = 14
  const node = childOf(to.parent, 'P')
  const cells: { x: number; line: number; entry: Graph['legend'][number]; words: Line }[] = []
  let x = 0
  let line = 0
  for (const entry of legend) {
    const [words] = layLines([{ kind: 'text', text: entry.text, soft: true }], { ...to, size })
    if (!words) continue
    const width = sample + 5 + words.width
    if (x > 0 && x + width > to.width) {
      x = 0
      line += 1
    }
    cells.push({ x, line, entry, words })
    x += width + between
  }
  const height = (line + 1) * leading + 12
  return {
    height,
    keep: true,
    paint: (page, left, y) => {
      for (const cell of cells) {
        const top = y + cell.line * leading
        const middle = top + leading / 2
        const [from, end] = [left + cell.x, left + cell.x + sample]
        const { style, own } = cell.entry
        page.fragments.push({
          kind: 'edge',
          points: [
            [from, middle],
            [end, middle],
          ],
          style,
          arrow: style !== 'related',
        })
        if (own) paintOwn(page, from + 6, middle)
        paintLines(page, [cell.words], end + 5, top, node)
      }
      const rule = y + height - 6
      page.fragments.push({
        kind: 'line',
        x1: left,
        x2: left + to.width,
        y1: rule,
        y2: rule,
        weight: 0.4,
        colour: 'line',
      })
    },
  }
}
