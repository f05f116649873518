import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Item } from '../../shared/contract/item.ts'
import { ProcessTag, type RoundNote } from '../../shared/contract/process.ts'
import type { RecordsFile } from '../../shared/contract/search.ts'
import { formatBytes } from '../../shared/format.ts'
import type { Arguments } from './arguments.ts'
import { plain } from './columns.ts'
import { copyOut } from './dossier.ts'
import { conduct } from './jobs.ts'
import { describeProcess } from './process-text.ts'
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
  const final = found.works.find(({ id }) => id === process.work)?.finalItem
  session.output.list(process, process.rounds, () => describeProcess(session, process, names, final))
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
  const round = process.rounds.find(({ pictures }) => pictures.some((each) => each.item === item.id))
  session.output.document(process, () => [
    session.messages.cli.roundNoted({ no: round?.ordered ? round.no : null, name: plain(item.name) }),
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

/** What the person says of an edge: confirmed, cut, or drawn where nothing was proposed; \`--undo\` takes it back. */
export async function decideEdge(session: Session, given: Arguments): Promise<number> {
  const words = (['confirm', 'cut', 'draw', 'undo'] as const).filter((name) => given.has(name))
  const [word, other] = words
  if (!word) throw new UsageError('nothingToSay', { option: '--confirm, --cut, --draw, --undo' })
  if (other) throw new UsageError('optionsExclude', { one: `--${word}`, other: `--${other}` })
  const decision = ({ confirm: 'confirmed', cut: 'cut', draw: 'drawn', undo: null } as const)[word]
  const [fromWord, toWord] = [given.required('from'), given.required('to')]
  const core = await session.open()
  const found = await findCase(core, given.words[0] ?? '')
  const from = await findItem(core, found.id, fromWord)
  const to = await findItem(core, found.id, toWord)
  const workWord = given.text('work')
  const process = await core.call('processes.decide', {
    case: found.id,
    work: workWord === undefined ? undefined : findWork(found, workWord).id,
    from: from.id,
    to: to.id,
    decision,
    note: given.text('note'),
  })
  const { cli, process: terms } = session.messages
  session.output.document(process, () => [
    cli.decided({
      from: plain(from.name),
      to: plain(to.name),
      decision: decision === null ? null : terms.decisions[decision],
    }),
  ])
  return exitStatus.done
}

/** The graph of a work as W3C PROV (PROV-O, JSON-LD). */
export async function exportProcess(session: Session, given: Arguments): Promise<number> {
  const out = resolve(given.required('out'))
  await mayWriteJson(out)
  const core = await session.open()
  const found = await findCase(core, given.words[0] ?? '')
  const word = given.text('work')
  const { cli } = session.messages
  const job = await conduct(session, core, cli.jobs.export, () =>
    core.call('processes.export', {
      case: found.id,
      work: word === undefined ? undefined : findWork(found, word).id,
    }),
  )
  if (job.state === 'cancelled') {
    session.output.note(session.messages.errors.cancelled({}))
    return exitStatus.cancelled
  }
  const { sha256, rows, size } = job.result as RecordsFile
  await copyOut(core, { sha256 }, out)
  session.output.document({ path: out, rounds: rows, size, sha256 }, () => [
    cli.processExported({ path: out, rounds: rows, size: formatBytes(size), sha256 }),
  ])
  return exitStatus.done
}

/** A file that is there already is replaced only when it begins as such an export does. */
async function mayWriteJson(out: string): Promise<void> {
  const folder = await stat(dirname(out)).catch(() => null)
  if (!folder?.isDirectory()) throw new UsageError('outNoFolder', { path: dirname(out) })
  const there = await stat(out).catch(() => null)
  if (there === null || there.size === 0) return
  const isOurs = there.isFile() && (await readFile(out, 'utf8')).startsWith('{\n "@context": {\n  "prov":')
  if (!isOurs) throw new UsageError('outNotProcess', { path: out })
}
