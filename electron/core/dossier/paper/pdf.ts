import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import type { Lookup } from './lines.ts'
import { layLines } from './lines.ts'
import { drawEdge, drawHairline, drawMark, drawPoint, drawRing, drawSeal } from './marks.ts'
import type { Fonts } from './metrics.ts'
import { colours, type Fragment, footSize, type Node, type Paper, sheet, textWidth } from './sheet.ts'
import { oneLine } from './text.ts'

type Document = PDFKit.PDFDocument
type Element = PDFKit.PDFStructureElement

/** No ligatures, no kerning: what is printed is what is copied out of the file. */
const plainGlyphs = {
  kern: false,
  liga: false,
  clig: false,
  calt: false,
  rlig: false,
  locl: false,
  dlig: false,
}

export interface PrintOptions {
  readonly fonts: Fonts
  readonly lookup: Lookup
  readonly language: string
  readonly title: string
  readonly subject: string
  readonly author: string
  readonly producer: string
  readonly builtAt: Date
  /** Left in the running head. */
  readonly head: string
  readonly exhibitLabel: (no: string) => string
  /** Right in the foot: first and last digits of the ledger head. */
  readonly foot: string
  readonly attachment: { readonly name: string; readonly description: string; readonly bytes: Buffer }
  /** Bytes of a JPEG for the part of a picture, for its greatest printed size in points. */
  readonly picture: (key: string, printed: { width: number; height: number }) => Buffer
}

/** Members of pdfkit's document that its types do not name. */
interface Inner {
  readonly _root: { readonly data: Record<string, unknown> }
  openImage(source: Buffer): unknown
}

/** Opens the PDF/A-3b (ISO 19005-3) document; the caller pipes it somewhere and then calls `print`. */
export function openDocument(options: PrintOptions): Document {
  const doc = new PDFDocument({
    size: [sheet.width, sheet.height],
    margin: 0,
    autoFirstPage: false,
    compress: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    tagged: true,
    lang: options.language,
    displayTitle: true,
    info: {
      Title: options.title,
      Subject: options.subject,
      Author: options.author,
      Creator: options.producer,
      Producer: `${options.producer} (pdfkit)`,
      CreationDate: options.builtAt,
    },
  } as PDFKit.PDFDocumentOptions)
  doc.registerFont('regular', options.fonts.regular)
  doc.registerFont('semibold', options.fonts.semibold)
  return doc
}

/** Draws the paper page by page; pictures are decoded one at a time and forgotten. */
export async function print(doc: Document, paper: Paper, options: PrintOptions): Promise<void> {
  const inner = doc as unknown as Inner
  const elements = new Map<Node, Element>()
  const images = new Map<string, unknown>()
  const largest = largestPrints(paper)

  for (const [index, page] of paper.pages.entries()) {
    const no = index + 1
    doc.addPage()
    for (const [anchor, place] of paper.anchors) {
      if (place.page === no) doc.addNamedDestination(anchor, 'XYZ', 0, sheet.height - place.y + 6, null)
    }
    for (const fragment of page.fragments) {
      if (fragment.kind !== 'picture' || images.has(fragment.key)) continue
      const printed = largest.get(fragment.key) ?? fragment
      images.set(fragment.key, inner.openImage(options.picture(fragment.key, printed)))
    }
    const furniture = page.bare ? [] : headAndFoot(no, paper.pages.length, page.exhibit, options)
    drawFragments(doc, page.fragments, elements, images, options)
    drawFragments(doc, furniture, elements, images, options)
    await setImmediate()
  }
  for (const element of elements.values()) element.end()
  addBookmarks(doc, paper, options)
  const { attachment, builtAt } = options
  doc.file(attachment.bytes, {
    name: attachment.name,
    type: 'application/json',
    description: attachment.description,
    creationDate: builtAt,
    modifiedDate: builtAt,
    relationship: 'Data',
  } as PDFKit.Mixins.PDFAttachmentOptions)
  const [first] = (inner._root.data.Pages as { data: { Kids: unknown[] } }).data.Kids
  inner._root.data.OpenAction = [first, 'XYZ', 0, sheet.height, 1]
  doc.end()
}

function addBookmarks(doc: Document, paper: Paper, { lookup }: PrintOptions): void {
  let chapter = doc.outline
  for (const { title, level, page, y } of paper.bookmarks) {
    const place = { pageNumber: page - 1, top: y - 6, left: sheet.width, expanded: false }
    const text = `${oneLine(title)} · ${lookup.words.page(page)}`
    if (level === 1) chapter = doc.outline.addItem(text, place)
    else chapter.addItem(text, place)
  }
}

function largestPrints(paper: Paper): Map<string, { width: number; height: number }> {
  const largest = new Map<string, { width: number; height: number }>()
  for (const page of paper.pages) {
    for (const fragment of page.fragments) {
      if (fragment.kind !== 'picture') continue
      const known = largest.get(fragment.key)
      if (!known || known.width < fragment.width) largest.set(fragment.key, fragment)
    }
  }
  return largest
}

