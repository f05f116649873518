import type { Work } from '../../../../shared/contract/case.ts'
import type { Ground, Process, Round } from '../../../../shared/contract/process.ts'
import type { Block, Cite, Span } from '../blocks.ts'
import { graphBlock, isInGraph } from '../graph.ts'
import { roundName } from '../rounds.ts'
import {
  chapter,
  listOf,
  mark,
  type Scope,
  section,
  sentence,
  small,
  soft,
  text,
  withExhibit,
} from '../scope.ts'
import { mainLine } from '../story.ts'
import { folded } from './contacts.ts'
import { roundPage } from './round-page.ts'

/** Up to so many rounds stand in the contents one by one; all of them are bookmarks. */
const mostListed = 30
/** Up to so many rounds each have a page; of more, those that lead to the final image or of which something was said. */
const mostPages = 24
/** So many of each kind are told one by one; the rest is counted. */
const mostTold = 12

/** Chapter 4: how the order is known, the graph of rounds, then a page a round. */
export function process(scope: Scope): Block[] {
  const { facts, m } = scope
  const blocks: Block[] = [chapter(scope, 'process')]
  for (const work of facts.case.works) {
    const told = facts.processes.find((entry) => entry.work === work.id)
    const heading = facts.case.works.length > 1 ? `${m.work.heading(work.title)}  ` : ''
    if (!told || told.rounds.length === 0) {
      blocks.push({
        kind: 'missing',
        title: `${heading}${m.missingTitle}`,
        entries: [m.authorship.missing.rounds],
      })
      continue
    }
    blocks.push(section(`${heading}${m.process.overview}`, `line-${work.id}`))
    const made = told.rounds.filter((round) => round.sourceType !== 'reproduction')
    blocks.push(small(m.process.overviewNote(made.length, picturesIn(made))))
    blocks.push(small(kinds(scope)))
    // A single round is in no order and comes from none of the others.
    if (made.length > 1) blocks.push(...howOrdered(scope, told))
    blocks.push(...histories(scope, made), ...undecided(scope, told))
    const graph = graphBlock(scope, told)
    if (graph) blocks.push(section(m.process.graph), graph)
    if (made.length > 1) blocks.push(...besideGraph(scope, told, graph !== null))
    const paged = withPages(told, work)
    const isListed = paged.size <= mostListed
    for (const round of told.rounds) {
      if (paged.has(round)) blocks.push(...roundPage(scope, work, round, told.rounds, isListed))
    }
    blocks.push(
      ...withoutPages(
        scope,
        told.rounds.filter((round) => !paged.has(round)),
      ),
    )
  }
  return blocks
}

function picturesIn(rounds: readonly Round[]): number {
  return rounds.reduce((sum, round) => sum + round.pictures.length, 0)
}

/** The three kinds of evidence, each with its mark, its word and its colour (R2). */
function kinds(scope: Scope): Span[] {
  return (['record', 'reproduction', 'stated', 'inferred'] as const).flatMap((state) => [
    mark(state),
    text(scope.terms.states[state]),
    soft(` ${scope.m.authorship.legend[state]}　`),
  ])
}

/** One plain sentence on what the order rests on, one a witness, one a contradiction. */
function howOrdered(scope: Scope, told: Process): Block[] {
  const { m, terms } = scope
  const p = m.process
  const made = told.rounds.filter((round) => round.sourceType !== 'reproduction')
  const known = made.filter((round) => round.ordered)
  const cites = scope.citeRound(known[0] ?? made[0], known.at(-1) ?? made.at(-1))
  const bases = [...new Set(known.map(({ orderBasis }) => orderBasis))]
  const isStated = bases.length > 0 && bases.every((basis) => basis === 'person')
  const blocks: Block[] = [
    known.length === 0
      ? sentence(scope, 'inferred', p.orderUnknown, cites)
      : sentence(
          scope,
          isStated ? 'stated' : 'inferred',
          p.orderKnown(
            listOf(
              scope,
              bases.map((basis) => terms.orderBases[basis]),
            ),
            made.length - known.length,
          ),
          cites,
        ),
  ]
  const folders = [...Map.groupBy(told.witnesses, ({ folder }) => folder)].slice(0, mostTold)
  for (const [folder, witnesses] of folders) {
    blocks.push(small([mark('inferred'), text(witnessText(scope, folder, witnesses))]))
  }
  for (const ground of told.contradictions.slice(0, mostTold)) {
    blocks.push(
      sentence(scope, 'inferred', p.contradiction(groundText(scope, ground)), citesOf(scope, ground, cites)),
    )
  }
  return blocks
}

