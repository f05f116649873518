import { AppError } from '../../../shared/contract/errors.ts'
import type { ItemNotes } from '../../../shared/contract/item.ts'
import type { ParsedParams } from '../../../shared/contract/operations.ts'
import { type Process, RoundNote } from '../../../shared/contract/process.ts'
import type { RecordsFile } from '../../../shared/contract/search.ts'
import type { Cases } from '../cases/cases.ts'
import type { Statement, Vault } from '../vault/vault.ts'
import { decisionsOf, stateDecision } from './decisions.ts'
import { exportProvenance } from './export.ts'
import { openStamps } from './pictures.ts'
import { openProposals, type Proposals } from './proposals.ts'
import { missingIn } from './rounds.ts'
import { type View, viewOf } from './view.ts'

export { changesBetween } from './changes.ts'
export { reconstructAndCompare } from './comparisons.ts'

/** How many rounds there are and what is missing, without comparing any two of them. */
export type Outline = Pick<Process, 'missing'> & { readonly rounds: number }

export interface Processes {
  /** Reconstructs in a thread what is not yet known, so that the calls below answer at once. */
  readonly prepare: (caseId: number) => Promise<void>
  readonly outline: (caseId: number, work?: number) => Outline
  readonly get: (caseId: number, work?: number) => Process
  readonly note: (item: number, note: ParsedParams<'processes.note'>['note']) => Process
  readonly arrange: (caseId: number, work: number | undefined, items: number[]) => Process
  readonly decide: (decision: ParsedParams<'processes.decide'>) => Process
  /** The graph as W3C PROV, as a file of the vault. */
  readonly exported: (
    request: { readonly caseId: number; readonly work?: number; readonly version: string },
    jobId: number,
  ) => Promise<RecordsFile>
}

/**
 * The creative process of a work: what the software proposes of its pictures, brought together with what the person
 * says of them. Both stay on record, each for itself.
 */
