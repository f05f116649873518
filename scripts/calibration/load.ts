import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { decode, pdq } from '../../electron/core/comparison/comparison.ts'
import { join as joinRows } from '../../electron/core/histories/histories.ts'
import { readRecord } from '../../electron/core/metadata/metadata.ts'
import type { ProcessPicture } from '../../electron/core/process/reconstruction/reconstruct.ts'
import type { Truth } from '../histories/truth.ts'

export interface History {
  readonly name: string
  readonly truth: Truth
  readonly pictures: readonly ProcessPicture[]
}

/** Every history in a folder, its files read as an import reads them; what was read is kept beside them. */
export async function loadHistories(folder: string): Promise<History[]> {
  const histories: History[] = []
  for (const name of readdirSync(folder).sort()) {
    const truth = join(folder, name, 'truth.json')
    if (!existsSync(truth)) continue
    const pictures = await picturesIn(join(folder, name))
    histories.push({ name, truth: contracted(JSON.parse(readFileSync(truth, 'utf8')) as Truth), pictures })
  }
  return histories
}

/** The truth about what is left: a parent of which nothing is left gives way to its own parents. */
function contracted(truth: Truth): Truth {
  const left = new Set(truth.files.map(({ round }) => round))
  const byId = new Map(truth.rounds.map((round) => [round.id, round]))
  const surviving = (ids: readonly number[]): number[] => [
    ...new Set(
      ids.flatMap((id) =>
        left.has(id) ? [id] : surviving((byId.get(id)?.parents ?? []).map((parent) => parent.round)),
      ),
    ),
  ]
  const rounds = truth.rounds.map((round) => {
    const parents = round.parents.flatMap((parent) =>
      surviving([parent.round]).map((id) =>
        id === parent.round ? parent : { ...parent, round: id, basis: 'derived' as const },
      ),
    )
    return { ...round, parents, also: surviving(round.also) }
  })
  return { ...truth, rounds }
}

async function picturesIn(folder: string): Promise<ProcessPicture[]> {
  const kept = join(folder, 'pictures.json')
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as ProcessPicture[]
  const root = join(folder, 'files')
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(root, path)).isFile())
    .sort()
  const files = await Promise.all(paths.map((path, id) => pictureOf(root, path, id + 1)))
  const isPicture = ({ record }: ProcessPicture): boolean => /^(png|jpeg|webp|avif|gif)$/.test(record.format)
  const pictures = files.filter(isPicture)
  const source = (file: ProcessPicture) => ({
    item: file.id,
    name: file.name,
    path: `/${file.path}`,
    sha256: file.sha256,
    generations: file.record.generations,
  })
  const logs = files.filter((file) => !isPicture(file) && file.record.generations.length > 0).map(source)
  const rows = new Map(
    joinRows(logs, pictures.map(source)).flatMap((row) =>
      row.item === null ? [] : [[row.item, { log: row.source, row: row.row }] as const],
    ),
  )
  const placed = pictures.map((picture) => ({ ...picture, logRow: rows.get(picture.id) ?? null }))
  writeFileSync(kept, JSON.stringify(placed))
  return placed
}

async function pictureOf(root: string, path: string, id: number): Promise<ProcessPicture> {
  const file = join(root, path)
  const bytes = readFileSync(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const decoded = decode(bytes)
  const print = decoded.state === 'ready' ? pdq(decoded.pixels) : null
  return {
    id,
    sha256,
    name: basename(path),
    path,
    record: await readRecord(bytes, { path, sha256 }),
    picture:
      decoded.state === 'ready' && print
        ? { width: decoded.width, height: decoded.height, pdq: print.hash, quality: print.quality }
        : null,
    importedAt: new Date().toISOString(),
    modifiedAt: statSync(file).mtime.toISOString(),
    sealedAt: null,
    stampedAt: null,
    logRow: null,
  }
}
