import { chance, type Dot, heightOf, mix, smooth } from './noise.ts'

export interface Ground {
  readonly crest: (x: number) => number
  readonly stand: Dot
  readonly rest: { readonly from: number; readonly to: number }
  readonly spurs: readonly Spur[]
}

interface Spur {
  readonly crest: (x: number) => number
  readonly from: number
  readonly to: number
}

interface SpurLine {
  readonly from: number
  readonly to: number
  readonly line: string
}

/** Points as SVG writes them: `x,y x,y`. */
const dots = (points: string): Dot[] =>
  points.split(' ').map((pair) => {
    const [x = 0, y = 0] = pair.split(',').map(Number)
    return { x, y }
  })

/** The near ridge: one diagonal from the lower left to the upper right, with a ledge to stand on. */
function ground(seed: number, points: string, standsAt: number, spurLines: readonly SpurLine[]): Ground {
  const rough = chance(seed * 7 + 1)
  const line = heightOf(dots(points))
  const rest = { from: standsAt - 55, to: standsAt + 105 }
  const crest = (x: number) => {
    const quiet = smooth(rest.from - 50, rest.from + 10, x) * (1 - smooth(rest.to - 10, rest.to + 60, x))
    const crags = rough.fbm(x / 62, 3.3, 5) * 26 + (rough.ridged(x / 150, 8.1, 3) - 0.55) * 30
    return line(x) - crags * mix(1, 0.1, quiet)
  }
  const spurs = spurLines.map(({ from, to, line: points }, index) => {
    const spine = heightOf(dots(points))
    return {
      from,
      to,
      crest: (x: number) =>
        spine(x) -
        rough.fbm(x / 46, 20 + index * 7, 5) * 24 -
        (rough.ridged(x / 120, 30 + index * 5, 3) - 0.55) * 34,
    }
  })
  return { crest, stand: { x: standsAt, y: crest(standsAt) + 3 }, rest, spurs }
}

/** The ridge of seed 1001. */
export const first = () =>
  ground(1001, '-40,960 90,925 200,880 290,838 360,815 455,806 530,752 610,690 690,600 810,500', 398, [
    { from: 520, to: 920, line: '500,960 590,860 680,790 760,690 820,650' },
    { from: 250, to: 760, line: '230,1080 330,1000 420,960 520,1010 640,1100 760,1160' },
    { from: -140, to: 330, line: '-140,1080 20,1040 110,1050 220,1110 330,1170' },
  ])
/** The ridge of the seeds from 1002 on. */
export const second = (seed: number) =>
  ground(
    seed,
    '-40,1010 70,985 170,935 255,880 330,838 470,818 545,760 612,676 680,590 730,540 810,505',
    368,
    [
      { from: 500, to: 920, line: '480,1010 570,905 650,820 720,720 780,690 820,660' },
      { from: 300, to: 920, line: '280,1130 400,1062 520,985 620,965 720,880 820,850' },
      { from: -140, to: 390, line: '-140,1095 0,1075 90,1050 180,1085 290,1150 390,1210' },
    ],
  )
