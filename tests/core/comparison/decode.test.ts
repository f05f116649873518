import { describe, expect, test } from 'vitest'
import { cropTo, decode, type Pixels } from '../../../electron/core/comparison/comparison.ts'
import { drawing, encode, exifOrientation, generator, pngChunk, pngDeclaring, turnedJpeg } from './drawing.ts'

const picture = drawing(1, 120, 80)
const png = encode(picture).pngSync()
const jpeg = encode(picture).jpegSync(90)
const tooMany = { state: 'failed', reason: 'too-many-pixels' }
const damaged = { state: 'failed', reason: 'damaged' }

function ready(bytes: Uint8Array, longestSide?: number): Pixels {
  const decoded = decode(bytes, { longestSide })
  if (decoded.state !== 'ready') throw new Error(`not ready: ${decoded.reason}`)
  return decoded.pixels
}

function pixelAt({ rgba, width }: Pixels, x: number, y: number): number[] {
  return [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)]
}

describe('what can be decoded', () => {
  test('a PNG comes back pixel by pixel', () => {
    const { width, height, rgba } = ready(png)
    expect([width, height]).toEqual([120, 80])
    expect(Buffer.compare(rgba, picture.rgba)).toBe(0)
  })

  test.each([
    ['jpeg', jpeg],
    ['webp', encode(picture).webpSync(90)],
    ['avif', encode(picture).avifSync({ quality: 80, speed: 10 })],
    ['bmp', encode(picture).bmpSync()],
    ['tiff', encode(picture).tiffSync()],
  ])('%s is decoded to nearly the same picture', (_kind, bytes) => {
    const { width, height, rgba } = ready(bytes)
    expect([width, height]).toEqual([120, 80])
    const difference = rgba.reduce((sum, value, at) => sum + Math.abs(value - (picture.rgba[at] ?? 0)), 0)
    expect(difference / rgba.length).toBeLessThan(8)
  })

  test('a longest side scales down, never up, and the picture keeps its own size', () => {
    expect(decode(png, { longestSide: 60 })).toMatchObject({
      width: 120,
      height: 80,
      pixels: { width: 60, height: 40 },
    })
    expect(ready(png, 4000)).toMatchObject({ width: 120, height: 80 })
  })

  test('transparency is kept and does not bleed colour when scaled', () => {
    const rgba = new Uint8Array(64 * 64 * 4)
    for (let at = 0; at < 64 * 64; at += 1) rgba.set(at % 64 < 31 ? [255, 0, 0, 255] : [0, 255, 0, 0], at * 4)
    const small = ready(encode({ width: 64, height: 64, rgba }).pngSync(), 8)
    expect(pixelAt(small, 0, 4)).toEqual([255, 0, 0, 255])
    expect(pixelAt(small, 7, 4)[3]).toBe(0)
    const edge = pixelAt(small, 3, 4)
    expect(edge[1]).toBeLessThan(10)
  })

  test('the first picture of a GIF is decoded, transparent places stay transparent', () => {
    // 2 × 2 on a canvas of 3 × 2: red, green / green, transparent.
    const header = 'GIF89a\x03\0\x02\0\x91\0\0'
    const table = '\xff\0\0\0\xff\0\0\0\xff\0\0\0'
    const control = '\x21\xf9\x04\x01\0\0\x03\0'
    const image = '\x2c\0\0\0\0\x02\0\x02\0\0\x02\x03\x44\x32\x05\0;'
    const bytes = Buffer.from(header + table + control + image, 'latin1')
    const seen = ready(bytes)
    expect([seen.width, seen.height]).toEqual([3, 2])
    expect(pixelAt(seen, 0, 0)).toEqual([255, 0, 0, 255])
    expect(pixelAt(seen, 1, 0)).toEqual([0, 255, 0, 255])
    expect(pixelAt(seen, 0, 1)).toEqual([0, 255, 0, 255])
    expect(pixelAt(seen, 1, 1)[3]).toBe(0)
    expect(pixelAt(seen, 2, 0)[3]).toBe(0)
    expect(decode(bytes.subarray(0, -5))).toEqual(damaged)
  })

  test('a marked region is cut out exactly', () => {
    const part = cropTo(picture, { x: 0.25, y: 0.5, width: 0.5, height: 0.25 })
    expect([part.width, part.height]).toEqual([60, 20])
    expect(pixelAt(part, 0, 0)).toEqual(pixelAt(picture, 30, 40))
    expect(pixelAt(part, 59, 19)).toEqual(pixelAt(picture, 89, 59))
  })
})

