import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inParallel } from '../../../electron/core/archive/in-parallel.ts'

test('a failure is told when all that were begun have ended, and nothing is begun after it', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const failing = inParallel([1, 2, 3, 4, 5, 6, 7, 8], 3, async (thing) => {
    begun.push(thing)
    if (thing === 2) throw new Error('the second')
    await setTimeout(20)
    ended.push(thing)
  })
  await expect(failing).rejects.toThrow('the second')
  expect(begun).toEqual([1, 2, 3])
  expect(ended).toEqual([1, 3])
})

test('everything is done once', async () => {
  const done: number[] = []
  await inParallel([1, 2, 3, 4, 5], 2, async (thing) => void done.push(thing))
  expect(done.toSorted()).toEqual([1, 2, 3, 4, 5])
})
