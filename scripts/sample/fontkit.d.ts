/** The part of fontkit 2 that the signature is set with; the package has no types of its own. */
declare module 'fontkit' {
  export function create(bytes: Buffer): {
    readonly unitsPerEm: number
    glyphForCodePoint(code: number): { readonly advanceWidth: number; readonly path: { toSVG(): string } }
  }
}
