import type { Region } from '../../shared/contract/primitives.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}

/** Fractions are kept to four places: a ten-thousandth of a picture is less than a pixel of most. */
function round(share: number): number {
  return Math.round(clamp(share) * 10_000) / 10_000
}

/** Where a pointer stands in a box, in fractions of its width and height. */
export function pointIn(box: DOMRect, at: { readonly clientX: number; readonly clientY: number }): Point {
  return { x: round((at.clientX - box.left) / box.width), y: round((at.clientY - box.top) / box.height) }
}

/** The region between two corners; null where it is too small to be meant. */
export function regionBetween(a: Point, b: Point): Region | null {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  const width = round(Math.abs(a.x - b.x))
  const height = round(Math.abs(a.y - b.y))
  return width < 0.02 || height < 0.02 ? null : { x, y, width, height }
}

/** A region with one side changed, kept inside the picture. */
export function withSide(region: Region, side: keyof Region, share: number): Region {
  const next = { ...region, [side]: round(share) }
  const x = Math.min(next.x, 0.98)
  const y = Math.min(next.y, 0.98)
  return {
    x,
    y,
    width: round(Math.max(0.02, Math.min(next.width, 1 - x))),
    height: round(Math.max(0.02, Math.min(next.height, 1 - y))),
  }
}
