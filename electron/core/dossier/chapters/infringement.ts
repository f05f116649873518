import type { Capture } from '../../../../shared/contract/capture.ts'
import type { Block, Cite, FieldRow } from '../blocks.ts'
import {
  chapter,
  fieldOf,
  listOf,
  type Scope,
  section,
  sentence,
  shownItem,
  small,
  text,
  withExhibit,
} from '../scope.ts'

/** Chapter 5: what was found where and when, how it was captured, and who was told. */
export function infringement(scope: Scope): Block[] {
  const { facts, m } = scope
  const i = m.infringement
  const blocks: Block[] = [chapter(scope, 'infringement'), small(i.note)]
  blocks.push(section(i.summary, 'infringement-summary'))
  for (const capture of facts.captures) blocks.push(...told(scope, capture))
  const stated = facts.case.facts
  // Evidence of an element is what the person marked as that: no file is put there for being the nearest.
  const shows = (element: 'E7' | 'E9' | 'E10' | 'E11') =>
    scope.cite(
      ...facts.items.filter((item) => item.notes.exhibit.elements?.includes(element)).map((item) => item.id),
    )
  const say = (value: string | undefined, cites: readonly Cite[]) => {
    if (value?.trim()) blocks.push(sentence(scope, 'stated', value.trim().replace(/[。.]$/, ''), cites))
  }
  for (const event of stated.timeline) say(i.event(event.date, event.text.trim()), scope.cite(...event.items))
  say(stated.access && i.access(stated.access.trim()), shows('E7'))
  say(stated.permission && i.permission(stated.permission.trim()), shows('E10'))
  say(stated.defendantIdentity && i.identity(stated.defendantIdentity.trim()), shows('E9'))
  say(stated.seriousness && i.seriousness(stated.seriousness.trim()), shows('E11'))
  blocks.push(...notices(scope))
  blocks.push({ kind: 'missing', title: m.missingTitle, entries: missing(scope) })
  facts.captures.forEach((capture, index) => {
    blocks.push({ kind: 'page' }, ...captureSheet(scope, capture, index + 1))
  })
  return blocks
}

function told(scope: Scope, { items, record }: Capture): Block[] {
  const i = scope.m.infringement
  const where = listOf(scope, [
    record.platform ?? '',
    record.accountName ? i.account(record.accountName) : '',
  ])
  const at = record.startedAt ? scope.instant(record.startedAt) : ''
  const value = i.found[record.found]({
    at,
    where,
    title: record.title ?? '',
    shownAt: record.publishedAtShown ?? '',
    url: record.url,
  })
  return [sentence(scope, 'stated', value, scope.cite(...items))]
}

function notices(scope: Scope): Block[] {
  const { facts, m } = scope
  const n = m.infringement.notices
  const sent = facts.case.facts.notices
  if (sent.length === 0) return []
  return [
    section(n.heading),
    {
      kind: 'table',
      alt: n.heading,
      columns: [
        { title: n.to, share: 2 },
        { title: n.channel, share: 3 },
        { title: n.sent, share: 2.4 },
        { title: n.delivered, share: 2.4 },
        { title: n.answer, share: 3 },
        { title: n.evidence, share: 3 },
      ],
      rows: sent.map((notice) => {
        const cites = scope.cite(...notice.items)
        return {
          cells: [
            [text(n.kinds[notice.kind])],
            [text(listOf(scope, [notice.channel ?? '', notice.address ?? '']))],
            notice.sentOn ? [text(scope.day(notice.sentOn))] : missingCell(scope),
            notice.deliveredOn ? [text(scope.day(notice.deliveredOn))] : missingCell(scope),
            notice.answer ? [text(notice.answer)] : [text('—')],
            cites.length > 0 ? [{ kind: 'cite', cites }] : missingCell(scope),
          ],
        }
      }),
    },
  ]
}

function missingCell(scope: Scope) {
  return [{ kind: 'mark', state: 'missing' } as const, text(scope.terms.states.missing)]
}

