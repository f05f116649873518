import { createHash } from 'node:crypto'
import type { Carrier, FileRecord, Generation } from '../../../shared/contract/record.ts'
import { disagreements } from './disagreements.ts'
import { readGenerations } from './generators/generators.ts'
import type { Reading } from './generators/reading.ts'
import { isMislabelled } from './mislabelled.ts'
import { type Findings, type Statement, warn } from './statement.ts'
import { pngTimes, standardTimes } from './times.ts'

interface Options {
  readonly path: string
  readonly sha256?: string
}

/** Puts together the record of a file from what its container says. */
export async function compose(
  bytes: Uint8Array,
  format: string,
  findings: Findings,
  options: Options,
): Promise<FileRecord> {
  const readings = readGenerations(findings.statements)
  for (const { warnings } of readings)
    for (const { code, details } of warnings ?? []) warn(findings, code, details)
  for (const details of disagreements(readings)) warn(findings, 'records-disagree', details)
  if (isMislabelled(options.path, format)) warn(findings, 'mislabelled', { format })
  if (format === 'empty') warn(findings, 'empty')
  const claimedTimes = [
    ...pngTimes(findings),
    ...(await standardTimes(findings)),
    ...readings.flatMap((reading) => reading.times ?? []),
  ]
  const generator = readings.find((reading) => reading.generator)?.generator ?? null
  const carriers = findings.statements.map((statement) => carrierOf(bytes, statement))
  const told = carriers.length > 0 || claimedTimes.length > 0
  return {
    path: options.path,
    size: bytes.length,
    ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
    format,
    ...(findings.width === undefined ? {} : { width: findings.width }),
    ...(findings.height === undefined ? {} : { height: findings.height }),
    status: statusOf(format, told, findings),
    generator,
    generations: readings.flatMap((reading) => generationsOf(reading, findings.statements)),
    claimedTimes,
    aiLabel: null,
    c2pa: null,
    carriers,
    warnings: [...findings.warnings],
  }
}

function generationsOf(reading: Reading, statements: readonly Statement[]): Generation[] {
  const carrier = statements.indexOf(reading.statement)
  return reading.generations.map((generation) => (carrier < 0 ? generation : { ...generation, carrier }))
}

function carrierOf(bytes: Uint8Array, { kind, key, offset, length, encoding, damaged }: Statement): Carrier {
  const stored = bytes.subarray(offset, offset + length)
  const sha256 = createHash('sha256').update(stored).digest('hex')
  return {
    kind,
    key,
    offset,
    length,
    sha256,
    ...(encoding ? { encoding } : {}),
    ...(damaged ? { damaged: true as const } : {}),
  }
}

const damage = new Set(['empty', 'truncated', 'damaged-statement', 'reader-failed'])

/** Unreadable only where nothing at all could be read. */
function statusOf(format: string, told: boolean, findings: Findings): FileRecord['status'] {
  if (told) return 'ok'
  const damaged = findings.warnings.some(({ code }) => damage.has(code))
  const known = findings.width !== undefined
  return format === 'empty' || (damaged && !known) ? 'unreadable' : 'no-metadata'
}
