import type { Work } from '../../../../shared/contract/case.ts'
import type { Process, Round } from '../../../../shared/contract/process.ts'
import type { Block, FieldRow, GlanceCell, Span } from '../blocks.ts'
import { styleOf } from '../graph.ts'
import { changeLabels, roundName } from '../rounds.ts'
import {
  bold,
  chapter,
  fieldOf,
  isPicture,
  listOf,
  mark,
  roundsOf,
  type Scope,
  soft,
  stateOfRound,
  text,
} from '../scope.ts'
import { claimedSpan, figuresOf, keyRounds, mainLine } from '../story.ts'

/** Right behind the contents: the making of each work on one page, for somebody who has five minutes. */
export function glance(scope: Scope): Block[] {
  const works = scope.facts.case.works.filter((work) => roundsOf(scope, work).length > 0)
  return works.flatMap((work, index): Block[] => {
    const process = scope.facts.processes.find((entry) => entry.work === work.id)
    if (!process) return []
    const head: Block = index === 0 ? chapter(scope, 'glance') : { kind: 'page' }
    return [head, page(scope, work, process)]
  })
}

function page(scope: Scope, work: Work, process: Process): Block {
  const { m } = scope
  const final = scope.item(work.finalItem)
  const exhibit = final && scope.exhibitOf(final.id)
  const keys = keyRounds(mainLine(process, work))
  const cells = keys.map((round, index) => cell(scope, round, keys[index + 1] ?? null, process))
  return {
    kind: 'glance',
    final: {
      source: final && isPicture(final) ? { item: final.id, sha256: final.sha256 } : null,
      alt: m.glance.final(work.title),
      caption: final
        ? [
            bold(m.glance.final(work.title)),
            soft(`  ${exhibit ? m.exhibitLabel(exhibit.no) : ''} `),
            { kind: 'page', anchor: `item-${final.id}` },
          ]
        : [],
    },
    rows: rows(scope, work, process),
    cells,
    foot: foot(scope, work, process, cells),
  }
}

function rows(scope: Scope, work: Work, process: Process): FieldRow[] {
  const { m, terms } = scope
  const g = m.glance
  const figures = figuresOf(process)
  const span = claimedSpan(scope, process)
  const known = process.rounds.filter((round) => round.sourceType !== 'reproduction' && round.ordered)
  const bases = [...new Set(known.map(({ orderBasis }) => orderBasis))]
  const isStated = bases.length > 0 && bases.every((basis) => basis === 'person')
  const order = g.orderOf(
    listOf(
      scope,
      bases.map((basis) => terms.orderBases[basis]),
    ),
    figures.rounds - known.length,
  )
  const descents: Span[] = [
    mark('record'),
    text(`${g.recorded} ${g.times(figures.recorded)}　`),
    mark('inferred'),
    text(
      `${g.inferred} ${g.times(figures.inferred)}${figures.undecided > 0 ? g.undecided(figures.undecided) : ''}`,
    ),
  ]
  const named = g.workBy(m.workTitle(work.category ?? '', work.title), work.author ?? '')
  return [
    ...fieldOf(g.work, named, { state: 'stated' }),
    ...fieldOf(g.extent, g.rounds(figures.rounds, figures.pictures), { state: 'inferred' }),
    ...(span
      ? fieldOf(g.span, g.spanOf(span.from, span.to, span.source, span.files), { state: 'record' })
      : []),
    ...(figures.rounds > 1 ? fieldOf(g.order, order, { state: isStated ? 'stated' : 'inferred' }) : []),
    { label: g.descents, value: descents },
    ...fieldOf(g.stated, g.statedOf(figures.reasons, figures.confirmed, figures.drawn), { state: 'stated' }),
    ...(figures.reproductions > 0
      ? fieldOf(g.reproduced, g.reproductions(figures.reproductions), { state: 'reproduction' })
      : []),
  ]
}

function cell(scope: Scope, round: Round, next: Round | null, process: Process): GlanceCell {
  const { m } = scope
  const item = scope.item(round.item)
  const edit = round.note.handEdit
  const isByHand = Boolean(edit) && round.changed.length === 0
  const changes = round.notCompared === 'no-parent' && !isByHand ? [] : changeLabels(scope, round).slice(0, 3)
  const words = isByHand ? [m.process.byHand(edit?.tool ?? '')] : changes
  const reason = round.reason?.trim()
  const isChosen = round.note.selected === true
  return {
    source: item && isPicture(item) ? { item: item.id, sha256: item.sha256 } : null,
    alt: m.process.alt(round.no, item?.name ?? ''),
    title: [
      mark(stateOfRound(round)),
      bold(roundName(scope, round)),
      text(isChosen ? ` ${m.process.selected} ` : ' '),
      { kind: 'page', anchor: `round-${round.item}` },
    ],
    changes: words.length > 0 ? [mark(isByHand ? 'stated' : 'inferred'), text(words.join(m.semicolon))] : [],
    reason: reason ? [mark('stated'), text(m.changes.quoted(reason))] : [],
    next: nextOf(round, next, process),
  }
}

/** What leads on: the line to the next, a gap where rounds between are left out, nothing where it does not descend. */
function nextOf(round: Round, next: Round | null, process: Process): GlanceCell['next'] {
  if (!next) return null
  if (next.parent === round.item) {
    const edge = process.edges.find(({ from, to }) => from === round.item && to === next.item)
    return edge ? styleOf(edge) : null
  }
  const parents = new Map(process.rounds.map(({ item, parent }) => [item, parent]))
  for (let at = next.parent; at !== null; at = parents.get(at) ?? null) if (at === round.item) return 'folded'
  return null
}

/** In the order of the legend. */
const arrows = ['recorded', 'strong', 'supported', 'related', 'stated', 'folded'] as const

/** What the marks and the lines mean, and where the evidence is. */
function foot(scope: Scope, work: Work, process: Process, cells: readonly GlanceCell[]): Span[][] {
  const { m, terms } = scope
  const items = [
    work.finalItem ?? 0,
    ...process.rounds.flatMap(({ pictures }) => pictures.map(({ item }) => item)),
  ]
  const exhibits = [...new Set(items.flatMap((item) => scope.exhibitOf(item) ?? []))]
  const legend = (['record', 'inferred', 'stated', 'reproduction'] as const).flatMap((state): Span[] => [
    mark(state),
    text(terms.states[state]),
    soft(` ${m.authorship.legend[state]}　`),
  ])
  const drawn = arrows.filter((arrow) => cells.some(({ next }) => next === arrow))
  const lines = drawn.map((arrow) => m.glance.arrows[arrow]).join(m.semicolon)
  const evidence = exhibits
    .slice(0, 4)
    .flatMap((exhibit, index): Span[] => [
      text(
        `${index === 0 ? '' : m.semicolon}${m.exhibitLabel(exhibit.no)} ${exhibit.name}${m.glance.pagesBefore}`,
      ),
      { kind: 'pages', exhibit: exhibit.no },
      text(m.glance.pagesAfter),
    ])
  return [
    legend,
    ...(lines ? [[soft(m.glance.arrowsAre), text(lines)]] : []),
    [soft(m.glance.evidence), ...evidence],
    [soft(m.glance.note(m.workTitle(work.category ?? '', work.title)))],
  ]
}
