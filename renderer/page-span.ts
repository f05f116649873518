/** Rows of a long list, from the first to the last that is in sight. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** The numbers of the pages that a span of rows needs. */
export function pagesOf({ first, last }: Span, size: number): number[] {
  if (last < first) return []
  const from = Math.floor(Math.max(0, first) / size)
  return Array.from({ length: Math.floor(last / size) - from + 1 }, (_, index) => from + index)
}
