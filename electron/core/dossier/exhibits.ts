import type { Item } from '../../../shared/contract/item.ts'
import type { Messages } from '../../../shared/messages/index.ts'
import type { DossierFacts } from './facts.ts'

/**
 * Exhibits of the evidence list: what belongs together gets one number, group by group (证据规定 19;
 * legal-reference 7.2). What the person wrote stands above what is proposed here.
 */
export interface Exhibit {
  /** `3-1`: group and place in the group. */
  readonly no: string
  readonly group: ExhibitGroup
  readonly name: string
  readonly source: string
  readonly proves: string
  readonly kind: EvidenceKind
  readonly original: boolean | null
  readonly copies: number | null
  readonly remarks: string
  readonly items: readonly Item[]
  /** The comparison table of this link; it has no file of its own. */
  readonly link: number | null
}

/** 1–6 of the evidence list, and 7 for files of which nobody has said what they prove. */
export type ExhibitGroup = 1 | 2 | 3 | 4 | 5 | 6 | 7

type EvidenceKind = NonNullable<Item['notes']['exhibit']['kind']>

interface Bundle {
  readonly key: string
  readonly group: ExhibitGroup
  readonly name: string
  readonly proves: string
  readonly source?: string
  readonly kind?: EvidenceKind
  readonly items: readonly number[]
  readonly link?: number
}

/** Numbers the exhibits of the facts. Each item belongs to exactly one exhibit. */
export function numberExhibits(facts: DossierFacts, words: Messages): Exhibit[] {
  const m = words.dossier.exhibits
  const byId = new Map(facts.items.map((item) => [item.id, item]))
  const rounds = facts.processes.flatMap((process) => process.rounds)
  const kinds = new Map(
    rounds.flatMap(({ pictures }) => pictures.map((picture) => [picture.item, picture.sourceType] as const)),
  )
  const taken = new Set<number>()
  const merged = new Map<string, { bundle: Bundle; items: Item[]; kind?: string }>()

  for (const bundle of bundlesOf(facts, words)) {
    if (bundle.link !== undefined) merged.set(bundle.key, { bundle, items: [] })
    for (const id of bundle.items) {
      const item = byId.get(id)
      if (!item || taken.has(id)) continue
      taken.add(id)
      const own = item.notes.exhibit
      const group = (own.group ?? bundle.group) as ExhibitGroup
      const kind = kinds.get(id)
      const named = `named|${group}|${own.name}`
      // Kinds of process evidence stay apart even under one name (R2).
      const isOfOtherKind = kind !== undefined && (merged.get(named)?.kind ?? kind) !== kind
      const key = own.name ? (isOfOtherKind ? `${named}|${kind}` : named) : `${bundle.key}|${group}`
      const entry = merged.get(key) ?? { bundle: { ...bundle, group }, items: [] }
      entry.kind ??= kind
      entry.items.push(item)
      merged.set(key, entry)
    }
  }
  const counts = new Map<number, number>()
  return [...merged.values()]
    .sort((a, b) => a.bundle.group - b.bundle.group)
    .map(({ bundle, items }) => {
      const place = (counts.get(bundle.group) ?? 0) + 1
      counts.set(bundle.group, place)
      const own = <K extends keyof Item['notes']['exhibit']>(key: K) =>
        items.map((item) => item.notes.exhibit[key]).find((value) => value !== undefined && value !== '')
      const joined = (key: 'proves' | 'remarks') =>
        [...new Set(items.map((item) => item.notes.exhibit[key]).filter(Boolean))].join(m.joiner)
      return {
        no: `${bundle.group}-${place}`,
        group: bundle.group,
        name: own('name') ?? bundle.name,
        source: own('source') ?? bundle.source ?? m.sourceImported,
        proves: joined('proves') || bundle.proves,
        kind: own('kind') ?? bundle.kind ?? 'electronic-data',
        original: own('original') ?? null,
        copies: own('copies') ?? null,
        remarks: joined('remarks'),
        items,
        link: bundle.link ?? null,
      }
    })
}

