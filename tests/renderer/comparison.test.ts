import { expect, test } from 'vitest'
import { regionBetween, withSide } from '../../renderer/comparison/geometry.ts'
import { numbered, placedOn, withMark } from '../../renderer/comparison/marks.ts'
import { LinkStatement } from '../../shared/contract/capture.ts'
import { Region } from '../../shared/contract/primitives.ts'

test('a frame may be drawn from any corner', () => {
  const region = { x: 0.2, y: 0.1, width: 0.5, height: 0.6 }
  expect(regionBetween({ x: 0.7, y: 0.7 }, { x: 0.2, y: 0.1 })).toEqual(region)
  expect(regionBetween({ x: 0.2, y: 0.7 }, { x: 0.7, y: 0.1 })).toEqual(region)
})

test('a press without a drag frames nothing', () => {
  expect(regionBetween({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.6 })).toBeNull()
})

test('a typed side never leaves the picture', () => {
  const region = { x: 0.4, y: 0.4, width: 0.5, height: 0.5 }
  for (const side of ['x', 'y', 'width', 'height'] as const) {
    for (const share of [0, 0.3, 0.99, 1]) {
      expect(Region.safeParse(withSide(region, side, share)).success, `${side} ${share}`).toBe(true)
    }
  }
})

test('marks are numbered through, what is the same first', () => {
  const statement = LinkStatement.parse({
    same: [{ kind: 'composition', text: '构图', onWork: { x: 0.1, y: 0.1 } }],
    different: [{ kind: 'watermark-missing', text: '水印', onWork: { x: 0.9, y: 0.9 } }],
  })
  expect(numbered(statement).map(({ no, mark }) => [no, mark.text])).toEqual([
    [1, '构图'],
    [2, '水印'],
  ])
  expect(placedOn(statement, 'onCapture')).toEqual([])
  expect(placedOn(withMark(statement, 'same', 0, null), 'onWork')).toEqual([
    { no: 1, sort: 'different', point: { x: 0.9, y: 0.9 } },
  ])
})
