import type { Row } from './rows.ts'
import { type Page, type Paper, sheet, textHeight, type } from './sheet.ts'

/** A picture of a paper may be printed a quarter smaller rather than leave half a page white. */
const leastShare = 0.75

/** Puts rows on pages one after the other. */
export function placeRows(rows: readonly Row[]): Paper {
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
