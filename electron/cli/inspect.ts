import type { FileRecord, Generation } from '../../shared/contract/record.ts'
import { formatBytes, shortDigest } from '../../shared/format.ts'
import { inspectFiles } from '../core/core.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain, shortened } from './columns.ts'
import { warningSentence } from './sentences.ts'
import { exitStatus, type Session } from './session.ts'

/** One record a file, as each is read. Needs no vault and writes nothing. */
export async function inspect(session: Session, given: Arguments): Promise<number> {
  const { output, messages } = session
  const stream = output.stream()
  // On a terminal the records themselves show how far it is, and a bar would be drawn between their lines.
  const progress = output.toTerminal ? null : session.progress(messages.cli.jobs.inspect)
  let failed = 0
  try {
    await inspectFiles(given.words, {
      taskScript: session.home.taskScript,
      pixels: !given.has('no-pixels'),
      digest: !given.has('no-digest'),
      signal: AbortSignal.any([session.signal, output.closed]),
      onRecord(inspected, done) {
        progress?.update(done, 0)
        if ('fault' in inspected) {
          failed += 1
          const { path, fault } = inspected
          const message = warningSentence(session, { code: fault }, path)
          output.note(plain(message))
          stream.record({ ...unopened(path), warnings: [{ code: fault, message }] }, () => [])
          return
        }
        const { record } = inspected
        const warnings = record.warnings.map(({ code, details }) => ({
          code,
          message: warningSentence(session, { code, details }, record.path),
          ...(details === undefined ? {} : { details }),
        }))
        stream.record({ ...record, warnings }, () => describeRecord(session, record))
      },
    })
  } finally {
    progress?.end()
    stream.end()
  }
  if (session.signal.aborted) return exitStatus.cancelled
  return failed === 0 ? exitStatus.done : exitStatus.failed
}

/** A file that could not even be opened, as against one that is damaged: nothing is known of it but that. */
function unopened(path: string) {
  return {
    path,
    status: 'unreadable',
    generator: null,
    generations: [],
    claimedTimes: [],
    aiLabel: null,
    c2pa: null,
    carriers: [],
  }
}

function describeRecord(session: Session, record: FileRecord): string[] {
  const { cli, records } = session.messages
  const size = record.width === undefined ? '' : `${record.width}×${record.height}`
  const rows = [
    [cli.record.format, [record.format, size, formatBytes(record.size)].filter(Boolean).join('  ')],
    ...(record.sha256 === undefined ? [] : [['SHA-256', record.sha256]]),
    ...(record.generator === null
      ? []
      : [
          [
            cli.record.generator,
            plain([record.generator.name, record.generator.version ?? ''].join(' ').trim()),
          ],
        ]),
    ...record.generations.flatMap((generation) => describeGeneration(session, generation)),
    ...record.claimedTimes.map((time) => [cli.record.time, plain(cli.times.claimed(time))]),
    ...record.carriers.map(({ kind, key, offset, length, sha256 }) => [
      cli.record.carrier,
      `${plain(kind)} ${plain(key)}  @${offset} +${length}  ${shortDigest(sha256)}`,
    ]),
    ...record.warnings.map((warning) => [
      cli.record.warning,
      plain(warningSentence(session, warning, record.path)),
    ]),
  ]
  return [
    `${plain(record.path)}  ${records.status[record.status]}`,
    ...aligned(rows.map(([a = '', b = '']) => [`  ${a}`, b])),
    '',
  ]
}

function describeGeneration(session: Session, generation: Generation): string[][] {
  const { changeFields } = session.messages.terms
  const size = generation.width === undefined ? undefined : `${generation.width}×${generation.height}`
  const models = (generation.models ?? [generation.model])
    .flatMap((model) => model?.name ?? model?.hash ?? [])
    .join(', ')
  const lora = generation.loras
    ?.map(({ name, weight }) => (weight === undefined ? name : `${name} ${weight}`))
    .join(', ')
  const facts: [string, string | number | undefined][] = [
    [changeFields.prompt, generation.prompt ?? generation.prompts?.join(' | ')],
    [changeFields.negativePrompt, generation.negativePrompt ?? generation.negativePrompts?.join(' | ')],
    [changeFields.model, models],
    [changeFields.lora, lora],
    [changeFields.sampler, generation.sampler],
    [changeFields.scheduler, generation.scheduler],
    [changeFields.steps, generation.steps],
    [changeFields.cfgScale, generation.cfgScale],
    [changeFields.seed, generation.seed],
    [changeFields.size, size],
    [changeFields.denoisingStrength, generation.denoisingStrength],
  ]
  return facts.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, shortened(plain(String(value)), 100)]],
  )
}
