import type { ItemRole } from '../shared/contract/item.ts'
import type { CasePlace } from './route.ts'

/** What a file dropped on a screen is taken to be; the person can change it afterwards. */
export function roleAt(place: CasePlace): ItemRole {
  if (place === 'work' || place === 'process') return 'process'
  if (place === 'infringement' || place === 'comparison') return 'capture'
  return 'document'
}
