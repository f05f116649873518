import type { FileRecord } from '../../../shared/contract/record.ts'
import type { Arrival } from '../../../shared/contract/recorder.ts'
import type { FileTime } from '../../../shared/contract/search.ts'
import { readTime, timesIn, unixTimesIn, type WrittenTime } from '../../../shared/written-time.ts'

export type NotedArrival = Omit<Arrival, 'recorder' | 'renamedTo'>

export interface DatedFile {
  readonly name: string
  /** Where it lay when it was taken in; its folders may be named after a day. */
  readonly path: string
  readonly modifiedAt: string | null
  readonly importedAt: string
  /** What a recorder noted of it, where one took it in. */
  readonly arrival?: NotedArrival | null
  readonly record: FileRecord
}

/**
 * Every time that a file carries, each with its source and how far it can be trusted. None is corrected, merged or
 * preferred; what names no zone gets none.
 */
export function timesOf(file: DatedFile): FileTime[] {
  const { record, name, path, modifiedAt, importedAt, arrival = null } = file
  const until = new Date(Date.parse(importedAt) + 86_400_000)
  const others = numbersOf(name, record)
  const named = (trust: 'name' | 'folder', text: string): FileTime[] =>
    [...timesIn(text), ...unixTimesIn(text, until)]
      .filter((time) => !others.has(time.text))
      .map((time) => ({ trust, source: trust, value: time.text, ...readingOf(time) }))
  return [
    ...record.claimedTimes.map(({ source, value, offset }): FileTime => {
      const time = readTime(value)
      const { reading, zone } = readingOf(time)
      return {
        trust: source === 'c2pa:signature' && isSigned(record) ? 'stamped' : 'record',
        source,
        value: offset === undefined ? value : `${value} ${offset}`,
        reading,
        zone: zone ?? offset ?? null,
      }
    }),
    ...named('name', name),
    ...foldersOf(path).flatMap((folder) => named('folder', folder)),
    ...(modifiedAt === null ? [] : [known('file-system', 'modified', modifiedAt)]),
    ...(arrival === null ? [] : comingOf(arrival)),
    known('imported', 'ledger', importedAt),
    ...(arrival === null ? [] : goingOf(arrival)),
  ]
}

/** That a recorder found a file does not say when the file appeared: it is another source than having seen it appear. */
function comingOf({ seenAt, sealedAt, catchUp }: NotedArrival): FileTime[] {
  return [
    known('recorder', catchUp ? 'recorder:found' : 'recorder:seen', seenAt),
    known('recorder', 'recorder:sealed', sealedAt),
  ]
}

/** When it was noticed that the file is gone from its folder; the sealed copy stays. */
function goingOf({ replacedAt, deletedAt }: NotedArrival): FileTime[] {
  return [
    ...(replacedAt === null ? [] : [known('recorder', 'recorder:replaced', replacedAt)]),
    ...(deletedAt === null ? [] : [known('recorder', 'recorder:deleted', deletedAt)]),
  ]
}

function known(trust: FileTime['trust'], source: string, value: string): FileTime {
  return { trust, source, value, ...readingOf(readTime(value)) }
}

function readingOf(time: WrittenTime | null): Pick<FileTime, 'reading' | 'zone'> {
  return { reading: time?.reading ?? null, zone: time?.zone ?? null }
}

function isSigned({ c2pa }: FileRecord): boolean {
  return c2pa?.state === 'valid' || c2pa?.state === 'trusted'
}

/** Seeds look like days and stamps: those of the record, and what A1111 puts behind its counter in a name. */
function numbersOf(name: string, { generations }: FileRecord): Set<string> {
  const seeds = generations.flatMap(({ seed }) => seed ?? [])
  const inName = /^\d{5}-(\d+)(?!\d)/.exec(name)?.[1]
  return new Set(inName === undefined ? seeds : [...seeds, inName])
}

function foldersOf(path: string): string[] {
  return path.split(/[\\/]/).slice(0, -1)
}
