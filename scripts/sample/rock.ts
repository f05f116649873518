import { stroke, touch } from './brush.ts'
import { type Chance, clamp, type Dot, mix, smooth } from './noise.ts'
import { add, lift, overBox, pigments, type Sheet } from './sheet.ts'

export interface Rock {
  readonly crest: (x: number) => number
  /** Where along the sheet the rock stands; it runs out into mist at both ends. */
  readonly from: number
  readonly to: number
  /** How far down it stands out of the mist, in units below the crest. */
  readonly depth: number
  /** Contrast of the light from the left, 0 flat. */
  readonly light: number
  /** Strength of the ink, 1 full. */
  readonly ink: number
  /** Warm light on what is turned to a low sun, 0 none. */
  readonly warmth: number
  /** 0 soft wet strokes, 1 hard dry ones. */
  readonly edge: number
  /** Where the crest is kept light and clean for what stands on it. */
  readonly rest?: { readonly from: number; readonly to: number }
}

interface Surface {
  /** Depth below the crest; negative in the air. */
  readonly below: number
  /** 0 lit .. 1 dark. */
  readonly tone: number
  /** 1 rock .. 0 dissolved in mist. */
  readonly stands: number
}

type SurfaceAt = (x: number, y: number) => Surface

/** The rock as it is lit: buttresses come down from the crest, their side away from the sun is dark. */
function surfaceOf(rock: Rock, chance: Chance): SurfaceAt {
  const relief = (x: number, y: number) => {
    const below = y - rock.crest(x)
    const bend = chance.fbm(x / 130, y / 170, 2) * 34
    const u = x + below * 0.5 + bend
    const buttress = chance.ridged(u / 150, below / 520 + 3, 3)
    const facet = 1 - Math.abs(chance.noise(u / 46 + 31, below / 130))
    return buttress + 0.24 * facet
  }
  return (x, y) => {
    const below = y - rock.crest(x) + chance.fbm(x / 13, y / 13, 4) * 2.6
    const slope = relief(x - 5, y) - relief(x + 5, y)
    const hollow = 0.82 - relief(x, y)
    const shade = clamp(0.36 + rock.light * slope * 3.2 + hollow * 0.75)
    const run = rock.depth * (1 + 0.7 * chance.fbm(x / 120 + 5, y / 260, 3))
    const ends = smooth(rock.from, rock.from + 110, x) * (1 - smooth(rock.to - 110, rock.to, x))
    const stands = Math.exp(-((Math.max(0, below) / run) ** 1.5)) * ends
    return { below, tone: shade * (1 - 0.88 * Math.exp(-((below / 52) ** 2)) * resting(rock, x)), stands }
  }
}

function resting({ rest }: Rock, x: number): number {
  if (!rest) return 0
  return smooth(rest.from - 40, rest.from + 20, x) * (1 - smooth(rest.to - 20, rest.to + 50, x))
}

/** Draws a rock of the near ridge: washes first, then texture strokes (cun), the crest line and moss dots. */
export function rockRidge(sheet: Sheet, chance: Chance, rock: Rock): void {
  const surface = surfaceOf(rock, chance)
  const { ink, edge } = rock
  const wet = 1 + (1 - edge) * 1.8
  const box = { left: rock.from, right: rock.to, top: 0, bottom: sheet.height }
  overBox(sheet, box, (x, y, index) => {
    if (y < rock.crest(x) - 40) return
    const { below, tone, stands } = surface(x, y)
    const ends = smooth(rock.from, rock.from + 110, x) * (1 - smooth(rock.to - 110, rock.to, x))
    // Paper left light behind the crest, so that it stands off what lies behind it.
    if (below < 0) lift(sheet, index, 0.42 * ends * Math.exp(-((below / 15) ** 2)))
    const body = smooth(-wet, wet, below)
    if (body <= 0) return
    lift(sheet, index, body * 0.97 * ends)
    const pool = 0.82 + 0.5 * chance.fbm(x / 44 + 4, y / 52, 4)
    const first = 0.1 + 0.5 * smooth(0.25, 0.8, tone)
    const second = 0.5 * smooth(0.52, 0.8, tone + 0.16 * chance.fbm(x / 19, y / 27, 3))
    const shoulder = 0.34 * Math.exp(-((below / 40) ** 2)) * smooth(0.1, 0.5, tone)
    add(sheet, index, pigments.warmInk, ink * body * stands * pool * (first + second + shoulder))
    if (rock.warmth > 0) {
      const lit = (1 - smooth(0.15, 0.6, tone)) * Math.exp(-((below / 120) ** 2))
      add(sheet, index, pigments.ochre, rock.warmth * body * stands * (0.1 + 0.3 * lit) * pool)
      add(sheet, index, pigments.rose, rock.warmth * body * stands * (0.04 + 0.2 * lit) * pool)
    }
  })
  texture(sheet, chance, rock, surface)
  crestLine(sheet, chance, rock, surface)
  moss(sheet, chance, rock, surface)
}

