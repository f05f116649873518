import { expect, test } from 'vitest'
import { fenOf, readInstant, writeInstant, yuanOf } from '../../renderer/ui/values.ts'

test('a time is read as Beijing time, however it is written', () => {
  const instant = '2026-03-03T12:15:00Z'
  for (const typed of [
    '2026-03-03 20:15',
    '2026-3-3 20:15:00',
    '2026/03/03 20:15',
    '2026.3.3 20：15',
    '2026年3月3日 20:15',
    '2026年3月3日 20时15分',
  ]) {
    expect(readInstant(typed), typed).toBe(instant)
  }
})

test('what is typed comes back as it was meant, to the second', () => {
  expect(writeInstant(readInstant('2026-04-02 10:12:09') ?? '')).toBe('2026-04-02 10:12:09')
})

test('a time that does not exist is refused and never moved to another day', () => {
  for (const typed of [
    '2026-02-30 10:00',
    '2026-13-01 10:00',
    '2026-04-02 24:00',
    '2026-04-02',
    'yesterday',
    '',
  ]) {
    expect(readInstant(typed), typed).toBeUndefined()
  }
})

test('money is exact to the fen', () => {
  expect(fenOf('500')).toBe(50_000)
  expect(fenOf('0.1')).toBe(10)
  expect(fenOf('1,234.56')).toBe(123_456)
  expect(fenOf('12.30元')).toBe(1_230)
  expect(yuanOf(1_205)).toBe('12.05')
  expect(yuanOf(50_000)).toBe('500')
})

test('what is no amount is refused', () => {
  for (const typed of ['-5', '1.234', 'abc', '', '1e3']) expect(fenOf(typed), typed).toBeUndefined()
})
