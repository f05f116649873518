/** The part of fontkit 2 that the dossier uses; the package has no types of its own. */
declare module 'fontkit' {
  export interface Face {
    readonly unitsPerEm: number
    layout(
      text: string,
      features: Record<string, boolean>,
    ): { readonly glyphs: { readonly advanceWidth: number }[] }
    hasGlyphForCodePoint(code: number): boolean
    glyphForCodePoint(code: number): { readonly advanceWidth: number; readonly path: { toSVG(): string } }
  }
  export function create(bytes: Buffer): Face
}
