import type { Item } from '../../../shared/contract/item.ts'
import type { Process } from '../../../shared/contract/process.ts'

/**
 * Proposes an order of rounds from what is known, and says from what. Times inside the records are used only
 * when every picture has one from the same place and no two are alike; file numbers only within one name
 * pattern; otherwise the order of import is shown as just that. File-system times are never used: copying
 * destroys them. The final image stands last.
 */
export function proposeOrder(
  items: readonly Item[],
  finalItem?: number,
): { order: Item[]; basis: Process['orderBasis'] } {
  const final = items.filter((item) => item.id === finalItem)
  const rest = items.filter((item) => item.id !== finalItem)
  const byTime = sortedBy(rest, recordTimes(rest))
  if (byTime) return { order: [...byTime, ...final], basis: 'record-time' }
  const byNumber = sortedBy(rest, fileNumbers(rest))
  if (byNumber) return { order: [...byNumber, ...final], basis: 'file-number' }
  return { order: [...rest.toSorted((a, b) => a.id - b.id), ...final], basis: 'import-order' }
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
  const times = items.map((item) =>
    Date.parse(item.record.claimedTimes.find((time) => time.source === shared)?.value ?? ''),
  )
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
