import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { decode, pdq } from '../../../electron/core/comparison/comparison.ts'
import {
  type HistoryPicture,
  join as joinRows,
  type Source,
} from '../../../electron/core/histories/histories.ts'
import { inspect } from '../../../electron/core/jobs/tasks/inspect.ts'
import type { ProcessPicture } from '../../../electron/core/process/reconstruction/reconstruct.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import { bytesOf, type Entry } from '../../histories/files.ts'

interface ReadFile {
  readonly sha256: string
  readonly record: FileRecord
  readonly picture: ProcessPicture['picture']
}

export interface Reader {
  /** The pictures of a folder as the vault would know them; ids are places in the list, logs are joined to their rows. */
  readonly pictures: (entries: readonly Entry[]) => Promise<{ pictures: ProcessPicture[]; entries: Entry[] }>
}

/**
 * Files to pictures by the product's own road: written to the disk, inspected, decoded and fingerprinted. What was read
 * once of the same bytes is not read again, so that one history can be looked at under many profiles.
 */
export function openReader(place: string): Reader {
  const known = new Map<string, ReadFile>()
  mkdirSync(place, { recursive: true })

  async function read(entry: Entry): Promise<ReadFile> {
    const { played, picture, record, kind, jpeg } = entry
    const { history } = played ?? {}
    const key =
      picture === null || !history
        ? null
        : [history.author.name, history.number, history.pictures.length, picture, record, kind, jpeg].join(
            ' ',
          )
    const before = key === null ? undefined : known.get(key)
    if (before) return { ...before, record: { ...before.record, path: entry.path } }
    const bytes = bytesOf(entry)
    const path = join(place, basename(entry.path))
    writeFileSync(path, bytes)
    const output = await inspect({ path, pixels: true, digest: true })
    rmSync(path)
    if (output.state !== 'read') throw new Error(`${entry.path}: ${output.code}`)
    const decoded = kind === 'log' ? null : decode(bytes, { longestSide: 512 })
    const print = decoded?.state === 'ready' ? pdq(decoded.pixels) : null
    const found: ReadFile = {
      sha256: output.record.sha256 ?? '',
      record: { ...output.record, path: entry.path },
      picture:
        decoded?.state === 'ready' && print
          ? { width: decoded.width, height: decoded.height, pdq: print.hash, quality: print.quality }
          : null,
    }
    if (key !== null) known.set(key, found)
    return found
  }

  return {
    async pictures(all) {
      // In the order of a folder's listing, as an import takes them.
      const sorted = [...all].sort((a, b) => (a.path < b.path ? -1 : 1))
      const files = await sorted.reduce(
        async (sofar, entry) => [...(await sofar), { entry, file: await read(entry) }],
        Promise.resolve([] as { entry: Entry; file: ReadFile }[]),
      )
      const shown = files.filter(({ entry }) => entry.kind !== 'log')
      const rows = rowsOf(
        files.filter(({ entry }) => entry.kind === 'log'),
        shown,
      )
      const imported = Date.UTC(2026, 5, 1)
      return {
        entries: shown.map(({ entry }) => entry),
        pictures: shown.map(({ entry, file }, id) => ({
          id,
          sha256: file.sha256,
          name: basename(entry.path),
          path: entry.path,
          record: file.record,
          picture: file.picture,
          importedAt: new Date(imported + id * 5).toISOString(),
          modifiedAt: new Date(entry.modified).toISOString(),
          sealedAt: entry.sealed === undefined ? null : new Date(entry.sealed).toISOString(),
          stampedAt: null,
          logRow: rows.get(id) ?? null,
        })),
      }
    },
  }
}

type Numbered = readonly { readonly entry: Entry; readonly file: ReadFile }[]

/** Rows of logs by the picture they speak of, as they stand in the log. */
function rowsOf(logs: Numbered, pictures: Numbered): Map<number, { log: number; row: number }> {
  const source = ({ entry, file }: Numbered[number], item: number): Source => ({
    item,
    name: basename(entry.path),
    path: entry.path,
    generations: file.record.generations,
  })
  const sources = logs.map((log, index) => source(log, pictures.length + index))
  const shown = pictures.map(
    (each, id): HistoryPicture => ({ ...source(each, id), sha256: each.file.sha256 }),
  )
  const rows = new Map<number, { log: number; row: number }>()
  for (const { item, source: log, row } of joinRows(sources, shown)) {
    if (item === null) continue
    rows.set(item, { log, row })
  }
  return rows
}
