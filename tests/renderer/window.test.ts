import { expect, test } from 'vitest'
import { minutesLeft } from '../../renderer/frame/time-left.ts'
import { pagesOf } from '../../renderer/page-span.ts'
import { addressOf, readRoute } from '../../renderer/route.ts'
import type { Job } from '../../shared/contract/job.ts'
import { messagesIn } from '../../shared/messages/index.ts'

test('an address leads back to the screen it was made from', () => {
  for (const route of [
    { screen: 'cases' },
    { screen: 'new-case' },
    { screen: 'settings' },
    { screen: 'case', caseId: 3, place: 'process', item: 12 },
    { screen: 'case', caseId: 3, place: 'documents' },
  ] as const) {
    expect(readRoute(addressOf(route))).toEqual(route)
  }
})

test('an address that leads nowhere leads to the cases', () => {
  for (const hash of ['', '#/', '#/cases/abc/work', '#/cases/-1', '#/nowhere']) {
    expect(readRoute(hash), hash).toEqual({ screen: 'cases' })
  }
  expect(readRoute('#/cases/3/nowhere')).toEqual({ screen: 'case', caseId: 3, place: 'work' })
})

test('only the pages in sight are asked for', () => {
  expect(pagesOf({ first: 0, last: 12 }, 100)).toEqual([0])
  expect(pagesOf({ first: 95, last: 205 }, 100)).toEqual([0, 1, 2])
  expect(pagesOf({ first: 0, last: -1 }, 100)).toEqual([])
})

test('time left is told once there is something to tell it from', () => {
  const job = { startedAt: '2026-01-01T00:00:00Z', done: 100, total: 1_000 } as Job
  const start = Date.parse(job.startedAt)
  expect(minutesLeft(job, start + 1_000)).toBeNull()
  expect(minutesLeft({ ...job, total: 0 }, start + 60_000)).toBeNull()
  expect(minutesLeft(job, start + 60_000)).toBe(9)
  expect(minutesLeft({ ...job, done: 999 }, start + 60_000)).toBe(1)
})

test('what is said of an import counts every file once', () => {
  const result = { imported: 3, duplicates: 1, failed: 2, noted: 0 }
  expect(messagesIn('zh-CN').window.imported(result)).toBe('已导入 3 个文件，1 个此前已在案，2 个未能导入。')
  expect(messagesIn('en').window.imported(result)).toBe(
    '3 files imported, 1 already in the case, 2 could not be imported.',
  )
})
