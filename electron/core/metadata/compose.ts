import { createHash } from 'node:crypto'
import type { Carrier, FileRecord, Generation } from '../../../shared/contract/record.ts'
import { addCautions } from './cautions.ts'
import { disagreements } from './disagreements.ts'
import { readGenerations } from './generators/generators.ts'
import { generator as named, type Reading } from './generators/reading.ts'
import { sidecarStatements } from './histories/histories.ts'
import { readInvokeDatabase } from './histories/invoke-database.ts'
import { isMislabelled } from './mislabelled.ts'
import type { RgbReader } from './pixels/pixels.ts'
import { producerOf, readAiLabel } from './provenance/ai-label.ts'
import { readC2pa } from './provenance/c2pa.ts'
import { generatorOfCredentials, isUnknownGenerator, readMarks } from './provenance/marks.ts'
import { checkNovelAiSignature } from './provenance/novelai-signature.ts'
import { c2paReference, readIptcClaims } from './provenance/xmp-claims.ts'
import { type Findings, type Statement, warn } from './statement.ts'
import { pngTimes, standardTimes } from './times.ts'

interface Options {
  readonly path: string
  readonly sha256?: string
  readonly pixels?: boolean
}

/** Puts together the record of a file from what its container says. */
export async function compose(
  bytes: Uint8Array,
  format: string,
  { findings, rgb }: { readonly findings: Findings; readonly rgb?: RgbReader },
  options: Options,
): Promise<FileRecord> {
  const readings = [
    ...readGenerations([...findings.statements, ...sidecarStatements(findings.statements)]),
    ...(format === 'sqlite' ? readInvokeDatabase(bytes, findings) : []),
    ...readMarks(findings.statements),
  ]
  const aiLabel = readAiLabel(bytes, findings)
  const iptc = readIptcClaims(findings)
  const c2pa = await readC2pa(
    options.pixels === false ? undefined : bytes,
    format,
    findings,
    c2paReference(findings),
  )
  checkNovelAiSignature(findings, rgb)
  tell(readings, format, findings, options.path)
  const claimedTimes = [
    ...pngTimes(findings),
    ...(await standardTimes(findings)),
    ...readings.flatMap((reading) => reading.times ?? []),
    ...signingTimes(c2pa),
  ]
  const statements = statementsOf(findings, readings)
  const generator = generatorOf(readings, statements, { aiLabel, c2pa, iptc })
  const carriers = statements.map((statement) => carrierOf(bytes, statement))
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
    generations: readings.flatMap((reading) => generationsOf(reading, statements)),
    claimedTimes,
    aiLabel,
    c2pa,
    ...(iptc ? { iptc } : {}),
    carriers,
    warnings: [...findings.warnings],
  }
}

/** Who made the picture: its generation record, its credentials, its label; `unknown` where only that it was made is said. */
function generatorOf(
  readings: readonly Reading[],
  statements: readonly Statement[],
  provenance: Pick<FileRecord, 'aiLabel' | 'c2pa' | 'iptc'>,
): FileRecord['generator'] {
  const read =
    readings.find((reading) => reading.generator)?.generator ?? generatorOfCredentials(provenance.c2pa)
  const producer = producerOf(provenance.aiLabel)
  if (read) return read
  if (producer) return named(producer)
  return isUnknownGenerator(statements, provenance) ? named('unknown') : null
}

/** What readers of the record should know. */
function tell(readings: readonly Reading[], format: string, findings: Findings, path: string): void {
  for (const { warnings } of readings)
    for (const { code, details } of warnings ?? []) warn(findings, code, details)
  for (const details of disagreements(readings)) warn(findings, 'records-disagree', details)
  const shape = shapeDifference(findings, readings)
  if (shape) warn(findings, 'shape-differs', shape)
  addCautions(findings)
  if (isMislabelled(path, format)) warn(findings, 'mislabelled', { format })
  if (format === 'empty') warn(findings, 'empty')
}

/** Proportions of the record against those of the picture, where they differ by more than rounding to multiples of 64. */
function shapeDifference(
  { width, height }: Findings,
  readings: readonly Reading[],
): { declared: string; actual: string } | undefined {
  const sizes = readings.flatMap(({ generations }) => generations).filter((g) => g.width && g.height)
  if (!width || !height || sizes.length === 0) return undefined
  const ratio = width / height
  const alike = sizes.some((g) => Math.abs((g.width ?? 1) / (g.height ?? 1) / ratio - 1) < 0.08)
  const [first] = sizes
  return alike ? undefined : { declared: `${first?.width}×${first?.height}`, actual: `${width}×${height}` }
}

function signingTimes(c2pa: FileRecord['c2pa']): FileRecord['claimedTimes'] {
  return (c2pa?.manifests ?? []).flatMap(({ signedAt }) =>
    signedAt ? [{ source: 'c2pa:signature', value: signedAt }] : [],
  )
}

/** Rows of a history are statements too; a text file as a whole is one only where a record was found in it. */
function statementsOf(findings: Findings, readings: readonly Reading[]): Statement[] {
  const read = new Set(readings.flatMap(({ statement, claims }) => [statement, ...(claims ?? [])]))
  const own = findings.statements.filter((statement) => statement.key !== 'file' || read.has(statement))
  return [...own, ...[...read].filter((statement) => !findings.statements.includes(statement))]
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