describe('orientation', () => {
  // Where the top left corner of the stored picture is seen, for each orientation of EXIF 2.32, 4.6.4.
  const corners: Record<number, [number, number]> = {
    1: [0, 0],
    2: [1, 0],
    3: [1, 1],
    4: [0, 1],
    5: [0, 0],
    6: [1, 0],
    7: [1, 1],
    8: [0, 1],
  }
  const marked: Pixels = { ...picture, rgba: picture.rgba.slice().fill(0) }
  for (let at = 0; at < marked.rgba.length; at += 4) marked.rgba[at + 3] = 255
  for (let y = 0; y < 16; y += 1) {
    for (let x = 0; x < 16; x += 1) marked.rgba.fill(255, (y * 120 + x) * 4, (y * 120 + x) * 4 + 4)
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('%i of a JPEG is applied', (orientation) => {
    const seen = ready(turnedJpeg(encode(marked).jpegSync(95), orientation))
    expect([seen.width, seen.height]).toEqual(orientation >= 5 ? [80, 120] : [120, 80])
    const [right, bottom] = corners[orientation] as [number, number]
    const corner = pixelAt(seen, right ? seen.width - 4 : 3, bottom ? seen.height - 4 : 3)
    expect(corner[0]).toBeGreaterThan(200)
  })

  test('an eXIf chunk of a PNG counts too', () => {
    const plain = encode(marked).pngSync()
    const turned = Buffer.concat([
      plain.subarray(0, 33),
      pngChunk('eXIf', exifOrientation(6)),
      plain.subarray(33),
    ])
    expect(decode(turned)).toMatchObject({ width: 80, height: 120 })
  })
})

describe('what is refused', () => {
  test('a PNG that declares 60,000 × 60,000 pixels never reaches the decoder', () => {
    expect(decode(pngDeclaring(60_000, 60_000))).toEqual(tooMany)
  })

  test.each([
    ['jpeg', patched(jpeg, frameAt(jpeg) + 5, [0xea, 0x60, 0xea, 0x60])],
    ['gif', Buffer.from('GIF89a\x60\xea\x60\xea\0\0\0;', 'latin1')],
    ['bmp', patched(encode(picture).bmpSync(), 18, [0x60, 0xea, 0, 0, 0x60, 0xea, 0, 0])],
    ['webp', vp8x(60_000, 60_000)],
    ['avif', patchedExtents(encode(picture).avifSync({ speed: 10 }), 60_000)],
  ])('a %s that declares too many pixels is refused', (_kind, bytes) => {
    expect(decode(bytes)).toEqual(tooMany)
  })

  test('the limit can be set', () => {
    expect(decode(png, { maxPixels: 120 * 80 - 1 })).toEqual(tooMany)
    expect(decode(png, { maxPixels: 120 * 80 }).state).toBe('ready')
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('masterpiece, 1girl')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['zeros', Buffer.alloc(4096)],
  ])('%s is not an image', (_what, bytes) => {
    expect(decode(bytes)).toEqual({ state: 'none', reason: 'not-an-image' })
  })

  test.each([
    ['JPEG XL', Buffer.from([0xff, 0x0a, 0xfa, 0x1f])],
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['SVG', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('%s is an image of an unsupported kind', (_what, bytes) => {
    expect(decode(bytes)).toEqual({ state: 'none', reason: 'unsupported-format' })
  })
})

describe('damage', () => {
  const files = {
    png,
    jpeg,
    webp: encode(picture).webpSync(90),
    avif: encode(picture).avifSync({ speed: 10 }),
    bmp: encode(picture).bmpSync(),
    tiff: encode(picture).tiffSync(),
  }

  test.each(Object.entries(files))(
    'a %s that is cut off anywhere is damaged, never half a picture',
    (_kind, whole) => {
      for (const share of [0.02, 0.1, 0.5, 0.9, 0.99]) {
        const cut = whole.subarray(0, Math.max(16, Math.floor(whole.length * share)))
        expect(decode(cut)).toEqual(damaged)
      }
    },
  )

  test.each(Object.entries(files))('flipped bits in a %s give an answer, whatever it is', (_kind, whole) => {
    const random = generator(7)
    for (let round = 0; round < 40; round += 1) {
      const bytes = Buffer.from(whole)
      for (let flip = 0; flip < 4; flip += 1) {
        const at = Math.floor(random() * bytes.length)
        bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8))
      }
      expect(['ready', 'none', 'failed']).toContain(decode(bytes, { maxPixels: 4_000_000 }).state)
    }
  })

  test('bytes after the end of a picture do no harm', () => {
    expect(decode(Buffer.concat([png, Buffer.from('appended')])).state).toBe('ready')
    expect(decode(Buffer.concat([jpeg, Buffer.from('appended')])).state).toBe('ready')
  })
})

function patched(bytes: Uint8Array, at: number, values: readonly number[]): Buffer {
  const copy = Buffer.from(bytes)
  copy.set(values, at)
  return copy
}

function frameAt(bytes: Buffer): number {
  const baseline = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  return baseline >= 0 ? baseline : bytes.indexOf(Buffer.from([0xff, 0xc2]))
}

function vp8x(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(30)
  bytes.write('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0', 'latin1')
  bytes.writeUIntLE(width - 1, 24, 3)
  bytes.writeUIntLE(height - 1, 27, 3)
  return bytes
}

function patchedExtents(bytes: Buffer, side: number): Buffer {
  const at = bytes.indexOf('ispe') + 8
  const copy = Buffer.from(bytes)
  copy.writeUInt32BE(side, at)
  copy.writeUInt32BE(side, at + 4)
  return copy
}
