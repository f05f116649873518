import type { LineStyle, State } from '../blocks.ts'
import { colours, sheet } from './sheet.ts'

type Document = PDFKit.PDFDocument

/**
 * The marks of the five states (docs/design), drawn in lines that read in black and white. `x`, `y` is the left
 * end of the base line.
 */
export function drawMark(doc: Document, state: State, x: number, y: number, size: number): void {
  const side = size * 0.66
  const top = y - side - size * 0.04
  const colour = colours[state]
  doc.save().lineWidth(Math.max(0.7, size * 0.085))
  switch (state) {
    case 'record':
      doc.rect(x, top, side, side).fill(colour)
      break
    case 'inferred':
      doc
        .rect(x + 0.4, top + 0.4, side - 0.8, side - 0.8)
        .dash(side * 0.28, { space: side * 0.18 })
        .stroke(colour)
      break
    case 'stated':
      drawQuotation(doc, x, top, side, colour)
      break
    case 'reproduction':
      drawLoop(doc, x, top, side, colour)
      break
    case 'missing':
      doc
        .rect(x + 0.4, top + 0.4, side - 0.8, side - 0.8)
        .lineCap('round')
        .dash(0.05, { space: side * 0.22 })
        .stroke(colour)
      break
  }
  doc.undash().restore()
}

/** Two small commas, as a quotation opens. */
function drawQuotation(doc: Document, x: number, top: number, side: number, colour: string): void {
  for (const shift of [0, side * 0.52]) {
    const left = x + shift
    const radius = side * 0.21
    doc
      .circle(left + radius, top + side * 0.55, radius)
      .fill(colour)
      .moveTo(left, top + side * 0.55)
      .bezierCurveTo(left, top + side * 0.2, left + side * 0.12, top + side * 0.06, left + side * 0.4, top)
      .bezierCurveTo(
        left + side * 0.24,
        top + side * 0.16,
        left + side * 0.2,
        top + side * 0.3,
        left + side * 0.2,
        top + side * 0.5,
      )
      .fill(colour)
  }
}

/** An open circle with an arrow at its end. */
function drawLoop(doc: Document, x: number, top: number, side: number, colour: string): void {
  const r = side * 0.42
  const cx = x + side / 2
  const cy = top + side / 2
  doc.path(`M ${cx + r} ${cy} A ${r} ${r} 0 1 1 ${cx} ${cy - r}`).stroke(colour)
  doc
    .moveTo(cx - side * 0.02, cy - r - side * 0.24)
    .lineTo(cx + side * 0.3, cy - r)
    .lineTo(cx - side * 0.02, cy - r + side * 0.24)
    .fill(colour)
}

/** A numbered mark on a picture: filled for what is the same, open for what differs. */
export function drawPoint(doc: Document, x: number, y: number, same: boolean): void {
  doc.save().lineWidth(1)
  doc.circle(x, y, 7.2).fill('#FFFFFF')
  if (same) doc.circle(x, y, 6.3).fill(colours.ink)
  else doc.circle(x, y, 5.9).stroke(colours.ink)
  doc.restore()
}

/** The seal: 证 cut out of a vermilion square, as lines, not as text. */
export function drawSeal(
  doc: Document,
  seal: { readonly path: string; readonly em: number },
  at: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const { x, y, size } = at
  doc.save()
  doc.roundedRect(x, y, size, size, size * 0.06).fill(colours.vermilion)
  doc.lineWidth(size * 0.018)
  doc.roundedRect(x + size * 0.06, y + size * 0.06, size * 0.88, size * 0.88, size * 0.03).stroke('#FFFFFF')
  const scale = (size * 0.7) / seal.em
  doc.translate(x + size * 0.15, y + size * 0.15 + seal.em * 0.88 * scale).scale(scale, -scale)
  doc.path(seal.path).fill('#FFFFFF')
  doc.restore()
}

export function drawHairline(
  doc: Document,
  line: {
    x1: number
    y1: number
    x2: number
    y2: number
    weight: number
    colour: keyof typeof colours
    dotted?: boolean
  },
): void {
  if (line.x1 > sheet.width || (line.dotted && line.x2 - line.x1 < 4)) return
  doc.save().lineWidth(line.weight)
  if (line.dotted) doc.dash(0.8, { space: 2.6 })
  doc.moveTo(line.x1, line.y1).lineTo(line.x2, line.y2).stroke(colours[line.colour])
  doc.undash().restore()
}

const strokes: {
  readonly [S in LineStyle]: {
    readonly weight: number
    readonly dash?: number
    readonly colour: keyof typeof colours
  }
} = {
  recorded: { weight: 1.8, colour: 'record' },
  strong: { weight: 0.8, colour: 'inferred' },
  supported: { weight: 0.8, dash: 3.2, colour: 'inferred' },
  related: { weight: 0.9, dash: 0.1, colour: 'soft' },
  stated: { weight: 1.2, colour: 'stated' },
}

/** A line of the graph: how it is drawn says what it rests on, also in black and white. */
export function drawEdge(
  doc: Document,
  edge: { points: readonly (readonly [number, number])[]; style: LineStyle; arrow: boolean },
): void {
  const { weight, dash, colour } = strokes[edge.style]
  const [first, ...rest] = edge.points
  const end = rest.at(-1)
  const before = edge.points.at(-2)
  if (!first || !end || !before) return
  doc.save().lineWidth(weight).lineJoin('round')
  if (dash !== undefined) doc.lineCap(dash < 1 ? 'round' : 'butt').dash(dash, { space: 2.4 })
  doc.moveTo(...first)
  for (const point of rest) doc.lineTo(...point)
  doc.stroke(colours[colour]).undash()
  if (edge.arrow) drawHead(doc, before, end, colours[colour])
  doc.restore()
}

function drawHead(
  doc: Document,
  [x1, y1]: readonly [number, number],
  [x, y]: readonly [number, number],
  colour: string,
): void {
  const length = Math.hypot(x - x1, y - y1) || 1
  const [dx, dy] = [(x - x1) / length, (y - y1) / length]
  const at = (back: number, aside: number) =>
    [x - dx * back - dy * aside, y - dy * back + dx * aside] as const
  doc
    .moveTo(x, y)
    .lineTo(...at(5.5, 2.6))
    .lineTo(...at(5.5, -2.6))
    .fill(colour)
}

/** Clean paper under the mark of a node; the final image has a ring around it. */
export function drawRing(
  doc: Document,
  { x, y, radius, final }: { x: number; y: number; radius: number; final: boolean },
): void {
  doc.save().circle(x, y, radius).fill('#FFFFFF')
  if (final) doc.lineWidth(1.2).circle(x, y, radius).stroke(colours.vermilion)
  doc.restore()
}
