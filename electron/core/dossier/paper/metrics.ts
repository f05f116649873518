import { readFileSync } from 'node:fs'
import { create } from 'fontkit'

/** 证 (U+8BC1), the mark of the product. */
const sealCharacter = 0x8bc1

/** What the layout must know of the two faces it is set in. */
export interface Metrics {
  /** Advance of one character in em. */
  readonly width: (character: string, bold: boolean) => number
  /** Whether both faces can draw the character. */
  readonly has: (character: string) => boolean
  /** Quotation marks are set narrow, as Western text wants them; in Chinese text they are as wide as a character. */
  readonly western: boolean
}

const quotationMarks = new Set('‘’“”')

export function isNarrowQuote(character: string, metrics: Metrics): boolean {
  return metrics.western && quotationMarks.has(character)
}

/** The two faces of the paper: file bytes for the PDF, metrics for the layout. */
export interface Fonts {
  readonly regular: Buffer
  readonly semibold: Buffer
  readonly metrics: Metrics
  /** Outline of the character on the seal as SVG path data in font units, and the units of an em. */
  readonly seal: { readonly path: string; readonly em: number }
}

export function openFonts(
  paths: { readonly regular: string; readonly semibold: string },
  western: boolean,
): Fonts {
  const regular = readFileSync(paths.regular)
  const semibold = readFileSync(paths.semibold)
  const faces = [create(regular), create(semibold)] as const
  const widths = [new Map<string, number>(), new Map<string, number>()] as const
  const known = new Map<string, boolean>()

  function width(character: string, isBold: boolean): number {
    const index = isBold ? 1 : 0
    let found = widths[index].get(character)
    if (found === undefined) {
      const face = faces[index]
      const glyph =
        western && quotationMarks.has(character)
          ? face.layout(character, { pwid: true }).glyphs[0]
          : face.glyphForCodePoint(character.codePointAt(0) ?? 0)
      found = (glyph?.advanceWidth ?? 0) / face.unitsPerEm
      widths[index].set(character, found)
    }
    return found
  }

  function has(character: string): boolean {
    let found = known.get(character)
    if (found === undefined) {
      const code = character.codePointAt(0) ?? 0
      found = faces.every((face) => face.hasGlyphForCodePoint(code))
      known.set(character, found)
    }
    return found
  }
  const [, bold] = faces
  const seal = { path: bold.glyphForCodePoint(sealCharacter).path.toSVG(), em: bold.unitsPerEm }
  return { regular, semibold, metrics: { width, has, western }, seal }
}
