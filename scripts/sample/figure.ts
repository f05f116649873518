import { stroke, touch } from './brush.ts'
import { type Chance, clamp, curve, type Dot, mix, smooth } from './noise.ts'
import { add, fill, lift, overBox, pigments, type Sheet } from './sheet.ts'

/** The traveller. Outlines are in heights of the figure, feet at the origin, up negative. */

export interface Figure {
  readonly feet: Dot
  readonly height: number
  readonly pose: 'front' | 'three-quarter'
  /** 1 crisp, 0 melted into the wash. */
  readonly clear: number
  /** Light from the left, 0 flat. */
  readonly light: number
}

type Place = readonly [x: number, y: number]
type Shape = readonly Place[]

/** Points as SVG writes them: `x,y x,y`. */
const shape = (points: string): Shape =>
  points.split(' ').map((pair) => {
    const [x = 0, y = 0] = pair.split(',').map(Number)
    return [x, y]
  })

const robes: Record<Figure['pose'], Shape> = {
  front: shape(
    '-0.035,-0.8 -0.1,-0.765 -0.125,-0.6 -0.12,-0.42 -0.135,-0.2 -0.155,-0.02 -0.05,0.005 0.08,0.0 0.17,-0.025 0.15,-0.2 0.125,-0.42 0.13,-0.6 0.1,-0.765 0.035,-0.8',
  ),
  'three-quarter': shape(
    '-0.035,-0.805 -0.085,-0.77 -0.105,-0.64 -0.085,-0.47 -0.1,-0.24 -0.125,-0.02 -0.02,0.005 0.09,-0.005 0.2,-0.04 0.335,-0.115 0.245,-0.2 0.175,-0.34 0.115,-0.5 0.115,-0.66 0.09,-0.765 0.03,-0.81',
  ),
}

const sleeves: Record<Figure['pose'], readonly Shape[]> = {
  front: [
    shape('-0.09,-0.745 -0.155,-0.62 -0.15,-0.5 -0.04,-0.47 0.02,-0.53 -0.03,-0.6'),
    shape('0.09,-0.745 0.16,-0.62 0.15,-0.49 0.05,-0.46 -0.01,-0.53 0.03,-0.6'),
  ],
  'three-quarter': [
    shape('0.06,-0.76 0.14,-0.66 0.24,-0.56 0.375,-0.5 0.3,-0.42 0.2,-0.42 0.1,-0.52 0.05,-0.62'),
    shape(
      '-0.06,-0.755 -0.125,-0.66 -0.2,-0.575 -0.205,-0.535 -0.15,-0.44 -0.07,-0.4 -0.055,-0.55 -0.02,-0.68',
    ),
  ],
}

