/** Pictures that declare more pixels than this are kept, but never decoded: a decoder would need gigabytes. */
export const maxPixels = 100_000_000
