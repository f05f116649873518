import type { Region } from '../../../../shared/contract/primitives.ts'
import type { LineStyle, Size, State } from '../blocks.ts'

/** The sheet of docs/design, "The paper": A4 in points, with the wide margin at the binding. */
const mm = 72 / 25.4

export const sheet = {
  width: 595.28,
  height: 841.89,
  left: 30 * mm,
  right: 22 * mm,
  top: 25 * mm,
  bottom: 25 * mm,
} as const

export const textWidth = sheet.width - sheet.left - sheet.right
export const textHeight = sheet.height - sheet.top - sheet.bottom

export const type: { readonly [S in Size]: { readonly size: number; readonly leading: number } } = {
  body: { size: 11.5, leading: 20 },
  small: { size: 9, leading: 14 },
  large: { size: 17, leading: 28 },
}
export const footSize = 8

/** Ink on paper, one seal; the colours of the five states. In black and white the marks carry the meaning. */
export const colours = {
  ink: '#1F2328',
  soft: '#5C6068',
  line: '#BDB6A8',
  vermilion: '#B03A2E',
  record: '#3F6F61',
  inferred: '#4A6078',
  stated: '#8A5C12',
  reproduction: '#6B5876',
  missing: '#5C6068',
} as const
export type Colour = keyof typeof colours

/** What stands on a page, in the order in which it is read. Places in points from the top left corner. */
export type Fragment =
  | {
      readonly kind: 'text'
      readonly x: number
      /** Of the base line. */
      readonly y: number
      readonly size: number
      readonly text: string
      readonly bold: boolean
      readonly colour: Colour
      /** Added after each character, in points. */
      readonly spacing: number
      readonly width: number
      readonly node: Node | null
      readonly link?: string
      readonly narrow?: boolean
    }
  | {
      readonly kind: 'line'
      readonly x1: number
      readonly y1: number
      readonly x2: number
      readonly y2: number
      readonly weight: number
      readonly colour: Colour
      readonly dotted?: boolean
    }
  /** A line of the graph, with an arrow at its end or without. */
  | {
      readonly kind: 'edge'
      readonly points: readonly (readonly [x: number, y: number])[]
      readonly style: LineStyle
      readonly arrow: boolean
    }
  /** The place of a node: paper wiped clean, with a ring around the final image. */
  | {
      readonly kind: 'ring'
      readonly x: number
      readonly y: number
      readonly radius: number
      readonly final: boolean
    }
  | {
      readonly kind: 'mark'
      readonly state: State
      readonly x: number
      readonly y: number
      readonly size: number
    }
  | {
      readonly kind: 'picture'
      readonly key: string
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly node: Node | null
    }
  | {
      readonly kind: 'point'
      readonly x: number
      readonly y: number
      readonly no: number
      readonly same: boolean
    }
  | { readonly kind: 'seal'; readonly x: number; readonly y: number; readonly size: number }

/** An element of the structure tree (ISO 32000-1, 14.7). */
export interface Node {
  readonly tag: string
  readonly parent: Node | null
  readonly alt?: string
  readonly scope?: 'Column' | 'Row'
}

export interface Page {
  readonly fragments: Fragment[]
  /** The exhibit shown on this page, for the running head. */
  exhibit: string | null
  /** The cover has neither head nor foot. */
  bare: boolean
}

export interface Bookmark {
  readonly title: string
  readonly level: 1 | 2 | 3
  /** Where it leads, when that is not where it stands. */
  readonly anchor?: string
  readonly page: number
  readonly y: number
}

/** The paper with everything in its place. */
export interface Paper {
  readonly pages: readonly Page[]
  readonly bookmarks: readonly Bookmark[]
  readonly anchors: ReadonlyMap<string, { readonly page: number; readonly y: number }>
  readonly exhibits: ReadonlyMap<string, readonly number[]>
}

/** Pixels of a picture as it is shown upright, or the reason why it cannot be. */
export type PictureSize =
  | { readonly width: number; readonly height: number }
  | { readonly reason: string; readonly width?: number; readonly height?: number }

/** Key of a picture or of a part of it. */
export function pictureKey({
  sha256,
  region,
}: {
  readonly sha256: string
  readonly region?: Region
}): string {
  return region ? `${sha256}#${[region.x, region.y, region.width, region.height].join(',')}` : sha256
}

export function pictureOfKey(key: string): { readonly sha256: string; readonly region?: Region } {
  const [sha256 = '', part] = key.split('#')
  if (!part) return { sha256 }
  const [x = 0, y = 0, width = 1, height = 1] = part.split(',').map(Number)
  return { sha256, region: { x, y, width, height } }
}
