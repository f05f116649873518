import path from 'node:path'
import { expect, test } from 'vitest'
import { openGrants } from '../../electron/desktop/grants.ts'

const from = (...paths: string[]) => ({ sources: paths.map((place) => ({ kind: 'path', path: place })) })

test('what was given may be named, and what lies in a folder that was given', () => {
  const grants = openGrants(path.posix)
  grants.grant('/home/lin/pictures')
  grants.grant('/home/lin/one.png')
  expect(grants.firstUngranted(from('/home/lin/pictures', '/home/lin/one.png'))).toBeNull()
  expect(grants.firstUngranted(from('/home/lin/pictures/2026/a.png'))).toBeNull()
})

test('nothing beside, above or around it may be named', () => {
  const grants = openGrants(path.posix)
  grants.grant('/home/lin/pictures')
  for (const place of [
    '/home/lin',
    '/home/lin/pictures-private/a.png',
    '/home/lin/pictures/../diary.txt',
    '/home/lin/pictures/..',
    '/etc/passwd',
    'pictures/a.png',
    '',
    '/home/lin/pictures/\0/a.png',
  ]) {
    expect(grants.firstUngranted(from('/home/lin/pictures/a.png', place)), place).toBe(place)
  }
})

test('a file whose name begins with two dots is still inside', () => {
  const grants = openGrants(path.posix)
  grants.grant('/home/lin/pictures')
  expect(grants.firstUngranted(from('/home/lin/pictures/..draft.png'))).toBeNull()
})

test('a path is found wherever it stands in the parameters', () => {
  const grants = openGrants(path.posix)
  expect(grants.firstUngranted({ a: [{ b: { kind: 'path', path: '/etc/passwd' } }] })).toBe('/etc/passwd')
  expect(grants.firstUngranted({ sources: [{ kind: 'upload', id: 'x' }], title: 'path' })).toBeNull()
  expect(grants.firstUngranted(null)).toBeNull()
  expect(grants.firstUngranted({ kind: 'path', path: ['/etc/passwd'] })).toBe('/etc/passwd')
  expect(grants.firstUngranted({ path: '/etc' })).toBe('/etc')
  expect(grants.firstUngranted({ case: 1, folders: ['/etc'] })).toBe('/etc')
})

test('on Windows a drive is not inside another, and letters match whatever their case', () => {
  const grants = openGrants(path.win32)
  grants.grant('C:\\Users\\Lin\\Pictures')
  expect(grants.firstUngranted(from('c:\\users\\lin\\pictures\\a.png'))).toBeNull()
  expect(grants.firstUngranted(from('D:\\a.png'))).toBe('D:\\a.png')
  expect(grants.firstUngranted(from('C:\\Users\\Lin\\Pictures\\..\\a.png'))).not.toBeNull()
})

test('a relative path is never granted', () => {
  const grants = openGrants(path.posix)
  grants.grant('')
  grants.grant('.')
  expect(grants.firstUngranted(from(process.cwd()))).toBe(process.cwd())
})
