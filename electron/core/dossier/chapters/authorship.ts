import type { Work } from '../../../../shared/contract/case.ts'
import type { Round } from '../../../../shared/contract/process.ts'
import { wantsTranslation } from '../../../../shared/foreign-text.ts'
import type { Block } from '../blocks.ts'
import { changeSummary, generationOf, parameterSentence, roundName, termCount } from '../rounds.ts'
import {
  chapter,
  listOf,
  paragraph,
  roundsOf,
  type Scope,
  section,
  sentence,
  small,
  stateOfRound,
} from '../scope.ts'
import { keyRounds, mainLine } from '../story.ts'
import { rerunCaution, rerunSentence, rerunsOf, runsBehind } from './reruns.ts'

/** Of more rounds than this those are argued that tell the line best; the others follow in the next chapter. */
const mostArgued = 12

/** Chapter 3: authorship and originality along the record; every sentence names its source and its evidence. */
export function authorship(scope: Scope): Block[] {
  const { facts, m } = scope
  const a = m.authorship
  const blocks: Block[] = [
    chapter(scope, 'authorship'),
    small(a.note),
    { kind: 'paragraph', size: 'small', spans: legend(scope) },
  ]
  for (const work of facts.case.works) {
    if (facts.case.works.length > 1) blocks.push(section(m.work.heading(work.title)))
    blocks.push(...who(scope, work), ...choices(scope, work), ...selection(scope, work))
    blocks.push(...handEdits(scope, work), ...reproductions(scope, work), ...submission(scope, work))
    blocks.push({ kind: 'missing', title: m.missingTitle, entries: missing(scope, work) })
  }
  return blocks
}

function legend(scope: Scope): Extract<Block, { kind: 'paragraph' }>['spans'] {
  const states = ['record', 'inferred', 'stated', 'reproduction', 'missing'] as const
  return states.flatMap((state) => [
    { kind: 'mark', state } as const,
    { kind: 'text', text: scope.terms.states[state], bold: true } as const,
    { kind: 'text', text: ` ${scope.m.authorship.legend[state]}　` } as const,
  ])
}

function who(scope: Scope, work: Work): Block[] {
  const a = scope.m.authorship
  const blocks: Block[] = [section(a.who, `authorship-${work.id}`)]
  const published = work.firstPublication
  if (work.author)
    blocks.push(sentence(scope, 'stated', a.author(work.title, work.author), scope.cite(work.finalItem)))
  if (work.completedOn) {
    blocks.push(
      sentence(scope, 'stated', a.completed(scope.day(work.completedOn)), scope.cite(work.finalItem)),
    )
  }
  if (work.signature) {
    blocks.push(sentence(scope, 'stated', a.signature(work.signature), scope.cite(work.finalItem)))
  }
  if (published?.publishedAt) {
    const where = listOf(scope, [published.platform ?? '', published.account ?? ''])
    const cites = scope.cite(...published.items)
    blocks.push(sentence(scope, 'stated', a.published(scope.instant(published.publishedAt), where), cites))
  }
  const evidence = scope.cite(work.finalItem)
  if (work.contribution)
    blocks.push(sentence(scope, 'stated', a.contribution(work.contribution.trim()), evidence))
  for (const terms of work.toolTerms) {
    const version = listOf(scope, [
      terms.version ?? '',
      terms.retrievedOn ? scope.day(terms.retrievedOn) : '',
    ])
    blocks.push(
      sentence(
        scope,
        'stated',
        a.terms(terms.tool, version, terms.summary?.trim() ?? ''),
        scope.cite(...terms.items),
      ),
    )
  }
  return blocks
}

function choices(scope: Scope, work: Work): Block[] {
  const a = scope.m.authorship
  const rounds = roundsOf(scope, work).filter((round) => round.sourceType !== 'reproduction')
  const process = scope.facts.processes.find((entry) => entry.work === work.id)
  const blocks: Block[] = [section(a.choices)]
  if (work.idea) blocks.push(sentence(scope, 'stated', a.idea(work.idea.trim()), scope.cite(work.finalItem)))
  if (process && rounds.length > 0) {
    // The person's order covers the rounds that the person arranged, and no others.
    const bases = [...new Set(rounds.map((round) => round.orderBasis))]
    const state = bases.every((basis) => basis === 'person') ? 'stated' : 'inferred'
    const basis = listOf(
      scope,
      bases.map((each) => scope.terms.orderBases[each]),
    )
    blocks.push(
      sentence(scope, state, a.order(rounds.length, basis), scope.citeRound(rounds[0], rounds.at(-1))),
    )
  }
  const argued = rounds.length <= mostArgued || !process ? rounds : keyRounds(mainLine(process, work))
  for (const round of argued) blocks.push(...oneRound(scope, round, rounds))
  if (rounds.length > argued.length) {
    blocks.push(
      paragraph([
        { kind: 'text', text: a.otherRounds(rounds.length - argued.length) },
        { kind: 'page', anchor: 'chapter-process' },
        { kind: 'text', text: scope.m.stop },
      ]),
    )
  }
  return blocks
}

