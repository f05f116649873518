import { describe, expect, test } from 'vitest'
import { dialectOf, isProse, type PromptDialect, promptTerms } from '../../../shared/prompt-terms.ts'

const weights = (prompt: string, dialect: PromptDialect): [string, number | null][] =>
  promptTerms(prompt, dialect).map(({ text, weight }) => [text, weight])

describe('the terms of a prompt', () => {
  test('are split at commas of both kinds, at 、 and at line ends', () => {
    expect(weights('ridge,low sun，山风、落日\nlong shadow,, ', 'a1111').map(([text]) => text)).toEqual([
      'ridge',
      'low sun',
      '山风',
      '落日',
      'long shadow',
    ])
  })

  test('know where they stand', () => {
    const prompt = 'ridge, (low sun:1.3), ((ink))'
    const places = promptTerms(prompt, 'a1111').map(({ start, end }) => prompt.slice(start, end))
    expect(places).toEqual(['ridge', '(low sun:1.3)', '((ink))'])
  })

  test('carry the weights of the A1111 family', () => {
    expect(weights('a, (b), ((c)), (d:1.3), [e], (f, g:0.8), \\(h\\), i:j', 'a1111')).toEqual([
      ['a', 1],
      ['b', 1.1],
      ['c', 1.21],
      ['d', 1.3],
      ['e', 0.9091],
      ['f', 0.8],
      ['g', 0.8],
      ['\\(h\\)', 1],
      ['i:j', 1],
    ])
  })

  test('keep scheduling brackets whole and claim no weight for them', () => {
    expect(weights('[cat, dog:0.5], [sun|moon] sky', 'a1111')).toEqual([
      ['[cat, dog:0.5]', 1],
      ['[sun|moon] sky', 1],
    ])
    // Inner brackets with a plan of their own make none of the outer one, and an escaped one is a word.
    expect(weights('[a, [b:c:3]], [(d:1.2), e], [f\\]:g:2], [h, i', 'a1111')).toEqual([
      ['a', 0.9091],
      ['[b:c:3]', 0.9091],
      ['d', 1.0909],
      ['e', 0.9091],
      ['[f\\]:g:2]', 1],
      ['h', 0.9091],
      ['i', 0.9091],
    ])
  })

  test('set LoRA tags and section words apart', () => {
    const terms = promptTerms('girl <lora:ink_v2:0.65> BREAK sky <lora:plain>, BREAKFAST', 'a1111')
    expect(terms.map(({ kind, text, weight }) => [kind, text, weight])).toEqual([
      ['term', 'girl', 1],
      ['lora', 'ink_v2', 0.65],
      ['break', 'BREAK', null],
      ['term', 'sky', 1],
      ['lora', 'plain', 1],
      ['term', 'BREAKFAST', 1],
    ])
  })

  test('follow ComfyUI, InvokeAI, NovelAI and Midjourney in their own notation', () => {
    expect(weights('(x:1.2), (y), [z]', 'comfyui')).toEqual([
      ['x', 1.2],
      ['y', 1.1],
      ['[z]', 1],
    ])
    expect(weights('(old house)1.3, cat++, well-known', 'invokeai')).toEqual([
      ['old house', 1.3],
      ['cat', 1.21],
      ['well-known', 1],
    ])
    expect(weights('{x}, [y], 1.2::a, b::, c', 'novelai')).toEqual([
      ['x', 1.05],
      ['y', 0.9524],
      ['a', 1.2],
      ['b', 1.2],
      ['c', 1],
    ])
    expect(weights('a cat::2 mat --ar 3:2 --s 250', 'midjourney')).toEqual([
      ['a cat', 2],
      ['mat', 1],
      ['--ar 3:2', null],
      ['--s 250', null],
    ])
  })

  test('claim no weight for what stands in a function of InvokeAI, and tell the function apart', () => {
    const of = (prompt: string) =>
      promptTerms(prompt, 'invokeai').map(({ kind, text, weight }) => [kind, text, weight])
    expect(of('("a ridge++, mist", "a (pine, crane)1.2").blend(0.7, 0.3)')).toEqual([
      ['term', 'a ridge++', null],
      ['term', 'mist', null],
      ['term', 'a (pine, crane)1.2', null],
      ['option', '.blend(0.7, 0.3)', null],
    ])
    expect(of('("a ridge", "a pine").and(), low sun++')).toEqual([
      ['term', 'a ridge', null],
      ['term', 'a pine', null],
      ['option', '.and()', null],
      ['term', 'low sun++', null],
    ])
    expect(of('mist++, a cat.swap(dog, s_start=0.3) asleep, a ("fat cat").swap("thin dog"), sun')).toEqual([
      ['term', 'mist', 1.21],
      ['term', 'a cat.swap(dog, s_start=0.3) asleep', null],
      ['term', 'a ("fat cat").swap("thin dog")', null],
      ['term', 'sun', 1],
    ])
    // One that does not end says nothing of any weight.
    expect(of('mist++, ("a ridge", "a pine").blend(0.7').every(([, , weight]) => weight === null)).toBe(true)
    expect(of('sun++, a cat.swap(dog').every(([, , weight]) => weight === null)).toBe(true)
    expect(of('(room)3d, (x)1.2.5, (y)1.5').map(([, , weight]) => weight)).toEqual([null, null, 1.5])
    expect(of('("((((".blend(').every(([, , weight]) => weight === null)).toBe(true)
  })

  test('claim no weight in an unknown dialect or inside a mixed term', () => {
    expect(weights('(x:1.2), <lora:a:1>', 'plain')).toEqual([
      ['(x:1.2)', null],
      ['<lora:a:1>', null],
    ])
    expect(weights('a (red:1.2) horse', 'a1111')).toEqual([['a (red:1.2) horse', null]])
    expect(dialectOf('something-new')).toBe('plain')
    expect(dialectOf('constructor')).toBe('plain')
  })

  test('survive brackets that never close, and very long prompts', () => {
    expect(weights('(a, b', 'a1111')).toEqual([
      ['a', 1.1],
      ['b', 1.1],
    ])
    expect(weights(')))', 'a1111')).toEqual([[')))', 1]])
    expect(promptTerms('('.repeat(200_000), 'a1111')).toHaveLength(1)
    expect(weights(`${'('.repeat(101)}a${')'.repeat(101)}, b`, 'a1111').map(([, weight]) => weight)).toEqual([
      null,
      null,
    ])
  })

  test('are found in time, however a stranger nests them', () => {
    const hostile = ['[', '[a', '[a:', '(a,', '(a:1', '{a,', '\\[', '[(<'].map((piece) =>
      piece.repeat(Math.floor(19_000 / piece.length)),
    )
    for (const prompt of [...hostile, '['.repeat(9_500) + ']'.repeat(9_500)]) {
      for (const dialect of ['a1111', 'comfyui', 'invokeai', 'novelai'] as const) {
        // Time of the processor: what other programs do meanwhile does not count.
        const before = process.cpuUsage()
        promptTerms(prompt, dialect)
        const { user, system } = process.cpuUsage(before)
        expect((user + system) / 1_000).toBeLessThan(500)
      }
    }
  })

  test('prose is text of several words without a separator', () => {
    expect(isProse('a ridge in the evening sun')).toBe(true)
    expect(isProse('ridge, sun')).toBe(false)
    expect(isProse('山风过处')).toBe(false)
  })
})
