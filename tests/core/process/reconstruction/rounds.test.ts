import { describe, expect, test } from 'vitest'
import { reconstruct } from '../../../../electron/core/process/reconstruction/reconstruct.ts'
import { folder, told } from './library.ts'

const rounds = (pictures: Parameters<typeof reconstruct>[0]): number[][] =>
  reconstruct(pictures).rounds.map((round) => [...round.pictures])

describe('rounds', () => {
  test('hold all pictures of one recipe, whatever the seed, and nothing ties siblings to one another', () => {
    const { result } = told(
      folder(Array.from({ length: 6 }, () => ({ prompt: 'ridge at dusk, long shadow' }))),
    )
    expect(result.rounds.map((round) => round.pictures)).toEqual([[1, 2, 3, 4, 5, 6]])
    expect(result.edges).toEqual([])
    expect(result.undecided).toEqual([])
  })

  test('do not look at numbering, versions and places in a batch', () => {
    const parameters = (i: number) => ({ Version: `v1.${i}`, 'Batch pos': `${i}`, 'Clip skip': '2' })
    expect(rounds(folder([0, 1].map((i) => ({ prompt: 'ridge', parameters: parameters(i) }))))).toEqual([
      [1, 2],
    ])
    expect(
      rounds(folder([1, 2].map((i) => ({ prompt: 'ridge', parameters: { 'Clip skip': `${i}` } })))),
    ).toEqual([[1], [2]])
  })

  test('put what a wildcard made of one recorded template together', () => {
    const drawn = (prompt: string) => ({ prompt, parameters: { Template: '__colour__ dress, ridge' } })
    expect(rounds(folder([drawn('red dress, ridge'), drawn('blue dress, ridge')]))).toEqual([[1, 2]])
    expect(rounds(folder([{ prompt: 'red dress, ridge' }, { prompt: 'blue dress, ridge' }]))).toEqual([
      [1],
      [2],
    ])
  })

  test('do not take a field that is missing for an equal one', () => {
    const { result } = told(
      folder([
        { prompt: 'ridge at dusk', generator: 'comfyui', generation: { steps: 30 } },
        { prompt: 'ridge at dusk', generator: 'comfyui', generation: { steps: undefined } },
      ]),
    )
    expect(result.rounds).toHaveLength(2)
    // Nor for a different one: nothing that could be named differs, so there is no edge.
    expect(result.edges).toEqual([])
    expect(result.undecided.map(({ reason }) => reason.code)).toEqual(['undecided-incomplete'])
    expect(result.undecided[0]?.reason.details).toEqual({ fields: 'steps' })
  })

  test('count how often a recipe was used again after others', () => {
    const { result } = told(
      folder(['a hill', 'a lake', 'a hill', 'a lake', 'a hill'].map((prompt) => ({ prompt }))),
    )
    expect(result.rounds.map(({ pictures, revisits }) => [pictures, revisits])).toEqual([
      [[1, 3, 5], 2],
      [[2, 4], 1],
    ])
  })
})
