import { expect, test } from 'vitest'
import { aligned, columnsOf, plain, shortened } from '../../electron/cli/columns.ts'

test('Chinese characters take two columns of a terminal, combining marks none', () => {
  expect(columnsOf('山风')).toBe(4)
  expect(columnsOf('a，b')).toBe(4)
  expect(columnsOf('e\u0301')).toBe(1)
  expect(columnsOf('𠮷')).toBe(2)
})

test('rows stand in straight columns whatever the language of the cells', () => {
  const [first = '', second = ''] = aligned([
    ['山风过处', '1'],
    ['ab', '2'],
  ])
  expect([first, second]).toEqual(['山风过处  1', 'ab        2'])
})

test('text is cut between characters and says that it was', () => {
  expect(shortened('山风过处', 5)).toBe('山风…')
  expect(shortened('short', 5)).toBe('short')
})

test('no name can repaint the terminal or turn the direction of writing', () => {
  expect(plain('a\x1b[2Jb\u202Egpj.exe\nc')).toBe('a\\x1b[2Jb\\u202egpj.exe c')
})
