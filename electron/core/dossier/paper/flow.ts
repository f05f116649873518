import type { Block } from '../blocks.ts'
import { besideRows, pictureRows, stripRows } from './figures.ts'
import { contentsRows, coverRows } from './front.ts'
import { glanceRows } from './glance.ts'
import { graphRows } from './graph.ts'
import { type Lookup, layLines } from './lines.ts'
import type { Metrics } from './metrics.ts'
import { placeRows } from './place.ts'
import { plateRows } from './plate.ts'
import {
  type Compiling,
  childOf,
  command,
  headingRows,
  lineRows,
  paintLine,
  paragraphRows,
  type Row,
  space,
} from './rows.ts'
import { type Node, type Paper, type PictureSize, textHeight, textWidth, type } from './sheet.ts'
import { missingRows, quoteRows, signatureRows, statementRows } from './statements.ts'
import { fieldRows, tableRows } from './tables.ts'

/** More passes than a reference can need to find its page; pages only move while numbers still grow. */
const mostPasses = 8

interface FlowOptions {
  readonly metrics: Metrics
  readonly pictures: ReadonlyMap<string, PictureSize>
  readonly words: Compiling['words']
  readonly lookupWords: Lookup['words']
  /** Lines of running text are filled to the margin. */
  readonly fills: boolean
}

/**
 * Puts blocks on pages. Page references are exact: the paper is laid until no reference moves. Throws when a
 * reference points to nothing, for that is a fault of the program.
 */
export function flow(blocks: readonly Block[], options: FlowOptions): Paper {
  let paper: Paper = { pages: [], bookmarks: [], anchors: new Map(), exhibits: new Map() }
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const isFirst = pass === 0
    const next = lay(blocks, options, lookupIn(paper, options, isFirst))
    if (!isFirst && samePlaces(paper, next)) return next
    paper = next
  }
  throw new Error('the pages of the dossier do not settle')
}

function lookupIn(paper: Paper, options: FlowOptions, isFirst: boolean): Lookup {
  return {
    words: options.lookupWords,
    total: paper.pages.length,
    page: (anchor) => {
      const place = paper.anchors.get(anchor)
      if (!place && !isFirst) throw new Error(`nothing is placed at ${anchor}`)
      return place?.page ?? 0
    },
    pagesOf: (exhibit) => {
      const pages = paper.exhibits.get(exhibit)
      if (!pages && !isFirst) throw new Error(`exhibit ${exhibit} stands on no page`)
      return pages ?? [0]
    },
  }
}

function samePlaces(a: Paper, b: Paper): boolean {
  if (a.pages.length !== b.pages.length || a.anchors.size !== b.anchors.size) return false
  for (const [anchor, place] of b.anchors) if (a.anchors.get(anchor)?.page !== place.page) return false
  for (const [exhibit, pages] of b.exhibits) {
    if (a.exhibits.get(exhibit)?.join() !== pages.join()) return false
  }
  return true
}

function lay(blocks: readonly Block[], options: FlowOptions, lookup: Lookup): Paper {
  const root: Node = { tag: 'Document', parent: null }
  let parent: Node = childOf(root, 'Sect')
  const listed = blocks.flatMap((block) =>
    block.kind === 'heading' && block.listed && block.anchor
      ? [{ text: block.text, level: block.level, anchor: block.anchor }]
      : [],
  )
  const rows: Row[] = []
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 1) parent = childOf(root, 'Sect')
    rows.push(...compile(block, { ...options, width: textWidth, lookup, parent, listed }))
  }
  return placeRows(rows)
}

function compile(block: Block, to: Compiling): Row[] {
  switch (block.kind) {
    case 'cover':
      return coverRows(block, to)
    case 'contents':
      return contentsRows(to)
    case 'heading':
      return headingRows(block, to)
    case 'paragraph':
      return paragraphRows(block, to)
    case 'statement':
      return statementRows(block, to)
    case 'quote':
      return quoteRows(block, to)
    case 'fields':
      return fieldRows(block, to)
    case 'table':
      return tableRows(block, to)
    case 'picture':
      return pictureRows(block, to)
    case 'beside':
      return besideRows(block, to, compile)
    case 'fit':
      return fitRows(block, to)
    case 'strip':
      return stripRows(block, to)
    case 'graph':
      return graphRows(block, to)
    case 'glance':
      return glanceRows(block, to)
    case 'plate':
      return plateRows(block, to)
    case 'columns':
      return columnRows(block, to)
    case 'parallel':
      return parallelRows(block, to)
    case 'missing':
      return missingRows(block, to)
    case 'page':
      return [command({ kind: 'page' })]
    case 'bookmarks':
      return [command({ kind: 'bookmarks', entries: block.entries })]
    case 'exhibit':
      return [command({ kind: 'exhibit', no: block.no, part: block.part })]
    case 'signature':
      return signatureRows(block, to)
  }
}

/** Height of a heading with its white space, which stands above what has to fit. */
const headingHeight = 30

function fitRows(block: Extract<Block, { kind: 'fit' }>, to: Compiling): Row[] {
  let rows: Row[] = []
  for (const variant of block.variants) {
    rows = variant.flatMap((inner) => compile(inner, to))
    if (pageHeights(rows).every((height) => height <= textHeight - headingHeight)) return rows
  }
  return rows
}

/** Height of the rows up to each turn of the page. */
function pageHeights(rows: readonly Row[]): number[] {
  const heights = [0]
  for (const row of rows) {
    if (row.command?.kind === 'page') heights.push(0)
    else heights[heights.length - 1] = (heights.at(-1) ?? 0) + row.height + columnHeight(row)
  }
  return heights
}

function columnHeight({ command: order }: Row): number {
  return order?.kind === 'columns' ? Math.ceil(order.rows.length / 2) * type.small.leading : 0
}

const columnGap = 18

function columnRows(block: Extract<Block, { kind: 'columns' }>, to: Compiling): Row[] {
  const width = (to.width - columnGap) / 2
  const node = childOf(to.parent, 'P')
  const narrow = layLines(block.spans, { ...to, size: type.small.size, width })
  if (narrow.length <= 4) {
    const lines = layLines(block.spans, { ...to, size: type.small.size })
    return [...lineRows(lines, { ...type.small, node }), space(6)]
  }
  const rows = lineRows(narrow, { ...type.small, node })
  return [command({ kind: 'columns', rows, offset: width + columnGap }), space(6)]
}

function parallelRows(block: Extract<Block, { kind: 'parallel' }>, to: Compiling): Row[] {
  const width = (to.width - columnGap) / 2
  const sides = [
    [block.leftTitle, block.left],
    [block.rightTitle, block.right],
  ] as const
  const columns = sides.map(([title, spans]) => {
    const node = childOf(to.parent, 'P')
    const set = (value: typeof spans) => layLines(value, { ...to, size: type.small.size, width })
    return { titles: set(title), lines: set(spans), node }
  })
  const titles = Math.max(...columns.map((column) => column.titles.length))
  const count = Math.max(...columns.map((column) => column.lines.length))
  const rows = Array.from({ length: titles + count }, (_, index): Row => {
    const isTitle = index < titles
    return {
      height: type.small.leading,
      keep: isTitle || index === titles + count - 2,
      paint: (page, x, y) => {
        columns.forEach(({ titles: above, lines, node }, side) => {
          const line = isTitle ? above[index] : lines[index - titles]
          if (line) paintLine(page, line, { ...type.small, x: x + side * (width + columnGap), y, node })
        })
      },
    }
  })
  return [...rows, space(6)]
}
