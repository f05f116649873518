import { type Chance, clamp, type Dot, mix, smooth } from './noise.ts'

/**
 * A sheet of paper with pigment on it. Pigment is kept as optical density for red, green and blue, so that
 * washes laid over one another darken as glazes do (Beer-Lambert). All places are in picture units, whatever
 * the scale of the sheet.
 */
export interface Sheet {
  readonly width: number
  readonly height: number
  readonly scale: number
  readonly density: readonly [Float32Array, Float32Array, Float32Array]
}

export type Pigment = readonly [red: number, green: number, blue: number]

export const pigments = {
  ink: [1, 1.02, 1.04],
  /** Ink thinned with a little indigo: the colour of distance. */
  distance: [1.02, 0.88, 0.76],
  warmInk: [0.84, 1.0, 1.14],
  vermilion: [0.05, 0.78, 0.98],
  ochre: [0.07, 0.36, 0.82],
  rose: [0.05, 0.46, 0.46],
  indigo: [0.95, 0.62, 0.36],
} as const satisfies Record<string, Pigment>

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function newSheet(width: number, height: number, scale: number): Sheet {
  const size = Math.round(width * scale) * Math.round(height * scale)
  return {
    width,
    height,
    scale,
    density: [new Float32Array(size), new Float32Array(size), new Float32Array(size)],
  }
}

/** Calls `paint` for every pixel of the box with its place in units and its index. */
export function overBox(sheet: Sheet, box: Box, paint: (x: number, y: number, index: number) => void): void {
  const { scale } = sheet
  const across = Math.round(sheet.width * scale)
  const down = Math.round(sheet.height * scale)
  const left = Math.max(0, Math.floor(box.left * scale))
  const right = Math.min(across - 1, Math.ceil(box.right * scale))
  const top = Math.max(0, Math.floor(box.top * scale))
  const bottom = Math.min(down - 1, Math.ceil(box.bottom * scale))
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++)
      paint((column + 0.5) / scale, (row + 0.5) / scale, row * across + column)
}

export const whole = (sheet: Sheet): Box => ({ left: 0, top: 0, right: sheet.width, bottom: sheet.height })

export function add(sheet: Sheet, index: number, pigment: Pigment, amount: number): void {
  const [red, green, blue] = sheet.density
  red[index] = (red[index] as number) + amount * pigment[0]
  green[index] = (green[index] as number) + amount * pigment[1]
  blue[index] = (blue[index] as number) + amount * pigment[2]
}

/** Takes off a share of what lies there: paper left blank, or mist in front. */
export function lift(sheet: Sheet, index: number, share: number): void {
  const keep = 1 - clamp(share)
  for (const channel of sheet.density) channel[index] = (channel[index] as number) * keep
}

/** Fills a closed outline; the amount may vary over the area. Edges are smoothed over one pixel. */
export function fill(
  sheet: Sheet,
  outline: readonly Dot[],
  paint: (x: number, y: number, index: number, cover: number) => void,
): void {
  const xs = outline.map((dot) => dot.x)
  const ys = outline.map((dot) => dot.y)
  const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
  const fine = 4
  const pixel = 1 / sheet.scale
  overBox(sheet, box, (x, y, index) => {
    let hits = 0
    for (let i = 0; i < fine; i++)
      for (let j = 0; j < fine; j++)
        if (inside(outline, x + ((i + 0.5) / fine - 0.5) * pixel, y + ((j + 0.5) / fine - 0.5) * pixel))
          hits++
    if (hits > 0) paint(x, y, index, hits / (fine * fine))
  })
}

function inside(outline: readonly Dot[], x: number, y: number): boolean {
  let within = false
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [a, b] = [outline[i] as Dot, outline[j] as Dot]
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) within = !within
  }
  return within
}

const paperColour = [247, 241, 228] as const

/** The sheet as 8-bit RGBA at scale 1: paper with fibre and grain, pigment settled into the grain. */
export function toPixels(sheet: Sheet, paper: Chance): Uint8ClampedArray {
  const { width, height, scale } = sheet
  const across = Math.round(width * scale)
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grain = paper.fbm(x / 2.3, y / 2.3, 3)
      const fibre = smooth(0.9, 1, 1 - Math.abs(paper.noise(x / 90 + 50, y / 5)) * 5)
      const age = paper.fbm(x / 260, y / 260, 3)
      const light = 1 + grain * 0.012 + fibre * 0.004 + age * 0.012
      const target = (y * width + x) * 4
      for (let channel = 0; channel < 3; channel++) {
        const density = sheet.density[channel] as Float32Array
        let sum = 0
        for (let j = 0; j < scale; j++)
          for (let i = 0; i < scale; i++) {
            const d = density[(y * scale + j) * across + x * scale + i] as number
            sum += Math.exp(-d * (1 + grain * mix(0.42, 0.1, clamp(d / 1.6))))
          }
        // A trace of noise below one step of 8 bits keeps wide washes free of bands.
        const dither = (((x * 73 + y * 151 + channel * 59 + x * y) % 97) / 97 - 0.5) * 1.1
        const warm = channel === 2 ? 1 - age * 0.012 : 1
        pixels[target + channel] =
          ((paperColour[channel] as number) * light * warm * sum) / scale ** 2 + dither
      }
      pixels[target + 3] = 255
    }
  }
  return pixels
}
