import type { Item } from '../../shared/contract/item.ts'

/** A file that speaks of other files, generation by generation: a log, a history, a sidecar. */
export function isLog({ mediaType, record }: Item): boolean {
  return !/^(image|video)\//.test(mediaType) && record.generations.length > 0
}
