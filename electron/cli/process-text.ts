import type { Item } from '../../shared/contract/item.ts'
import type { Change, Edge, Ground, Process, Round } from '../../shared/contract/process.ts'
import { formatInstant } from '../../shared/format.ts'
import { plain, shortened } from './columns.ts'
import type { Session } from './session.ts'

/**
 * The graph for people: rounds in order, indented by their lane, each with where it comes from and why. `final` is the
 * picture that is the work, where one is named.
 */
export function describeProcess(
  session: Session,
  process: Process,
  items: ReadonlyMap<number, Item>,
  final: number | undefined,
): string[] {
  const { cli, terms } = session.messages
  if (process.rounds.length === 0) return [cli.noRounds]
  const rounds = new Map(process.rounds.map((round) => [round.item, round]))
  const told = { session, process, items, rounds }
  const holdsFinal = process.rounds.find(({ pictures }) => pictures.some(({ item }) => item === final))
  return [
    cli.orderBasis({ basis: terms.orderBases[process.orderBasis] }),
    ...process.witnesses.map((witness) => `  ${witnessLine(session, witness)}`),
    ...process.contradictions.map(
      (each) => `  ${cli.graph.contradiction({ text: sentence(session, each) })}`,
    ),
    ...process.rounds.flatMap((round, at) => [
      ...(round.history === process.rounds[at - 1]?.history
        ? []
        : ['', historyLine(session, round, holdsFinal)]),
      ...describeRound(told, round).map((line) => `${'  '.repeat(round.branch)}${line}`),
    ]),
    ...undecidedLines(told),
    ...process.perhapsSame.flatMap(({ a, b, grounds }) => [
      '',
      cli.graph.perhapsSame({ a: nameOf(told, a), b: nameOf(told, b) }),
      ...grounds.map((each) => `  · ${sentence(session, each)}`),
    ]),
    ...(process.missing.length === 0 ? [] : ['', cli.missingCount({ count: process.missing.length })]),
  ]
}

interface Told {
  readonly session: Session
  readonly process: Process
  readonly items: ReadonlyMap<number, Item>
  readonly rounds: ReadonlyMap<number, Round>
}

function historyLine({ messages: { cli } }: Session, { history }: Round, final: Round | undefined): string {
  if (history === final?.history) return cli.graph.finalHistory
  return cli.graph.history({ no: final ? history : history + 1 })
}

/** A number in the order, where there is one; else the number by which the round is found. */
function nameOf({ session, rounds }: Pick<Told, 'session' | 'rounds'>, item: number): string {
  const round = rounds.get(item)
  return session.messages.cli.round({ no: round?.no ?? item, ordered: round?.ordered ?? false })
}

function witnessLine(session: Session, witness: Process['witnesses'][number]): string {
  const { cli, process } = session.messages
  return cli.graph.witness({
    folder: plain(witness.folder),
    basis: process.witness(witness.basis),
    files: witness.files,
    trusted: witness.trusted,
    grounds: witness.grounds.map((each) => sentence(session, each)).join(cli.graph.semicolon),
  })
}

function describeRound(told: Told, round: Round): string[] {
  const { session, process, items } = told
  const { cli, terms } = session.messages
  const decision = round.selected === null ? '' : round.selected ? cli.selected : cli.rejected
  const edges = process.edges.filter((edge) => edge.to === round.item || isKin(edge, round))
  return [
    [
      `${round.parent === null ? '○' : '●'} ${nameOf(told, round.item)}`,
      plain(items.get(round.item)?.name ?? String(round.item)),
      round.pictures.length > 1 ? cli.graph.siblings({ count: round.pictures.length }) : '',
      terms.sourceTypes[round.sourceType],
      decision,
      round.ordered ? '' : cli.graph.unordered,
    ]
      .filter(Boolean)
      .join('  '),
    ...edges.flatMap((edge) => edgeLines(told, edge, round)),
    ...round.changed.map((change) => `    ${describeChange(session, change)}`),
    ...(round.reason === null ? [] : [`    ${cli.stated({ text: plain(round.reason) })}`]),
    ...round.times.map(
      ({ kind, source, value }) =>
        `    ${plain(cli.times[kind]({ source, value: kind === 'claimed' ? value : formatInstant(value, session.language) }))}`,
    ),
  ]
}

/** An edge without an arrow is told at both its ends. */
function isKin({ from, proposal, decision }: Edge, round: Round): boolean {
  return from === round.item && proposal?.class === 'related' && decision === null
}

function edgeLines({ session, rounds }: Told, edge: Edge, round: Round): string[] {
  const { cli, process } = session.messages
  const { proposal, decision } = edge
  // An edge that gave way to another parent is told, without an arrow.
  const stands = round.parent === edge.from || proposal?.class === 'recorded'
  const isArrow = edge.to === round.item && decision?.kind !== 'cut' && stands
  const words = [
    ...(decision ? [process.decisions[decision.kind]] : []),
    ...(proposal ? [process.classes[proposal.class]] : []),
    ...(proposal?.gap ? [cli.graph.gap] : []),
  ]
  const other = edge.to === round.item ? edge.from : edge.to
  const told = { round: nameOf({ session, rounds }, other), words: words.join(cli.graph.comma) }
  return [
    `  ${isArrow ? cli.graph.from(told) : cli.graph.near(told)}`,
    ...(proposal?.grounds ?? []).map((each) => `    · ${sentence(session, each)}`),
    ...(proposal?.against ?? []).map(
      (each) => `    − ${cli.graph.against({ text: sentence(session, each) })}`,
    ),
    ...(decision?.note ? [`    ${cli.stated({ text: plain(decision.note) })}`] : []),
  ]
}

function undecidedLines(told: Told): string[] {
  const { session, process } = told
  const { cli } = session.messages
  if (process.undecided.length === 0) return []
  return [
    '',
    cli.graph.undecided({ count: process.undecided.length }),
    ...process.undecided.map(({ item, reason, candidates }) => {
      const between = candidates.map(({ from }) => nameOf(told, from))
      return `  ${[nameOf(told, item), sentence(session, reason), between.join(' / ')]
        .filter(Boolean)
        .join('  ')}`
    }),
  ]
}

/** The sentence for a ground; a code without one is shown as it is. */
function sentence({ messages: { process } }: Session, { code, details }: Ground): string {
  const { grounds } = process
  if (!Object.hasOwn(grounds, code)) return code
  return plain(grounds[code as keyof typeof grounds](details ?? {}))
}

function describeChange({ messages }: Session, { field, kind: how, from, to }: Change): string {
  const { changeFields } = messages.terms
  const [kind = '', ...rest] = field.split(':')
  const known = Object.hasOwn(changeFields, kind)
    ? changeFields[kind as keyof typeof changeFields]
    : undefined
  const name = known === undefined ? field : [known, rest.join(':')].join(' ').trim()
  const show = (text: string) => shortened(plain(text), 60)
  if (from === null) return `+ ${plain(name)}  ${show(to ?? '')}`
  if (to === null) return `− ${plain(name)}  ${show(from)}`
  if (how === 'moved') return `~ ${plain(name)}  ${messages.cli.graph.moved({ term: show(to) })}`
  return `~ ${plain(name)}  ${show(from)} → ${show(to)}`
}
