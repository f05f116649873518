import type { Span, State } from '../blocks.ts'
import { breakPoints, isWide } from './breaking.ts'
import { isNarrowQuote, type Metrics } from './metrics.ts'
import { printable } from './text.ts'

/** What the pass before this one found out about the places of things, and the words that name them. */
export interface Lookup {
  readonly page: (anchor: string) => number
  readonly pagesOf: (exhibit: string) => readonly number[]
  readonly total: number
  readonly words: {
    readonly page: (no: number) => string
    readonly pageRanges: (pages: readonly number[]) => string
    readonly citeOpen: string
    readonly citeClose: string
    readonly citeSeparator: string
    readonly citePart: (exhibit: string, pages: readonly number[]) => string
    readonly citeNothing: string
  }
}

interface Atom {
  readonly character: string
  readonly bold: boolean
  readonly soft: boolean
  readonly link?: string
  readonly mark?: State
  readonly em: number
  readonly narrow: boolean
}

export interface Piece {
  readonly text: string
  readonly bold: boolean
  readonly soft: boolean
  readonly link?: string
  readonly mark?: State
  readonly x: number
  readonly width: number
  readonly spacing: number
  /** Quotation marks in their narrow form. */
  readonly narrow: boolean
}

export interface Line {
  readonly pieces: readonly Piece[]
  readonly width: number
}

export interface Setting {
  readonly size: number
  readonly width: number
  readonly metrics: Metrics
  readonly lookup: Lookup
  /** Added before the first line, in points. */
  readonly firstIndent?: number
  /** Fill the lines of Chinese text to the margin. */
  readonly justify?: boolean
}

const markWidth = 1.15

function atomsOf(spans: readonly Span[], { metrics, lookup }: Setting): Atom[] {
  const atoms: Atom[] = []
  const add = (value: string, style: { bold?: boolean; soft?: boolean; link?: string }) => {
    for (const character of printable(value, metrics.has)) {
      const isBold = style.bold ?? false
      const em = character === '\n' ? 0 : metrics.width(character, isBold)
      const narrow = isNarrowQuote(character, metrics)
      atoms.push({ character, bold: isBold, soft: style.soft ?? false, link: style.link, em, narrow })
    }
  }
  for (const span of spans) {
    switch (span.kind) {
      case 'text':
        add(span.text, span)
        break
      case 'mark':
        atoms.push({
          character: '（',
          bold: false,
          soft: false,
          mark: span.state,
          em: markWidth,
          narrow: false,
        })
        break
      case 'break':
        add('\n', {})
        break
      case 'page':
        add(lookup.words.page(lookup.page(span.anchor)), { link: span.anchor })
        break
      case 'pages':
        add(lookup.words.pageRanges(lookup.pagesOf(span.exhibit)), { link: `exhibit-${span.exhibit}` })
        break
      case 'total':
        add(String(lookup.total), {})
        break
      case 'cite':
        addCite(span.cites, lookup, add)
        break
    }
  }
  return atoms
}

/** （证据3-1，第14页；证据4-1，第30页）: one part an exhibit, each a link to the first page meant. */
function addCite(
  cites: readonly { readonly exhibit: string; readonly anchor: string }[],
  { words, page }: Lookup,
  add: (value: string, style: { soft?: boolean; link?: string }) => void,
): void {
  if (cites.length === 0) {
    add(words.citeNothing, { soft: true })
    return
  }
  const byExhibit = Map.groupBy(cites, (cite) => cite.exhibit)
  add(words.citeOpen, { soft: true })
  let first = true
  for (const [exhibit, group] of byExhibit) {
    if (!first) add(words.citeSeparator, { soft: true })
    first = false
    const ordered = [...group].sort((a, b) => page(a.anchor) - page(b.anchor))
    const pages = [...new Set(ordered.map((cite) => page(cite.anchor)))]
    add(words.citePart(exhibit, pages), { soft: true, link: ordered[0]?.anchor })
  }
  add(words.citeClose, { soft: true })
}

/** Breaks spans into lines of the given width. Empty text gives one empty line. */
export function layLines(spans: readonly Span[], setting: Setting): Line[] {
  const atoms = atomsOf(spans, setting)
  const allowed = breakPoints(
    atoms.map((atom) => atom.character),
    setting.metrics.western,
  )
  const lines: Line[] = []
  let start = 0
  while (start <= atoms.length) {
    const indent = lines.length === 0 ? (setting.firstIndent ?? 0) : 0
    const room = (setting.width - indent) / setting.size
    const { end, next } = lineEnd(atoms, allowed, start, room)
    const isLast = next > atoms.length || atoms[end]?.character === '\n'
    lines.push(setLine(atoms.slice(start, end), setting, indent, isLast))
    if (next > atoms.length) break
    start = next
  }
  return lines
}

/** `end` is one past the last atom of the line, `next` where the following line starts (past the end: none). */
function lineEnd(
  atoms: readonly Atom[],
  allowed: Uint8Array,
  start: number,
  room: number,
): { end: number; next: number } {
  let used = 0
  let breakAt = -1
  for (let i = start; i < atoms.length; i += 1) {
    const atom = atoms[i] as Atom
    if (atom.character === '\n') return { end: i, next: i + 1 }
    if (i > start && allowed[i] === 1) breakAt = i
    used += atom.em
    if (used > room + 1e-6 && atom.character !== ' ' && i > start) {
      let end = breakAt > start ? breakAt : i
      const next = end
      while (end > start && atoms[end - 1]?.character === ' ') end -= 1
      return end > start ? { end, next } : { end: i, next: i }
    }
  }
  return { end: atoms.length, next: atoms.length + 1 }
}

function setLine(atoms: readonly Atom[], setting: Setting, indent: number, isLast: boolean): Line {
  const { size, width } = setting
  const trimmed = [...atoms]
  while (trimmed.at(-1)?.character === ' ') trimmed.pop()
  const natural = trimmed.reduce((sum, atom) => sum + atom.em * size, 0)
  const gaps = trimmed.slice(0, -1).filter((atom) => isWide(atom.character)).length
  const slack = width - indent - natural
  const fills = setting.justify === true && !isLast && gaps > 12 && slack > 0 && slack < 2 * size
  const extra = fills ? slack / gaps : 0
  const pieces: Piece[] = []
  let x = indent
  let at = 0
  while (at < trimmed.length) {
    const first = trimmed[at] as Atom
    const isFirstWide = isWide(first.character)
    let end = at + 1
    while (end < trimmed.length && first.mark === undefined && sameStyle(first, trimmed[end] as Atom)) {
      if (fills && isWide((trimmed[end] as Atom).character) !== isFirstWide) break
      end += 1
    }
    const run = trimmed.slice(at, end)
    const spacing = isFirstWide ? extra : 0
    const runWidth = run.reduce((sum, atom) => sum + atom.em * size + spacing, 0)
    const { bold, soft, link, mark, narrow } = first
    const value = mark ? '' : run.map((atom) => atom.character).join('')
    pieces.push({ text: value, bold, soft, link, mark, x, width: runWidth, spacing, narrow })
    x += runWidth
    at = end
  }
  return { pieces, width: natural + indent }
}

function sameStyle(a: Atom, b: Atom): boolean {
  return (
    a.bold === b.bold &&
    a.soft === b.soft &&
    a.link === b.link &&
    a.narrow === b.narrow &&
    b.mark === undefined
  )
}
