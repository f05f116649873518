import type { Item, SourceType } from '../../../shared/contract/item.ts'
import type { ParsedParams } from '../../../shared/contract/operations.ts'
import { type OrderBasis, type Process, type Round, RoundNote } from '../../../shared/contract/process.ts'
import { wantsTranslation } from '../../../shared/foreign-text.ts'
import type { Cases } from '../cases/cases.ts'
import type { Statement, Vault } from '../vault/vault.ts'
import { changesBetween } from './changes.ts'
import { proposeOrder } from './order.ts'

/** How many rounds there are and what is missing, without comparing any two of them. */
export type Outline = Pick<Process, 'missing'> & { readonly rounds: number }

export interface Processes {
  readonly outline: (caseId: number, work?: number) => Outline
  readonly get: (caseId: number, work?: number) => Process
  readonly note: (item: number, note: ParsedParams<'processes.note'>['note']) => Process
  readonly arrange: (caseId: number, work: number | undefined, items: number[]) => Process
}

/** The creative process of a work, round by round: records side by side with what the author says of them. */
export function openProcesses(vault: Vault, cases: Cases): Processes {
  const { statements } = vault

  function ordered(caseId: number, workId: number | undefined) {
    const work = cases.workOf(caseId, workId)
    const arranged = statements.latest('order', orderSubject(caseId, work.id))
    const items = itemsOf(caseId, work.id, work.finalItem)
    const placed = inOrder(items, arranged, work.finalItem)
    const notes = statements.latestInCase('round', caseId)
    return { work, notes, ...placed }
  }

  function get(caseId: number, workId?: number): Process {
    const { work, order, basis, basisOf, notes } = ordered(caseId, workId)
    const rounds = order.map((item, index) =>
      roundOf(item, order[index - 1] ?? null, index + 1, basisOf(item), notes.get(item.id) ?? null),
    )
    return {
      work: work.id,
      orderBasis: basis,
      engine: 'none',
      rounds,
      edges: [],
      undecided: [],
      perhapsSame: [],
      witnesses: [],
      contradictions: [],
      missing: missingIn(order, notes),
    }
  }

  /**
   * With one work in the case every process picture belongs to it. With several, a picture belongs to the work
   * in whose order the person put it; nothing is guessed.
   */
  function itemsOf(caseId: number, work: number, finalItem: number | undefined): Item[] {
    const single = cases.get(caseId).works.length === 1
    const named = new Set(arrangementOf(statements.latest('order', orderSubject(caseId, work))))
    return cases.items
      .all(caseId)
      .filter((item) => item.id === finalItem || (item.role === 'process' && (single || named.has(item.id))))
      .filter((item) => item.id === finalItem || isRound(item))
  }

  return {
    outline(caseId, workId) {
      const { order, notes } = ordered(caseId, workId)
      return { rounds: order.length, missing: missingIn(order, notes) }
    },
    get,
    note(itemId, changes) {
      const item = cases.items.get(itemId)
      // Read inside the transaction, so that what another program noted meanwhile is not taken back.
      vault.write(() => {
        const before = statements.latest('round', itemId)
        const note = RoundNote.parse({ ...(before?.content as object | undefined), ...changes })
        const named = [
          ...(note.handEdit?.items ?? []),
          ...(note.reproduction?.of ? [note.reproduction.of] : []),
        ]
        for (const id of named) cases.items.mustBeOf(item.caseId, id)
        statements.state({
          kind: 'round',
          caseId: item.caseId,
          subject: itemId,
          content: note,
          act: 'process.noted',
          digests: [item.sha256],
        })
        cases.items.index.renew(itemId)
      })
      return get(item.caseId, workOfItem(item.caseId, itemId))
    },
    arrange(caseId, workId, items) {
      const work = cases.workOf(caseId, workId)
      for (const id of items) cases.items.mustBeOf(caseId, id)
      statements.state({
        kind: 'order',
        caseId,
        subject: orderSubject(caseId, work.id),
        content: { items: [...new Set(items)] },
        act: 'process.arranged',
        digests: [],
        data: { work: work.id },
      })
      return get(caseId, work.id)
    },
  }

  function workOfItem(caseId: number, item: number): number | undefined {
    const { works } = cases.get(caseId)
    return works.find(
      (work) =>
        work.finalItem === item ||
        arrangementOf(statements.latest('order', orderSubject(caseId, work.id))).includes(item),
    )?.id
  }
}

