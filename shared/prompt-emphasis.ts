import { functionAt, hasFunction, isCall } from './prompt-functions.ts'

/** How a generator writes emphasis. `plain`: not known, so no weight is claimed. */
export type PromptDialect = 'a1111' | 'comfyui' | 'invokeai' | 'novelai' | 'midjourney' | 'plain'

/** One piece of a prompt that is words, not notation. What no mark covers is notation. */
export interface Mark {
  readonly at: number
  readonly length: number
  /** NaN where the notation does not say. */
  weight: number
  /** `never`: escaped or inside a scheduling bracket, so that a comma in it does not end the term. */
  readonly cuts: 'by-text' | 'never' | 'always'
}

interface Bracket {
  readonly open: string
  readonly close: string
  readonly factor: number
}

const round: Bracket = { open: '(', close: ')', factor: 1.1 }
const brackets: Readonly<Record<PromptDialect, readonly Bracket[]>> = {
  a1111: [round, { open: '[', close: ']', factor: 1 / 1.1 }],
  comfyui: [round],
  invokeai: [{ open: '(', close: ')', factor: 1 }],
  novelai: [
    { open: '{', close: '}', factor: 1.05 },
    { open: '[', close: ']', factor: 1 / 1.05 },
  ],
  midjourney: [],
  plain: [],
}

/** What has been read so far, and the groups still open. */
interface Reading {
  readonly prompt: string
  readonly dialect: PromptDialect
  readonly marks: Mark[]
  readonly opened: { readonly bracket: Bracket; readonly from: number }[]
  /** Where the running `1.2::` group of NovelAI or part of a Midjourney multi-prompt began, and its weight. */
  run: { readonly from: number; readonly weight: number }
  /** InvokeAI: functions are written in it. */
  readonly hasFunctions: boolean
  /** A1111: where each scheduling bracket ends, by where it begins. */
  readonly schedules: ReadonlyMap<number, number>
  /** Something of it could not be read, so that nothing can be said of any weight. */
  isUnread: boolean
}

/** Prompts come from strangers: what is nested deeper is not read, as each bracket weighs all that stands in it. */
const deepest = 100

/** Reads a notation at a place: the number of characters it took, 0 where there is none. */
type Rule = (reading: Reading, at: number) => number

/** Everything of a prompt that is not notation, in order, with the weight that its dialect gives it. */
export function weigh(prompt: string, dialect: PromptDialect): Mark[] {
  const reading: Reading = {
    prompt,
    dialect,
    marks: [],
    opened: [],
    run: { from: 0, weight: 1 },
    hasFunctions: dialect === 'invokeai' && hasFunction(prompt),
    schedules: dialect === 'a1111' ? schedulesIn(prompt) : new Map(),
    isUnread: false,
  }
  for (let at = 0; at < prompt.length; ) {
    let taken = 0
    for (const rule of rules[dialect]) {
      taken = rule(reading, at)
      if (taken > 0) break
    }
    if (taken === 0) add(reading, at, 1)
    at += Math.max(1, taken)
  }
  // A bracket left open still weighs what follows it, as the generators themselves read it.
  for (const { bracket, from } of reading.opened) multiply(reading, from, bracket.factor)
  if (dialect === 'novelai') multiply(reading, reading.run.from, reading.run.weight)
  if (reading.isUnread) multiply(reading, 0, Number.NaN)
  return reading.marks
}

const escaped: Rule = (reading, at) => {
  if (!/^\\[()[\]{}\\]/.test(reading.prompt.slice(at, at + 2))) return 0
  return add(reading, at, 2, 'never')
}

/** `<lora:name:0.8>`: no emphasis inside. */
const tag: Rule = (reading, at) => {
  if (reading.prompt[at] !== '<') return 0
  const found = /^<[a-z]+:[^<>]*>/.exec(reading.prompt.slice(at, at + 400))
  return found ? add(reading, at, found[0].length, 'never') : 0
}

/** `[from:to:when]` and `[a|b]` plan the steps and weigh nothing: kept as they stand. */
const schedule: Rule = (reading, at) => {
  const end = reading.schedules.get(at)
  return end === undefined ? 0 : add(reading, at, end - at, 'never')
}

/** Brackets of any kind count as nested in each other; one that holds a `:` or `|` of its own is a plan. */
function schedulesIn(prompt: string): Map<number, number> {
  const schedules = new Map<number, number>()
  const opened: { readonly from: number; isPlan: boolean }[] = []
  for (let at = 0; at < prompt.length; at += 1) {
    const char = prompt[at] as string
    const inner = opened.at(-1)
    if (char === '\\') at += 1
    else if ('[(<'.includes(char)) opened.push({ from: at, isPlan: false })
    else if ('])>'.includes(char)) {
      if (inner?.isPlan && prompt[inner.from] === '[') schedules.set(inner.from, at + 1)
      opened.pop()
    } else if (inner && (char === ':' || char === '|')) inner.isPlan = true
  }
  return schedules
}

/** `:1.2)`, which replaces the bracket's own factor. */
const givenWeight: Rule = (reading, at) => {
  if (reading.prompt[at] !== ':' || reading.opened.at(-1)?.bracket.open !== '(') return 0
  const found = /^:\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*\)/.exec(reading.prompt.slice(at, at + 24))
  const group = found && reading.opened.pop()
  if (!group) return 0
  multiply(reading, group.from, Number(found[1]))
  return found[0].length
}

