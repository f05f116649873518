import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readRecord } from '../../../electron/core/metadata/metadata.ts'
import { changesBetween } from '../../../electron/core/process/changes.ts'
import {
  type Compare,
  openComparisons,
  reconstructAndCompare,
} from '../../../electron/core/process/comparisons.ts'
import type { StoredPicture } from '../../../electron/core/process/pictures.ts'
import { type Known, viewOf } from '../../../electron/core/process/view.ts'
import type { Statement } from '../../../electron/core/vault/vault.ts'
import { infotext, png } from '../../pictures.ts'
import { nothingSaid, storedPicture } from './known.ts'

/** Two seeds a round, each round with a term more than the one before it; numbered as the generator numbers. */
async function pictures(rounds: number): Promise<StoredPicture[]> {
  const terms = ['ridge', 'dusk', 'pines', 'mist', 'lone figure', 'long shadow', 'low sun', 'crane']
  return Promise.all(
    Array.from({ length: rounds * 2 }, async (_, index): Promise<StoredPicture> => {
      const prompt = terms.slice(0, 2 + Math.floor(index / 2)).join(', ')
      const bytes = png({ seed: index, texts: { parameters: infotext({ prompt, seed: 1000 + index }) } })
      const path = `out/${String(index + 1).padStart(5, '0')}-${1000 + index}.png`
      const sha256 = hash('sha256', bytes)
      const record = await readRecord(bytes, { path, sha256, pixels: false })
      return storedPicture({ id: index + 1, path, sha256, ledgerSeq: index, record })
    }),
  )
}

function known(all: readonly StoredPicture[], compare: Compare, more: Partial<Known> = {}): Known {
  return nothingSaid(all, reconstructAndCompare(all).reconstruction, { compare, ...more })
}

describe('what changed along a whole process', () => {
  it('is compared in the thread that finds the rounds, so that nothing is left to compare while others wait', async () => {
    const all = await pictures(6)
    const { reconstruction, compared } = reconstructAndCompare(all)
    expect(reconstruction.edges.length).toBeGreaterThan(2)
    const left: string[] = []
    const found = new Map(compared)
    const told = viewOf(
      known(all, (before, after) => {
        const changes = found.get(`${before.sha256} ${after.sha256}`)
        if (!changes) left.push(after.record.path)
        return changes ?? []
      }),
    ).told()
    expect(left).toEqual([])
    // The same to the letter as when it is compared here and now.
    const fresh = (before: { record: StoredPicture['record'] }, after: { record: StoredPicture['record'] }) =>
      changesBetween(before.record, after.record)
    expect(told).toEqual(viewOf(known(all, fresh)).told())
    expect(told.rounds.some(({ changed }) => changed.length > 0)).toBe(true)
  })

  it('is compared again after a note only where another picture came to stand for its round', async () => {
    const all = await pictures(6)
    let asked = 0
    const kept = openComparisons(reconstructAndCompare(all).compared)
    const seen = new Set<unknown>()
    const compare: Compare = (before, after) => {
      const changes = kept(before, after)
      if (!seen.has(changes)) asked += 1
      seen.add(changes)
      return changes
    }
    viewOf(known(all, compare)).told()
    const before = asked
    viewOf(known(all, compare)).told()
    expect(asked).toBe(before)
    const note = { content: { selected: true }, statedAt: '2026-01-02T00:00:00.000Z' } as unknown as Statement
    const told = viewOf(known(all, compare, { notes: new Map([[6, note]]) })).told()
    expect(told.rounds.some(({ item }) => item === 6)).toBe(true)
    expect(asked - before).toBeGreaterThan(0)
    expect(asked - before).toBeLessThanOrEqual(3)
  })
})
