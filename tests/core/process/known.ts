import { openComparisons } from '../../../electron/core/process/comparisons.ts'
import type { StoredPicture } from '../../../electron/core/process/pictures.ts'
import type { Known } from '../../../electron/core/process/view.ts'

type Own = Pick<StoredPicture, 'id' | 'path' | 'record'> & Partial<StoredPicture>

/** A picture of a process that nothing is known of but its record. */
export function storedPicture(own: Own): StoredPicture {
  return {
    sha256: String(own.id).padStart(64, '0'),
    name: own.path.slice(own.path.lastIndexOf('/') + 1),
    role: 'process',
    ledgerSeq: own.id,
    picture: null,
    importedAt: '2026-01-01T00:00:00.000Z',
    modifiedAt: null,
    sealedAt: null,
    stampedAt: null,
    logRow: null,
    ...own,
  }
}

/** A process of which nobody has said anything. */
export function nothingSaid(
  pictures: readonly StoredPicture[],
  reconstruction: Known['reconstruction'],
  more: Partial<Known> = {},
): Known {
  return {
    pictures: new Map(pictures.map((picture) => [picture.id, picture])),
    reconstruction,
    reproductions: new Map(),
    compare: openComparisons(),
    notes: new Map(),
    decisions: [],
    arranged: [],
    final: null,
    isOnlyWork: true,
    ...more,
  }
}
