import { describe, expect, test } from 'vitest'
import {
  decode,
  hamming,
  measureHashes,
  type Pdq,
  type Pixels,
  pdq,
} from '../../../electron/core/comparison/comparison.ts'
import { drawing, encode } from './drawing.ts'

const picture = drawing(1)
const original = pdq(picture)

function hashOf(bytes: Uint8Array): Pdq {
  const decoded = decode(bytes)
  if (decoded.state !== 'ready') throw new Error(decoded.reason)
  return pdq(decoded.pixels)
}

function mirrored({ width, height, rgba }: Pixels): Pixels {
  const turned = new Uint8Array(rgba.length)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + (width - 1 - x)) * 4
      turned.set(rgba.subarray(from, from + 4), (y * width + x) * 4)
    }
  }
  return { width, height, rgba: turned }
}

describe('PDQ', () => {
  test('is 256 bits, half of them set, and always the same for the same picture', () => {
    expect(original.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(hamming(original.hash, '0'.repeat(64))).toBe(128)
    expect(pdq(drawing(1))).toEqual(original)
    expect(original.quality).toBeGreaterThanOrEqual(50)
  })

  test('does not change over versions of the program, since hashes are stored', () => {
    // Taken from this port after it had given the published hash and quality of ThreatExchange's own test picture.
    expect(original.hash).toBe('2115d9b264f0653bf8cbc4cd7cecbbdc610c63653ed2844b43677d3830457687')
  })

  test('agrees with a direct reading of its description', () => {
    const direct = directHash(drawing(2, 300, 200))
    expect(hamming(direct, pdq(drawing(2, 300, 200)).hash)).toBeLessThanOrEqual(2)
  })

  test.each([1, 2, 3, 4, 5])('survives JPEG at quality 30 and half the size (picture %i)', (seed) => {
    const whole = drawing(seed)
    const { hash } = pdq(whole)
    expect(hamming(hash, hashOf(encode(whole).jpegSync(30)).hash)).toBeLessThanOrEqual(31)
    const half = decode(encode(whole).pngSync(), { longestSide: 240 })
    if (half.state !== 'ready') throw new Error(half.reason)
    expect(hamming(hash, pdq(half.pixels).hash)).toBeLessThanOrEqual(31)
  })

  test('keeps unrelated pictures apart', () => {
    const hashes = Array.from({ length: 12 }, (_, seed) => pdq(drawing(seed + 20, 240, 160)).hash)
    for (const [index, a] of hashes.entries()) {
      for (const b of hashes.slice(index + 1)) expect(hamming(a, b)).toBeGreaterThan(90)
    }
  })

  test('knows a mirrored copy by the mirrored hash', () => {
    const copy = pdq(mirrored(picture))
    expect(hamming(original.mirrored, copy.hash)).toBeLessThanOrEqual(16)
    expect(measureHashes(original, copy)).toMatchObject({ mirrored: true, reason: null })
    expect(measureHashes(original, original)).toEqual({ distance: 0, mirrored: false, reason: null })
  })

  test('says nothing about a picture without structure', () => {
    const grey: Pixels = { width: 100, height: 100, rgba: new Uint8Array(40_000).fill(128) }
    expect(pdq(grey).quality).toBe(0)
    expect(measureHashes(original, pdq(grey))).toEqual({
      distance: null,
      mirrored: false,
      reason: 'low-quality',
    })
    expect(measureHashes(original, undefined).reason).toBe('no-picture')
  })

  test('has no opinion on pictures below five pixels a side', () => {
    expect(pdq(drawing(1, 4, 100))).toEqual({ hash: '0'.repeat(64), mirrored: '0'.repeat(64), quality: 0 })
  })
})

/** The description read literally, every window summed anew: slow, and without a line in common with the product. */
function directHash({ width, height, rgba }: Pixels): string {
  let plane = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const [r, g, b] = rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)
      return 0.299 * (r ?? 0) + 0.587 * (g ?? 0) + 0.114 * (b ?? 0)
    }),
  )
  const transpose = (rows: number[][]): number[][] =>
    (rows[0] ?? []).map((_, x) => rows.map((row) => row[x] as number))
  const blur = (rows: number[][], window: number): number[][] =>
    rows.map((row) =>
      row.map((_, at) => {
        const ahead = Math.floor(window / 2)
        const part = row.slice(Math.max(0, at - (window - 1 - ahead)), at + ahead + 1)
        return part.reduce((sum, value) => sum + value, 0) / part.length
      }),
    )
  for (let pass = 0; pass < 2; pass += 1) {
    plane = transpose(blur(transpose(blur(plane, Math.ceil(width / 128))), Math.ceil(height / 128)))
  }
  const grid = Array.from({ length: 64 }, (_, i) =>
    Array.from(
      { length: 64 },
      (_, j) =>
        plane[Math.floor(((i + 0.5) * height) / 64)]?.[Math.floor(((j + 0.5) * width) / 64)] as number,
    ),
  )
  const wave = (k: number, at: number): number => Math.cos((Math.PI * k * (2 * at + 1)) / 128)
  const coefficients: number[] = []
  for (let v = 1; v <= 16; v += 1) {
    for (let u = 1; u <= 16; u += 1) {
      let sum = 0
      for (let y = 0; y < 64; y += 1) {
        for (let x = 0; x < 64; x += 1) sum += (grid[y]?.[x] as number) * wave(v, y) * wave(u, x)
      }
      coefficients.push(sum)
    }
  }
  const median = [...coefficients].sort((a, b) => a - b)[127] as number
  const bits = coefficients.map((value) => (value > median ? '1' : '0')).reverse()
  return BigInt(`0b${bits.join('')}`)
    .toString(16)
    .padStart(64, '0')
}
