import { expect, test } from 'vitest'
import { changedTerms, fieldName, markTerms, otherChanges, whatBecame } from '../../renderer/process/terms.ts'

const marked = (text: string, terms: string[]) =>
  markTerms(text, terms)
    .filter((piece) => piece.marked)
    .map((piece) => piece.text)

test('a changed term is marked where it stands, and the text stays whole', () => {
  const text = 'ink wash, low sun, long shadow, figure'
  const pieces = markTerms(text, ['low sun', 'long shadow'])
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  expect(marked(text, ['low sun', 'long shadow'])).toEqual(['low sun', 'long shadow'])
})

test('a term is not marked inside another word while it stands alone elsewhere', () => {
  const [before] = markTerms('sunset ridge, sun', ['sun'])
  expect(before).toEqual({ text: 'sunset ridge, ', marked: false })
})

test('a term that does not stand in the text marks nothing', () => {
  expect(markTerms('水墨，山脊', ['人物'])).toEqual([{ text: '水墨，山脊', marked: false }])
})

test('markup in a prompt is text', () => {
  expect(markTerms('<b>x</b>', ['<b>x</b>'])).toEqual([{ text: '<b>x</b>', marked: true }])
})

test('terms that came are marked in the round, terms that went in the one before', () => {
  const changes = [
    { field: 'prompt', kind: 'added', from: null, to: 'low sun' },
    { field: 'prompt', kind: 'removed', from: 'mist', to: null },
    { field: 'prompt', kind: 'reweighted', from: '(ink:1.1)', to: '(ink:1.3)' },
    { field: 'negativePrompt', kind: 'added', from: null, to: 'text' },
    { field: 'seed', kind: 'changed', from: '1001', to: '1002' },
  ] as const
  expect(changedTerms(changes, 'prompt')).toEqual({
    gone: ['mist', '(ink:1.1)'],
    come: ['low sun', '(ink:1.3)'],
  })
  expect(changedTerms(changes, 'negativePrompt')).toEqual({ gone: [], come: ['text'] })
  expect(otherChanges(changes).map((change) => change.field)).toEqual(['seed'])
})

test('a field with a name of its own keeps it', () => {
  expect(fieldName('lora:ink', { lora: 'LoRA' })).toBe('LoRA ink')
  expect(fieldName('seed', { seed: '随机种子' })).toBe('随机种子')
  expect(fieldName('Clip skip', {})).toBe('Clip skip')
})

test('of a changed term only what differs is told, and of a weight its two values', () => {
  expect(whatBecame('low sun', '(low sun:1.3)', 'reweighted')).toEqual(['low sun 1', '1.3'])
  expect(whatBecame('(low sun:1.3)', '(low sun:0.9)', 'reweighted')).toEqual(['low sun 1.3', '0.9'])
  // Brackets without a number mean another weight in every dialect.
  expect(whatBecame('low sun', '[low sun]', 'reweighted')).toEqual(['low sun', '[low sun]'])
  expect(whatBecame('a ridge at dusk, in oil', 'a ridge at dawn, in oil', 'changed')).toEqual([
    'dusk,',
    'dawn,',
  ])
  expect(whatBecame('a ridge', 'a ridge at dusk', 'changed')).toEqual(['', 'at dusk'])
  expect(whatBecame('薄雾', '低日长影', 'changed')).toEqual(['薄雾', '低日长影'])
})
