import { crc32, deflateSync } from 'node:zlib'
import type { Scene } from './scene.ts'

/** RGB of a scene, row by row, three bytes a pixel. */
export function paint({ values, width, height, patch }: Scene): Buffer {
  const pixels = Buffer.alloc(width * height * 3)
  draw(pixels, width, height, values, [0, 0, width, height])
  if (patch) {
    const [x, y, w, h] = patch.box
    draw(pixels, width, height, patch.values, [
      Math.round(x * width),
      Math.round(y * height),
      Math.round((x + w) * width),
      Math.round((y + h) * height),
    ])
  }
  return pixels
}

function draw(
  pixels: Buffer,
  width: number,
  height: number,
  values: readonly number[],
  [left, top, right, bottom]: readonly [number, number, number, number],
): void {
  const v = (at: number) => values[at] ?? 0
  const ridges = [0, 1, 2].map((n) => ridgeOf(values, n, width))
  const sky = [colourOf(v(36), 0.45, 0.85), colourOf(v(37), 0.35, 0.95)] as const
  const stone = [0, 1, 2].map((n) => colourOf(v(38) + 0.06 * n, 0.35, 0.62 - 0.17 * n))
  const robe = colourOf(v(39) + 0.4, 0.75, 0.75)
  const head = [232, 206, 184]
  const disc = { x: v(27), y: 0.08 + 0.35 * v(28), r: 0.05 + 0.12 * v(29), light: colourOf(v(40), 0.25, 1) }
  const figure = {
    x: 0.15 + 0.7 * v(30),
    foot: 0.78 + 0.2 * v(31),
    tall: 0.18 + 0.3 * v(32),
    wide: 0.07 + 0.1 * v(33),
  }
  for (let y = top; y < bottom; y += 1) {
    const down = y / height
    const air = blend(sky[0], sky[1], down)
    const up = (figure.foot - down) / figure.tall
    const half = up > 0.8 ? figure.wide * 0.32 : figure.wide * (1 - up * 0.75)
    const dy = (down - disc.y) * (height / width)
    for (let x = left; x < right; x += 1) {
      const across = x / width
      // The nearest thing hides what is behind it: the figure, the ridges from the front, the disc, the sky.
      let colour = air
      let haze = 0
      if (up > 0 && up < 1 && Math.abs(across - figure.x) < half) colour = up > 0.8 ? head : robe
      else {
        let n = 2
        while (n >= 0 && down <= (ridges[n]?.[x] ?? 1)) n -= 1
        if (n >= 0) {
          colour = stone[n] ?? air
          haze = Math.max(0, 0.45 - (down - (ridges[n]?.[x] ?? 1)) * 2.2)
        } else if ((across - disc.x) ** 2 + dy * dy < disc.r * disc.r) colour = disc.light
      }
      const at = (y * width + x) * 3
      // A little grain, as every generated picture has.
      const grain = ((x * 73 + y * 151 + x * y * 17) % 13) - 6
      for (let c = 0; c < 3; c += 1) {
        const level = (colour[c] ?? 0) * (1 - haze) + (sky[1][c] ?? 0) * haze + grain
        pixels[at + c] = level < 0 ? 0 : level > 255 ? 255 : Math.round(level)
      }
    }
  }
}

/** Height of a ridge above each column, as a share from the top. */
function ridgeOf(values: readonly number[], n: number, width: number): number[] {
  const v = (at: number) => values[n * 9 + at] ?? 0
  return Array.from({ length: width }, (_, x) => {
    const t = (x / width) * 2 * Math.PI
    const wave =
      Math.sin(t * (0.6 + v(0)) + v(1) * 6.3) * 0.5 * v(2) +
      Math.sin(t * (1.6 + v(3) * 2) + v(4) * 6.3) * 0.3 * v(5) +
      Math.sin(t * (4 + v(6) * 3) + v(7) * 6.3) * 0.1
    return 0.42 + n * 0.17 + (v(8) - 0.5) * 0.18 - wave * 0.2
  })
}

function colourOf(hue: number, saturation: number, light: number): number[] {
  const part = (shift: number) => {
    const turn = (((hue + shift) % 1) + 1) % 1
    const level = Math.min(1, Math.max(0, Math.abs(turn * 6 - 3) - 1))
    return 255 * light * (1 - saturation + saturation * level)
  }
  return [part(0), part(2 / 3), part(1 / 3)]
}

function blend(a: readonly number[], b: readonly number[], share: number): number[] {
  return a.map((value, index) => value * (1 - share) + (b[index] ?? 0) * share)
}

/** A PNG of RGB pixels (PNG third edition, 11.2), with its texts before the pixels as Pillow puts them. */
export function encodePng(
  pixels: Buffer,
  { width, height }: { readonly width: number; readonly height: number },
  texts: Readonly<Record<string, string>>,
): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    pixels.copy(rows, y * (1 + width * 3) + 1, y * width * 3, (y + 1) * width * 3)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...Object.entries(texts).map(([key, text]) => textChunk(key, text)),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** tEXt where Latin-1 holds the text, else iTXt. */
function textChunk(key: string, text: string): Buffer {
  const isLatin = [...text].every((letter) => letter.charCodeAt(0) < 256)
  return isLatin
    ? chunk('tEXt', Buffer.concat([Buffer.from(`${key}\0`, 'latin1'), Buffer.from(text, 'latin1')]))
    : chunk('iTXt', Buffer.concat([Buffer.from(`${key}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
