import type { Pixels } from './decode.ts'

/**
 * PDQ, the perceptual hash of Meta's ThreatExchange (`pdq/`, described in `hashing/hashing.pdf` there), written
 * after its description: luma, two passes of a box filter, 64×64 samples, DCT, one bit for each of the lowest
 * 16×16 frequencies, set where the coefficient is above the median.
 */

const SAMPLES = 64
const FREQUENCIES = 16
/** Larger pictures are averaged down to this first, as the reference does: the filter is slow and gains nothing. */
const WORKING_SIDE = 512
/** The reference hashes nothing smaller. */
const SMALLEST_SIDE = 5

export interface Pdq {
  /** 256 bits as 64 hex digits, highest frequency first. */
  readonly hash: string
  /** The hash that the picture would have when mirrored left to right. */
  readonly mirrored: string
  /** 0..100; below 50 the picture has too little structure for its hash to say anything. */
  readonly quality: number
}

/** Below this quality two hashes are not compared (ThreatExchange, `PdqSignal.QUALITY_THRESHOLD`). */
export const PDQ_QUALITY = 50

const dct = dctRows()

/** PDQ of a picture. Transparent places count as white, as a page would show them. */
export function pdq(pixels: Pixels): Pdq {
  if (pixels.width < SMALLEST_SIDE || pixels.height < SMALLEST_SIDE) {
    const none = '0'.repeat(64)
    return { hash: none, mirrored: none, quality: 0 }
  }
  const luma = lumaOf(pixels)
  const samples = sample(luma)
  const spectrum = spectrumOf(samples)
  return {
    hash: bitsOf(spectrum),
    mirrored: bitsOf(spectrum.map((value, index) => (index % 2 === 0 ? -value : value))),
    quality: qualityOf(samples),
  }
}

/** Number of bits in which two hashes differ, 0..256. */
export function hamming(a: string, b: string): number {
  let distance = 0
  for (let at = 0; at < 64; at += 8) {
    let bits = Number.parseInt(a.slice(at, at + 8), 16) ^ Number.parseInt(b.slice(at, at + 8), 16)
    for (; bits !== 0; bits &= bits - 1) distance += 1
  }
  return distance
}

interface Plane {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

/** Luma of Rec. 601, averaged over areas so that no side is longer than `WORKING_SIDE`. */
function lumaOf({ width, height, rgba }: Pixels): Plane {
  const columns = Math.min(width, WORKING_SIDE)
  const rows = Math.min(height, WORKING_SIDE)
  const sums = new Float64Array(columns * rows)
  const counts = new Uint32Array(columns * rows)
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * rows) / height) * columns
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4
      const alpha = (rgba[at + 3] as number) / 255
      const value =
        0.299 * (rgba[at] as number) + 0.587 * (rgba[at + 1] as number) + 0.114 * (rgba[at + 2] as number)
      const cell = row + Math.floor((x * columns) / width)
      sums[cell] = (sums[cell] as number) + value * alpha + 255 * (1 - alpha)
      counts[cell] = (counts[cell] as number) + 1
    }
  }
  const values = Float32Array.from(sums, (sum, cell) => sum / (counts[cell] as number))
  return { width: columns, height: rows, values }
}

/** Blur with two passes of a box along both axes, then take the centres of a 64×64 grid. */
function sample({ width, height, values }: Plane): Float32Array {
  const acrossWindow = Math.ceil(width / (2 * SAMPLES))
  const downWindow = Math.ceil(height / (2 * SAMPLES))
  let from = values
  let to = new Float32Array(values.length)
  for (let pass = 0; pass < 2; pass += 1) {
    for (let y = 0; y < height; y += 1) box(from, to, y * width, width, 1, acrossWindow)
    ;[from, to] = [to, from as Float32Array<ArrayBuffer>]
    for (let x = 0; x < width; x += 1) box(from, to, x, height, width, downWindow)
    ;[from, to] = [to, from as Float32Array<ArrayBuffer>]
  }
  const samples = new Float32Array(SAMPLES * SAMPLES)
  for (let i = 0; i < SAMPLES; i += 1) {
    const y = Math.floor(((i + 0.5) * height) / SAMPLES)
    for (let j = 0; j < SAMPLES; j += 1) {
      const x = Math.floor(((j + 0.5) * width) / SAMPLES)
      samples[i * SAMPLES + j] = from[y * width + x] as number
    }
  }
  return samples
}

