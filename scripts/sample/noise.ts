/** Seeded randomness: the same seed draws the same picture, byte for byte. */
export interface Chance {
  /** Uniform in [0, 1). */
  readonly next: () => number
  readonly between: (low: number, high: number) => number
  /** Gradient noise (Perlin 2002) in about -1..1. */
  readonly noise: (x: number, y: number) => number
  /** Sum of octaves of the noise, about -1..1. */
  readonly fbm: (x: number, y: number, octaves: number) => number
  /** Octaves of folded noise, 0..1, high on sharp crests. */
  readonly ridged: (x: number, y: number, octaves: number) => number
}

function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function chance(seed: number): Chance {
  const next = generator(seed)
  const order = new Uint8Array(512)
  for (let i = 0; i < 256; i++) order[i] = i
  for (let i = 255; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const held = order[i] as number
    order[i] = order[j] as number
    order[j] = held
  }
  order.copyWithin(256, 0, 256)
  const slopes = Array.from({ length: 256 }, (_, i) => (i / 256) * Math.PI * 2)
  const cosines = Float64Array.from(slopes, Math.cos)
  const sines = Float64Array.from(slopes, Math.sin)

  const corner = (cell: number, x: number, y: number) =>
    (cosines[cell] as number) * x + (sines[cell] as number) * y

  function noise(x: number, y: number): number {
    const left = Math.floor(x)
    const top = Math.floor(y)
    const fx = x - left
    const fy = y - top
    const row = order[top & 255] as number
    const below = order[(top + 1) & 255] as number
    const a = corner(order[(row + left) & 255] as number, fx, fy)
    const b = corner(order[(row + left + 1) & 255] as number, fx - 1, fy)
    const c = corner(order[(below + left) & 255] as number, fx, fy - 1)
    const d = corner(order[(below + left + 1) & 255] as number, fx - 1, fy - 1)
    const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
    const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
    const upper = a + u * (b - a)
    return 1.5 * (upper + v * (c + u * (d - c) - upper))
  }

  function fbm(x: number, y: number, octaves: number): number {
    let sum = 0
    let weight = 0.5
    let scale = 1
    for (let i = 0; i < octaves; i++) {
      sum += weight * noise(x * scale + i * 17.3, y * scale - i * 9.1)
      weight *= 0.5
      scale *= 2.03
    }
    return sum
  }

  function ridged(x: number, y: number, octaves: number): number {
    let sum = 0
    let weight = 0.5
    let scale = 1
    for (let i = 0; i < octaves; i++) {
      const fold = 1 - Math.abs(noise(x * scale + i * 31.7, y * scale + i * 11.9))
      sum += weight * fold * fold
      weight *= 0.5
      scale *= 2.07
    }
    return sum
  }

  return { next, between: (low, high) => low + (high - low) * next(), noise, fbm, ridged }
}

export const clamp = (x: number, low = 0, high = 1) => (x < low ? low : x > high ? high : x)

/** 0 below `low`, 1 above `high`, smooth between. */
export function smooth(low: number, high: number, x: number): number {
  const t = clamp((x - low) / (high - low))
  return t * t * (3 - 2 * t)
}

export const mix = (a: number, b: number, t: number) => a + (b - a) * t

export interface Dot {
  readonly x: number
  readonly y: number
}

/** A smooth line through the points (Catmull-Rom), about `step` units between neighbours. */
export function curve(points: readonly Dot[], step = 1.5, closed = false): Dot[] {
  const count = points.length
  const at = (i: number): Dot =>
    points[closed ? (i + count) % count : Math.min(count - 1, Math.max(0, i))] as Dot
  const line: Dot[] = []
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const pieces = Math.max(2, Math.ceil(Math.hypot(p2.x - p1.x, p2.y - p1.y) / step))
    for (let k = 0; k < pieces; k++) {
      const t = k / pieces
      const along = (a: number, b: number, c: number, d: number) =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3)
      line.push({ x: along(p0.x, p1.x, p2.x, p3.x), y: along(p0.y, p1.y, p2.y, p3.y) })
    }
  }
  if (!closed) line.push(at(count - 1))
  return line
}

/** Height of a line of points with rising x, smooth between them. */
export function heightOf(points: readonly Dot[]): (x: number) => number {
  const line = curve(points, 3)
  return (x) => {
    let low = 0
    let high = line.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((line[middle] as Dot).x <= x) low = middle
      else high = middle
    }
    const [a, b] = [line[low] as Dot, line[high] as Dot]
    return mix(a.y, b.y, clamp((x - a.x) / (b.x - a.x || 1)))
  }
}