/** Case and exhibit above, page and ledger head below: the same on every page but the cover. */
function headAndFoot(no: number, total: number, exhibit: string | null, options: PrintOptions): Fragment[] {
  const { fonts, lookup } = options
  const fragments: Fragment[] = []
  const put = (value: string, y: number, align: 'left' | 'middle' | 'right') => {
    const setting = { size: footSize, width: align === 'left' ? textWidth * 0.75 : textWidth }
    const line = layLines([{ kind: 'text', text: value }], { ...setting, metrics: fonts.metrics, lookup })[0]
    if (!line) return
    const free = textWidth - line.width
    const shift = align === 'left' ? 0 : align === 'middle' ? free / 2 : free
    for (const piece of line.pieces) {
      const x = sheet.left + shift + piece.x
      const style = { size: footSize, bold: false, colour: 'soft', spacing: 0, node: null } as const
      fragments.push({ kind: 'text', text: piece.text, x, y, width: piece.width, ...style })
    }
  }
  const headY = sheet.top - 20
  const footY = sheet.height - sheet.bottom + 32
  put(options.head, headY, 'left')
  if (exhibit) put(options.exhibitLabel(exhibit), headY, 'right')
  put(`${no} / ${total}`, footY, 'middle')
  put(options.foot, footY, 'right')
  const line = {
    kind: 'line',
    x1: sheet.left,
    x2: sheet.left + textWidth,
    weight: 0.4,
    colour: 'line',
  } as const
  fragments.push({ ...line, y1: headY + 6, y2: headY + 6 })
  return fragments
}

function drawFragments(
  doc: Document,
  fragments: readonly Fragment[],
  elements: Map<Node, Element>,
  images: ReadonlyMap<string, unknown>,
  options: PrintOptions,
): void {
  let open: Node | 'artifact' | null = null
  let content: unknown = null
  const close = () => {
    if (open === null) return
    doc.endMarkedContent()
    if (open !== 'artifact') elementOf(doc, open, elements).add(content as PDFKit.PDFStructureContent)
    open = null
  }
  const turnTo = (node: Node | null) => {
    const wanted = node ?? 'artifact'
    if (open === wanted) return
    close()
    open = wanted
    if (node) content = doc.markStructureContent(node.tag)
    else doc.markContent('Artifact', { type: 'Layout' })
  }
  for (const fragment of fragments) {
    switch (fragment.kind) {
      case 'text':
        if (fragment.text === '') {
          if (fragment.node) elementOf(doc, fragment.node, elements)
        } else if (fragment.link && fragment.node) {
          close()
          drawLink(doc, fragment, elementOf(doc, fragment.node, elements))
        } else {
          turnTo(fragment.node)
          drawText(doc, fragment)
        }
        break
      case 'picture':
        turnTo(fragment.node)
        doc.image(images.get(fragment.key) as Buffer, fragment.x, fragment.y, {
          width: fragment.width,
          height: fragment.height,
        })
        break
      case 'line':
        turnTo(null)
        drawHairline(doc, fragment)
        break
      case 'edge':
        turnTo(null)
        drawEdge(doc, fragment)
        break
      case 'ring':
        turnTo(null)
        drawRing(doc, fragment)
        break
      case 'mark':
        turnTo(null)
        drawMark(doc, fragment.state, fragment.x, fragment.y, fragment.size)
        break
      case 'point':
        turnTo(null)
        drawPoint(doc, fragment.x, fragment.y, fragment.same)
        drawNumber(doc, fragment, options)
        break
      case 'seal':
        turnTo(null)
        drawSeal(doc, options.fonts.seal, fragment)
        break
    }
  }
  close()
}

function drawText(doc: Document, fragment: Extract<Fragment, { kind: 'text' }>): void {
  const { text, x, y, size, bold, colour, spacing, width } = fragment
  doc
    .font(bold ? 'semibold' : 'regular')
    .fontSize(size)
    .fillColor(colours[colour])
  doc.text(text, x, y, {
    lineBreak: false,
    baseline: 'alphabetic',
    characterSpacing: spacing,
    textWidth: width,
    wordCount: 1,
    features: fragment.narrow ? { ...plainGlyphs, pwid: true } : plainGlyphs,
  } as unknown as PDFKit.Mixins.TextOptions)
}

/** A reference is an element of its own, with the annotation that makes it a link. */
function drawLink(doc: Document, fragment: Extract<Fragment, { kind: 'text' }>, parent: Element): void {
  const link = doc.struct('Link')
  parent.add(link)
  const content = doc.markStructureContent('Link')
  drawText(doc, fragment)
  doc.endMarkedContent()
  link.add(content)
  const top = fragment.y - fragment.size
  doc.goTo(fragment.x, top, fragment.width, fragment.size * 1.3, fragment.link ?? '', {
    structParent: link,
    Contents: new String(oneLine(fragment.text)),
  } as unknown as PDFKit.Mixins.AnnotationOption)
  link.end()
}

function drawNumber(
  doc: Document,
  point: { x: number; y: number; no: number; same: boolean },
  { fonts }: PrintOptions,
): void {
  const value = String(point.no)
  const size = footSize
  const width = [...value].reduce((sum, c) => sum + fonts.metrics.width(c, true) * size, 0)
  doc
    .font('semibold')
    .fontSize(size)
    .fillColor(point.same ? '#FFFFFF' : colours.ink)
  doc.text(value, point.x - width / 2, point.y + size * 0.37, {
    lineBreak: false,
    baseline: 'alphabetic',
    features: plainGlyphs,
  } as unknown as PDFKit.Mixins.TextOptions)
}

function elementOf(doc: Document, node: Node, elements: Map<Node, Element>): Element {
  const known = elements.get(node)
  if (known) return known
  const { tag, alt, scope, parent } = node
  const element = doc.struct(tag, {
    alt: alt ? oneLine(alt) : undefined,
    scope,
  } as PDFKit.Mixins.StructureElementOptions)
  elements.set(node, element)
  if (parent) elementOf(doc, parent, elements).add(element)
  else doc.addStructure(element)
  return element
}
