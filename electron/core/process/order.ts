import type { Item } from '../../../shared/contract/item.ts'
import type { OrderBasis } from '../../../shared/contract/process.ts'
import { readTime } from '../../../shared/written-time.ts'

export interface ProposedOrder {
  readonly order: Item[]
  readonly basis: OrderBasis
  /** How the place of the final image is known. */
  readonly finalBasis: OrderBasis
}

/**
 * Proposes an order of rounds from what is known, and says from what. Times inside the records are used only
 * when every picture has one from the same place and no two are alike; file numbers only within one name
 * pattern; otherwise the order of import is shown as just that. File-system times are never used: copying
 * destroys them. A final image of which nothing of the kind is known stands last, because it is the final one,
 * and says so.
 */
export function proposeOrder(items: readonly Item[], finalItem?: number): ProposedOrder {
  const final = items.filter((item) => item.id === finalItem)
  const rest = items.filter((item) => item.id !== finalItem)
  for (const [basis, keysOf] of [
    ['record-time', recordTimes],
    ['file-number', fileNumbers],
  ] as const) {
    const all = sortedBy(items, keysOf(items))
    if (all) return { order: all, basis, finalBasis: basis }
    const others = sortedBy(rest, keysOf(rest))
    if (others) return { order: [...others, ...final], basis, finalBasis: 'final-image' }
  }
  const imported = rest.toSorted((a, b) => a.id - b.id)
  return { order: [...imported, ...final], basis: 'import-order', finalBasis: 'final-image' }
}

function sortedBy(items: readonly Item[], keys: readonly number[] | null): Item[] | null {
  if (!keys || items.length < 2 || new Set(keys).size !== keys.length) return null
  return items
    .map((item, index) => ({ item, key: keys[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

function recordTimes(items: readonly Item[]): number[] | null {
  const sources = items[0]?.record.claimedTimes.map((time) => time.source) ?? []
  const shared = sources.find((source) =>
    items.every((item) => item.record.claimedTimes.some((time) => time.source === source)),
  )
  if (!shared) return null
  const values = items.map(
    (item) => item.record.claimedTimes.find((time) => time.source === shared)?.value ?? '',
  )
  // A time with a zone and one without cannot be put one before the other.
  if (new Set(values.map((value) => readTime(value)?.zone != null)).size > 1) return null
  const times = values.map((value) => Date.parse(value))
  return times.some(Number.isNaN) ? null : times
}

/** Counters of generators: `00012-1001.png` (A1111), `ComfyUI_00214_.png`. */
function fileNumbers(items: readonly Item[]): number[] | null {
  const counters = items.map((item) => {
    const match = /^(?<prefix>\D*)(?<digits>\d{4,8})(?=\D|$)/.exec(item.name)
    return match?.groups ? { prefix: match.groups.prefix, number: Number(match.groups.digits) } : null
  })
  if (counters.some((counter) => counter === null || counter.prefix !== counters[0]?.prefix)) return null
  return counters.map((counter) => counter?.number ?? 0)
}
