import type { Process } from '../../../shared/contract/process.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import type { DossierFacts, DossierSources } from './facts.ts'
import { numbered } from './paper/text.ts'
import { withoutPersonalData } from './redaction.ts'

/**
 * Gathers what the core read in one transaction into plain, frozen facts. Files that the person keeps out of the
 * evidence list are left out here, with their number; a service copy loses its personal data here.
 */
export function collectFacts(sources: DossierSources): DossierFacts {
  const { fileOf, ...rest } = sources
  const items = sources.items.filter((item) => item.notes.exhibit.included)
  const used = new Set(items.map((item) => item.id))
  const known = (id: number | null | undefined) => (id && used.has(id) ? id : null)
  const facts: DossierFacts = {
    ...rest,
    case: {
      ...sources.case,
      works: sources.case.works.map((work) => ({ ...work, finalItem: known(work.finalItem) ?? undefined })),
    },
    items,
    leftOut: sources.items.length - items.length,
    withheld: [],
    processes: sources.processes.map((process) => withoutItems(process, used)),
    reproductions: sources.reproductions.filter(({ item }) => used.has(item)),
    captures: sources.captures.map((capture) => ({
      ...capture,
      items: capture.items.filter((id) => used.has(id)),
    })),
    links: sources.links.map((link) => ({
      ...link,
      workItem: known(link.workItem),
      captureItem: known(link.captureItem),
    })),
    files: Object.fromEntries(items.map((item) => [item.sha256, fileOf(item.sha256)])),
  }
  const plain = JSON.parse(JSON.stringify(facts), (_, value) => wellFormed(value)) as DossierFacts
  const mark = messagesIn(sources.language).dossier.withheldMark
  return freeze(sources.copy === 'service' ? withoutPersonalData(plain, mark) : plain)
}

/** A round stays while one of its pictures does; what ties it to a round that is gone falls away with that. */
function withoutItems(process: Process, used: ReadonlySet<number>): Process {
  const heads = new Map<number, number>()
  const rounds = process.rounds.flatMap((round) => {
    const pictures = round.pictures.filter(({ item }) => used.has(item))
    const head = pictures.find(({ item }) => item === round.item) ?? pictures[0]
    if (!head) return []
    heads.set(round.item, head.item)
    return [{ ...round, item: head.item, pictures }]
  })
  const named = <T extends { readonly from: number }>(list: readonly T[]): T[] =>
    list.flatMap((each) => {
      const from = heads.get(each.from)
      return from === undefined ? [] : [{ ...each, from }]
    })
  const ends = ({ from, to }: { readonly from: number; readonly to: number }) => ({
    from: heads.get(from) ?? from,
    to: heads.get(to) ?? to,
  })
  return {
    ...process,
    rounds: rounds.map((round) => ({ ...round, parent: heads.get(round.parent ?? 0) ?? null })),
    edges: named(process.edges).flatMap((edge) => {
      const { proposal } = edge
      const to = heads.get(edge.to)
      if (to === undefined) return []
      const alternatives = named(proposal?.alternatives ?? [])
      return [{ ...edge, to, proposal: proposal && { ...proposal, ...ends(proposal), alternatives } }]
    }),
    undecided: process.undecided.flatMap((entry) => {
      const item = heads.get(entry.item)
      return item === undefined ? [] : [{ ...entry, item, candidates: named(entry.candidates) }]
    }),
    perhapsSame: process.perhapsSame.flatMap((pair) => {
      const [a, b] = [heads.get(pair.a), heads.get(pair.b)]
      return a === undefined || b === undefined ? [] : [{ ...pair, a, b }]
    }),
  }
}

/** Half a character has no place in JSON that others read: it is written by its number, as on the paper. */
function wellFormed(value: unknown): unknown {
  return typeof value === 'string' && !value.isWellFormed() ? value.replace(/\p{Cs}/gu, numbered) : value
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    for (const member of Object.values(value)) freeze(member)
    Object.freeze(value)
  }
  return value
}

/**
 * The case record that travels inside the PDF: the facts without the places of files on this machine, and
 * without names of folders, which can hold a person's name.
 */
export function recordOf(facts: DossierFacts): unknown {
  const { files: _, ...rest } = facts
  return {
    ...rest,
    items: facts.items.map((item) => ({
      ...item,
      path: undefined,
      record: { ...item.record, path: undefined },
    })),
  }
}
