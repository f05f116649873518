import type { Work } from '../../../../shared/contract/case.ts'
import { formatBytes } from '../../../../shared/format.ts'
import type { Block, FieldRow } from '../blocks.ts'
import {
  chapter,
  fieldOf,
  listOf,
  pictureOf,
  type Scope,
  section,
  shownItem,
  text,
  warningsOf,
  withExhibit,
} from '../scope.ts'

/** Chapter 2: what the case is about, large, with everything that is known of it. */
export function works(scope: Scope): Block[] {
  const { facts, m } = scope
  const blocks: Block[] = [chapter(scope, 'work')]
  facts.case.works.forEach((work, index) => {
    if (index > 0) blocks.push({ kind: 'page' })
    blocks.push(...oneWork(scope, work))
  })
  if (facts.case.works.length === 0) {
    blocks.push({ kind: 'missing', title: m.missingTitle, entries: [m.work.none] })
  }
  return blocks
}

function oneWork(scope: Scope, work: Work): Block[] {
  const { m } = scope
  const final = scope.item(work.finalItem)
  const exhibit = final && scope.exhibitOf(final.id)
  const blocks: Block[] = [section(m.work.heading(work.title), `work-${work.id}`)]
  if (final) {
    const picture = pictureOf(scope, final, { maxHeight: 590, anchor: `item-${final.id}` })
    blocks.push(...withExhibit(exhibit?.no, picture))
  }
  if (final) blocks.push({ kind: 'page' })
  blocks.push({ kind: 'fields', rows: workFields(scope, work) })
  blocks.push({ kind: 'missing', title: m.missingTitle, entries: missing(scope, work) })
  for (const id of work.firstPublication?.items ?? []) {
    const item = scope.item(id)
    if (!item || id === work.finalItem) continue
    const no = scope.exhibitOf(id)?.no
    blocks.push(
      ...withExhibit(no, [
        { kind: 'heading', level: 3, text: m.work.publicationShown },
        ...shownItem(scope, item, 520),
      ]),
    )
  }
  return blocks
}

function workFields(scope: Scope, work: Work): FieldRow[] {
  const { m } = scope
  const w = m.work.fields
  const { firstPublication: published, registration } = work
  const final = scope.item(work.finalItem)
  const publishedCites = scope.cite(...(published?.items ?? []))
  const stated = { state: 'stated' } as const
  const finalCite = { ...stated, cites: scope.cite(final?.id) }
  const rows: FieldRow[] = [
    ...fieldOf(w.title, work.title, stated),
    ...fieldOf(w.author, work.author, stated),
    ...fieldOf(w.category, work.category, stated),
    ...fieldOf(w.completedOn, work.completedOn && scope.day(work.completedOn), stated),
  ]
  if (published) {
    const cites = publishedCites.length > 0 ? { ...stated, cites: publishedCites } : stated
    rows.push(
      ...fieldOf(w.publishedAt, published.publishedAt && scope.instant(published.publishedAt), cites),
      ...fieldOf(
        w.publishedOn,
        listOf(scope, [
          published.platform ?? '',
          published.account ? m.parties.account(published.account) : '',
          published.accountId ? `ID ${published.accountId}` : '',
        ]),
        cites,
      ),
      ...fieldOf(w.publishedUrl, published.url, stated),
      ...fieldOf(w.tags, listOf(scope, published.tags), stated),
    )
  }
  rows.push(...fieldOf(w.signature, work.signature, final ? finalCite : stated))
  if (registration) {
    const cites = scope.cite(...registration.items)
    rows.push(
      ...fieldOf(
        w.registration,
        listOf(scope, [registration.number ?? '', registration.date ? scope.day(registration.date) : '']),
        cites.length > 0 ? { ...stated, cites } : stated,
      ),
    )
  }
  if (!final) return rows
  const record = { state: 'record' } as const
  return [
    ...rows,
    { label: w.file, value: [text(final.name)], cites: scope.cite(final.id) },
    { label: w.size, value: [text(`${listOf(scope, [dimensions(scope, work), formatBytes(final.size)])}`)] },
    { label: 'SHA-256', value: [text(final.sha256)] },
    ...fieldOf(
      w.claimedTimes,
      listOf(
        scope,
        final.record.claimedTimes.map((time) => `${time.value}（${time.source}）`),
      ),
      record,
    ),
    ...fieldOf(w.remarks, warningsOf(scope, final), { state: 'inferred' }),
    { label: w.importedAt, value: [text(scope.instant(final.importedAt))] },
    { label: w.ledger, value: [text(m.ledgerEntry(final.ledgerSeq))] },
  ]
}

function dimensions(scope: Scope, work: Work): string {
  const final = scope.item(work.finalItem)
  const width = final?.picture.width ?? final?.record.width
  const height = final?.picture.height ?? final?.record.height
  return width && height ? scope.m.pixels(width, height) : ''
}

function missing(scope: Scope, work: Work): string[] {
  const w = scope.m.work.missing
  const published = work.firstPublication
  const entries: string[] = []
  if (!scope.item(work.finalItem)) entries.push(w.final)
  if (!work.author) entries.push(w.author)
  if (!work.completedOn) entries.push(w.completedOn)
  if (!published?.publishedAt || !published.url) entries.push(w.publication)
  else if (published.items.length === 0) entries.push(w.publicationProof)
  if (!work.signature) entries.push(w.signature)
  if (!work.registration || work.registration.items.length === 0) entries.push(w.registration)
  return entries
}
