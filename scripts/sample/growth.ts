import { stroke, touch } from './brush.ts'
import { type Chance, type Dot, mix } from './noise.ts'
import { pigments, type Sheet } from './sheet.ts'

/** Grass bent by the wind, which blows from left to right. */
export function grass(
  sheet: Sheet,
  chance: Chance,
  root: Dot,
  size: number,
  blades: number,
  amount: number,
): void {
  for (let i = 0; i < blades; i++) {
    const long = size * chance.between(0.55, 1.15)
    const lean = chance.between(0.25, 1.05)
    const x = root.x + chance.between(-size, size) * 0.35
    const points: Dot[] = [0, 0.3, 0.65, 1].map((t) => ({
      x: x + long * lean * t ** 1.7,
      y: root.y + 1 - long * (t - 0.42 * lean * t * t),
    }))
    stroke(sheet, chance, points, {
      pigment: pigments.ink,
      amount: amount * chance.between(0.5, 1),
      width: chance.between(0.9, 1.7),
      soft: 0.5,
      pressure: (t) => (1 - t) ** 0.75,
    })
  }
}

/** A pine: a crooked trunk, boughs in flat tiers, needles in fans. */
export function pine(sheet: Sheet, chance: Chance, root: Dot, size: number, amount: number, lean = 1): void {
  const bend = chance.between(0.12, 0.3) * lean
  const trunk: Dot[] = [0, 0.3, 0.6, 1].map((t) => ({
    x: root.x + size * (bend * Math.sin(t * 2.6) + 0.06 * chance.between(-1, 1)),
    y: root.y - size * t,
  }))
  stroke(sheet, chance, trunk, {
    pigment: pigments.ink,
    amount: amount * 0.85,
    width: size * 0.055 + 1,
    dry: 0.5,
    pressure: (t) => 1 - 0.75 * t,
  })
  const tiers = 6
  for (let tier = 0; tier < tiers; tier++) {
    const t = mix(0.36, 1, tier / (tiers - 1))
    const from = trunk[Math.min(3, Math.round(t * 3))] as Dot
    const y = root.y - size * t
    for (const side of [-1, 1]) {
      if (chance.next() < 0.18) continue
      const reach = size * mix(0.42, 0.13, (t - 0.36) / 0.64) * chance.between(0.7, 1.15)
      const tip = { x: from.x + side * reach, y: y - size * chance.between(-0.03, 0.05) }
      stroke(sheet, chance, [{ x: from.x, y }, { x: (from.x + tip.x) / 2, y: y - size * 0.035 }, tip], {
        pigment: pigments.ink,
        amount: amount * 0.6,
        width: size * 0.022 + 0.5,
        pressure: (s) => 1 - 0.7 * s,
      })
      for (let k = 0; k < 9; k++) {
        const along = chance.between(0.25, 1.05)
        needles(
          sheet,
          chance,
          { x: mix(from.x, tip.x, along), y: mix(y, tip.y, along) - 1 },
          size * 0.085,
          amount,
        )
      }
    }
  }
}

function needles(sheet: Sheet, chance: Chance, at: Dot, size: number, amount: number): void {
  touch(sheet, { x: at.x, y: at.y - size * 0.2 }, size * 0.7, pigments.distance, amount * 0.13, size * 0.5)
  for (let i = 0; i < 7; i++) {
    const angle = -Math.PI * (0.1 + (0.8 * i) / 6) + chance.between(-0.12, 0.12)
    const long = size * chance.between(0.75, 1.1)
    const points = [0, 0.5, 1].map((t) => ({
      x: at.x + Math.cos(angle) * long * t,
      y: at.y + Math.sin(angle) * long * t * 0.8,
    }))
    stroke(sheet, chance, points, {
      pigment: pigments.ink,
      amount: amount * chance.between(0.35, 0.75),
      width: 0.9,
      soft: 0.45,
      pressure: (t) => 1 - 0.6 * t,
    })
  }
}

/** Two touches of the brush: a bird far off. */
export function bird(sheet: Sheet, chance: Chance, at: Dot, size: number, amount: number): void {
  for (const side of [-1, 1]) {
    const points = [
      at,
      { x: at.x + side * size * 0.5, y: at.y - size * chance.between(0.3, 0.45) },
      { x: at.x + side * size, y: at.y - size * chance.between(0.05, 0.22) },
    ]
    stroke(sheet, chance, points, {
      pigment: pigments.ink,
      amount,
      width: size * 0.16 + 0.5,
      soft: 0.45,
      pressure: (t) => 1 - 0.8 * t,
    })
  }
}

/** A thatched hut in five strokes and a wash. */
export function hut(sheet: Sheet, chance: Chance, at: Dot, size: number, amount: number): void {
  const line = (points: readonly Dot[], width: number, dry = 0.4) =>
    stroke(sheet, chance, points, {
      pigment: pigments.ink,
      amount,
      width,
      dry,
      soft: 0.5,
      pressure: (t) => 0.75 + 0.25 * Math.sin(Math.PI * t),
    })
  const { x, y } = at
  for (let i = 0; i < 9; i++) {
    const t = i / 8
    line(
      [
        { x: x + size * mix(0.12, 0.88, t), y: y - size * 0.68 },
        { x: x + size * mix(-0.12, 1.12, t), y: y - size * 0.36 + chance.between(-1, 1) },
      ],
      1.4,
      0.6,
    )
  }
  line(
    [
      { x: x + size * 0.1, y: y - size * 0.69 },
      { x: x + size * 0.9, y: y - size * 0.69 },
    ],
    2.2,
  )
  line(
    [
      { x: x - size * 0.15, y: y - size * 0.35 },
      { x: x + size * 1.15, y: y - size * 0.35 },
    ],
    1.6,
  )
  for (const side of [0.04, 0.38, 0.62, 0.96])
    line(
      [
        { x: x + size * side, y: y - size * 0.34 },
        { x: x + size * side, y },
      ],
      1.3,
    )
}
