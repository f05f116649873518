import type { Edge, Process, Round } from '../../../shared/contract/process.ts'
import type { Block, GraphLine, LineStyle, Span } from './blocks.ts'
import { changeLabels, roundName } from './rounds.ts'
import { bold, isPicture, type Scope, soft, stateOfRound, text } from './scope.ts'

/** More rounds than this are shown with runs folded into one line. */
const mostRows = 30

/** A round, or several that are told as one. */
type Unit = readonly [Round, ...Round[]]

/** The graph of a process; null where no two rounds are tied. */
export function graphBlock(scope: Scope, process: Process): Extract<Block, { kind: 'graph' }> | null {
  const rounds = process.rounds.filter((round) => isInGraph(round, process))
  if (!process.edges.some(isShown)) return null
  const units = foldedIn(rounds)
  const unitOf = new Map(units.flatMap((unit, index) => unit.map((round) => [round.item, index] as const)))
  const byItem = new Map(process.rounds.map((round) => [round.item, round]))
  const lines = linesOf(process, unitOf, byItem)
  return {
    kind: 'graph',
    alt: scope.m.process.graph,
    legend: legendOf(scope, process.edges.filter(isShown)),
    lines,
    rows: units.map((unit) => rowOf(scope, unit, process, byItem)),
  }
}

/** Rounds of which neither order nor any tie is known stand beside the graph. */
export function isInGraph(round: Round, { edges }: Process): boolean {
  return (
    round.ordered ||
    edges.some((edge) => isShown(edge) && (edge.from === round.item || edge.to === round.item))
  )
}

function isShown({ decision, proposal }: Edge): boolean {
  return decision ? decision.kind !== 'cut' : proposal !== null
}

/** How an edge is drawn: by what the software found, and as the party's own where only the party says so. */
export function styleOf({ proposal, decision }: Edge): LineStyle {
  if (decision && (proposal === null || proposal.class === 'related')) return 'stated'
  return proposal?.class ?? 'stated'
}

function linesOf(
  process: Process,
  unitOf: ReadonlyMap<number, number>,
  byItem: ReadonlyMap<number, Round>,
): GraphLine[] {
  const lines = new Map<string, GraphLine>()
  for (const edge of process.edges.filter(isShown)) {
    const [from, to] = [unitOf.get(edge.from), unitOf.get(edge.to)]
    const child = byItem.get(edge.to)
    if (from === undefined || to === undefined || from === to || !child) continue
    const isParent = child.parent === edge.from
    const style = styleOf(edge)
    // An arrow that gave way to the party's own, or to a stronger one, is told in words only.
    if (!isParent && style !== 'recorded' && style !== 'related') continue
    const line: GraphLine = {
      from,
      to,
      lane: isParent ? child.branch : null,
      style,
      own: edge.decision !== null,
    }
    const key = `${from} ${to} ${isParent}`
    const there = lines.get(key)
    if (!there || weakness[style] > weakness[there.style]) lines.set(key, line)
  }
  return [...lines.values()]
}

/** Of the edges of a folded run the weakest is drawn: nothing is said beyond what holds for all. */
const weakness: { readonly [S in LineStyle]: number } = {
  recorded: 0,
  strong: 1,
  supported: 2,
  stated: 3,
  related: 4,
}

function legendOf({ m }: Scope, edges: readonly Edge[]): Extract<Block, { kind: 'graph' }>['legend'] {
  const used = new Set(edges.map(styleOf))
  const styles = (['recorded', 'strong', 'supported', 'related'] as const).filter((style) => used.has(style))
  const own = edges.some(({ decision }) => decision !== null)
  return [
    ...styles.map((style) => ({ style, own: false, text: m.process.lines[style] })),
    ...(own ? [{ style: 'stated' as const, own: true, text: m.process.lines.stated }] : []),
  ]
}

