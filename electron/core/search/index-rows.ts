import type { ItemRole } from '../../../shared/contract/item.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import { noGenerator } from '../../../shared/contract/search.ts'
import { folded } from '../../../shared/search-words.ts'
import { readTime } from '../../../shared/written-time.ts'
import { modelsOf } from './texts.ts'

export interface IndexedItem {
  readonly id: number
  readonly caseId: number
  readonly role: ItemRole
  readonly name: string
  readonly importedAt: string
  readonly record: FileRecord
}

const excerptLength = 200
/** Longer names and seeds are somebody's attempt to fill the screen: shown with the record, not in a gallery. */
const longestModel = 2_000
const longestSeed = 200
/** A log names thousands of pictures; its facets need no more than these. */
const mostOfOneItem = 200

/** What filters, order and gallery need to know of a file, read once from its record. */
export function factsOf({ name, importedAt, record }: IndexedItem) {
  const { generations } = record
  const models = distinct(generations.flatMap(modelsOf)).filter(({ length }) => length <= longestModel)
  const seeds = distinct(generations.flatMap(({ seed }) => seed ?? [])).filter(
    ({ length }) => length <= longestSeed,
  )
  const prompt = generations
    .flatMap(({ prompt, prompts }) => prompt ?? prompts ?? [])
    .find((text) => text !== '')
  const claims = record.claimedTimes.flatMap(({ value }) => readTime(value)?.reading ?? [])
  const excerpt = prompt === undefined ? null : beginningOf(prompt)
  return {
    generator: record.generator?.id ?? noGenerator,
    hasRecord: generations.length > 0,
    hasLabel: record.aiLabel !== null,
    importedOn: dayInChina(importedAt),
    /** The earliest, for the order alone. */
    claimedAt: claims.toSorted()[0] ?? null,
    days: distinct(claims.map((reading) => reading.slice(0, 10))).slice(0, mostOfOneItem),
    nameKey: nameKey(name),
    models: models.slice(0, mostOfOneItem),
    model: models[0] ?? null,
    moreModels: Math.max(0, models.length - 1),
    seed: seeds[0] ?? null,
    moreSeeds: Math.max(0, seeds.length - 1),
    prompt: excerpt,
    promptCut: excerpt !== null && excerpt.length < (prompt ?? '').length,
  }
}

/** The day on which an import is shown to people: by China's clock, as everywhere in the product. */
function dayInChina(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** Counters in names are ordered as numbers: `2.png` before `10.png`. */
function nameKey(name: string): string {
  return folded(name).replace(/\d+/g, (digits) => digits.padStart(12, '0'))
}

/** Never in the middle of a character. */
function beginningOf(text: string): string {
  if (text.length <= excerptLength) return text
  return text.slice(0, excerptLength).replace(/[\uD800-\uDBFF]$/, '')
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