const openBracket: Rule = (reading, at) => {
  const bracket = brackets[reading.dialect].find(({ open }) => open === reading.prompt[at])
  if (!bracket) return 0
  if (reading.opened.length === deepest) reading.isUnread = true
  else reading.opened.push({ bracket, from: reading.marks.length })
  return 1
}

const closeBracket: Rule = (reading, at) => {
  if (reading.opened.at(-1)?.bracket.close !== reading.prompt[at]) return 0
  const group = reading.opened.pop()
  if (!group) return 0
  if (reading.dialect !== 'invokeai') {
    multiply(reading, group.from, group.bracket.factor)
    return 1
  }
  const rest = reading.prompt.slice(at + 1, at + 24)
  const after = /^(\d+(?:\.\d+)?|\++|-+)/.exec(rest)?.[0] ?? ''
  // `(room)3d`: whether that is a weight is not known.
  const isWord = /\d/.test(after) && /[\p{L}\p{N}_.]/u.test(rest[after.length] ?? '')
  const weight = isWord ? Number.NaN : /\d/.test(after) ? Number(after) : signPower(after)
  multiply(reading, group.from, weight)
  return isWord ? 1 : 1 + after.length
}

/** `word++`: InvokeAI weighs the one word before the signs. */
const wordSigns: Rule = (reading, at) => {
  const found = /^(\++|-+)(?=[\s,，、)]|$)/.exec(reading.prompt.slice(at, at + 24))
  const isLetter = (place: number): boolean => /[\p{L}\p{N}_]/u.test(reading.prompt[place] ?? '')
  if (!found || !isLetter(at - 1)) return 0
  let from = reading.marks.length
  while (from > 0 && isLetter((reading.marks[from - 1] as Mark).at)) from -= 1
  multiply(reading, from, signPower(found[0]))
  return found[0].length
}

/** `("a", "b").blend(0.7, 0.3)`, `cat.swap(dog)`: the words as they stand, and no weight. */
const promptFunction: Rule = (reading, at) => {
  if (!reading.hasFunctions) return 0
  const found = functionAt(reading.prompt, at)
  if (!found) {
    reading.isUnread ||= isCall(reading.prompt, at)
    return 0
  }
  const from = reading.marks.length
  if (found.kind === 'swap') add(reading, at, found.end - at, 'never')
  else {
    for (const [start, end] of found.parts) {
      addWords(reading, start, end)
      add(reading, end, 0, 'always')
    }
    add(reading, found.call, found.end - found.call, 'never')
  }
  multiply(reading, from, Number.NaN)
  return found.end - at
}

/** Words with their own notation in them, which is not read; a comma within a bracket does not end a term. */
function addWords(reading: Reading, from: number, to: number): void {
  let depth = 0
  for (let at = from; at < to; at += 1) {
    if (reading.prompt[at] === '(') depth += 1
    if (reading.prompt[at] === ')') depth -= 1
    add(reading, at, 1, depth > 0 ? 'never' : 'by-text')
  }
}

/** `1.2::words::` of NovelAI 4; a new number ends the group before it. */
const numericGroup: Rule = (reading, at) => {
  const rest = reading.prompt.slice(at, at + 24)
  const begin = /[\w.]/.test(reading.prompt[at - 1] ?? '') ? null : /^-?\d+(?:\.\d+)?::/.exec(rest)
  if (!begin && !rest.startsWith('::')) return 0
  multiply(reading, reading.run.from, reading.run.weight)
  reading.run = { from: reading.marks.length, weight: begin ? Number.parseFloat(begin[0]) : 1 }
  return begin ? begin[0].length : 2
}

/** `words::2` of Midjourney ends a part of the prompt and weighs the whole part. */
const multiPrompt: Rule = (reading, at) => {
  const found = /^::(-?\d*\.?\d+)?/.exec(reading.prompt.slice(at, at + 24))
  if (!found) return 0
  multiply(reading, reading.run.from, Number(found[1] ?? 1))
  add(reading, at, 0, 'always')
  reading.run = { from: reading.marks.length, weight: 1 }
  return found[0].length
}

const rules: Readonly<Record<PromptDialect, readonly Rule[]>> = {
  a1111: [escaped, tag, schedule, givenWeight, openBracket, closeBracket],
  comfyui: [escaped, givenWeight, openBracket, closeBracket],
  invokeai: [escaped, promptFunction, openBracket, closeBracket, wordSigns],
  novelai: [numericGroup, openBracket, closeBracket],
  midjourney: [multiPrompt],
  plain: [],
}

function add(reading: Reading, at: number, length: number, cuts: Mark['cuts'] = 'by-text'): number {
  reading.marks.push({ at, length, weight: 1, cuts })
  return length
}

function multiply(reading: Reading, from: number, factor: number): void {
  for (const mark of reading.marks.slice(from)) mark.weight *= factor
}

/** `+` is 1.1 and `-` 0.9, each further sign once more; no sign is 1. */
function signPower(signs: string): number {
  return (signs.startsWith('-') ? 0.9 : 1.1) ** signs.length
}