/** Rounds are numbered history by history: between two of them the numbers say nothing. */
function histories({ m }: Scope, made: readonly Round[]): Block[] {
  const isNumbered = (round: Round) => round.ordered && round.orderBasis !== 'person'
  const count = new Set(made.filter(isNumbered).map(({ history }) => history)).size
  return count > 1 ? [small([mark('inferred'), text(m.process.histories(count))])] : []
}

/** What orders the files of a folder, and what was not believed and why. */
function witnessText(scope: Scope, folder: string, witnesses: Process['witnesses']): string {
  const { m, process: words } = scope
  const named = folder.split('/').filter((part) => part !== '' && part !== '*')
  const used = witnesses.filter(({ trusted }) => trusted)
  const unused = witnesses
    .filter(({ trusted }) => !trusted)
    .map(({ basis, grounds }) =>
      m.process.witnessUnused(
        words.witness(basis),
        grounds.map((ground) => groundText(scope, ground)).join(m.semicolon),
      ),
    )
  return m.process.witnesses(
    named.at(-1) ?? '',
    Math.max(...witnesses.map(({ files }) => files)),
    listOf(
      scope,
      used.map(({ basis }) => words.witness(basis)),
    ),
    used.length > 1 && used.every(({ grounds }) => grounds.some(({ code }) => code === 'witness-agrees')),
    listOf(scope, unused),
  )
}

export function groundText({ process }: Scope, { code, details }: Ground): string {
  const { grounds } = process
  return Object.hasOwn(grounds, code) ? grounds[code as keyof typeof grounds](details ?? {}) : code
}

/** The pictures that a contradiction is about. */
function citesOf(scope: Scope, { details = {} }: Ground, otherwise: Cite[]): Cite[] {
  const named = ['a', 'b', 'item', 'input', 'from', 'to'].map((key) => Number(details[key] ?? 0))
  const items = named.filter((id) => scope.item(id) !== undefined)
  return items.length > 0 ? scope.cite(...items) : otherwise
}

/** Rounds whose descent is not established: counted, and listed with what they may come from. */
function undecided(scope: Scope, told: Process): Block[] {
  const p = scope.m.process
  const blocks: Block[] = []
  const byItem = new Map(told.rounds.map((round) => [round.item, round]))
  const entries = told.undecided.flatMap(({ item, reason, candidates }) => {
    const round = byItem.get(item)
    if (!round) return []
    const from = candidates
      .flatMap((each) => byItem.get(each.from) ?? [])
      .map((each) => roundName(scope, each))
    return [
      {
        round,
        value: p.undecidedOne(roundName(scope, round), groundText(scope, reason), listOf(scope, from)),
      },
    ]
  })
  if (entries.length > 0) {
    const rounds = entries.map(({ round }) => round)
    blocks.push(
      sentence(scope, 'inferred', p.undecided(entries.length), scope.citeRound(rounds[0], rounds.at(-1))),
    )
    for (const { value } of entries.slice(0, mostTold)) blocks.push(small([mark('missing'), text(value)]))
    if (entries.length > mostTold) blocks.push(small(p.undecidedMore(entries.length - mostTold)))
  }
  if (told.perhapsSame.length > 0)
    blocks.push(small([mark('inferred'), text(p.perhapsSame(told.perhapsSame.length))]))
  return blocks
}

/** Rounds of which neither order nor tie is known: named as just that, in no order. */
function besideGraph(scope: Scope, told: Process, hasGraph: boolean): Block[] {
  const loose = told.rounds.filter((round) => !isInGraph(round, told) && round.sourceType !== 'reproduction')
  if (loose.length === 0 && hasGraph) return []
  const p = scope.m.process
  if (!hasGraph && loose.length < told.rounds.length) return [small(p.noGraph)]
  return loose.length === 0 ? [] : [small([mark('missing'), text(p.loose(loose.length))])]
}

/** Who has a page: everyone, or of many those on the line to the final image and those of which something was said. */
function withPages(told: Process, work: Work): ReadonlySet<Round> {
  if (told.rounds.length <= mostPages) return new Set(told.rounds)
  const isSaid = ({ note, notedAt }: Round) => notedAt !== null && (note.selected !== false || note.reason)
  const line = mainLine(told, work)
  return new Set(told.rounds.filter((round) => line.includes(round) || isSaid(round)))
}

/** The others as contact prints, exhibit by exhibit: their records and digests stand in the annex and the attached record. */
function withoutPages(scope: Scope, rounds: readonly Round[]): Block[] {
  if (rounds.length === 0) return []
  const { m } = scope
  const byExhibit = Map.groupBy(rounds, (round) => scope.exhibitOf(round.item)?.no)
  return [
    { kind: 'page' },
    section(m.process.otherRounds(rounds.length)),
    small(m.process.otherRoundsNote),
    ...[...byExhibit].flatMap(([exhibit, list]) => withExhibit(exhibit, folded(scope, list))),
  ]
}
