import { describe, expect, test } from 'vitest'
import type { ProcessPicture } from '../../../../electron/core/process/reconstruction/reconstruct.ts'
import { codes, folder, type Taken, told } from './library.ts'

const prompts = ['ridge, fog', 'ridge, fog, owl', 'ridge, mist, owl', 'ridge, mist, owl, red moon']
const chain = (count: number): Taken[] =>
  Array.from({ length: count }, (_, i) => ({
    prompt: `ridge, fog, ${'abcdefghijklmnopqrstuvwxyz'
      .slice(0, i + 1)
      .split('')
      .map((c) => `word${c}`)
      .join(', ')}`,
  }))
const minute = (i: number): string => new Date(Date.UTC(2026, 2, 1, 12, i)).toISOString()
const inRecord = (value: string): Taken['times'] => [{ source: 'exif:DateTimeOriginal', value }]

const witness = (pictures: readonly ProcessPicture[], basis: string) =>
  told(pictures).result.witnesses.find((each) => each.basis === basis)

describe('order', () => {
  test('comes from the counter of an output folder', () => {
    const { edges, result } = told(folder(prompts.map((prompt) => ({ prompt }))))
    expect(edges.map((edge) => edge.split(' ')[0])).toEqual(['1→2', '2→3', '3→4'])
    expect(result.orderBasis).toBe('file-number')
    expect(result.rounds.map(({ rank }) => rank)).toEqual([0, 1, 2, 3])
  })

  test('is not taken from file times alone: there is kinship and no arrow', () => {
    const loose = prompts.map((prompt, i) => ({
      prompt,
      name: `${'zebra quail mouse apple'.split(' ')[i]}.png`,
      modifiedAt: minute(i),
    }))
    const { edges, result } = told(folder(loose))
    expect(edges.length).toBeGreaterThan(0)
    expect(edges.every((edge) => edge.endsWith('related'))).toBe(true)
    expect(result.orderBasis).toBe('import-order')
    expect(result.rounds.every(({ rank }) => rank === null)).toBe(true)
    expect(codes(witness(folder(loose), 'file-time')?.grounds ?? [])).toEqual(['witness-file-times'])
  })

  test('that two witnesses give alike raises both', () => {
    const taken = chain(24).map((each, i) => ({ ...each, modifiedAt: minute(i) }))
    const found = witness(folder(taken), 'file-time')
    expect(found).toMatchObject({ trusted: true, files: 24 })
    expect(found?.grounds).toContainEqual({
      code: 'witness-agrees',
      details: { with: 'file-number', tau: 1, files: 24 },
    })
  })

  test('that two witnesses give differently drops the weaker for the whole folder and says so with both values', () => {
    const taken = chain(24).map((each, i) => ({ ...each, times: inRecord(minute(i % 5 === 0 ? 60 - i : i)) }))
    const { result, edges } = told(folder(taken))
    expect(result.witnesses.find(({ basis }) => basis === 'record-time')).toMatchObject({ trusted: false })
    expect(result.contradictions).toHaveLength(1)
    expect(result.contradictions[0]).toMatchObject({
      code: 'contradiction-order',
      details: { basis: 'file-number', other: 'record-time', folder: 'outputs', files: 24 },
    })
    const { aValue, bValue, aOther, bOther } = result.contradictions[0]?.details ?? {}
    expect(`${aValue}` < `${bValue}`).toBe(true)
    expect(`${aOther}` > `${bOther}`).toBe(true)
    // The counter still orders the folder.
    expect(edges.filter((edge) => edge.startsWith('2→3'))).toHaveLength(1)
  })

  test('is not taken from times that many files share, or that are later than the import', () => {
    const named = (i: number) => `${'qwertyuiopas'[i]}.png`
    const shared = chain(12).map((each, i) => ({ ...each, name: named(i), times: inRecord(minute(0)) }))
    expect(codes(witness(folder(shared), 'record-time')?.grounds ?? [])).toEqual(['witness-one-second'])
    const later = chain(12).map((each, i) => ({
      ...each,
      name: named(i),
      times: inRecord(`2027-01-01T12:${10 + i}:00Z`),
    }))
    expect(codes(witness(folder(later), 'record-time')?.grounds ?? [])).toEqual(['witness-after-import'])
    for (const taken of [shared, later]) {
      expect(told(folder(taken)).edges.filter((edge) => edge.includes('→'))).toEqual([])
    }
  })

  test('is not taken from a counter whose numbers come twice', () => {
    const taken = chain(12).map((each, i) => ({
      ...each,
      name: `${String(i % 6).padStart(5, '0')}-${i}99.png`,
      seed: Number(`${i}99`),
    }))
    expect(witness(folder(taken), 'file-number')).toMatchObject({
      trusted: false,
      grounds: [{ code: 'witness-repeats', details: { files: 6 } }],
    })
    expect(told(folder(taken)).edges.filter((edge) => edge.includes('→'))).toEqual([])
  })

  test('of two folders without a clock in common is not known', () => {
    const a = folder(
      prompts.slice(0, 2).map((prompt) => ({ prompt })),
      'first',
    )
    const b = folder(
      prompts.slice(2).map((prompt) => ({ prompt })),
      'second',
    ).map((each) => ({ ...each, id: each.id + 10 }))
    const { edge } = told([...a, ...b])
    expect(edge(1, 2)?.class).not.toBe('related')
    expect(edge(2, 11)?.class ?? 'related').toBe('related')
  })

  test('goes on over day folders, where the counter begins anew', () => {
    const days = ['2026-03-01', '2026-03-02']
    const taken = prompts.map((prompt, i): Taken => {
      const name = `0000${i % 2}-${1000 + i}.png`
      return { prompt, seed: 1000 + i, name, path: `outputs/${days[i >> 1]}/${name}` }
    })
    expect(told(folder(taken)).edges.map((edge) => edge.split(' ')[0])).toEqual(['1→2', '2→3', '3→4'])
  })

  test('of the seal goes before everything else', () => {
    const taken = chain(24).map((each, i) => ({ ...each, sealedAt: minute(100 - i) }))
    const { result, edges } = told(folder(taken))
    expect(result.orderBasis).toBe('sealed')
    expect(result.witnesses.find(({ basis }) => basis === 'file-number')?.trusted).toBe(false)
    expect(edges).toContainEqual(expect.stringMatching(/^24→23 /))
  })
})
