import { type Chance, clamp, curve, type Dot, smooth } from './noise.ts'
import { add, lift, overBox, type Pigment, type Sheet } from './sheet.ts'

export interface Stroke {
  readonly pigment: Pigment
  /** Density where the brush is full. */
  readonly amount: number
  /** Full width in units. */
  readonly width: number
  /** Pressure along the stroke, 0..1; a pointed stroke that swells where absent. */
  readonly pressure?: (t: number) => number
  /** 0 a wet brush, 1 a dry one that leaves the paper white between its hairs. */
  readonly dry?: number
  /** Softness of the edge in units. */
  readonly soft?: number
  /** Paper under the stroke is cleared first by this share. */
  readonly cover?: number
}

const pointed = (t: number) => Math.sin(Math.PI * clamp(t) ** 0.7) ** 0.8

/** One brush stroke through the points. */
export function stroke(sheet: Sheet, chance: Chance, points: readonly Dot[], style: Stroke): void {
  const line = curve(points, Math.max(0.8, style.width / 3))
  const pressure = style.pressure ?? pointed
  const dry = style.dry ?? 0
  const soft = style.soft ?? 0.5
  const reach = style.width / 2 + soft + 1 / sheet.scale
  const xs = line.map((dot) => dot.x)
  const ys = line.map((dot) => dot.y)
  const left = Math.min(...xs) - reach
  const top = Math.min(...ys) - reach
  const box = { left, top, right: Math.max(...xs) + reach, bottom: Math.max(...ys) + reach }
  const hair = chance.between(0, 999)

  const cover = new Map<number, number>()
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [line[i] as Dot, line[i + 1] as Dot]
    const [dx, dy] = [b.x - a.x, b.y - a.y]
    const square = dx * dx + dy * dy || 1e-9
    const part = {
      left: Math.min(a.x, b.x) - reach,
      right: Math.max(a.x, b.x) + reach,
      top: Math.min(a.y, b.y) - reach,
      bottom: Math.max(a.y, b.y) + reach,
    }
    overBox(sheet, part, (x, y, index) => {
      const along = clamp(((x - a.x) * dx + (y - a.y) * dy) / square)
      const side = (x - a.x) * dy - (y - a.y) * dx
      const away = Math.hypot(x - a.x - along * dx, y - a.y - along * dy)
      const t = (i + along) / (line.length - 1)
      const half = (style.width / 2) * pressure(t)
      let c = 1 - smooth(half - soft, half + soft, away)
      if (half < soft) c *= half / soft
      if (c <= 0) return
      if (dry > 0) {
        const across = (Math.sign(side) * away) / (style.width / 2)
        const hairs = chance.fbm(across * 5 + hair, t * line.length * 0.035 + hair, 2) + 0.35
        c *= 1 - dry * smooth(0.45 - dry * 0.3, 0.75, 1 - hairs + (t - 0.5) * 0.35)
      }
      if (c > (cover.get(index) ?? 0)) cover.set(index, c)
    })
  }
  if (box.right < 0 || box.bottom < 0) return
  for (const [index, c] of cover) {
    if (style.cover) lift(sheet, index, c * style.cover)
    add(sheet, index, style.pigment, c * style.amount)
  }
}

/** A touch of the tip of the brush. */
export function touch(
  sheet: Sheet,
  at: Dot,
  radius: number,
  pigment: Pigment,
  amount: number,
  soft = 0.6,
): void {
  const reach = radius + soft
  const box = { left: at.x - reach, right: at.x + reach, top: at.y - reach, bottom: at.y + reach }
  overBox(sheet, box, (x, y, index) => {
    const c = 1 - smooth(radius - soft, radius + soft, Math.hypot(x - at.x, (y - at.y) * 1.15))
    if (c > 0) add(sheet, index, pigment, amount * c)
  })
}
