import { expect, test } from 'vitest'
import { lanesOf } from '../../../electron/core/process/lanes.ts'

/** 0 → 1 → 2 → 4, and 3 branches off 0. */
const parents = [null, 0, 1, 0, 2]
const order = [0, 1, 2, 3, 4]

test('the line to the final image has the first lane for itself, and a branch the next', () => {
  expect(lanesOf({ parents, order, final: 4 })).toEqual([0, 0, 0, 1, 0])
})

test('a branch never lies in the lane that its parent goes on in, with or without a final image', () => {
  expect(lanesOf({ parents, order, final: null })).toEqual([0, 0, 0, 1, 0])
  const twice = { parents: [null, 0, 0, 0], order: [0, 1, 2, 3], final: null }
  expect(lanesOf(twice)).toEqual([0, 0, 1, 2])
})

test('a lane is given back when its branch has ended', () => {
  const ended = { parents: [null, 0, 0, 1, 3, 3], order: [0, 1, 2, 3, 4, 5], final: 4 }
  expect(lanesOf(ended)).toEqual([0, 0, 1, 0, 0, 1])
})