/** Hemp-fibre strokes down the buttresses: fine, in families, thick where it is dark. */
function texture(sheet: Sheet, chance: Chance, rock: Rock, surface: SurfaceAt): void {
  const families = Math.round((rock.to - rock.from) * 1.15)
  for (let family = 0; family < families; family++) {
    const cx = chance.between(rock.from, rock.to)
    const cy = rock.crest(cx) + 2 + rock.depth * 1.5 * chance.next() ** 1.5
    if (cy > sheet.height + 20) continue
    const there = surface(cx, cy)
    if (there.stands < 0.1 || chance.next() > smooth(0.22, 0.75, there.tone) + 0.03) continue
    const fall = 2.02 + 0.32 * chance.fbm(cx / 110, cy / 110, 2)
    const long = chance.between(12, 40) * (0.5 + there.tone)
    const count = 2 + Math.floor(chance.next() * 4)
    for (let i = 0; i < count; i++) {
      const x = cx + (i - count / 2) * chance.between(2.4, 4.6)
      const y = Math.max(rock.crest(x) + 1, cy + chance.between(-6, 6))
      const bow = chance.between(-0.14, 0.1)
      const points: Dot[] = [0, 0.34, 0.68, 1].map((t) => ({
        x: x + Math.cos(fall + bow * t) * long * t,
        y: y + Math.sin(fall + bow * t) * long * t,
      }))
      stroke(sheet, chance, points, {
        pigment: pigments.warmInk,
        amount: rock.ink * there.stands * mix(0.16, 0.66, there.tone) * chance.between(0.45, 1.1),
        width: chance.between(0.8, 1.7) + there.tone * 0.9,
        dry: mix(0.15, 0.7, rock.edge) * chance.next(),
        soft: mix(1.2, 0.42, rock.edge),
        pressure: (t) => (1 - t) ** 0.55 * smooth(0, 0.1, t),
      })
    }
  }
}

/** The crest in broken strokes: pressed at the turn, lifted on the flat. */
function crestLine(sheet: Sheet, chance: Chance, rock: Rock, surface: SurfaceAt): void {
  let x = rock.from
  while (x < rock.to) {
    const long = chance.between(18, 66)
    const middle = x + long / 2
    const { stands } = surface(middle, rock.crest(middle) + 4)
    const points: Dot[] = []
    for (let t = 0; t <= 1.001; t += 0.125) {
      const at = x + long * t
      points.push({ x: at, y: rock.crest(at) + chance.fbm(at / 13, rock.crest(at) / 13, 4) * -2.6 + 1.2 })
    }
    const quiet = resting(rock, middle) > 0.3
    stroke(sheet, chance, points, {
      pigment: pigments.ink,
      amount: rock.ink * stands * (quiet ? 0.3 : chance.between(0.35, 1)),
      width: (quiet ? 1.3 : chance.between(1.3, 4)) * mix(0.85, 1.15, rock.edge),
      dry: 0.5,
      soft: mix(1.3, 0.5, rock.edge),
    })
    x += long * chance.between(0.6, 1.15)
  }
}

/** Moss dots (diantai) in loose families along the crest and in the hollows. */
function moss(sheet: Sheet, chance: Chance, rock: Rock, surface: SurfaceAt): void {
  for (let family = 0; family < (rock.to - rock.from) / 17; family++) {
    const cx = chance.between(rock.from, rock.to)
    if (rock.rest && cx > rock.rest.from - 10 && cx < rock.rest.to + 20) continue
    const cy = rock.crest(cx) + chance.next() ** 3 * 90
    const { stands } = surface(cx, cy)
    if (stands < 0.35) continue
    for (let i = 0; i < chance.between(3, 10); i++) {
      const x = cx + chance.between(-15, 15)
      const y = Math.max(rock.crest(x) - 0.5, cy + chance.between(-5, 5))
      touch(
        sheet,
        { x, y },
        chance.between(0.7, 2),
        pigments.ink,
        rock.ink * stands * chance.between(0.3, 1),
        0.5,
      )
    }
  }
}
