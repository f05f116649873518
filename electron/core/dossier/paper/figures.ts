import type { Block, PictureBlock, PictureSource } from '../blocks.ts'
import { type Line, layLines } from './lines.ts'
import { type Compiling, childOf, paintLine, type Row, space } from './rows.ts'
import { type Node, type Page, pictureKey, type } from './sheet.ts'

/** At most as large as on a screen at 100 % (96 pixels an inch): nothing is blown up. */
export const pointsPerPixel = 0.75
export const captionGap = 4

interface Placed {
  readonly key: string
  readonly width: number
  readonly height: number
}

/** Pixels of the part that is shown, or null where there is no picture. */
export function shownSize(source: PictureSource, to: Compiling): { width: number; height: number } | null {
  const size = to.pictures.get(source.sha256)
  if (!size || 'reason' in size) return null
  const { region } = source
  return region ? { width: size.width * region.width, height: size.height * region.height } : size
}

function whyMissing(source: PictureSource, to: Compiling): string {
  const size = to.pictures.get(source.sha256)
  return size && 'reason' in size ? size.reason : 'not-an-image'
}

export function fitPicture(
  source: PictureSource,
  width: number,
  height: number,
  to: Compiling,
): Placed | null {
  const size = shownSize(source, to)
  if (!size) return null
  const scale = Math.min(width / size.width, height / size.height, pointsPerPixel)
  return { key: pictureKey(source), width: size.width * scale, height: size.height * scale }
}

export function missingLines(alt: string, source: PictureSource, width: number, to: Compiling): Line[] {
  return layLines(
    [
      { kind: 'mark', state: 'missing' },
      { kind: 'text', text: to.words.pictureMissing(alt, whyMissing(source, to)) },
    ],
    { ...to, size: type.small.size, width },
  )
}

export function paintLines(page: Page, lines: readonly Line[], x: number, y: number, node: Node): void {
  lines.forEach((line, index) => {
    paintLine(page, line, { ...type.small, x, y: y + index * type.small.leading, node })
  })
}

/** A picture with its caption below; where it cannot be shown, the sentence that says why. */
function pictureRow(block: PictureBlock, to: Compiling, centred: boolean): Row {
  const placed = fitPicture(block.source, Math.min(block.maxWidth, to.width), block.maxHeight, to)
  const { leading } = type.small
  const caption = layLines(block.caption, { ...to, size: type.small.size })
  const anchors = block.anchor ? [block.anchor] : []
  if (!placed) {
    const node = childOf(to.parent, 'P')
    const lines = [...missingLines(block.alt, block.source, to.width, to), ...caption]
    return {
      height: lines.length * leading,
      anchors,
      paint: (page, x, y) => paintLines(page, lines, x, y, node),
    }
  }
  const figure = childOf(to.parent, 'Figure', { alt: block.alt })
  const under = childOf(to.parent, 'Caption')
  const captionHeight = captionGap + caption.length * leading
  return {
    shrink: block.framed
      ? (height) => pictureRow({ ...block, maxHeight: height - captionHeight }, to, centred)
      : undefined,
    height: placed.height + captionGap + caption.length * leading,
    anchors,
    paint: (page, x, y) => {
      const shift = centred ? (to.width - placed.width) / 2 : 0
      page.fragments.push({ kind: 'picture', ...placed, x: x + shift, y, node: figure })
      if (block.framed) paintFrame(page, x + shift, y, placed.width, placed.height)
      paintLines(page, caption, x + shift, y + placed.height + captionGap, under)
    },
  }
}

export function pictureRows(block: PictureBlock, to: Compiling): Row[] {
  return [pictureRow(block, to, false), space(8)]
}

/** Share of the width that the picture's side keeps, for its caption. */
const leastLeft = 0.3
/** What stands beside a low picture may be this high, in points. */
const leastRoom = 220

/**
 * The picture at two thirds of the width, and beside it as many of the blocks as its height allows; the others
 * follow below over the whole width.
 */
