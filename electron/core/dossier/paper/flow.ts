import type { Block } from '../blocks.ts'
import { besideRows, pictureRows, plateRows, stripRows } from './figures.ts'
import { contentsRows, coverRows } from './front.ts'
import { type Lookup, layLines } from './lines.ts'
import type { Metrics } from './metrics.ts'
import {
  type Compiling,
  childOf,
  command,
  headingRows,
  lineRows,
  missingRows,
  paintLine,
  paragraphRows,
  quoteRows,
  type Row,
  signatureRows,
  space,
  statementRows,
} from './rows.ts'
import {
  type Node,
  type Page,
  type Paper,
  type PictureSize,
  sheet,
  textHeight,
  textWidth,
  type,
} from './sheet.ts'
import { fieldRows, tableRows } from './tables.ts'

/** A picture of a paper may be printed a quarter smaller rather than leave half a page white. */
const leastShare = 0.75

/** More passes than a reference can need to find its page; pages only move while numbers still grow. */
const mostPasses = 8

export interface FlowOptions {
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
    case 'strip':
      return stripRows(block, to)
    case 'plate':
      return plateRows(block, to)
    case 'columns':
      return columnRows(block, to)
    case 'parallel':
      return parallelRows(block, to)
    case 'missing':
      return missingRows(block, to)
    case 'space':
      return [space(block.points)]
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

/** Puts rows on pages one after the other. */
function placeRows(rows: readonly Row[]): Paper {
  const pages: Page[] = []
  const bookmarks: Paper['bookmarks'][number][] = []
  const anchors = new Map<string, { page: number; y: number }>()
  const exhibits = new Map<string, number[]>()
  const open: string[] = []
  let waiting: string[] = []
  let page: Page | null = null
  let y = sheet.top
  let bare = false
  const bottom = sheet.top + textHeight

  function turn(): Page {
    page = { fragments: [], exhibit: null, bare }
    bare = false
    pages.push(page)
    y = sheet.top
    return page
  }

  /** A new page that begins within a table repeats its head. */
  function turnWithin(row: Row): Page {
    const fresh = turn()
    if (row.repeat) {
      row.repeat.paint(fresh, sheet.left, y, true)
      y += row.repeat.height
    }
    return fresh
  }

  function note(row: Row): void {
    const no = pages.length
    for (const anchor of [...waiting, ...(row.anchors ?? [])]) {
      if (!anchors.has(anchor)) anchors.set(anchor, { page: no, y })
    }
    waiting = []
    if (row.bookmark) bookmarks.push({ ...row.bookmark, page: no, y })
    for (const exhibit of open) {
      const on = exhibits.get(exhibit) ?? []
      if (on.at(-1) !== no) on.push(no)
      exhibits.set(exhibit, on)
    }
    const current = pages.at(-1)
    if (current && open.length > 0) current.exhibit ??= open.at(-1) ?? null
  }

  function put(full: Row): void {
    const left = bottom - y
    const row =
      full.shrink && full.height > left && left >= full.height * leastShare ? full.shrink(left) : full
    if (row.white && y + row.height > bottom) {
      y = bottom
      return
    }
    let current = page ?? turn()
    if (y + row.height > bottom + 0.01 && y > sheet.top) {
      current = turnWithin(row)
    }
    if (row.white && y === sheet.top) return
    if (!row.white) note(row)
    row.paint(current, sheet.left, y, false)
    y += row.height
  }

  /** Turns the page where the rows that belong together would not fit on what is left of it. */
  function keepTogether(from: number): void {
    let height = 0
    for (let i = from; i < rows.length; i += 1) {
      const row = rows[i] as Row
      if (row.command?.kind === 'columns')
        height += Math.min(4, row.command.rows.length / 2) * type.small.leading
      if (row.command && row.command.kind !== 'exhibit') break
      height += row.shrink ? row.height * leastShare : row.height
      if (!row.keep && row.height > 0) break
    }
    const first = rows[from]
    if (first && page && y > sheet.top && y + height > bottom + 0.01 && height <= textHeight)
      turnWithin(first)
  }

  function putColumns(lines: readonly Row[], offset: number): void {
    let at = 0
    while (at < lines.length) {
      const { leading } = type.small
      if (!page || y + 4 * leading > bottom) turn()
      const capacity = Math.floor((bottom - y) / leading)
      const left = lines.length - at
      const each = Math.min(capacity, Math.ceil(left / 2))
      const current = page as unknown as Page
      for (let i = 0; i < each * 2 && at < lines.length; i += 1) {
        const line = lines[at] as Row
        if (i === 0) note(line)
        const column = i < each ? 0 : offset
        line.paint(current, sheet.left + column, y + (i % each) * leading, false)
        at += 1
      }
      y += each * leading
      if (at < lines.length) turn()
    }
  }

  rows.forEach((row, index) => {
    const order = row.command
    if (!order) {
      keepTogether(index)
      put(row)
      return
    }
    switch (order.kind) {
      case 'bare':
        bare = true
        break
      case 'page':
        if (page && y > sheet.top) page = null
        if (!page) turn()
        break
      case 'exhibit':
        if (order.part === 'begin') {
          open.push(order.no)
          waiting.push(`exhibit-${order.no}`)
        } else open.splice(open.lastIndexOf(order.no), 1)
        break
      case 'bookmarks':
        for (const entry of order.entries) bookmarks.push({ ...entry, level: 2, page: pages.length, y })
        break
      case 'columns':
        putColumns(order.rows, order.offset)
        break
    }
  })
  const led = bookmarks.map((entry) => ({ ...entry, ...(entry.anchor ? anchors.get(entry.anchor) : {}) }))
  return { pages, bookmarks: led, anchors, exhibits }
}
