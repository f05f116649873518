import type { Generation, Warning } from '../../../../shared/contract/record.ts'
import { generatorNames } from '../../../../shared/generator-names.ts'
import type { Statement } from '../statement.ts'

export interface Generator {
  readonly id: string
  readonly name: string
  readonly version?: string
}

/** What one parser makes of one statement, with every field as the statement holds it. */
export interface Reading {
  readonly statement: Statement
  /** Null where the statement names no program. */
  readonly generator: Generator | null
  readonly generations: readonly Generation[]
  readonly warnings?: readonly Warning[]
  /** Times that the statement claims. */
  readonly times?: readonly { readonly source: string; readonly value: string }[]
  /** Other statements that belong to this reading and are not to be read again. */
  readonly claims?: readonly Statement[]
}

/** Finds what it knows among the statements of one file. */
export type GenerationReader = (statements: readonly Statement[]) => readonly Reading[]

export type GeneratorId = keyof typeof generatorNames
export const generatorIds = Object.keys(generatorNames) as readonly GeneratorId[]

export function generator(id: GeneratorId, version?: string): Generator {
  return version ? { id, name: generatorNames[id], version } : { id, name: generatorNames[id] }
}

/** The generation without the fields that are undefined: what a file does not hold is absent. */
export function present(generation: Generation): Generation {
  const entries = Object.entries(generation).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Generation
}

/** A model, or undefined when neither part is there. Placeholders that say "none" name no model. */
export function model(name: string | undefined, hash?: string): Generation['model'] {
  const named = name?.trim() ? name : undefined
  const hashed = hash?.trim() ? hash : undefined
  return named === undefined && hashed === undefined
    ? undefined
    : { ...(named === undefined ? {} : { name: named }), ...(hashed === undefined ? {} : { hash: hashed }) }
}
