import { type Chance, clamp, mix, smooth } from './noise.ts'
import { add, lift, overBox, type Pigment, pigments, type Sheet, whole } from './sheet.ts'

/** Sky, sun and mist: everything that is wash and no stroke. */

export interface Sun {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** 0 a pale disc behind haze, 1 a full vermilion one. */
  readonly strength: number
}

/** A wet wash that comes down from the upper edge and runs out; it dries unevenly. */
export function sky(sheet: Sheet, chance: Chance, tone: number): void {
  overBox(sheet, { ...whole(sheet), bottom: sheet.height * 0.6 }, (x, y, index) => {
    const [u, v] = [x * 0.86 + y * 0.5, y * 0.86 - x * 0.5]
    const drift = chance.fbm(u / 310 + 3, v / 150, 3)
    const reach = 300 + 190 * chance.fbm(u / 420, v / 600 + 7.7, 3)
    const wash = (1 - smooth(-90, reach, y + drift * 150)) * tone
    if (wash > 0) add(sheet, index, pigments.distance, wash * (0.9 + 0.35 * drift))
  })
}

/** The warmth of a low sun in the air around it, wide and flat, running out in streaks. */
export function glow(sheet: Sheet, chance: Chance, sun: Sun): void {
  overBox(sheet, whole(sheet), (x, y, index) => {
    const bend = chance.fbm(x / 240, y / 110, 4) * 46
    const dx = (x - sun.x) / 1.75
    const dy = y + bend - sun.y
    const far = Math.hypot(dx, dy * (dy > 0 ? 1.15 : 1))
    const streak = 1 + 0.5 * chance.fbm(x / 330, y / 17, 3) * smooth(20, 160, Math.abs(dy))
    add(sheet, index, pigments.ochre, 0.22 * sun.strength * Math.exp(-((far / 225) ** 2)) * streak)
    add(sheet, index, pigments.rose, 0.24 * sun.strength * Math.exp(-((far / 150) ** 2)) * streak)
    const high = Math.exp(-(((y - sun.y + 190 + bend) / 120) ** 2)) * Math.exp(-((dx / 260) ** 2))
    add(sheet, index, pigments.rose, 0.07 * sun.strength * high * streak)
  })
}

/** The disc: one loaded touch of vermilion that gathers at its rim and thins into the haze below. */
export function disc(sheet: Sheet, chance: Chance, sun: Sun): void {
  const reach = sun.radius * 1.4
  const box = { left: sun.x - reach, right: sun.x + reach, top: sun.y - reach, bottom: sun.y + reach }
  overBox(sheet, box, (x, y, index) => {
    const wobble = chance.fbm(x / 30, y / 30, 3) * 1.6
    const far = Math.hypot(x - sun.x, y - sun.y) + wobble
    const within = 1 - smooth(sun.radius - 1, sun.radius + 1, far)
    if (within <= 0) return
    const haze = 1 - 0.62 * smooth(-0.35, 1.05, (y - sun.y) / sun.radius)
    const rim = 1 + 0.22 * smooth(sun.radius * 0.72, sun.radius, far)
    const pool = 0.88 + 0.3 * chance.fbm(x / 24 + 9, y / 19, 3)
    add(sheet, index, pigments.vermilion, sun.strength * within * haze * rim * pool * 0.84)
  })
}

export interface FarRidge {
  readonly crest: (x: number) => number
  readonly tone: number
  /** How far the wash runs down before it is mist. */
  readonly depth: number
  readonly pigment: Pigment
  /** Softness of the crest in units: the farther, the softer. */
  readonly soft: number
  /** Hard outline of the crest, 0 none. */
  readonly rim?: number
  /** Warmth the ridge takes from a sun behind it. */
  readonly warmth?: { readonly x: number; readonly amount: number }
}

/** A ridge of the distance: one wash, dark at the crest and running out into mist, which covers what lies behind. */
export function farRidge(sheet: Sheet, chance: Chance, ridge: FarRidge): void {
  const { tone, depth, soft } = ridge
  overBox(sheet, whole(sheet), (x, y, index) => {
    const rough = ridge.crest(x + chance.fbm(x / 60, y / 60, 3) * 9)
    if (y < rough - 30) return
    const below = y - rough + chance.fbm(x / 15, y / 15, 4) * (2.4 + soft * 1.2)
    const body = smooth(-soft, soft, below)
    if (body <= 0) return
    const run = depth * (1 + 0.75 * chance.fbm(x / 120, y / 260, 3))
    const vein = 0.5 * chance.ridged(x / 62 + y / 130, y / 210, 3) - 0.2
    const fade = Math.exp(-((Math.max(0, below) / run) ** 1.25))
    lift(sheet, index, body * mix(0.94, 0.8, fade))
    const rim = (ridge.rim ?? 0.16) * Math.exp(-((below / (2.2 + soft)) ** 2))
    const wash = tone * body * (fade * (0.82 + vein + 0.35 * chance.fbm(x / 34, y / 30, 4)) + rim)
    if (wash > 0) add(sheet, index, ridge.pigment, wash)
    if (ridge.warmth) {
      const near = Math.exp(-(((x - ridge.warmth.x) / 190) ** 2)) * ridge.warmth.amount
      add(sheet, index, pigments.rose, body * near * (0.35 * fade + 0.28))
      add(sheet, index, pigments.ochre, body * near * (0.3 * fade + 0.34))
    }
  })
}

export interface Mist {
  readonly y: number
  readonly thickness: number
  readonly strength: number
  readonly from?: number
  readonly to?: number
}

/** Mist lies in front of what was painted before it. */
export function mist(sheet: Sheet, chance: Chance, band: Mist): void {
  const from = band.from ?? -200
  const to = band.to ?? sheet.width + 200
  const box = {
    left: 0,
    right: sheet.width,
    top: band.y - band.thickness * 3,
    bottom: band.y + band.thickness * 3,
  }
  overBox(sheet, box, (x, y, index) => {
    const wave = chance.fbm(x / 190, y / 130 + band.y, 4) * band.thickness * 1.3
    const away = (y + wave - band.y) / band.thickness
    const ends = smooth(from - 60, from + 90, x) * (1 - smooth(to - 90, to + 60, x))
    const wisp = 0.78 + 0.5 * chance.fbm(x / 75, y / 24, 4)
    lift(sheet, index, clamp(band.strength * Math.exp(-away * away) * ends * wisp, 0, 0.97))
  })
}