function captureSheet(scope: Scope, capture: Capture, no: number): Block[] {
  const { m } = scope
  const { record } = capture
  const when = record.startedAt ? scope.instant(record.startedAt) : ''
  const blocks: Block[] = [section(m.infringement.capture(no, when), `capture-${capture.id}`)]
  if (record.method === 'manual_upload' || record.method === 'in_app') {
    blocks.push(small(m.infringement.selfCollected))
  }
  blocks.push({ kind: 'fields', rows: captureFields(scope, capture) })
  blocks.push({ kind: 'missing', title: m.missingTitle, entries: missingOf(scope, capture) })
  const [first] = capture.items
  const exhibit = first ? scope.exhibitOf(first) : undefined
  const sheets = capture.items.flatMap((id) => {
    const item = scope.item(id)
    if (!item) return []
    return withExhibit(scope.exhibitOf(id)?.no, shownItem(scope, item, 640))
  })
  return [...withExhibit(exhibit?.no, blocks), ...sheets]
}

/** The capture record of legal-reference section 5: all of it as the person stated it. */
function captureFields(scope: Scope, { record, addedAt, ledgerSeq }: Capture): FieldRow[] {
  const f = scope.m.infringement.fields
  const stated = { state: 'stated' } as const
  const at = (value: string | undefined) => value && scope.instant(value)
  const row = (label: string, value: string | undefined) => fieldOf(label, value, stated)
  const span = [at(record.startedAt), at(record.endedAt)].filter(Boolean).join(' – ')
  const account = [record.accountName, record.accountId ? `ID ${record.accountId}` : '']
    .filter(Boolean)
    .join('  ')
  const shown = listOf(scope, [
    record.viewsShown ? scope.m.infringement.views(record.viewsShown) : '',
    record.likesShown ? scope.m.infringement.likes(record.likesShown) : '',
  ])
  const stamp = listOf(scope, [record.tsaName ?? '', at(record.tsaTime) ?? '', record.tsaSerial ?? ''])
  const operator = listOf(scope, [record.operatorName ?? '', record.operatorRole ?? ''])
  const environment = listOf(scope, [
    record.device ?? '',
    record.os ?? '',
    record.tool ?? '',
    record.network ?? '',
  ])
  const checks = listOf(
    scope,
    record.cleanChecks.map((check) => scope.terms.cleanChecks[check]),
  )
  return [
    ...row(f.url, record.url),
    ...row(f.urlFinal, record.urlFinal),
    ...row(f.platform, record.platform),
    ...row(f.account, account),
    ...row(f.title, record.title),
    ...row(f.publishedAtShown, record.publishedAtShown),
    ...row(f.shown, shown),
    ...row(f.found, record.found === 'unsaid' ? undefined : scope.terms.found[record.found]),
    ...row(f.captured, span),
    ...row(f.method, record.method === 'unsaid' ? undefined : scope.terms.captureMethods[record.method]),
    ...row(f.operator, operator),
    ...row(f.accountUsed, record.accountUsed),
    ...row(f.environment, environment),
    ...row(f.checks, checks),
    ...row(f.steps, record.steps),
    ...row(f.stamp, stamp),
    ...row(f.chain, record.chainId),
    ...row(f.notary, record.notaryDeedNo),
    ...row(f.notCaptured, record.notCaptured),
    ...row(f.note, record.note),
    { label: f.added, value: [text(scope.instant(addedAt))] },
    { label: f.ledger, value: [text(scope.m.ledgerEntry(ledgerSeq))] },
  ]
}

function missingOf(scope: Scope, { record, items }: Capture): string[] {
  const x = scope.m.infringement.missing
  const entries: string[] = []
  if (items.length === 0) entries.push(x.files)
  if (!record.startedAt) entries.push(x.time)
  if (!record.publishedAtShown) entries.push(x.publishedAt)
  if (!record.accountName && !record.accountId) entries.push(x.account)
  if (!record.operatorName) entries.push(x.operator)
  if (record.method === 'unsaid') entries.push(x.method)
  if (record.cleanChecks.length === 0) entries.push(x.checks)
  if (!record.tsaTime && !record.chainId && !record.notaryDeedNo) entries.push(x.fixing)
  return entries.length > 0 ? [listOf(scope, entries)] : []
}

function missing(scope: Scope): string[] {
  const { facts, m } = scope
  const x = m.infringement.missing
  const entries: string[] = []
  if (facts.captures.length === 0) entries.push(x.captures)
  if (!facts.case.facts.permission) entries.push(x.permission)
  if (!facts.case.facts.access) entries.push(x.access)
  if (!facts.case.facts.defendantIdentity) entries.push(x.identity)
  if (facts.case.facts.notices.length === 0) entries.push(x.notices)
  return entries
}
