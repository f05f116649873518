import type { Block, Span } from '../../../electron/core/dossier/blocks.ts'
import type { DossierFacts } from '../../../electron/core/dossier/dossier.ts'
import { layoutDossier } from '../../../electron/core/dossier/layout.ts'
import { isWide } from '../../../electron/core/dossier/paper/breaking.ts'
import type { Metrics } from '../../../electron/core/dossier/paper/metrics.ts'
import type { Fragment, Paper } from '../../../electron/core/dossier/paper/sheet.ts'
import { place } from '../../../electron/core/dossier/print.ts'
import { openScope, type Scope } from '../../../electron/core/dossier/scope.ts'

/** A face in which every Chinese character is one em wide and every other half an em. */
export const plainMetrics: Metrics = {
  width: (character) => (isWide(character) ? 1 : 0.5),
  has: () => true,
  western: false,
}

export interface Laid {
  readonly blocks: readonly Block[]
  readonly paper: Paper
  readonly scope: Scope
}

/** The dossier of these facts on its pages, without a PDF and without a font. */
export function layOut(facts: DossierFacts): Laid {
  const scope = openScope(facts)
  const blocks = layoutDossier(facts, scope)
  const pictures = new Map(
    facts.items.map((item) => {
      const { state, width, height, reason } = item.picture
      return [
        item.sha256,
        state === 'ready' && width && height ? { width, height } : { reason: reason ?? 'damaged' },
      ]
    }),
  )
  return { blocks: flat(blocks), scope, paper: place(blocks, scope, plainMetrics, pictures) }
}

export function textFragments(paper: Paper): (Extract<Fragment, { kind: 'text' }> & { page: number })[] {
  return paper.pages.flatMap((page, index) =>
    page.fragments.flatMap((fragment) =>
      fragment.kind === 'text' ? [{ ...fragment, page: index + 1 }] : [],
    ),
  )
}

export function textOfPage(paper: Paper, no: number): string {
  return textFragments(paper)
    .filter((fragment) => fragment.page === no)
    .map((fragment) => fragment.text)
    .join('')
}

export function wholeText(paper: Paper): string {
  return textFragments(paper)
    .map((fragment) => fragment.text)
    .join('')
}

/** All blocks, those that stand beside a picture and the first of several variants included. */
export function flat(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'fit') return flat(block.variants[0] ?? [])
    return block.kind === 'beside' ? [block, ...flat(block.right)] : [block]
  })
}

export function wordsOf(spans: readonly Span[]): string {
  return spans.map((span) => (span.kind === 'text' ? span.text : '')).join('')
}
