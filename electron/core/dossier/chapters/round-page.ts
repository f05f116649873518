import type { Work } from '../../../../shared/contract/case.ts'
import type { Item } from '../../../../shared/contract/item.ts'
import type { Round } from '../../../../shared/contract/process.ts'
import { wantsTranslation } from '../../../../shared/foreign-text.ts'
import type { Block, FieldRow, Span } from '../blocks.ts'
import {
  changeTexts,
  generationOf,
  markedPrompt,
  otherParameters,
  parametersOf,
  roundName,
} from '../rounds.ts'
import {
  bold,
  fieldOf,
  isPicture,
  listOf,
  mark,
  pictureOf,
  type Scope,
  sentence,
  shownItem,
  small,
  soft,
  stateOfRound,
  text,
  warningsOf,
  withExhibit,
} from '../scope.ts'
import { contacts } from './contacts.ts'
import { rerunCaution, rerunPointer, rerunRows, rerunsOf, runsBehind } from './reruns.ts'

/** Greatest heights of the picture, in points, and those where the words are set small. */
const pictureHeights = [430, 400, 370, 340, 310]
const lowHeights = [370, 340, 310, 280, 250]

/** A round on a page of its own: its picture, what changed, why, the whole record, and where it comes from. */
export function roundPage(
  scope: Scope,
  work: Work,
  round: Round,
  rounds: readonly Round[],
  listed: boolean,
): Block[] {
  const { m } = scope
  const item = scope.item(round.item)
  if (!item) return []
  const exhibit = scope.exhibitOf(item.id)
  const heading: Block = {
    kind: 'heading',
    level: 2,
    text: m.process.heading(roundName(scope, round), round.note.selected),
    anchor: `round-${item.id}`,
    listed,
  }
  const said = words(scope, round, rounds)
  const siblings = contacts(scope, round)
  const recorded = prompts(scope, round, item)
  const anchor = work.finalItem === item.id ? undefined : `item-${item.id}`
  const beside = besideBlocks(scope, round, item, rounds)
  const headed = (maxHeight: number): Block[] => {
    const [picture] = isPicture(item) ? pictureOf(scope, item, { maxHeight, anchor }) : []
    return picture?.kind === 'picture'
      ? [{ kind: 'beside', picture, right: beside }]
      : [...shownItem(scope, item, maxHeight), ...beside.map(widened)]
  }
  const apart: Block[] = siblings.length > 0 ? [{ kind: 'page' }, ...contacts(scope, round, true)] : []
  // On one page where that can be: with a smaller picture, then with smaller words; else the siblings have their own.
  const variants: Block[][] = [
    ...pictureHeights.map((height) => [...headed(height), ...said, ...siblings, ...recorded]),
    ...lowHeights.map((height) => [...headed(height), ...[...said, ...siblings].map(smaller), ...recorded]),
    ...pictureHeights.map((height) => [...headed(height), ...said, ...recorded, ...apart]),
    ...lowHeights.map((height) => [
      ...headed(height),
      ...said.map(smaller),
      ...recorded,
      ...apart.map(smaller),
    ]),
    [...headed(400), ...said, ...recorded, ...siblings],
  ]
  return [{ kind: 'page' }, ...withExhibit(exhibit?.no, [heading, { kind: 'fit', variants }])]
}

function smaller(block: Block): Block {
  return block.kind === 'statement' ? { ...block, size: 'small' } : block
}

function widened(block: Block): Block {
  return block.kind === 'fields' ? { ...block, narrow: false } : block
}

/** Kind of evidence, what changed, parameters: one block each, so that what does not fit moves below. */
function besideBlocks(scope: Scope, round: Round, item: Item, rounds: readonly Round[]): Block[] {
  const { m } = scope
  const p = m.process
  const one = (rows: FieldRow[]): Block[] => (rows.length > 0 ? [{ kind: 'fields', rows, narrow: true }] : [])
  const exhibit = scope.exhibitOf(item.id)
  const parent = rounds.find((entry) => entry.item === round.parent)
  const generation = generationOf(scope, round)
  const kind = stateOfRound(round)
  const blocks: Block[] = [
    ...one([{ label: p.kind, state: kind, value: [text(exhibit ? m.exhibitLabel(exhibit.no) : '')] }]),
  ]
  const runs = runsBehind(scope, round)
  for (const row of runs.flatMap((made) => rerunRows(scope, made, rounds))) blocks.push(...one([row]))
  // A later reproduction is no round of the making: nothing is missing where it comes from none.
  if (parent || round.sourceType !== 'reproduction') blocks.push(...one([changedRow(scope, round, parent)]))
  const tags = listOf(
    scope,
    round.note.tags.map((tag) => scope.terms.processTags[tag]),
  )
  blocks.push(...one(fieldOf(p.tags, tags, { state: 'stated' })))
  const rows = generation ? parametersOf(scope, generation) : []
  if (rows.length > 0) {
    const value = rows.flatMap(([label, entry], index): Span[] => [
      soft(`${index > 0 ? m.semicolon : ''}${label} `),
      text(entry),
    ])
    blocks.push(...one([{ label: p.parameters, state: kind, value }]))
  }
  for (const row of custody(scope, round, item)) blocks.push(...one([row]))
  blocks.push(...one(missing(scope, round, item)))
  if (generation) {
    const others = otherParameters(generation)
    if (others.shown.length > 0) {
      const value: Span[] = [
        text(others.shown.map(([key, entry]) => `${key}: ${entry}`).join(m.semicolon)),
        text(others.left > 0 ? p.otherLeft(others.left) : ''),
      ]
      blocks.push(...one([{ label: p.others, state: kind, value }]))
    }
    const more = item.record.generations.length - 1
    if (more > 0) blocks.push(...one([{ label: p.otherGenerations, value: [text(p.generations(more))] }]))
  }
  const { aiLabel, generator } = item.record
  const tool = [generator?.name, generator?.version].filter(Boolean).join(' ')
  blocks.push(...one(fieldOf(p.format, tool, { state: 'inferred' })))
  if (aiLabel) {
    const value = p.aiLabel(aiLabel.label ?? '', aiLabel.contentProducer ?? '', aiLabel.produceId ?? '')
    blocks.push(...one(fieldOf(p.aiLabelName, value, { state: kind })))
  }
  blocks.push(...one(fieldOf(p.remarks, warningsOf(scope, item), { state: 'inferred' })))
  return blocks
}

