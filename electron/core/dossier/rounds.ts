import type { Change, Round } from '../../../shared/contract/process.ts'
import type { Generation } from '../../../shared/contract/record.ts'
import type { Span } from './blocks.ts'
import { listOf, type Scope } from './scope.ts'

/** How a round of the process is put into words: always from the record, never beyond it. */

/**
 * Its number, where its place is established; a later reproduction has no place among the rounds. Else
 * the number by which it is found, which says nothing of order.
 */
export function roundName({ m }: Scope, { no, ordered, sourceType }: Round): string {
  if (sourceType === 'reproduction') return m.process.again(no)
  return ordered ? m.process.round(no) : m.process.unordered(no)
}

export function generationOf(scope: Scope, round: Round): Generation | undefined {
  const generations = scope.item(round.item)?.record.generations ?? []
  return generations.find((generation) => generation.prompt) ?? generations[0]
}

function fieldLabel(scope: Scope, field: string): string {
  const { changeFields } = scope.terms
  if (field.startsWith('lora:')) return `${changeFields.lora} ${field.slice(5)}`
  return field in changeFields ? changeFields[field as keyof typeof changeFields] : field
}

/** Changes of one sort in one field are told in one breath. */
export function changeTexts(scope: Scope, changes: readonly Change[]): string[] {
  const c = scope.m.changes
  const groups = Map.groupBy(
    changes,
    (change) => `${change.field}|${isTerm(change) ? change.kind : change.from}`,
  )
  return [...groups.values()].map((group) => {
    const [first] = group as [Change, ...Change[]]
    const label = fieldLabel(scope, first.field)
    const quoted = (side: 'from' | 'to') => group.map((change) => c.quoted(change[side] ?? '')).join('')
    if (!isTerm(first)) return group.map((change) => settingText(c, label, change)).join(scope.m.semicolon)
    if (first.kind === 'added') return c.added(label, quoted('to'))
    if (first.kind === 'removed') return c.removed(label, quoted('from'))
    return c.moved(label, group.map((change) => c.quoted(change.to ?? change.from ?? '')).join(''))
  })
}

/** A setting that is new was not raised by its value. */
function settingText(c: Scope['m']['changes'], label: string, { kind, from, to }: Change): string {
  if (kind === 'added') return c.settingAdded(label, to ?? '')
  if (kind === 'removed') return c.settingRemoved(label, from ?? '')
  return c.changed(label, from ?? '', to ?? '')
}

/** A term of a prompt that came, went or moved. */
function isTerm({ field, kind }: Change): boolean {
  const isPrompt = field === 'prompt' || field === 'negativePrompt'
  return isPrompt && (kind === 'added' || kind === 'removed' || kind === 'moved')
}

const mostChanges = 5
const longestChange = 140

/** The same, short enough for one sentence; the page of the round tells all of it. */
export function changeSummary(scope: Scope, changes: readonly Change[]): string {
  const texts = changeTexts(scope, changes).map((entry) => {
    const characters = [...entry]
    return characters.length > longestChange ? `${characters.slice(0, longestChange).join('')}…` : entry
  })
  const left = texts.length - mostChanges
  const shown = texts.slice(0, mostChanges)
  return (left > 0 ? [...shown, scope.m.changes.more(left)] : shown).join(scope.m.semicolon)
}

/** Two or three words of what changed, for the line of rounds. */
export function changeLabels(scope: Scope, round: Round): string[] {
  if (round.notCompared !== null) return [scope.m.changes.notCompared[round.notCompared]]
  if (round.changed.length === 0) return [scope.m.changes.none]
  const short = (value: string) => ([...value].length > 30 ? `${[...value].slice(0, 29).join('')}…` : value)
  const labels = round.changed.map((change) => {
    const label = fieldLabel(scope, change.field)
    const isPrompt = change.field === 'prompt' || change.field === 'negativePrompt'
    const name = change.field === 'prompt' ? '' : `${label} `
    if (change.kind === 'added' && isPrompt) return `${name}＋${short(change.to ?? '')}`
    if (change.kind === 'removed' && isPrompt) return `${name}－${short(change.from ?? '')}`
    if (change.kind === 'moved')
      return scope.m.changes.movedShort(label, short(change.to ?? change.from ?? ''))
    if (change.kind === 'added') return `＋${label} ${short(change.to ?? '')}`
    if (change.kind === 'removed') return `－${label} ${short(change.from ?? '')}`
    return `${label} ${short(change.from ?? '–')} → ${short(change.to ?? '–')}`
  })
  const shown = labels.slice(0, 3)
  return labels.length > shown.length ? [...shown, scope.m.changes.more(labels.length - shown.length)] : shown
}

/** The parameters a record holds, with their labels; what it does not hold is not there. */
export function parametersOf(scope: Scope, generation: Generation): [string, string][] {
  const f = scope.terms.changeFields
  const rows: [string, string][] = []
  const add = (label: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') rows.push([label, String(value)])
  }
  const { model, loras, width, height } = generation
  add(f.model, [model?.name, model?.hash && `(${model.hash})`].filter(Boolean).join(' '))
  for (const lora of loras ?? [])
    add(f.lora, [lora.name, lora.weight].filter((part) => part !== undefined).join(' '))
  add(f.sampler, generation.sampler)
  add(f.scheduler, generation.scheduler)
  add(f.steps, generation.steps)
  add(f.cfgScale, generation.cfgScale)
  add(f.seed, generation.seed)
  if (width !== undefined && height !== undefined) add(f.size, `${width} × ${height}`)
  add(f.denoisingStrength, generation.denoisingStrength)
  return rows
}

const mostOthers = 16
const longestOther = 160

/** Every other key of the record as found; long ones are only counted here, they stand in the attached record. */
export function otherParameters(generation: Generation): { shown: [string, string][]; left: number } {
  const all = Object.entries(generation.parameters ?? {})
  const shown = all.filter(([, value]) => value.length <= longestOther).slice(0, mostOthers)
  return { shown, left: all.length - shown.length }
}

export function parameterSentence(scope: Scope, generation: Generation): string {
  return listOf(
    scope,
    parametersOf(scope, generation).map(([label, value]) => `${label} ${value}`),
  )
}

/** Number of terms of a prompt, separated by commas or line breaks. */
export function termCount(prompt: string): number {
  return prompt.split(/[,，\n]/).filter((term) => term.trim() !== '').length
}

const boundary = /[\s,，、.;；:：()（）[\]|]/

/** A prompt with the terms that this round brought in set in semi-bold. */
export function markedPrompt(prompt: string, changes: readonly Change[], field: string): Span[] {
  const wanted = changes
    .filter((change) => change.field === field && change.kind !== 'removed' && change.to)
    .map((change) => change.to as string)
    .slice(0, 300)
  const marks = new Uint8Array(prompt.length)
  for (const term of wanted) {
    for (let at = prompt.indexOf(term); at >= 0; at = prompt.indexOf(term, at + term.length)) {
      const before = prompt[at - 1]
      const after = prompt[at + term.length]
      const stands =
        (before === undefined || boundary.test(before)) && (after === undefined || boundary.test(after))
      if (stands) marks.fill(1, at, at + term.length)
    }
  }
  const spans: Span[] = []
  let start = 0
  for (let i = 1; i <= prompt.length; i += 1) {
    if (i < prompt.length && marks[i] === marks[start]) continue
    spans.push({ kind: 'text', text: prompt.slice(start, i), bold: marks[start] === 1 })
    start = i
  }
  return spans
}
