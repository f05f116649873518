import { describe, expect, test } from 'vitest'
import { survey } from '../../../../electron/core/process/reconstruction/survey.ts'
import { folder, otherWorks, settings, type Taken, told } from './library.ts'

const rounds = otherWorks(60)
/** Whether the place of the last round can be relied on, and why not. */
const reliability = (taken: readonly Taken[], leftOut: (index: number) => boolean = () => false) => {
  const found = survey(folder(taken).filter((_, index) => !leftOut(index)))
  return found.reliabilityOf(found.rounds.length - 1)
}

describe('what is missing', () => {
  test('shows in the numbers of the files', () => {
    expect(reliability(rounds)).toBe('complete')
    expect(reliability(rounds, (index) => index % 4 === 1)).toBe('incomplete')
    expect(reliability(rounds, (index) => index % 2 === 1)).toBe('fragmentary')
  })

  test('shows in the rows of a log that is only added to, not in one that loses the row with the picture', () => {
    const rowsOf = (generator: string): Taken[] =>
      Array.from({ length: 60 }, (_, row) => ({
        name: `${(row * 7919).toString(16)}-picture.png`,
        prompt: `woman in a blue coat, stone bridge, river mist, step ${row >> 1}`,
        generation: { ...settings, cfgScale: 5 + (row % 2) },
        generator,
        logRow: { log: 1, row },
      }))
    const half = (index: number): boolean => index % 2 === 1
    expect(reliability(rowsOf('fooocus'))).toBe('complete')
    expect(reliability(rowsOf('fooocus'), half)).toBe('fragmentary')
    expect(reliability(rowsOf('invokeai'))).toBe('unnumbered')
  })

  test('is presumed where nothing numbers the pictures and neighbours have little in common', () => {
    const unrelated = rounds.map((each, row) => ({
      ...each,
      name: `${(row * 7919).toString(16)}-picture.png`,
      generator: 'invokeai',
      logRow: { log: 1, row },
    }))
    expect(reliability(unrelated)).toBe('fragmentary')
  })
})

test('a round whose parent is not decided belongs to the history that all its candidates are of', () => {
  const base = 'woman in a blue coat, stone bridge, river mist, masterpiece, best quality, sharp focus'
  const { result, roundOf } = told(
    folder([
      ...otherWorks(60),
      { prompt: base },
      { prompt: base.replace('blue', 'red') },
      { prompt: base, generation: { ...settings, cfgScale: 5 } },
      ...otherWorks(3),
      { prompt: base.replace('blue', 'red'), generation: { ...settings, cfgScale: 5 } },
    ]),
  )
  const child = roundOf(67)
  expect(result.undecided.map(({ round }) => round)).toContain(child)
  expect(result.edges.filter(({ to }) => to === child)).toEqual([])
  expect(result.rounds[child]?.history).toBe(result.rounds[roundOf(61)]?.history)
})
