import type { Author, SetName } from './authors.ts'

/** What really happened, written beside the files as `truth.json`. Rounds and works are numbered in order of time. */
export interface Truth {
  readonly set: SetName
  readonly history: number
  readonly author: Author['name']
  readonly program: Author['program']
  readonly profile: string
  readonly works: readonly { readonly id: number; readonly rounds: readonly number[] }[]
  readonly rounds: readonly TruthRound[]
  readonly files: readonly TruthFile[]
}

export interface TruthRound {
  readonly id: number
  readonly work: number
  /** Place in time of its first picture among all rounds. */
  readonly order: number
  /** Empty for a true beginning; the first is the one that is asked for. */
  readonly parents: readonly TruthParent[]
  /** Rounds that are as true a parent: another round of the same input. Neither asked for nor held against anyone. */
  readonly also: readonly number[]
  readonly edits: readonly string[]
  /** How often the recipe was used again later, after other rounds. */
  readonly revisits: number
  /** A picture worked over by hand after it was made, without a record of its own. */
  readonly byHand: boolean
}

export interface TruthParent {
  readonly round: number
  /** `recorded`: the bytes that are left name the input. `derived`: only likeness tells. */
  readonly basis: 'recorded' | 'derived'
  readonly by:
    | 'edit'
    | 'input-name'
    | 'input-digest'
    | 'input-unnamed'
    | 'same-seed'
    | 'variation-seed'
    | 'hand'
}

export interface TruthFile {
  /** From the folder of the history, with `/`. */
  readonly path: string
  /** Null for a picture that is no part of this history. */
  readonly round: number | null
  readonly record: 'whole' | 'stripped'
  readonly kind: 'original' | 'copy' | 'grid' | 'by-hand' | 'foreign'
}
