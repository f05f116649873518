import { expect, test } from 'vitest'
import { rebase } from '../../renderer/draft-fields.ts'

test('a field that was not typed in follows what another program saved meanwhile', () => {
  const base = { title: '山风', author: '林一' }
  const typed = { base, value: { ...base, title: '山风过处' } }
  expect(rebase(typed, { title: '山风', author: '林二' })).toEqual({ title: '山风过处', author: '林二' })
})

test('a field that was emptied stays empty, and a field that was added by another program stays', () => {
  const base: { title: string; author?: string | undefined; idea?: string } = {
    title: '山风',
    author: '林一',
  }
  const typed = { base, value: { title: '山风', author: undefined } }
  expect(rebase(typed, { ...base, idea: '秋山' })).toEqual({ title: '山风', author: undefined, idea: '秋山' })
})