function rowOf(scope: Scope, unit: Unit, process: Process, byItem: ReadonlyMap<number, Round>) {
  const { m, facts, terms } = scope
  const [round] = unit
  const last = unit.at(-1) ?? round
  const item = scope.item(round.item)
  const state = stateOfRound(round)
  const isFinal = facts.case.works.some((work) => unit.some((each) => each.item === work.finalItem))
  const pictures = unit.reduce((sum, each) => sum + each.pictures.length, 0)
  const name = unit.length > 1 ? m.process.run(round.no, last.no, unit.length) : roundName(scope, round)
  const judged =
    round.note.selected === true
      ? m.process.selected
      : round.note.selected === false
        ? m.process.notSelected
        : ''
  const title: Span[] = [
    bold(name),
    ...(isFinal ? [text(`  ${m.process.isFinal}`)] : judged ? [text(`  ${judged}`)] : []),
    ...(pictures > 1 ? [text(`  ${m.process.pictures(pictures)}`)] : []),
    soft(`  ${terms.states[state]}  `),
    { kind: 'page', anchor: `round-${round.item}` },
  ]
  const words: Span[] = [text(changesOf(scope, unit).join(m.semicolon))]
  const leading = unit.flatMap(
    (each) => process.edges.find(({ from, to }) => to === each.item && from === each.parent) ?? [],
  )
  const parent = byItem.get(round.parent ?? 0)
  if (leading.length > 0 && parent) {
    // Of a folded run every class that occurs in it is named, and a gap wherever it is.
    const classes = [...new Set(leading.map((edge) => edgeWords(scope, edge)))].join(m.semicolon)
    const gap = leading.some(({ proposal }) => proposal?.gap) ? `${m.semicolon}${m.process.gap}` : ''
    words.push({ kind: 'break' }, soft(`${m.process.comesFrom(roundName(scope, parent), classes)}${gap}`))
  }
  return {
    lane: round.branch,
    state,
    isFinal,
    source: item && isPicture(item) ? { item: item.id, sha256: item.sha256 } : null,
    alt: m.process.alt(round.no, item?.name ?? ''),
    title,
    text: words,
  }
}

/** 记录载明 · 当事人确认: what the software found, then what the party said of it. */
export function edgeWords({ terms, m, process }: Scope, { proposal, decision }: Edge): string {
  const words = [
    ...(proposal ? [process.classes[proposal.class]] : []),
    ...(decision ? [process.decisions[decision.kind]] : []),
  ]
  return words.join(terms.listSeparator || m.semicolon)
}

/** Of a run the changes of its rounds in a breath: first to last. */
function changesOf(scope: Scope, unit: Unit): string[] {
  const [round] = unit
  if (round.sourceType === 'reproduction') return []
  const edit = round.note.handEdit
  if (edit && round.changed.length === 0) return [scope.m.process.byHand(edit.tool ?? '')]
  if (unit.length === 1) return round.notCompared === 'no-parent' ? [] : changeLabels(scope, round)
  const labels = unit.flatMap((each) => (each.notCompared === null ? changeLabels(scope, each) : []))
  const shown = [...new Set(labels)].slice(0, 4)
  return labels.length > shown.length ? [...shown, scope.m.changes.more(labels.length - shown.length)] : shown
}

/**
 * Runs of rounds of which nobody said anything, each the next one's parent, and leaves of one round that follow one
 * another: told as one line where there are many.
 */
function foldedIn(rounds: readonly Round[]): Unit[] {
  if (rounds.length <= mostRows) return rounds.map((round) => [round])
  const children = Map.groupBy(rounds, (round) => round.parent)
  const isQuiet = (round: Round) =>
    round.ordered &&
    round.notedAt === null &&
    round.sourceType === 'original-record' &&
    round.parent !== null &&
    (children.get(round.item)?.length ?? 0) <= 1
  const units: [Round, ...Round[]][] = []
  for (const round of rounds) {
    const unit = units.at(-1)
    const before = unit?.at(-1)
    const goesOn =
      unit !== undefined &&
      before !== undefined &&
      isQuiet(before) &&
      isQuiet(round) &&
      ((round.parent === before.item && round.branch === before.branch) ||
        (round.parent === before.parent && !children.has(round.item) && !children.has(before.item)))
    if (goesOn) unit.push(round)
    else units.push([round])
  }
  return units
}
