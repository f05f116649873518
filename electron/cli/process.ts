import type { Item } from '../../shared/contract/item.ts'
import {
  type Change,
  type Process,
  ProcessTag,
  type Round,
  type RoundNote,
} from '../../shared/contract/process.ts'
import { formatInstant } from '../../shared/format.ts'
import type { Arguments } from './arguments.ts'
import { plain, shortened } from './columns.ts'
import { findCase, findItem, findWork, itemsOf } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { oneOf } from './values.ts'

export async function showProcess(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const found = await findCase(core, given.words[0] ?? '')
  const word = given.text('work')
  const process = await core.call('processes.get', {
    case: found.id,
    work: word === undefined ? undefined : findWork(found, word).id,
  })
  const names = new Map<number, Item>()
  if (session.output.format === 'people') {
    for await (const item of itemsOf(core, found.id)) names.set(item.id, item)
  }
  session.output.list(process, process.rounds, () => describeProcess(session, process, names))
  return exitStatus.done
}

export async function noteRound(session: Session, given: Arguments): Promise<number> {
  const decisions = (['selected', 'rejected', 'undecided'] as const).filter((name) => given.has(name))
  const [decision, other] = decisions
  if (decision && other) throw new UsageError('optionsExclude', { one: `--${decision}`, other: `--${other}` })
  const note: Partial<RoundNote> = {
    ...(given.has('reason') ? { reason: given.text('reason') } : {}),
    ...(given.has('effect') ? { visibleEffect: given.text('effect') } : {}),
    ...(given.has('selection-reason') ? { selectionReason: given.text('selection-reason') } : {}),
    ...(decision ? { selected: { selected: true, rejected: false, undecided: null }[decision] } : {}),
    ...(given.has('tag') ? { tags: given.texts('tag').map((tag) => oneOf(ProcessTag, tag, '--tag')) } : {}),
  }
  if (Object.keys(note).length === 0)
    throw new UsageError('nothingToSay', { option: '--reason, --selected, --rejected' })
  const itemWord = given.required('item')
  const core = await session.open()
  const found = await findCase(core, given.words[0] ?? '')
  const item = await findItem(core, found.id, itemWord)
  const process = await core.call('processes.note', { item: item.id, note })
  const round = process.rounds.find((each) => each.item === item.id)
  session.output.document(process, () => [
    session.messages.cli.roundNoted({ no: round?.no ?? null, name: plain(item.name) }),
  ])
  return exitStatus.done
}

export async function arrangeRounds(session: Session, given: Arguments): Promise<number> {
  const [caseWord = '', ...itemWords] = given.words
  const core = await session.open()
  const found = await findCase(core, caseWord)
  const items: number[] = []
  for (const word of itemWords) items.push((await findItem(core, found.id, word)).id)
  const word = given.text('work')
  const process = await core.call('processes.arrange', {
    case: found.id,
    work: word === undefined ? undefined : findWork(found, word).id,
    items,
  })
  session.output.list(process, process.rounds, () => [
    session.messages.cli.arranged({ count: process.rounds.length }),
  ])
  return exitStatus.done
}

function describeProcess(session: Session, process: Process, items: ReadonlyMap<number, Item>): string[] {
  const { cli, terms } = session.messages
  if (process.rounds.length === 0) return [cli.noRounds]
  return [
    cli.orderBasis({ basis: terms.orderBases[process.orderBasis] }),
    ...process.rounds.flatMap((round) => ['', ...describeRound(session, round, items.get(round.item))]),
    ...(process.missing.length === 0 ? [] : ['', cli.missingCount({ count: process.missing.length })]),
  ]
}

function describeRound(session: Session, round: Round, item: Item | undefined): string[] {
  const { cli, terms } = session.messages
  const decision = round.selected === null ? '' : round.selected ? cli.selected : cli.rejected
  return [
    [
      cli.round({ no: round.no }),
      plain(item?.name ?? String(round.item)),
      terms.sourceTypes[round.sourceType],
      decision,
    ]
      .filter(Boolean)
      .join('  '),
    ...(round.notCompared === null ? [] : [`  ${cli.notCompared[round.notCompared]}`]),
    ...round.changed.map((change) => `  ${describeChange(session, change)}`),
    ...(round.reason === null ? [] : [`  ${cli.stated({ text: plain(round.reason) })}`]),
    ...round.times.map(
      ({ kind, source, value }) =>
        `  ${plain(cli.times[kind]({ source, value: kind === 'claimed' ? value : formatInstant(value, session.language) }))}`,
    ),
  ]
}

function describeChange(session: Session, { field, from, to }: Change): string {
  const { changeFields } = session.messages.terms
  const [kind = '', ...rest] = field.split(':')
  const known = Object.hasOwn(changeFields, kind)
    ? changeFields[kind as keyof typeof changeFields]
    : undefined
  const name = known === undefined ? field : [known, rest.join(':')].join(' ').trim()
  const show = (text: string) => shortened(plain(text), 60)
  if (from === null) return `+ ${plain(name)}  ${show(to ?? '')}`
  if (to === null) return `− ${plain(name)}  ${show(from)}`
  return `~ ${plain(name)}  ${show(from)} → ${show(to)}`
}
