import { RoundNote } from '../../../shared/contract/process.ts'
import type { Statement, Vault } from '../vault/vault.ts'
import { type Compare, type Found, openComparisons } from './comparisons.ts'
import { openPictures, type StoredPicture } from './pictures.ts'
import { recipeOf } from './reconstruction/recipe.ts'
import {
  engine,
  type ProcessPicture,
  type Reconstruction,
  reconstruct,
} from './reconstruction/reconstruct.ts'

/** Fewer pictures than this are reconstructed at once: the way to a thread and back would take longer. */
const fewPictures = 500

export interface Proposal {
  readonly pictures: ReadonlyMap<number, StoredPicture>
  readonly reconstruction: Reconstruction
  /** Pictures made later to show that it can be done, with the one that each repeats where that is known. */
  readonly reproductions: ReadonlyMap<number, number | null>
  readonly compare: Compare
}

export interface Proposals {
  /** Rounds without edges where to find those would take long. */
  readonly outlined: (caseId: number, finals: readonly number[], notes: Notes) => Proposal
  readonly of: (caseId: number, finals: readonly number[], notes: Notes) => Proposal
  readonly prepare: (caseId: number, finals: readonly number[], notes: Notes) => Promise<void>
  readonly inThread: (pictures: ProcessPicture[]) => Promise<Found>
}

type Notes = ReadonlyMap<number, Statement>

interface Kept extends Proposal {
  readonly caseId: number
  /** Everything the reconstruction was made of, in one text. */
  readonly state: string
}

/**
 * What the software proposes of the pictures of a case. It follows from the pictures alone, so it is kept until they
 * change; of the case asked for last, because thousands of records are large. Later reproductions are no part of it:
 * they have the recipe of the original and would pass for its siblings (legal-reference R2).
 */
export function openProposals(vault: Vault, inThread?: Proposals['inThread']): Omit<Proposals, 'inThread'> {
  const pictures = openPictures(vault)
  const made = vault.database.prepare<[number], { item: number; of_item: number }>(
    'SELECT item, of_item FROM reproductions WHERE case_id = ? AND made_item = 1',
  )
  let last: Kept | null = null

  function reproductionsOf(caseId: number, notes: Notes): Map<number, number | null> {
    const found = new Map<number, number | null>(made.all(caseId).map((row) => [row.item, row.of_item]))
    for (const [item, { content }] of notes) {
      const { reproduction } = RoundNote.parse(content)
      if (reproduction) found.set(item, reproduction.of ?? found.get(item) ?? null)
    }
    return found
  }

  function asked(caseId: number, finals: readonly number[], notes: Notes) {
    const reproductions = reproductionsOf(caseId, notes)
    const left = [...reproductions.keys()].filter((item) => !finals.includes(item)).sort((a, b) => a - b)
    const state = [caseId, finals.join(' '), left.join(' '), pictures.stateOf(caseId)].join('\n')
    return { state, reproductions: new Map(left.map((item) => [item, reproductions.get(item) ?? null])) }
  }

  function read(caseId: number, finals: readonly number[], reproductions: ReadonlyMap<number, unknown>) {
    const all = pictures.of(caseId).filter(({ id, role }) => role === 'process' || finals.includes(id))
    return { all, first: all.filter(({ id }) => !reproductions.has(id)) }
  }

  /** At once: of many pictures of which no more is known, those of one recipe are a round. */
  function outlined(caseId: number, finals: readonly number[], notes: Notes): Proposal {
    const { state, reproductions } = asked(caseId, finals, notes)
    if (last?.state === state) return { ...last, reproductions }
    const { all, first } = read(caseId, finals, reproductions)
    const reconstruction = first.length < fewPictures ? reconstruct(first) : byRecipe(first)
    return { pictures: byId(all), reconstruction, reproductions, compare: openComparisons() }
  }

  return {
    outlined,
    of(caseId, finals, notes) {
      const { state, reproductions } = asked(caseId, finals, notes)
      if (last?.state === state) return { ...last, reproductions }
      const { all, first } = read(caseId, finals, reproductions)
      last = {
        caseId,
        state,
        reproductions,
        pictures: byId(all),
        reconstruction: reconstruct(first),
        compare: openComparisons(),
      }
      return last
    },
    async prepare(caseId, finals, notes) {
      const { state, reproductions } = asked(caseId, finals, notes)
      if (!inThread || last?.state === state) return
      const { all, first } = read(caseId, finals, reproductions)
      if (first.length < fewPictures) return
      const { reconstruction, compared } = await inThread(first)
      const compare = openComparisons(compared)
      last = { caseId, state, reproductions, pictures: byId(all), reconstruction, compare }
    },
  }
}

function byId(pictures: readonly StoredPicture[]): Map<number, StoredPicture> {
  return new Map(pictures.map((picture) => [picture.id, picture]))
}

function byRecipe(pictures: readonly StoredPicture[]): Reconstruction {
  const groups = Map.groupBy(pictures, ({ record, sha256 }) => recipeOf(record)?.canonical ?? sha256)
  return {
    engine,
    rounds: [...groups].map(([key, siblings], history) => ({
      pictures: siblings.map(({ id }) => id),
      key,
      basis: 'import-order',
      rank: null,
      line: null,
      revisits: 0,
      history,
    })),
    edges: [],
    undecided: [],
    perhapsSame: [],
    witnesses: [],
    contradictions: [],
    orderBasis: 'import-order',
  }
}
