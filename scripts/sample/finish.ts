import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { losslessCompressPngSync, Transformer } from '@napi-rs/image'
import { create } from 'fontkit'
import { content } from './content.ts'

/** Round 5, by hand: crop, tone curve, signature. All sizes in pixels. */

export interface Raster {
  readonly width: number
  readonly height: number
  /** RGBA, 8 bits. */
  readonly pixels: Uint8ClampedArray
}

/** Cut from the 768 × 1152 of round 4. */
export const crop = { x: 30, y: 62, width: 708, height: 1062 } as const

/** Input and output of the tone curve, in 0..255. */
export const toneCurve = [
  [0, 0],
  [62, 50],
  [128, 127],
  [196, 203],
  [255, 255],
] as const

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function cropped(raster: Raster, area: Area): Raster {
  const { width, height } = area
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    const from = ((y + area.y) * raster.width + area.x) * 4
    pixels.set(raster.pixels.subarray(from, from + width * 4), y * width * 4)
  }
  return { width, height, pixels }
}

export function toned(raster: Raster): Raster {
  const table = Uint8Array.from({ length: 256 }, (_, value) => {
    const right = Math.max(
      1,
      toneCurve.findIndex(([input]) => input >= value),
    )
    const [[x0, y0], [x1, y1]] = [toneCurve[right - 1], toneCurve[right]] as [
      readonly [number, number],
      readonly [number, number],
    ]
    return Math.round(y0 + ((y1 - y0) * (value - x0)) / (x1 - x0))
  })
  const pixels = raster.pixels.map((value, index) => (index % 4 === 3 ? value : (table[value] as number)))
  return { ...raster, pixels }
}

/** The signature on a clear layer: the name and number in ink, a small seal beside them. */
export function signatureLayer(width: number, height: number): Raster {
  const face = create(
    readFileSync(
      fileURLToPath(
        import.meta.resolve('@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf'),
      ),
    ),
  )
  const line = (text: string, size: number, x: number, y: number, colour: string) => {
    const scale = size / face.unitsPerEm
    let pen = 0
    const paths = [...text].map((letter) => {
      const glyph = face.glyphForCodePoint(letter.codePointAt(0) ?? 0)
      const path = `<path transform="translate(${x + pen * scale} ${y}) scale(${scale} ${-scale})" d="${glyph.path.toSVG()}"/>`
      pen += glyph.advanceWidth
      return path
    })
    return { svg: `<g fill="${colour}">${paths.join('')}</g>`, width: pen * scale }
  }
  const size = 17
  const seal = 20
  const right = width - 20
  const base = height - 14
  const measured = line(content.watermark, size, 0, 0, '#000').width
  const text = line(content.watermark, size, right - seal - 9 - measured, base, '#2a2622')
  const mark = line(content.seal, 14, right - seal + 3, base - 1.2, '#fbf4e6')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g opacity="0.82">${text.svg}<rect x="${right - seal}" y="${base - 15.5}" width="${seal}" height="${seal}" rx="2.5" fill="#a83a2c"/>${mark.svg}</g></svg>`
  const pixels = new Uint8ClampedArray(Transformer.fromSvg(svg).rawPixelsSync())
  return { width, height, pixels }
}

/** Where the signature stands, in fractions of the picture. */
export const signatureRegion = { x: 0.725, y: 0.968, width: 0.255, height: 0.026 } as const

/** One raster over another (source over). */
export function over(below: Raster, above: Raster): Raster {
  const pixels = new Uint8ClampedArray(below.pixels)
  for (let i = 0; i < pixels.length; i += 4) {
    const alpha = (above.pixels[i + 3] as number) / 255
    for (let channel = 0; channel < 3; channel++)
      pixels[i + channel] =
        (pixels[i + channel] as number) * (1 - alpha) + (above.pixels[i + channel] as number) * alpha
  }
  return { ...below, pixels }
}

export const encode = ({ pixels, width, height }: Raster) => Transformer.fromRgbaPixels(pixels, width, height)

/** PNG in plain RGB, as generators save it. */
export function asPng(raster: Raster): Buffer {
  return losslessCompressPngSync(encode(raster).pngSync(), { paletteReduction: false, strip: true })
}