/** Works are numbered within their case, statements by one number: up to 10,000 works a case. */
function orderSubject(caseId: number, work: number): number {
  return caseId * 10_000 + work
}

function arrangementOf(statement: Statement | null): number[] {
  return (statement?.content as { items: number[] } | undefined)?.items ?? []
}

/** Pictures are rounds; logs, workflow files and the like stand beside them. */
function isRound(item: Item): boolean {
  return item.mediaType.startsWith('image/') || item.record.generations.length > 0
}

function inOrder(
  items: Item[],
  arranged: Statement | null,
  finalItem: number | undefined,
): { order: Item[]; basis: OrderBasis; basisOf: (item: Item) => OrderBasis } {
  const proposed = proposeOrder(items, finalItem)
  const proposedFor = (item: Item) => (item.id === finalItem ? proposed.finalBasis : proposed.basis)
  if (!arranged) return { ...proposed, basisOf: proposedFor }
  const place = new Map(arrangementOf(arranged).map((id, index) => [id, index]))
  const known = items.filter((item) => place.has(item.id))
  known.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
  // What came in after the person arranged the rounds stands behind them, as it came in; a final image closes.
  const later = items
    .filter((item) => !place.has(item.id))
    .sort((a, b) => Number(a.id === finalItem) - Number(b.id === finalItem) || a.id - b.id)
  const laterFor = (item: Item) => (item.id === finalItem ? 'final-image' : 'import-order')
  return {
    order: [...known, ...later],
    basis: 'person',
    basisOf: (item) => (place.has(item.id) ? 'person' : laterFor(item)),
  }
}

function roundOf(
  item: Item,
  parent: Item | null,
  no: number,
  orderBasis: OrderBasis,
  noted: Statement | null,
): Round {
  const note = RoundNote.parse(noted?.content ?? {})
  const comparable = hasRecord(item) && parent !== null && hasRecord(parent)
  return {
    no,
    item: item.id,
    parent: parent?.id ?? null,
    branch: 0,
    pictures: [
      {
        item: item.id,
        seed: item.record.generations[0]?.seed ?? null,
        sourceType: sourceTypeOf(item, note),
        selected: note.selected,
      },
    ],
    history: 0,
    ordered: orderBasis !== 'import-order',
    revisits: 0,
    sourceType: sourceTypeOf(item, note),
    orderBasis,
    changed: comparable ? changesBetween(parent.record, item.record) : [],
    notCompared: comparable
      ? null
      : !parent
        ? 'no-parent'
        : hasRecord(item)
          ? 'parent-no-record'
          : 'no-record',
    reason: note.reason ?? null,
    selected: note.selected,
    note,
    notedAt: noted?.statedAt ?? null,
    times: [
      ...item.record.claimedTimes.map((time) => ({ kind: 'claimed' as const, ...time })),
      { kind: 'imported', source: 'ledger', value: item.importedAt },
    ],
  }
}

function hasRecord(item: Item): boolean {
  return item.record.generations.length > 0
}

/** R2: what the file itself records, what was made later to show it can be done, what the party says. */
function sourceTypeOf(item: Item, note: RoundNote): SourceType {
  if (note.reproduction) return 'reproduction'
  return hasRecord(item) ? 'original-record' : 'statement'
}

function missingIn(items: readonly Item[], notes: ReadonlyMap<number, Statement>): Process['missing'] {
  if (items.length === 0) return [{ code: 'process.rounds' }]
  const missing: Process['missing'] = []
  let isSelected = false
  for (const item of items) {
    const note = RoundNote.parse(notes.get(item.id)?.content ?? {})
    isSelected ||= note.selected === true
    if (!note.reason) missing.push({ code: 'process.reasons', item: item.id })
    if (note.selected !== null && !note.selectionReason) {
      missing.push({ code: 'process.selectionReason', item: item.id })
    }
    if (lacksTranslation(item)) missing.push({ code: 'process.translation', item: item.id })
  }
  if (!isSelected) missing.push({ code: 'process.selection' })
  return missing
}

function lacksTranslation({ record, notes }: Item): boolean {
  const [generation] = record.generations
  return (
    (wantsTranslation(generation?.prompt) && !notes.promptTranslation) ||
    (wantsTranslation(generation?.negativePrompt) && !notes.negativePromptTranslation)
  )
}