export function figure(sheet: Sheet, chance: Chance, who: Figure): void {
  const { height, clear } = who
  const place = ([x, y]: Place): Dot => ({
    x: who.feet.x + x * height,
    y: who.feet.y + y * height,
  })
  const line = (points: Shape, width: number, amount: number, dry = 0.25) =>
    stroke(sheet, chance, points.map(place), {
      pigment: pigments.ink,
      amount: amount * mix(0.4, 1, clear),
      width: width * (height / 84),
      dry,
      soft: mix(1.6, 0.45, clear),
      pressure: (t) => 0.35 + 0.65 * Math.sin(Math.PI * clamp(t * 0.9 + 0.05)),
    })
  const cloth = (outline: Shape, tone: number) => {
    fill(sheet, curve(outline.map(place), 1, true), (x, y, index, cover) => {
      const u = (x - who.feet.x) / height
      const fold = 0.5 + 0.5 * chance.noise(u * 16 + (y - who.feet.y) / height, (y - who.feet.y) / 46)
      const away = smooth(-0.12, 0.16, u)
      const shade = tone * mix(1, 0.5 + 1.0 * away, who.light) * (0.75 + 0.5 * fold)
      lift(sheet, index, cover * 0.95)
      add(sheet, index, pigments.distance, cover * shade * 0.55 * mix(0.75, 1, clear))
      add(sheet, index, pigments.ink, cover * shade * 0.5 * mix(0.75, 1, clear))
      add(sheet, index, pigments.ochre, cover * who.light * 0.16 * (1 - away))
    })
  }
  const pose = who.pose

  if (pose === 'three-quarter') {
    line(shape('-0.255,-0.99 -0.232,-0.6 -0.215,-0.3 -0.2,0.02'), 1.5, 0.85)
    cloth(sleeves[pose][0] as Shape, 0.62)
    line(shape('0.07,-0.755 0.15,-0.66 0.25,-0.56 0.38,-0.5'), 1.5, 0.7)
    line(shape('0.38,-0.5 0.31,-0.42 0.2,-0.42 0.12,-0.49'), 1.2, 0.55)
  }
  cloth(robes[pose], 0.5)
  for (const sleeve of pose === 'front' ? sleeves.front : sleeves[pose].slice(1)) cloth(sleeve, 0.46)

  if (pose === 'three-quarter') {
    line(shape('-0.085,-0.77 -0.108,-0.64 -0.088,-0.47 -0.1,-0.24 -0.128,-0.015'), 1.5, 0.75)
    line(shape('-0.128,-0.012 -0.02,0.008 0.1,-0.002 0.2,-0.04 0.34,-0.12'), 1.6, 0.7)
    line(shape('0.34,-0.12 0.24,-0.205 0.172,-0.34 0.118,-0.5'), 1.4, 0.75)
    line(shape('-0.01,-0.45 0.01,-0.25 0.08,-0.04'), 1.1, 0.5)
    line(shape('0.05,-0.46 0.09,-0.28 0.2,-0.09'), 1.1, 0.5)
    line(shape('0.09,-0.47 0.15,-0.3 0.28,-0.13'), 1.0, 0.45)
    line(shape('-0.055,-0.45 -0.055,-0.25 -0.06,-0.03'), 1.0, 0.4)
    line(shape('-0.06,-0.755 -0.125,-0.66 -0.203,-0.575'), 1.3, 0.75)
    line(shape('-0.206,-0.54 -0.152,-0.44 -0.07,-0.4 -0.052,-0.5'), 1.3, 0.7)
    line(shape('-0.04,-0.8 -0.05,-0.7 0.0,-0.6 0.03,-0.53'), 2.0, 0.9, 0)
    sash(sheet, chance, place, height, clear)
  } else {
    line(shape('-0.1,-0.765 -0.155,-0.62 -0.15,-0.5 -0.04,-0.465'), 1.5, 0.8)
    line(shape('0.1,-0.765 0.16,-0.62 0.15,-0.49 0.05,-0.455'), 1.5, 0.8)
    line(shape('-0.12,-0.42 -0.135,-0.2 -0.158,-0.015'), 1.5, 0.8)
    line(shape('0.125,-0.42 0.15,-0.2 0.173,-0.02'), 1.5, 0.8)
    line(shape('-0.158,-0.012 -0.05,0.008 0.08,0.003 0.173,-0.02'), 1.6, 0.7)
    line(shape('0.035,-0.8 0.01,-0.66 -0.03,-0.56'), 1.9, 0.9, 0)
    line(shape('-0.03,-0.44 -0.045,-0.2 -0.06,-0.02'), 1.1, 0.5)
    line(shape('0.04,-0.44 0.06,-0.2 0.08,-0.02'), 1.1, 0.5)
  }
  head(sheet, chance, who, place)
}

/** The one touch of colour on the figure: a sash that the wind takes. */
function sash(
  sheet: Sheet,
  chance: Chance,
  place: (point: Place) => Dot,
  height: number,
  clear: number,
): void {
  const ribbon = (points: Shape, width: number, amount: number) =>
    stroke(sheet, chance, points.map(place), {
      pigment: pigments.vermilion,
      amount: amount * mix(0.5, 1, clear),
      width: width * (height / 84),
      soft: 0.5,
      cover: 0.5,
      pressure: (t) => 0.5 + 0.5 * Math.sin(Math.PI * (0.15 + t * 0.8)),
    })
  ribbon(shape('-0.088,-0.5 0.0,-0.485 0.112,-0.505'), 3, 1)
  ribbon(shape('0.105,-0.505 0.22,-0.565 0.33,-0.56 0.46,-0.61'), 2.3, 0.95)
  ribbon(shape('0.105,-0.5 0.2,-0.52 0.3,-0.5 0.39,-0.525'), 1.9, 0.85)
}

