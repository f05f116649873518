import type { OrderBasis } from '../../../../shared/contract/process.ts'
import { readTime, timesIn } from '../../../../shared/written-time.ts'
import type { ProcessPicture } from './reconstruct.ts'

/** What one witness says of one picture: larger is later, among values of one `scale`. */
export interface Reading {
  readonly scale: string
  readonly value: number
  /** As it stands in the file or its name, for a person to read. */
  readonly text: string
}

export type WitnessBasis = Extract<
  OrderBasis,
  'sealed' | 'log-row' | 'file-number' | 'record-time' | 'name-time' | 'file-time'
>

/** From the most to the least trusted. A time stamp is none: it says "not later than", and files are stamped in any order. */
export const byTrust: readonly WitnessBasis[] = [
  'sealed',
  'log-row',
  'file-number',
  'record-time',
  'name-time',
  'file-time',
]

/** Witnesses whose values are times, so that they also order across folders. */
export const clocks: readonly WitnessBasis[] = ['sealed', 'record-time', 'name-time', 'file-time']

/** The folder of a picture, with the days that generators make folders of taken out, and that day. */
export function folderOf(path: string): { folder: string; day: string } {
  const segments = path.replaceAll('\\', '/').split('/').slice(0, -1)
  let day = ''
  const kept = segments.map((segment) => {
    const time = readTime(segment)
    if (!time || time.text.trim() !== segment.trim()) return segment
    day = time.reading.slice(0, 10)
    return '*'
  })
  return { folder: kept.join('/'), day }
}

/** All that a picture tells of its place, by witness. `source` is the claimed time that most of its folder have. */
export function readingsOf(
  picture: ProcessPicture,
  source: string | null,
): Partial<Record<WitnessBasis, Reading>> {
  const { sealedAt, modifiedAt, logRow } = picture
  const number = counterOf(picture)
  const claimed = picture.record.claimedTimes.find((time) => time.source === source)
  const inRecord = claimed && readingOfTime(`${claimed.value}${claimed.offset ?? ''}`)
  const inName = nameTime(picture.name)
  return {
    ...(sealedAt ? { sealed: instant(sealedAt) } : {}),
    ...(logRow ? { 'log-row': rowReading(logRow, picture) } : {}),
    ...(number ? { 'file-number': number } : {}),
    ...(inRecord ? { 'record-time': inRecord } : {}),
    ...(inName ? { 'name-time': inName } : {}),
    ...(modifiedAt ? { 'file-time': instant(modifiedAt) } : {}),
  }
}

/** Fooocus writes the newest row first (`private_logger.py`: `middle_part = item + middle_part`); the others add at the end. */
function rowReading(
  { log, row }: NonNullable<ProcessPicture['logRow']>,
  { record }: ProcessPicture,
): Reading {
  const isNewestFirst = /fooocus/.test(record.generator?.id ?? '')
  return { scale: `log ${log}`, value: isNewestFirst ? -row : row, text: `${row}` }
}

/** Whether the log of the program keeps the row of a picture that is gone. InvokeAI takes the row away with it. */
export function keepsRows({ record }: ProcessPicture): boolean {
  return !/invoke/.test(record.generator?.id ?? '')
}

function instant(text: string): Reading {
  return { scale: 'utc', value: Date.parse(text), text }
}

/** A time with its hour; a day alone orders nothing. */
function readingOfTime(text: string): Reading | null {
  const time = readTime(text)
  if (!time?.reading.includes('T')) return null
  const value = Date.parse(`${time.reading}${time.zone ?? 'Z'}`)
  return Number.isNaN(value)
    ? null
    : { scale: time.zone === null ? 'local' : 'utc', value, text: time.text.trim() }
}

function nameTime(name: string): Reading | null {
  const time = timesIn(name).find(({ reading }) => reading.includes('T'))
  return time ? readingOfTime(`${time.reading}${time.zone ?? ''}`) : null
}

/** What a day counts before the number of a file, which has fewer digits. */
export const DAY = 100_000_000

/**
 * Counters of generators: `00012-1001.png` (A1111), `ComfyUI_00214_.png`, `000012.1001.png` (InvokeAI 2). The scale is
 * what stands before the digits; a day folder goes before the number, as the counter begins anew each day.
 */
function counterOf({ name, path }: ProcessPicture): Reading | null {
  const match = /^(?<prefix>(?:.*?[^\da-z])??)(?<digits>\d{3,8})(?![\da-z])/i.exec(name)
  if (!match?.groups) return null
  const { prefix = '', digits = '' } = match.groups
  if (timesIn(name).some(({ text }) => text.includes(digits) || digits.includes(text))) return null
  const { day } = folderOf(path)
  const days = day === '' ? 0 : Date.parse(`${day}T00:00:00Z`) / 86_400_000
  return {
    scale: `counter ${prefix}`,
    value: days * DAY + Number(digits),
    text: day === '' ? digits : `${day}/${digits}`,
  }
}

/** Whether a generator itself gives names like this, so that nobody renumbered the files. */
export function isGeneratorName({ name, record }: ProcessPicture): boolean {
  const stem = name.replace(/\.[^.]*$/, '')
  if (/_\d{5}_$/.test(stem)) return true
  const numbered = /^(\d{4,6})[-.](\d+)/.exec(stem)
  if (!numbered) return false
  const { seed } = record.generations.find((each) => each.seed !== undefined) ?? {}
  return seed === undefined || numbered[2] === seed || !/^\d+$/.test(numbered[2] ?? '')
}
