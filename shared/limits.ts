/** Pictures that declare more pixels than this are kept, but never decoded: a decoder would need gigabytes. */
export const maxPixels = 100_000_000

/** The time that a file sent by a page bears where the page told none: no file of a person is of that second. */
export const timeNotTold = new Date(0)