/** What belongs together by its place in the case, first claim first. */
function* bundlesOf(facts: DossierFacts, words: Messages): Generator<Bundle> {
  const m = words.dossier.exhibits
  const { parties, works, facts: stated } = facts.case
  for (const [index, party] of parties.entries()) {
    const role = words.terms.partyRoles[party.role]
    const key = `party|${index}`
    yield { key, group: 1, items: party.items, name: m.party(role, party.name), proves: m.partyProves(role) }
  }
  for (const work of works) {
    const { title, id } = work
    if (work.finalItem) {
      const items = [work.finalItem]
      yield { key: `final|${id}`, group: 2, items, name: m.final(title), proves: m.finalProves }
    }
    const published = work.firstPublication?.items ?? []
    const name = m.publication(title)
    yield { key: `published|${id}`, group: 2, items: published, name, proves: m.publicationProves }
    const registered = work.registration?.items ?? []
    yield {
      key: `registered|${id}`,
      group: 2,
      items: registered,
      name: m.registration(title),
      proves: m.registrationProves,
    }
    yield* processBundles(facts, work.id, words)
    for (const [index, terms] of work.toolTerms.entries()) {
      const key = `terms|${id}|${index}`
      yield { key, group: 3, items: terms.items, name: m.terms(terms.tool), proves: m.termsProves }
    }
  }
  for (const [index, capture] of facts.captures.entries()) {
    const { record } = capture
    const where = record.platform ?? record.accountName ?? ''
    yield {
      key: `capture|${capture.id}`,
      group: 4,
      items: capture.items,
      name: m.capture(index + 1, where),
      proves: m.captureProves,
      source: m.captureSource[record.method],
    }
  }
  for (const [index, link] of facts.links.entries()) {
    yield {
      key: `link|${link.id}`,
      group: 4,
      items: [],
      link: link.id,
      name: facts.links.length > 1 ? m.comparisonOf(index + 1) : m.comparison,
      proves: m.comparisonProves,
      source: m.sourceMade,
      kind: 'party-statement',
    }
  }
  const { claims } = facts.claims
  const lossItems = claims.loss?.items ?? []
  yield { key: 'loss', group: 5, items: lossItems, name: m.loss, proves: m.lossProves }
  const prices = stated.prices.flatMap((price) => price.items)
  yield { key: 'prices', group: 5, items: prices, name: m.prices, proves: m.pricesProves }
  for (const [index, expense] of claims.expenses.entries()) {
    const kind = words.terms.expenseKinds[expense.kind]
    const name = m.voucher(kind)
    yield { key: `expense|${index}`, group: 5, items: expense.vouchers, name, proves: m.voucherProves(kind) }
  }
  for (const [index, notice] of stated.notices.entries()) {
    // Delivery is proven by nothing of which nobody has said that it took place.
    const delivered = notice.deliveredOn !== undefined
    const name = m.notice[notice.kind](delivered)
    yield { key: `notice|${index}`, group: 6, items: notice.items, name, proves: m.noticeProves(delivered) }
  }
  for (const [index, event] of stated.timeline.entries()) {
    yield {
      key: `event|${index}`,
      group: 4,
      items: event.items,
      name: m.event(event.date),
      proves: event.text,
    }
  }
  yield* restBundles(facts, words)
}

function* processBundles(facts: DossierFacts, work: number, words: Messages): Generator<Bundle> {
  const m = words.dossier.exhibits
  const rounds = facts.processes.find((process) => process.work === work)?.rounds ?? []
  const of = (type: 'original-record' | 'reproduction' | 'statement') =>
    rounds.flatMap(({ pictures }) =>
      pictures.filter(({ sourceType }) => sourceType === type).map(({ item }) => item),
    )
  const finals = new Set(facts.case.works.map((entry) => entry.finalItem))
  const original = rounds.filter((round) => round.sourceType === 'original-record' && !finals.has(round.item))
  // Numbers are given as numbers of rounds only where they say an order.
  const numbers = original.every(({ ordered }) => ordered) ? original.map(({ no }) => no) : []
  yield {
    key: `rounds|${work}`,
    group: 3,
    items: of('original-record'),
    name: m.rounds(ranges(numbers)),
    proves: m.roundsProves,
  }
  const edits = rounds.flatMap((round) => round.note.handEdit?.items ?? [])
  yield { key: `edits|${work}`, group: 3, items: edits, name: m.handEdits, proves: m.handEditsProves }
  yield {
    key: `stated|${work}`,
    group: 3,
    items: of('statement'),
    name: m.statedRounds,
    proves: m.statedRoundsProves,
  }
  yield {
    key: `again|${work}`,
    group: 3,
    items: of('reproduction'),
    name: m.reproductions,
    proves: m.reproductionsProves,
    source: m.sourceMade,
  }
}

/** Files that no part of the case refers to: by the element they are said to show, else by their role. */
function* restBundles(facts: DossierFacts, words: Messages): Generator<Bundle> {
  const m = words.dossier.exhibits
  const byElement: Record<string, ExhibitGroup> = {
    E1: 1,
    E2: 2,
    E3: 3,
    E4: 2,
    E5: 3,
    E6: 2,
    E7: 4,
    E8: 4,
    E9: 4,
    E10: 4,
    E11: 6,
    E12: 5,
    E13: 5,
    E14: 5,
    E15: 4,
  }
  for (const item of facts.items) {
    const [element] = item.notes.exhibit.elements ?? []
    if (!element) continue
    const proves = words.terms.elements[element]
    yield {
      key: `item|${item.id}`,
      group: byElement[element] ?? 7,
      items: [item.id],
      name: item.name,
      proves,
    }
  }
  const of = (role: Item['role']) => facts.items.filter((item) => item.role === role).map((item) => item.id)
  yield { key: 'other-work', group: 2, items: of('work'), name: m.otherWork, proves: m.otherWorkProves }
  yield { key: 'other-process', group: 3, items: of('process'), name: m.otherProcess, proves: m.otherProves }
  yield { key: 'other-capture', group: 4, items: of('capture'), name: m.otherCapture, proves: m.otherProves }
  yield { key: 'other', group: 7, items: of('document'), name: m.other, proves: m.otherProves }
}

/** `1–3、5` as pairs: [[1, 3], [5, 5]]. */
function ranges(numbers: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (const no of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = found.at(-1)
    if (last && last[1] === no - 1) last[1] = no
    else found.push([no, no])
  }
  return found
}