/** Mean of a window along one line; at the ends of the line the window is cut, not padded. An even window looks one further ahead. */
function box(
  from: Float32Array,
  to: Float32Array,
  start: number,
  length: number,
  stride: number,
  window: number,
): void {
  const ahead = Math.floor(window / 2)
  const behind = window - 1 - ahead
  let sum = 0
  for (let i = 0; i < Math.min(ahead, length); i += 1) sum += from[start + i * stride] as number
  for (let i = 0; i < length; i += 1) {
    if (i + ahead < length) sum += from[start + (i + ahead) * stride] as number
    if (i - behind - 1 >= 0) sum -= from[start + (i - behind - 1) * stride] as number
    const count = Math.min(i + ahead, length - 1) - Math.max(i - behind, 0) + 1
    to[start + i * stride] = sum / count
  }
}

/** Rows 1..16 of the 64-point DCT-II: the constant row is left out, so that brightness does not count. */
function dctRows(): Float64Array {
  const rows = new Float64Array(FREQUENCIES * SAMPLES)
  for (let i = 0; i < FREQUENCIES; i += 1) {
    for (let j = 0; j < SAMPLES; j += 1) {
      rows[i * SAMPLES + j] =
        Math.sqrt(2 / SAMPLES) * Math.cos((Math.PI / (2 * SAMPLES)) * (i + 1) * (2 * j + 1))
    }
  }
  return rows
}

function spectrumOf(samples: Float32Array): Float32Array {
  const half = new Float64Array(FREQUENCIES * SAMPLES)
  for (let i = 0; i < FREQUENCIES; i += 1) {
    for (let j = 0; j < SAMPLES; j += 1) {
      let sum = 0
      for (let k = 0; k < SAMPLES; k += 1) {
        sum += (dct[i * SAMPLES + k] as number) * (samples[k * SAMPLES + j] as number)
      }
      half[i * SAMPLES + j] = sum
    }
  }
  const spectrum = new Float32Array(FREQUENCIES * FREQUENCIES)
  for (let i = 0; i < FREQUENCIES; i += 1) {
    for (let j = 0; j < FREQUENCIES; j += 1) {
      let sum = 0
      for (let k = 0; k < SAMPLES; k += 1) {
        sum += (half[i * SAMPLES + k] as number) * (dct[j * SAMPLES + k] as number)
      }
      spectrum[i * FREQUENCIES + j] = sum
    }
  }
  return spectrum
}

/** Bit k belongs to coefficient k; bit 255 is printed first. The median of the reference is the lower one of an even count. */
function bitsOf(spectrum: Float32Array): string {
  const median = spectrum.slice().sort()[spectrum.length / 2 - 1] as number
  let hex = ''
  for (let digit = 63; digit >= 0; digit -= 1) {
    let value = 0
    for (let bit = 3; bit >= 0; bit -= 1) {
      value = value * 2 + ((spectrum[digit * 4 + bit] as number) > median ? 1 : 0)
    }
    hex += value.toString(16)
  }
  return hex
}

/** Sum of the noticeable steps between neighbouring samples, scaled to 0..100 by the constants of the reference. */
function qualityOf(samples: Float32Array): number {
  let sum = 0
  for (let i = 0; i < SAMPLES; i += 1) {
    for (let j = 0; j < SAMPLES; j += 1) {
      const here = samples[i * SAMPLES + j] as number
      if (i + 1 < SAMPLES) sum += step(here, samples[(i + 1) * SAMPLES + j] as number)
      if (j + 1 < SAMPLES) sum += step(here, samples[i * SAMPLES + j + 1] as number)
    }
  }
  return Math.min(100, Math.trunc(sum / 90))
}

const step = (a: number, b: number): number => Math.abs(Math.trunc(((a - b) * 100) / 255))
