import type { Block, Span } from '../blocks.ts'
import { layLines } from './lines.ts'
import {
  baseLine,
  type Compiling,
  childOf,
  command,
  headingRows,
  paintLine,
  type Row,
  space,
} from './rows.ts'
import { type Node, type Page, sheet, textHeight, textWidth, type } from './sheet.ts'

const coverTitle = { size: 34, leading: 56 }
const sealSize = 58
/** Lines of the contents may stand so much closer, as a share of their distance. */
const closest = 0.88

/** The first sheet: seal, title, the case, the parties, the court, the date, the extent. Nothing else. */
export function coverRows(block: Extract<Block, { kind: 'cover' }>, to: Compiling): Row[] {
  const node = childOf(to.parent, 'P')
  const title = childOf(to.parent, 'H1')
  return [
    command({ kind: 'bare' }),
    {
      height: textHeight,
      anchors: ['cover'],
      bookmark: { title: block.title, level: 1 },
      paint: (page, x, y) => {
        const shift = (sheet.width - textWidth) / 2 - x
        const centre = x + shift
        let at = y + 70
        page.fragments.push({ kind: 'seal', x: centre + (textWidth - sealSize) / 2, y: at, size: sealSize })
        at += sealSize + 44
        at = centred(page, [{ kind: 'text', text: block.title, bold: true }], {
          ...coverTitle,
          x: centre,
          y: at,
          node: title,
          to,
        })
        at += 8
        page.fragments.push({
          kind: 'line',
          x1: centre + textWidth / 2 - 90,
          y1: at,
          x2: centre + textWidth / 2 + 90,
          y2: at,
          weight: 0.6,
          colour: 'ink',
        })
        at += 22
        for (const [index, line] of block.lines.entries()) {
          const size = index === 0 ? type.large : type.body
          at = centred(page, line, { ...size, x: centre, y: at, node, to })
          at += index === 0 ? 26 : 4
        }
        at = Math.max(at + 20, y + textHeight - block.foot.length * 26 - 20)
        for (const line of block.foot)
          at = centred(page, line, { ...type.body, x: centre, y: at, node, to }) + 4
      },
    },
  ]
}

function centred(
  page: Page,
  spans: readonly Span[],
  at: { size: number; leading: number; x: number; y: number; node: Node; to: Compiling },
): number {
  let y = at.y
  for (const line of layLines(spans, { ...at.to, size: at.size, width: textWidth })) {
    paintLine(page, line, { ...at, x: at.x + (textWidth - line.width) / 2, y })
    y += at.leading
  }
  return y
}

/** Chapters, documents and rounds with their pages; every line is a link. */
export function contentsRows(to: Compiling): Row[] {
  const head = headingRows(
    { kind: 'heading', level: 1, text: to.words.contents, anchor: 'contents', listed: false },
    to,
  )
  const table = childOf(to.parent, 'TOC')
  // A contents that would run over by a few lines is set a little closer rather than begin a page for them.
  const full = to.listed.reduce((sum, { level }) => sum + (level === 1 ? 27 : 15), 0)
  const room = textHeight - head.reduce((sum, row) => sum + row.height, 0)
  const closer = full > room && full * closest <= room ? room / full : 1
  const entries = to.listed.flatMap(({ text: value, level, anchor }): Row[] => {
    const isChapter = level === 1
    const size = isChapter ? type.body : type.small
    const indent = isChapter ? 0 : 18
    const number = layLines([{ kind: 'page', anchor }], { ...to, size: size.size, width: 60 })[0]
    const lines = layLines([{ kind: 'text', text: value, bold: isChapter }], {
      ...to,
      size: size.size,
      width: to.width - indent - 60,
    }).map((line) => ({
      ...line,
      pieces: line.pieces.map((piece) => ({ ...piece, link: anchor })),
    }))
    const node = childOf(childOf(table, 'TOCI'), 'Reference')
    const leading = (isChapter ? 22 : 15) * closer
    const rows = lines.map((line, index): Row => {
      const isLast = index === lines.length - 1
      return {
        height: leading,
        keep: !isLast,
        paint: (page, x, y) => {
          paintLine(page, line, { x: x + indent, y, size: size.size, leading, node })
          if (!isLast || !number) return
          const right = x + to.width - number.width
          const base = baseLine(y, size.size, leading)
          page.fragments.push({
            kind: 'line',
            x1: x + indent + line.width + 8,
            y1: base,
            x2: right - 6,
            y2: base,
            weight: 0.7,
            colour: 'line',
            dotted: true,
          })
          paintLine(page, number, { x: right, y, size: size.size, leading, node })
        },
      }
    })
    return isChapter ? [space(5 * closer, true), ...rows] : rows
  })
  return [...head, ...entries]
}