export function openProcesses(vault: Vault, cases: Cases, inThread?: Proposals['inThread']): Processes {
  const { statements } = vault
  const proposals = openProposals(vault, inThread)
  const stampsOf = openStamps(vault)

  function finalsOf(caseId: number): number[] {
    return cases.get(caseId).works.flatMap(({ finalItem }) => finalItem ?? [])
  }

  function view(caseId: number, workId: number | undefined, propose = proposals.of) {
    const work = cases.workOf(caseId, workId)
    const notes = statements.latestInCase('round', caseId)
    const { works } = cases.get(caseId)
    const known = propose(caseId, finalsOf(caseId), notes)
    // Beside the proposal, which does not rest on them: a stamp that comes in changes no descent.
    const stamps = stampsOf(caseId)
    const pictures = new Map(
      [...known.pictures].map(([item, picture]) => [
        item,
        { ...picture, stampedAt: stamps.get(picture.sha256) ?? null },
      ]),
    )
    const seen = viewOf({
      ...known,
      pictures,
      notes,
      decisions: decisionsOf(statements, caseId),
      arranged: arrangementOf(statements.latest('order', orderSubject(caseId, work.id))),
      final: work.finalItem ?? null,
      isOnlyWork: works.length === 1,
    })
    return { ...seen, work, pictures, reproductions: known.reproductions }
  }

  function missingOf(caseId: number, { groups }: View): Process['missing'] {
    const said = statements.latestInCase('item', caseId)
    const notes = new Map([...said].map(([item, { content }]) => [item, content as ItemNotes]))
    return missingIn(groups, notes)
  }

  function get(caseId: number, workId?: number): Process {
    const seen = view(caseId, workId)
    return { work: seen.work.id, ...seen.told(), missing: missingOf(caseId, seen) }
  }

  return {
    prepare: (caseId) =>
      proposals.prepare(caseId, finalsOf(caseId), statements.latestInCase('round', caseId)),
    outline(caseId, workId) {
      const seen = view(caseId, workId, proposals.outlined)
      return { rounds: seen.groups.length, missing: missingOf(caseId, seen) }
    },
    get,
    exported,
    note(itemId, changes) {
      const { caseId } = cases.items.get(itemId)
      const workId = cases.workOf(caseId, workOfItem(caseId, itemId)).id
      vault.write(() => state(itemId, changes))
      return get(caseId, workId)
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
    decide({ case: caseId, work: workId, from, to, decision, note }) {
      for (const id of [from, to]) cases.items.mustBeOf(caseId, id)
      vault.write(() => {
        const { edges, engine, descends, roundOf } = view(caseId, workId).deciding()
        const [one, other] = [roundOf(from), roundOf(to)]
        if (one === undefined || other === undefined) {
          throw new AppError('not-found', { what: 'item', id: one === undefined ? from : to })
        }
        if (one === other) refuse('to', 'both pictures are of one round')
        const edge = edges.find((each) => each.from === one && each.to === other)
        const turned = edges.find((each) => each.from === other && each.to === one)
        const proposed = edge?.proposal ?? (turned?.proposal?.class === 'related' ? turned.proposal : null)
        const isOpen = decision === null || decision === 'cut'
        if (decision === 'confirmed' && !proposed) refuse('decision', 'nothing is proposed between the two')
        if (!isOpen && descends(one, other)) refuse('from', 'it descends from the other itself')
        // A decision is named by the pictures with which it was first made, so that it can be taken back.
        const before = edge?.decision
        const pair = before ? { from: before.from, to: before.to } : { from, to }
        const digests = [pair.from, pair.to].map((id) => cases.items.get(id).sha256)
        const content = { ...pair, decision, ...(note && { note }), proposed: { engine, edge: proposed } }
        if (decision !== null || before) stateDecision(statements, caseId, content, digests)
      })
      return get(caseId, workId)
    },
  }

  async function exported(
    { caseId, work: workId, version }: Parameters<Processes['exported']>[0],
    jobId: number,
  ): Promise<RecordsFile> {
    const work = cases.workOf(caseId, workId)
    const process = get(caseId, work.id)
    if (process.rounds.length === 0) throw new AppError('nothing-to-show', { title: work.title })
    const { pictures, reproductions } = view(caseId, work.id)
    const source = {
      work,
      process,
      picture: (item: number) => pictures.get(item),
      originalOf: (item: number) => reproductions.get(item) ?? null,
      at: new Date().toISOString(),
      version,
    }
    return exportProvenance(vault, { caseId, jobId, source })
  }

  /** Within a transaction, so that what another program noted meanwhile is not taken back. */
  function state(itemId: number, changes: ParsedParams<'processes.note'>['note']): void {
    const item = cases.items.get(itemId)
    const before = statements.latest('round', itemId)
    const note = RoundNote.parse({ ...(before?.content as object | undefined), ...changes })
    const named = [...(note.handEdit?.items ?? []), ...(note.reproduction?.of ? [note.reproduction.of] : [])]
    for (const id of named) cases.items.mustBeOf(item.caseId, id)
    if (changes.reproduction && finalsOf(item.caseId).includes(itemId)) {
      throw new AppError('final-is-reproduction', { path: item.name })
    }
    statements.state({
      kind: 'round',
      caseId: item.caseId,
      subject: itemId,
      content: note,
      act: 'process.noted',
      digests: [item.sha256],
    })
    cases.items.index.renew(itemId)
  }

  function workOfItem(caseId: number, item: number): number | undefined {
    const { works } = cases.get(caseId)
    return works.find(
      (work) => work.finalItem === item || (works.length > 1 && view(caseId, work.id).holds(item)),
    )?.id
  }
}

function refuse(field: string, reason: string): never {
  throw new AppError('invalid-input', { field, reason })
}

/** Works are numbered within their case, statements by one number: up to 10,000 works a case. */
function orderSubject(caseId: number, work: number): number {
  return caseId * 10_000 + work
}

function arrangementOf(statement: Statement | null): number[] {
  return (statement?.content as { items: number[] } | undefined)?.items ?? []
}
