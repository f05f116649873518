import { disc, farRidge, glow, mist, sky } from './air.ts'
import { figure, longShadow } from './figure.ts'
import { first, type Ground, second } from './ground.ts'
import { bird, grass, hut, pine } from './growth.ts'
import { type Chance, chance, mix, smooth } from './noise.ts'
import { rockRidge } from './rock.ts'
import { newSheet, pigments, type Sheet, toPixels } from './sheet.ts'

/** The rounds of 《山风过处》, each as a draft differs from the next. All are 768 × 1152. */
export const size = { width: 768, height: 1152 } as const

function peaks(seed: number, base: number, tall: number, wide: number, sharp: number): (x: number) => number {
  const line = chance(seed)
  return (x) =>
    base - tall * mix(line.fbm(x / wide, 1.7, 4) + 0.5, line.ridged(x / (wide * 1.3), 4.2, 4), sharp)
}

function shadowed(rock: Ground, chanceOf: Chance, sheet: Sheet): void {
  const { stand } = rock
  longShadow(sheet, chanceOf, {
    from: { x: stand.x + 3, y: stand.y },
    to: { x: stand.x + 158, y: stand.y + 30 },
    ground: (x) =>
      0.35 * (rock.crest(x) - stand.y) * smooth(stand.x + 60, stand.x + 160, x) +
      3 * chanceOf.fbm(x / 40, 1, 2),
    width: 17,
  })
}

function windGrass(sheet: Sheet, draw: Chance, rock: Ground, amount: number): void {
  for (const offset of [-96, -70, 70, 104, 118, -150, 160, 210, 300]) {
    const x = rock.stand.x + offset + draw.between(-8, 8)
    grass(sheet, draw, { x, y: rock.crest(x) }, draw.between(9, 17), 6, amount)
  }
}

interface Ink {
  readonly light: number
  readonly ink: number
  readonly warmth: number
  readonly edge: number
}

/** The near ridge and the spurs in front of it, each dark at its crest and lost in mist at its foot. */
function near(sheet: Sheet, draw: Chance, rock: Ground, ink: Ink): void {
  rockRidge(sheet, draw, { ...ink, crest: rock.crest, from: -130, to: 910, depth: 128, rest: rock.rest })
  rock.spurs.forEach((spur, index) => {
    rockRidge(sheet, draw, { ...ink, warmth: ink.warmth * (0.8 - 0.2 * index), depth: 105, ...spur })
  })
}

/** Round 1: everything at once. */
export function busy(scale: number): Sheet {
  const sheet = newSheet(size.width, size.height, scale)
  const draw = chance(1001)
  const rock = first()
  sky(sheet, draw, 0.34)
  glow(sheet, draw, { x: 690, y: 470, radius: 0, strength: 0.45 })
  farRidge(sheet, draw, {
    crest: peaks(11, 470, 300, 120, 0.75),
    tone: 0.3,
    depth: 150,
    pigment: pigments.distance,
    soft: 2.5,
    rim: 0.3,
  })
  mist(sheet, draw, { y: 360, thickness: 16, strength: 0.75, from: -100, to: 430 })
  mist(sheet, draw, { y: 425, thickness: 13, strength: 0.8, from: 240, to: 900 })
  farRidge(sheet, draw, {
    crest: peaks(12, 590, 290, 96, 0.8),
    tone: 0.46,
    depth: 130,
    pigment: pigments.distance,
    soft: 1.6,
    rim: 0.5,
  })
  for (let i = 0; i < 16; i++) {
    const x = draw.between(10, 760)
    pine(sheet, draw, { x, y: peaks(12, 590, 290, 96, 0.8)(x) + 14 }, draw.between(26, 46), 0.42)
  }
  mist(sheet, draw, { y: 545, thickness: 18, strength: 0.85, from: -100, to: 520 })
  mist(sheet, draw, { y: 606, thickness: 14, strength: 0.8, from: 300, to: 900 })
  farRidge(sheet, draw, {
    crest: peaks(13, 745, 240, 130, 0.6),
    tone: 0.6,
    depth: 120,
    pigment: pigments.warmInk,
    soft: 1.2,
    rim: 0.6,
  })
  for (let i = 0; i < 13; i++) {
    const x = draw.between(0, 420)
    pine(sheet, draw, { x, y: peaks(13, 745, 240, 130, 0.6)(x) + 10 }, draw.between(44, 74), 0.66)
  }
  for (const [x, y] of [
    [92, 742],
    [140, 760],
    [250, 716],
  ] as const)
    hut(sheet, draw, { x, y }, 34, 0.8)
  mist(sheet, draw, { y: 800, thickness: 20, strength: 0.7, from: -100, to: 300 })
  near(sheet, draw, rock, { light: 1.1, ink: 1.1, warmth: 0.12, edge: 1 })
  windGrass(sheet, draw, rock, 1)
  pine(sheet, draw, { x: 575, y: rock.crest(575) + 8 }, 150, 1)
  pine(sheet, draw, { x: 655, y: rock.crest(655) + 8 }, 112, 1, -1)
  pine(sheet, draw, { x: 220, y: rock.crest(220) + 6 }, 120, 1)
  figure(sheet, draw, { feet: rock.stand, height: 92, pose: 'front', clear: 1, light: 0.5 })
  for (let i = 0; i < 17; i++)
    bird(sheet, draw, { x: draw.between(110, 560), y: draw.between(90, 300) }, draw.between(6, 13), 0.85)
  return sheet
}

