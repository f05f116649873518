import { expect, test } from 'vitest'
import { hexLines } from '../../renderer/inspector/hex.ts'
import { stretchesOf } from '../../renderer/library/matches.ts'
import { daysOf, everything, type LibraryQuery } from '../../renderer/library/query.ts'
import { addressOf, type Route, readRoute } from '../../renderer/route.ts'
import { visible } from '../../renderer/ui/visible-text.ts'

const found = (text: string, typed: string) =>
  stretchesOf(text, typed)
    .filter((stretch) => stretch.found)
    .map((stretch) => stretch.text)

test('what is looked for stands in the address and is read from it again', () => {
  const query: LibraryQuery = {
    text: '山风 "silk robe" & more',
    case: 3,
    role: 'process',
    generators: ['comfyui', 'none'],
    models: ['demo, xl', '墨 & 水'],
    from: '2026-02-01',
    to: '2026-02-28',
    dateOf: 'claimed',
    withRecord: true,
    hasLabel: false,
    sort: 'name-asc',
  }
  const routes: Route[] = [
    { screen: 'library', query: everything },
    { screen: 'library', query, item: 12 },
  ]
  for (const route of routes) {
    expect(readRoute(addressOf(route))).toEqual(route)
  }
})

test('an address that asks for nonsense shows everything', () => {
  for (const hash of ['#/library?case=x', '#/library?role=king', '#/library?from=yesterday&sort=up']) {
    expect(readRoute(hash), hash).toEqual({ screen: 'library', query: everything })
  }
})

test('a month has its last day', () => {
  expect(daysOf('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  expect(daysOf('2026-12')).toEqual({ from: '2026-12-01', to: '2026-12-31' })
})

test('words are marked where they stand, in the form in which the text has them', () => {
  expect(found('山风，灯，山', '山 灯')).toEqual(['山', '灯', '山'])
  expect(found('Misty ＲＩＤＧＥ', 'ridge mist')).toEqual(['Mist', 'ＲＩＤＧＥ'])
  expect(found('silk  robe, robe of silk', '“silk robe”')).toEqual(['silk  robe'])
  expect(found('cat, vocal', 'ca')).toEqual(['ca'])
  expect(found('anything', '')).toEqual([])
  expect(found('<b>bold</b>', '<b>')).toEqual(['<b>'])
})

test('a text is cut shortly before the first word that was found, and loses nothing behind it', () => {
  const text = `${'far '.repeat(40)}lantern at the end`
  const stretches = stretchesOf(text, 'lantern')
  expect(stretches[0]).toEqual({ text: '…', found: false })
  expect(stretches.map((stretch) => stretch.text).join('')).toMatch(/^….{24}lantern at the end$/)
})

test('what cannot be seen is shown by its number, and pictures of letters stay whole', () => {
  expect(visible('a\u202Eb\u0007c\u200Bd')).toBe('a⟨U+202E⟩b⟨U+0007⟩c⟨U+200B⟩d')
  expect(visible('one\r\ntwo\tthree')).toBe('one\ntwo\tthree')
  expect(visible('👩‍🎨 artist')).toBe('👩‍🎨 artist')
})

test('bytes stand in lines of sixteen with their place in the file', () => {
  const bytes = Buffer.from('prompt\0ridge at dusk\n').toString('hex')
  expect(hexLines(bytes, 41).split('\n')).toEqual([
    '00000029  70 72 6f 6d 70 74 00 72  69 64 67 65 20 61 74 20  prompt.ridge at ',
    '00000039  64 75 73 6b 0a                                    dusk.',
  ])
})