/** What changed since the round it comes from, or why the two were not compared. */
function changedRow(scope: Scope, round: Round, parent: Round | undefined): FieldRow {
  const { process: p, changes } = scope.m
  const label = parent ? p.changed(roundName(scope, parent)) : p.changedLabel
  if (round.changed.length === 0) {
    return {
      label,
      value: [text(round.notCompared ? changes.notCompared[round.notCompared] : changes.none)],
    }
  }
  const value = changeTexts(scope, round.changed).flatMap((entry, index): Span[] =>
    index === 0 ? [text(entry)] : [{ kind: 'break' }, text(entry)],
  )
  return { label, state: 'inferred', value }
}

/** Why, with what effect, chosen or not: the author's own words, as statements. */
function words(scope: Scope, round: Round, rounds: readonly Round[]): Block[] {
  const { m } = scope
  const p = m.process
  const { note } = round
  const cites = scope.citeRound(round)
  const blocks: Block[] = []
  const say = (value: string) => blocks.push(sentence(scope, 'stated', value, cites))
  if (note.reason) say(p.reason(note.reason.trim()))
  if (note.visibleEffect) say(p.effect(note.visibleEffect.trim()))
  if (note.selected !== null) say((note.selected ? p.chosen : p.rejected)(note.selectionReason?.trim() ?? ''))
  if (note.handEdit) {
    const { tool, description, items } = note.handEdit
    const of = [...cites, ...scope.cite(...items)]
    blocks.push(sentence(scope, 'stated', p.handEdit(tool ?? '', description.trim()), of))
  }
  if (note.reproduction) {
    const { madeOn, result } = note.reproduction
    blocks.push(
      sentence(
        scope,
        'reproduction',
        p.reproduction(madeOn ? scope.day(madeOn) : '', result?.trim() ?? ''),
        cites,
      ),
    )
  }
  blocks.push(...rerunsOf(scope, round).map((made) => rerunPointer(scope, made, rounds)))
  if (runsBehind(scope, round).length > 0) blocks.push(rerunCaution(scope))
  return blocks
}

function prompts(scope: Scope, round: Round, item: Item): Block[] {
  const { facts, terms, m } = scope
  const generation = generationOf(scope, round)
  if (!generation) return []
  const { promptTranslation, negativePromptTranslation } = item.notes
  const state = stateOfRound(round)
  const block = (
    label: string,
    prompt: string | undefined,
    field: string,
    translation: string | undefined,
  ): Block[] => {
    if (!prompt) return []
    const title: Span[] = [bold(label), text('　'), mark(state), soft(terms.states[state])]
    const left = markedPrompt(prompt, round.changed, field)
    if (translation) {
      const rightTitle: Span[] = [
        bold(m.process.translation),
        text('　'),
        mark('stated'),
        soft(terms.states.stated),
      ]
      return [{ kind: 'parallel', leftTitle: title, left, rightTitle, right: [text(translation)] }]
    }
    const shown: Block[] = [
      { kind: 'paragraph', size: 'small', keep: true, spans: title },
      { kind: 'columns', spans: left },
    ]
    if (facts.language === 'zh-CN' && wantsTranslation(prompt)) {
      shown.push(small([mark('missing'), text(m.process.noTranslation)]))
    }
    return shown
  }
  return [
    ...block(terms.changeFields.prompt, generation.prompt, 'prompt', promptTranslation),
    ...block(
      terms.changeFields.negativePrompt,
      generation.negativePrompt,
      'negativePrompt',
      negativePromptTranslation,
    ),
  ]
}

/** Times of three sorts, each for itself (在线诉讼规则 18), and the place in the vault. */
function custody(scope: Scope, round: Round, item: Item): FieldRow[] {
  const p = scope.m.process
  const times = round.times.map((time): FieldRow => {
    const value = time.kind === 'claimed' ? time.value : scope.instant(time.value)
    const more = time.kind === 'imported' ? scope.m.ledgerEntry(item.ledgerSeq) : time.source
    const shown = [text(value), soft(more ? `  ${more}` : '')]
    return { label: p.times[time.kind], value: shown, state: time.kind === 'claimed' ? 'record' : undefined }
  })
  return [...times, { label: 'SHA-256', value: [text(item.sha256)] }]
}

function missing(scope: Scope, round: Round, item: Item): FieldRow[] {
  const p = scope.m.process.missing
  const has = (kind: Round['times'][number]['kind']) => round.times.some((time) => time.kind === kind)
  const entries: string[] = []
  if (!generationOf(scope, round)) entries.push(p.record)
  if (item.record.status === 'unreadable') entries.push(p.unreadable)
  if (!has('claimed')) entries.push(p.claimed)
  if (!has('stamped')) entries.push(p.stamped)
  if (!round.note.reason && round.sourceType !== 'reproduction') entries.push(p.reason)
  if (entries.length === 0) return []
  return [{ label: p.label, state: 'missing', value: [text(listOf(scope, entries))] }]
}