/** Round 2: softer lines; the face is lost in the wash. */
export function softer(scale: number): Sheet {
  const sheet = newSheet(size.width, size.height, scale)
  const draw = chance(1001)
  const rock = first()
  sky(sheet, draw, 0.24)
  glow(sheet, draw, { x: 690, y: 470, radius: 0, strength: 0.5 })
  farRidge(sheet, draw, {
    crest: peaks(11, 500, 300, 120, 0.75),
    tone: 0.22,
    depth: 150,
    pigment: pigments.distance,
    soft: 7,
  })
  mist(sheet, draw, { y: 430, thickness: 30, strength: 0.7 })
  farRidge(sheet, draw, {
    crest: peaks(12, 630, 270, 96, 0.8),
    tone: 0.3,
    depth: 120,
    pigment: pigments.distance,
    soft: 5,
  })
  mist(sheet, draw, { y: 600, thickness: 44, strength: 0.75 })
  farRidge(sheet, draw, {
    crest: peaks(13, 790, 240, 130, 0.6),
    tone: 0.36,
    depth: 110,
    pigment: pigments.warmInk,
    soft: 4,
  })
  for (let i = 0; i < 5; i++) {
    const x = draw.between(0, 330)
    pine(sheet, draw, { x, y: peaks(13, 790, 240, 130, 0.6)(x) + 10 }, draw.between(40, 62), 0.34)
  }
  mist(sheet, draw, { y: 840, thickness: 34, strength: 0.8, from: -100, to: 330 })
  near(sheet, draw, rock, { light: 0.8, ink: 0.78, warmth: 0.16, edge: 0.25 })
  windGrass(sheet, draw, rock, 0.55)
  pine(sheet, draw, { x: 600, y: rock.crest(600) + 8 }, 128, 0.6)
  figure(sheet, draw, { feet: rock.stand, height: 92, pose: 'front', clear: 0.1, light: 0.4 })
  return sheet
}

interface Dusk {
  readonly seed: number
  readonly sun?: {
    readonly x: number
    readonly y: number
    readonly radius: number
    readonly strength: number
  }
  readonly who?: 'front' | 'three-quarter'
  /** Softness of the far ridges and the ink, 1 as in the rounds. */
  readonly ink?: number
}

/** Rounds 3 and 4 share their seed and so their ridge; what differs is the light. */
function ridge(scale: number, { seed, sun, who, ink = 1 }: Dusk): Sheet {
  const sheet = newSheet(size.width, size.height, scale)
  const draw = chance(seed)
  const rock = second(seed)
  const far = (seed - 1002) * 40
  sky(sheet, draw, 0.2)
  if (sun) {
    glow(sheet, draw, sun)
    disc(sheet, draw, sun)
  }
  const warm = (amount: number) => (sun ? { x: sun.x, amount } : undefined)
  const { distance, warmInk } = pigments
  farRidge(sheet, draw, {
    crest: peaks(far + 21, 742, 190, 210, 0.35),
    tone: 0.2,
    depth: 90,
    pigment: distance,
    soft: 6,
    warmth: warm(0.55),
  })
  mist(sheet, draw, { y: 752, thickness: 30, strength: 0.6 })
  farRidge(sheet, draw, {
    crest: peaks(far + 22, 842, 200, 170, 0.5),
    tone: 0.34,
    depth: 80,
    pigment: distance,
    soft: 3,
    warmth: warm(0.4),
  })
  mist(sheet, draw, { y: 850, thickness: 34, strength: 0.75 })
  farRidge(sheet, draw, {
    crest: peaks(far + 23, 990, 190, 150, 0.55),
    tone: 0.4,
    depth: 80,
    pigment: warmInk,
    soft: 1.8,
    warmth: warm(0.22),
  })
  mist(sheet, draw, { y: 960, thickness: 40, strength: 0.85, to: 420 })
  near(sheet, draw, rock, {
    light: sun ? 1.15 : 0.35,
    ink: ink * (sun ? 1 : 0.8),
    warmth: (sun?.strength ?? 0) * 0.75,
    edge: 0.55,
  })
  if (sun && who === 'three-quarter') shadowed(rock, draw, sheet)
  windGrass(sheet, draw, rock, sun ? 0.9 : 0.7)
  if (who) figure(sheet, draw, { feet: rock.stand, height: 92, pose: who, clear: 1, light: sun ? 1 : 0.1 })
  return sheet
}

const low = { x: 196, y: 640, radius: 39, strength: 1 }

export const flat = (scale: number) => ridge(scale, { seed: 1002, who: 'three-quarter' })
export const evening = (scale: number) => ridge(scale, { seed: 1002, who: 'three-quarter', sun: low })

/** A try after round 4 that led nowhere: the same evening in heavier ink. */
export const heavy = (scale: number) =>
  ridge(scale, { seed: 1002, who: 'three-quarter', sun: low, ink: 1.55 })

/** A sibling of round 4 that was not taken: the figure stands stiff, the sun too high and too large. */
export const stiff = (scale: number) =>
  ridge(scale, { seed: 1003, who: 'front', sun: { x: 340, y: 470, radius: 58, strength: 0.9 } })

/** A study of the ridge alone, from before the work. */
export const study = (scale: number) => ridge(scale, { seed: 1004, ink: 0.8 })

export const pixelsOf = (sheet: Sheet): Uint8ClampedArray => toPixels(sheet, chance(7))
