import type { Block, NumberedPoint, PlateSide } from '../blocks.ts'
import { captionGap, missingLines, paintLines, pointsPerPixel, shownSize } from './figures.ts'
import { layLines } from './lines.ts'
import { type Compiling, childOf, type Row, space } from './rows.ts'
import { pictureKey, type } from './sheet.ts'

function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/**
 * Points of paper a pixel for each of the two. With two or more places marked on both pictures the scale follows
 * from their distances; otherwise the pictures get the same width.
 */
export function plateScale(
  left: { width: number; height: number },
  right: { width: number; height: number },
  pairs: readonly (readonly [NumberedPoint, NumberedPoint])[],
  room: { width: number; height: number },
): { left: number; right: number; byMarks: boolean; shift: number } {
  const ratios: number[] = []
  pairs.forEach(([a, b], index) => {
    for (const [c, d] of pairs.slice(index + 1)) {
      const onLeft = Math.hypot((a.x - c.x) * left.width, (a.y - c.y) * left.height)
      const onRight = Math.hypot((b.x - d.x) * right.width, (b.y - d.y) * right.height)
      if (onLeft > 0.15 * left.width && onRight > 0.15 * right.width) ratios.push(onLeft / onRight)
    }
  })
  const ratio = middleOf(ratios)
  const byMarks = ratio > 0.2 && ratio < 5
  const factor = byMarks ? ratio : left.width / right.width
  const scale = Math.min(
    room.width / left.width,
    room.height / left.height,
    room.width / (right.width * factor),
    room.height / (right.height * factor),
    pointsPerPixel,
    pointsPerPixel / factor,
  )
  const offsets = byMarks
    ? pairs.map(([a, b]) => a.y * left.height * scale - b.y * right.height * scale * factor)
    : []
  const shift = middleOf(offsets)
  return { left: scale, right: scale * factor, byMarks, shift: Math.abs(shift) < room.height / 3 ? shift : 0 }
}

/** Both pictures at one scale, level with each other, numbered marks on both. */
export function plateRows(block: Extract<Block, { kind: 'plate' }>, to: Compiling): Row[] {
  const gap = 24
  const width = (to.width - gap) / 2
  const sides = [block.left, block.right] as const
  const sizes = sides.map((side) => (side.source ? shownSize(side.source, to) : null))
  const room = { width, height: 290 }
  const [a, b] = sizes
  const scale = a && b ? plateScale(a, b, block.pairs, room) : null
  const single = (size: { width: number; height: number }) =>
    Math.min(width / size.width, room.height / size.height, pointsPerPixel)
  const scales = [scale?.left ?? (a ? single(a) : 0), scale?.right ?? (b ? single(b) : 0)]
  const shifts = [Math.max(0, -(scale?.shift ?? 0)), Math.max(0, scale?.shift ?? 0)]
  const set = (side: PlateSide) => ({
    title: layLines([{ kind: 'text', text: side.title, bold: true }], {
      ...to,
      size: type.small.size,
      width,
    }),
    caption: layLines(side.caption, { ...to, size: type.small.size, width }),
    missing: side.source ? missingLines(side.alt, side.source, width, to) : [],
  })
  const texts = sides.map(set)
  const heights = sizes.map((size, i) =>
    size ? size.height * (scales[i] ?? 0) + (shifts[i] ?? 0) : (texts[i]?.missing.length ?? 0) * 14,
  )
  const titleHeight = Math.max(...texts.map((entry) => entry.title.length)) * type.small.leading + 4
  const pictureHeight = Math.max(...heights)
  const captionHeight = Math.max(...texts.map((entry) => entry.caption.length)) * type.small.leading
  const note = scale ? (scale.byMarks ? to.words.plateByMarks : to.words.plateByWidth) : ''
  const noteLines = note
    ? layLines([{ kind: 'text', text: note, soft: true }], { ...to, size: type.small.size })
    : []
  const nodes = sides.map((side) => ({
    text: childOf(to.parent, 'P'),
    figure: childOf(to.parent, 'Figure', { alt: side.alt }),
  }))
  const noteNode = childOf(to.parent, 'P')
  const row: Row = {
    height: titleHeight + pictureHeight + captionGap + captionHeight + noteLines.length * type.small.leading,
    paint: (page, x, y) => {
      sides.forEach((side, i) => {
        const left = x + i * (width + gap)
        const node = nodes[i]
        const entry = texts[i]
        if (!node || !entry) return
        paintLines(page, entry.title, left, y, node.text)
        const top = y + titleHeight + (shifts[i] ?? 0)
        const size = sizes[i]
        const factor = scales[i] ?? 0
        if (size && side.source) {
          const area = { width: size.width * factor, height: size.height * factor }
          const key = pictureKey(side.source)
          page.fragments.push({ kind: 'picture', key, x: left, y: top, ...area, node: node.figure })
          for (const point of side.points) {
            const px = left + point.x * area.width
            const py = top + point.y * area.height
            page.fragments.push({ kind: 'point', x: px, y: py, no: point.no, same: point.same })
          }
        } else paintLines(page, entry.missing, left, top, node.text)
        paintLines(page, entry.caption, left, y + titleHeight + pictureHeight + captionGap, node.text)
      })
      const at = y + titleHeight + pictureHeight + captionGap + captionHeight
      paintLines(page, noteLines, x, at, noteNode)
    },
  }
  return [row, space(10)]
}