function oneRound(scope: Scope, round: Round, rounds: readonly Round[]): Block[] {
  const a = scope.m.authorship
  const name = roundName(scope, round)
  const generation = generationOf(scope, round)
  const parent = rounds.find((entry) => entry.item === round.parent)
  const cites = scope.citeRound(round)
  const blocks: Block[] = []
  if (round.notCompared !== null && generation) {
    const parameters = parameterSentence(scope, generation)
    const terms = generation.prompt ? termCount(generation.prompt) : 0
    if (parameters || terms > 0) {
      blocks.push(sentence(scope, stateOfRound(round), a.record(name, parameters, terms), cites))
    }
  }
  if (round.changed.length > 0 && parent) {
    const changes = changeSummary(scope, round.changed)
    const compared = scope.citeRound(parent, round)
    blocks.push(sentence(scope, 'inferred', a.change(roundName(scope, parent), name, changes), compared))
  }
  if (round.note.reason) {
    blocks.push(sentence(scope, 'stated', a.reason(name, round.note.reason.trim()), cites))
  }
  if (round.note.visibleEffect) {
    blocks.push(sentence(scope, 'stated', a.effect(name, round.note.visibleEffect.trim()), cites))
  }
  return blocks
}

function selection(scope: Scope, work: Work): Block[] {
  const a = scope.m.authorship
  const judged = roundsOf(scope, work).filter((round) => round.note.selected !== null)
  if (judged.length === 0) return []
  return [
    section(a.selection),
    ...judged
      .slice(0, mostArgued)
      .map((round) =>
        sentence(
          scope,
          'stated',
          (round.note.selected ? a.chosen : a.rejected)(
            roundName(scope, round),
            round.note.selectionReason?.trim() ?? '',
          ),
          scope.citeRound(round),
        ),
      ),
  ]
}

function handEdits(scope: Scope, work: Work): Block[] {
  const edited = roundsOf(scope, work).filter((round) => round.note.handEdit)
  if (edited.length === 0) return []
  const a = scope.m.authorship
  return [
    section(a.handEdits),
    ...edited.map((round) => {
      const edit = round.note.handEdit
      const cites = [...scope.citeRound(round), ...scope.cite(...(edit?.items ?? []))]
      return sentence(
        scope,
        'stated',
        a.handEdit(roundName(scope, round), edit?.tool ?? '', edit?.description.trim() ?? ''),
        cites,
      )
    }),
  ]
}

function reproductions(scope: Scope, work: Work): Block[] {
  const rounds = roundsOf(scope, work)
  const again = rounds.filter((round) => round.sourceType === 'reproduction')
  const reruns = new Set(rounds.flatMap((round) => [...runsBehind(scope, round), ...rerunsOf(scope, round)]))
  if (again.length === 0 && reruns.size === 0) return []
  const stated = again.filter((round) => round.note.reproduction || runsBehind(scope, round).length === 0)
  const a = scope.m.authorship
  return [
    section(a.reproductions),
    small(a.reproductionNote),
    ...[...reruns].slice(0, mostArgued).map((made) => rerunSentence(scope, made)),
    ...(reruns.size > 0 ? [rerunCaution(scope)] : []),
    ...stated.slice(0, mostArgued).map((round) => {
      const { reproduction } = round.note
      const of = rounds.find((entry) => entry.item === reproduction?.of)
      return sentence(
        scope,
        'reproduction',
        a.reproduction(
          reproduction?.madeOn ? scope.day(reproduction.madeOn) : '',
          of ? roundName(scope, of) : null,
          reproduction?.result?.trim() ?? '',
        ),
        scope.citeRound(round, of),
      )
    }),
  ]
}

function submission(scope: Scope, work: Work): Block[] {
  const a = scope.m.authorship
  const rounds = roundsOf(scope, work)
  // What is submitted rests on the rounds above; where there is none there is nothing to sum up.
  if (rounds.length === 0) return []
  const tags = [...new Set(rounds.flatMap((round) => round.note.tags))].map(
    (tag) => scope.terms.processTags[tag],
  )
  return [
    section(a.submission),
    paragraph(a.submissionText(work.title, listOf(scope, tags), Boolean(work.signature))),
  ]
}

function missing(scope: Scope, work: Work): string[] {
  const a = scope.m.authorship.missing
  const rounds = roundsOf(scope, work)
  const entries: string[] = []
  const numbers = (of: readonly Round[]) => scope.m.roundNumbers(of.map((round) => round.no))
  const original = rounds.filter((round) => round.sourceType === 'original-record')
  const bare = original.filter((round) => !generationOf(scope, round) && !round.note.handEdit)
  // A later reproduction has no number among the rounds; its own page says what it lacks.
  const made = rounds.filter((round) => round.sourceType !== 'reproduction')
  const unexplained = made.filter((round) => !round.note.reason)
  const foreign = made.filter((round) => {
    const item = scope.item(round.item)
    const generation = generationOf(scope, round)
    const untold = (prompt: string | undefined, translation: string | undefined) =>
      wantsTranslation(prompt) && !translation
    return (
      untold(generation?.prompt, item?.notes.promptTranslation) ||
      untold(generation?.negativePrompt, item?.notes.negativePromptTranslation)
    )
  })
  if (rounds.length === 0) entries.push(a.rounds)
  if (bare.length > 0) entries.push(a.records(numbers(bare)))
  if (unexplained.length > 0) entries.push(a.reasons(numbers(unexplained)))
  if (scope.facts.language === 'zh-CN' && foreign.length > 0) entries.push(a.translations(numbers(foreign)))
  if (!work.contribution) entries.push(a.contribution)
  if (work.toolTerms.length === 0) entries.push(a.terms)
  if (!rounds.some((round) => round.times.some((time) => time.kind === 'stamped'))) entries.push(a.timestamp)
  return entries
}