function head(sheet: Sheet, chance: Chance, who: Figure, place: (point: Place) => Dot): void {
  const { height, clear } = who
  const turned = who.pose === 'three-quarter'
  const outline: Shape = turned
    ? shape(
        '-0.012,-0.945 -0.05,-0.915 -0.062,-0.88 -0.056,-0.845 -0.03,-0.812 0.015,-0.815 0.045,-0.86 0.04,-0.92',
      )
    : shape('0,-0.95 -0.045,-0.925 -0.05,-0.88 -0.035,-0.835 0,-0.812 0.035,-0.835 0.05,-0.88 0.045,-0.925')
  fill(sheet, curve(outline.map(place), 0.7, true), (x, _y, index, cover) => {
    const away = smooth(-0.05, 0.05, (x - who.feet.x) / height)
    lift(sheet, index, cover * 0.95)
    add(sheet, index, pigments.ochre, cover * 0.16)
    add(sheet, index, pigments.rose, cover * 0.08)
    add(sheet, index, pigments.ink, cover * (0.05 + 0.16 * away * who.light))
  })
  const hair: Shape = turned
    ? shape(
        '-0.052,-0.918 -0.035,-0.955 0.01,-0.968 0.05,-0.94 0.055,-0.88 0.03,-0.83 0.012,-0.86 -0.005,-0.905 -0.03,-0.925',
      )
    : shape('-0.055,-0.9 -0.04,-0.955 0,-0.97 0.04,-0.955 0.055,-0.9 0.035,-0.925 0,-0.935 -0.035,-0.925')
  fill(sheet, curve(hair.map(place), 0.7, true), (_x, _y, index, cover) => {
    lift(sheet, index, cover * 0.6)
    add(sheet, index, pigments.ink, cover * mix(0.7, 1.5, clear))
  })
  const knot = place([turned ? 0.016 : 0, -0.992])
  touch(sheet, knot, height * 0.026, pigments.ink, mix(0.6, 1.5, clear), 0.7)
  const hairpin: Shape = turned ? shape('-0.03,-0.99 0.065,-0.998') : shape('-0.05,-0.99 0.05,-0.995')
  const fine = (points: Shape, width: number, amount: number) =>
    stroke(sheet, chance, points.map(place), {
      pigment: pigments.ink,
      amount: amount * clear,
      width: width * (height / 84),
      soft: 0.4,
      pressure: (t) => 0.6 + 0.4 * Math.sin(Math.PI * t),
    })
  fine(hairpin, 0.9, 0.9)
  if (clear < 0.5) {
    veil(sheet, place([0, -0.87]), height * 0.1)
    return
  }
  if (turned) {
    fine(shape('-0.05,-0.897 -0.032,-0.901'), 0.8, 0.8)
    fine(shape('-0.045,-0.882 -0.033,-0.882'), 0.8, 0.9)
    fine(shape('-0.059,-0.886 -0.067,-0.863 -0.056,-0.858'), 0.7, 0.7)
    fine(shape('-0.05,-0.843 -0.037,-0.844'), 0.7, 0.6)
    fine(shape('-0.035,-0.815 -0.05,-0.78 -0.03,-0.75'), 1.1, 0.75)
    fine(shape('0.04,-0.9 0.1,-0.915 0.16,-0.9'), 0.7, 0.6)
    fine(shape('0.045,-0.88 0.095,-0.88 0.14,-0.86'), 0.7, 0.5)
  } else {
    for (const side of [-1, 1]) {
      fine(
        [
          [side * 0.028, -0.903],
          [side * 0.012, -0.901],
        ],
        0.8,
        0.7,
      )
      fine(
        [
          [side * 0.026, -0.887],
          [side * 0.014, -0.887],
        ],
        0.8,
        0.85,
      )
    }
    fine(shape('0.002,-0.88 0.004,-0.863'), 0.6, 0.5)
    fine(shape('-0.01,-0.846 0.01,-0.846'), 0.7, 0.6)
  }
}

/** Water over the fresh ink: what was there can no longer be made out. */
function veil(sheet: Sheet, at: Dot, radius: number): void {
  const box = { left: at.x - radius, right: at.x + radius, top: at.y - radius, bottom: at.y + radius }
  overBox(sheet, box, (x, y, index) => {
    const near = 1 - smooth(0.2, 1, Math.hypot(x - at.x, y - at.y) / radius)
    lift(sheet, index, near * 0.45)
    add(sheet, index, pigments.distance, near * 0.12)
  })
}

/** The shadow that a low sun draws from the feet, along the ground, away from the light. */
export function longShadow(
  sheet: Sheet,
  chance: Chance,
  shadow: {
    readonly from: Dot
    readonly to: Dot
    readonly ground: (x: number) => number
    readonly width: number
  },
): void {
  const { from, to, width } = shadow
  const points = [0, 0.2, 0.4, 0.6, 0.8, 1].map((t) => {
    const x = mix(from.x, to.x, t)
    return { x, y: mix(from.y, to.y, t) + shadow.ground(x) }
  })
  stroke(sheet, chance, points, {
    pigment: pigments.warmInk,
    amount: 0.52,
    width,
    soft: 2.4,
    dry: 0.12,
    pressure: (t) =>
      smooth(-0.03, 0.05, t) * mix(0.95, 0.4, smooth(0.1, 0.75, t)) * (1 - 0.5 * smooth(0.74, 0.82, t)) +
      0.3 * Math.exp(-(((t - 0.91) / 0.055) ** 2)),
  })
}
