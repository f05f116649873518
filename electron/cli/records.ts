import { open, stat } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import type { HistoryRow, RawStatement, RecordsFile } from '../../shared/contract/search.ts'
import { ExportFormat } from '../../shared/contract/search.ts'
import { formatBytes } from '../../shared/format.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain, shortened } from './columns.ts'
import { copyOut } from './dossier.ts'
import { conduct } from './jobs.ts'
import { findCaseId } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { count } from './values.ts'

/** All records of a case as a table or as JSON, by the ending of the file's name. */
export async function exportRecords(session: Session, given: Arguments): Promise<number> {
  const out = resolve(given.required('out'))
  const format = ExportFormat.safeParse(extname(out).slice(1).toLowerCase()).data
  if (!format) throw new UsageError('optionValue', { option: '--out', value: out, allowed: '.csv, .json' })
  await mayWrite(out, format)
  const core = await session.open()
  const caseId = await findCaseId(core, given.words[0] ?? '')
  const { cli } = session.messages
  const job = await conduct(session, core, cli.jobs.export, () =>
    core.call('records.export', { case: caseId, format }),
  )
  if (job.state === 'cancelled') {
    session.output.note(session.messages.errors.cancelled({}))
    return exitStatus.cancelled
  }
  const { sha256, rows, size } = job.result as RecordsFile
  await copyOut(core, { sha256 }, out)
  session.output.document({ path: out, format, rows, size, sha256 }, () => [
    cli.recordsExported({ path: out, rows, size: formatBytes(size), sha256 }),
  ])
  return exitStatus.done
}

/** A file that is there already is replaced only when it begins as an export does. */
async function mayWrite(out: string, format: ExportFormat): Promise<void> {
  const folder = await stat(dirname(out)).catch(() => null)
  if (!folder?.isDirectory()) throw new UsageError('outNoFolder', { path: dirname(out) })
  const there = await stat(out).catch(() => null)
  if (there === null || there.size === 0) return
  const begin = format === 'csv' ? '\uFEFFitem,' : '[\n'
  if (there.isDirectory() || (await beginningOf(out)) !== begin) {
    throw new UsageError('outNotRecords', { path: out })
  }

  async function beginningOf(path: string): Promise<string> {
    const file = await open(path, 'r')
    try {
      const length = Buffer.byteLength(begin)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  }
}

/** Where the statements of a file stand in its bytes: one of them, or all. Status 3 when one no longer agrees. */
export async function showStatements(session: Session, given: Arguments): Promise<number> {
  const [itemWord = '', numberWord] = given.words
  const item = numberOf(itemWord, 'item')
  const core = await session.open()
  const { record } = await core.call('items.get', { item })
  const wanted =
    numberWord === undefined ? record.carriers.map((_, index) => index) : [count(numberWord, 'N', {})]
  const statements: RawStatement[] = []
  for (const carrier of wanted) statements.push(await core.call('items.statement', { item, carrier }))
  const { cli } = session.messages
  const document = numberWord === undefined ? { item, statements } : statements[0]
  session.output.list(document, statements, () =>
    statements.length === 0 ? [cli.noStatements] : statements.flatMap((each) => describe(session, each)),
  )
  return statements.every(({ matches }) => matches) ? exitStatus.done : exitStatus.difference
}

function describe(session: Session, { carrier, found, matches, text, cut, hex }: RawStatement): string[] {
  const { cli } = session.messages
  return [
    `${plain(carrier.kind)} ${plain(carrier.key)}  @${carrier.offset} +${carrier.length}`,
    ...aligned([
      ['  SHA-256', carrier.sha256],
      [`  ${cli.statement.now}`, found ?? '-'],
      [`  ${cli.statement.agrees}`, matches ? cli.statement.yes : cli.statement.no],
    ]),
    ...(text === null ? [] : text.split('\n').map((line) => `  | ${plain(line)}`)),
    ...(cut ? [`  ${cli.statement.cut}`] : []),
    ...hexLines(hex.bytes.slice(0, 512), hex.start),
    '',
  ]
}

/** Sixteen bytes a line with their place, as hex viewers show them. */
function hexLines(bytes: string, start: number): string[] {
  return (bytes.match(/.{1,32}/g) ?? []).map((line, index) => {
    const pairs = line.match(/../g) ?? []
    const letters = pairs.map((pair) => {
      const code = Number.parseInt(pair, 16)
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.'
    })
    const place = (start + index * 16).toString(16).padStart(8, '0')
    return `  ${place}  ${pairs.join(' ').padEnd(47)}  ${letters.join('')}`
  })
}

/** Every time that a file claims, with its source; none is preferred. */
export async function showTimes(session: Session, given: Arguments): Promise<number> {
  const item = numberOf(given.words[0] ?? '', 'item')
  const core = await session.open()
  const { times } = await core.call('items.times', { item })
  const { cli } = session.messages
  session.output.list({ item, times }, times, () =>
    aligned(
      times.map(({ trust, source, value, reading, zone }) => [
        cli.timeTrust[trust],
        plain(source),
        plain(value),
        reading === null ? '' : `${reading}${zone ?? ''}`,
      ]),
    ),
  )
  return exitStatus.done
}

/** The rows of logs and histories beside the files that they speak of. */
export async function showHistories(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const caseId = await findCaseId(core, given.words[0] ?? '')
  const rows: HistoryRow[] = []
  for (;;) {
    const page = await core.call('histories.get', { case: caseId, offset: rows.length, limit: 1_000 })
    rows.push(...page.rows)
    if (page.rows.length === 0 || rows.length >= page.total) {
      session.output.list({ ...page, rows }, rows, () => historyLines(session, rows))
      return exitStatus.done
    }
  }
}

function historyLines(session: Session, rows: readonly HistoryRow[]): string[] {
  const { cli, terms } = session.messages
  if (rows.length === 0) return [cli.noHistories]
  return aligned(
    rows.map(({ source, row, file, generation, item, by, disagreements }) => [
      `${source}:${row + 1}`,
      plain(shortened(file ?? '', 40)),
      item === null || by === null ? cli.history.alone : `→ ${item} (${cli.history.by[by]})`,
      disagreements.length === 0
        ? plain(shortened(generation.prompt ?? '', 50))
        : cli.history.contradicts({
            fields: disagreements.map(({ field }) => fieldName(terms.changeFields, field)).join(', '),
          }),
    ]),
  )
}

function fieldName(names: Readonly<Record<string, string>>, field: string): string {
  return names[field] ?? field
}

function numberOf(word: string, what: string): number {
  if (!/^[1-9]\d{0,14}$/.test(word)) throw new AppError('not-found', { what, id: word })
  return Number(word)
}