export function besideRows(
  block: Extract<Block, { kind: 'beside' }>,
  to: Compiling,
  compile: (block: Block, to: Compiling) => Row[],
): Row[] {
  const gap = 16
  const most = ((to.width - gap) * 2) / 3
  const placed = fitPicture(block.picture.source, most, block.picture.maxHeight, to)
  // What stands beside a narrow picture gets the width that the picture leaves.
  const leftWidth = placed ? Math.max(placed.width, to.width * leastLeft) : most
  const rightWidth = to.width - gap - leftWidth
  const left = pictureRow({ ...block.picture, maxWidth: leftWidth }, { ...to, width: leftWidth }, false)
  const room = Math.max(left.height + 36, leastRoom)
  const beside: Row[] = []
  const later: Block[] = []
  let used = 0
  for (const inner of block.right) {
    const rows = compile(inner, { ...to, width: rightWidth })
    const height = rows.reduce((sum, row) => sum + row.height, 0)
    if (used + height > room) {
      later.push(inner)
      continue
    }
    beside.push(...rows)
    used += height
  }
  const below = joined(later).flatMap((inner) => compile(inner, to))
  const composite: Row = {
    height: Math.max(left.height, used),
    anchors: [...(left.anchors ?? []), ...beside.flatMap((row) => row.anchors ?? [])],
    paint: (page, x, y, repeated) => {
      left.paint(page, x, y, repeated)
      let at = y
      for (const row of beside) {
        row.paint(page, x + leftWidth + gap, at, repeated)
        at += row.height
      }
    },
  }
  return [composite, space(8), ...below]
}

/** Fields that follow one another become one table over the whole width. */
function joined(blocks: readonly Block[]): Block[] {
  const found: Block[] = []
  for (const block of blocks) {
    const last = found.at(-1)
    if (block.kind !== 'fields') found.push(block)
    else if (last?.kind === 'fields')
      found[found.length - 1] = { ...last, rows: [...last.rows, ...block.rows] }
    else found.push({ ...block, narrow: false })
  }
  return found
}

/** Pictures in a row with their words: three large ones with arrows between them, or six contact prints. */
export function stripRows(block: Extract<Block, { kind: 'strip' }>, to: Compiling): Row[] {
  const perRow = block.small ? 6 : 3
  const gap = block.small ? 8 : 20
  const width = (to.width - gap * (perRow - 1)) / perRow
  const rows: Row[] = []
  const lines = Math.ceil(block.cells.length / perRow)
  const highest = block.small ? 78 : lines === 1 ? 320 : lines === 2 ? 220 : 160
  for (let start = 0; start < block.cells.length; start += perRow) {
    const cells = block.cells.slice(start, start + perRow).map((cell) => {
      const placed = cell.source ? fitPicture(cell.source, width, highest, to) : null
      const node = childOf(to.parent, 'P')
      const missing = cell.source && !placed ? missingLines(cell.alt, cell.source, width, to) : []
      const title = layLines(cell.title, { ...to, size: type.small.size, width })
      const words = layLines(cell.text, { ...to, size: type.small.size, width }).slice(0, 4)
      const figure = childOf(to.parent, 'Figure', { alt: cell.alt })
      return { cell, placed, node, figure, lines: [...missing, ...title, ...words] }
    })
    const pictureHeight = Math.max(block.small ? 20 : 40, ...cells.map((cell) => cell.placed?.height ?? 0))
    const textLines = Math.max(...cells.map((cell) => cell.lines.length))
    rows.push({
      height: pictureHeight + captionGap + textLines * type.small.leading,
      anchors: cells.flatMap(({ cell }) => [cell.anchor, ...(cell.others ?? [])]),
      paint: (page, x, y) => {
        cells.forEach(({ cell, placed, node, figure, lines }, index) => {
          const left = x + index * (width + gap)
          if (placed) {
            const top = y + pictureHeight - placed.height
            page.fragments.push({ kind: 'picture', ...placed, x: left, y: top, node: figure })
          }
          paintLines(page, lines, left, y + pictureHeight + captionGap, node)
          if (cell.leadsOn) paintArrow(page, left + width + 4, y + pictureHeight / 2, gap - 8)
        })
      },
    })
    rows.push(space(block.small ? 6 : 14))
  }
  return rows
}

function paintFrame(page: Page, x: number, y: number, width: number, height: number): void {
  const line = { kind: 'line', weight: 0.4, colour: 'line' } as const
  const [right, bottom] = [x + width, y + height]
  page.fragments.push({ ...line, x1: x, y1: y, x2: right, y2: y })
  page.fragments.push({ ...line, x1: right, y1: y, x2: right, y2: bottom })
  page.fragments.push({ ...line, x1: right, y1: bottom, x2: x, y2: bottom })
  page.fragments.push({ ...line, x1: x, y1: bottom, x2: x, y2: y })
}

function paintArrow(page: Page, x: number, y: number, length: number): void {
  const line = { kind: 'line', weight: 0.6, colour: 'soft' } as const
  const end = x + length
  page.fragments.push({ ...line, x1: x, y1: y, x2: end, y2: y })
  page.fragments.push({ ...line, x1: end - 3, y1: y - 2.5, x2: end, y2: y })
  page.fragments.push({ ...line, x1: end - 3, y1: y + 2.5, x2: end, y2: y })
}
