import { randomBytes } from 'node:crypto'
import { realpath, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { isAbsolute, relative, sep } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import type { ParsedParams } from '../../../shared/contract/operations.ts'
import type { RecordedFile, Recorder } from '../../../shared/contract/recorder.ts'
import { asAppError } from '../database/database.ts'
import { isAlive } from '../vault/vault.ts'
import { openFolder, type Sight } from './folder.ts'
import { type Pace, usualPace } from './pace.ts'
import { openRows, type RecorderRow } from './rows.ts'
import { isSame } from './waiting.ts'
import { type Surroundings, type Watching, watchFolder } from './watching.ts'

export type { Pace } from './pace.ts'

/** Recorders of the vault: folders of generators, of which every new file is sealed within seconds. */
export interface Recorders {
  /**
   * Begins to watch folders for a case, in this program unless another does so already.
   *
   * Throws `file-not-found`, `file-unreadable`, `invalid-input` for what is no folder, and `not-allowed` for one
   * inside the vault.
   */
  readonly start: (params: ParsedParams<'recorders.start'>) => Promise<Recorder[]>
  readonly list: (caseId?: number) => Recorder[]
  /** Ends it for good, in whichever program it runs. */
  readonly stop: (id: number) => Promise<Recorder>
  /** Goes on with one that was stopped or left. Throws as `start` does for its folder. */
  readonly resume: (id: number) => Promise<Recorder>
  /** From now on this program watches whatever nobody else does. */
  readonly resumeAll: () => void
  /** Lets go of all that this program watches; they wait for the next that resumes them. */
  readonly close: () => Promise<void>
}

export interface RecorderOptions extends Omit<Surroundings, 'rows' | 'pace' | 'owner' | 'changed'> {
  readonly pace?: Partial<Pace>
  readonly changed: (recorder: Recorder, files: readonly RecordedFile[]) => void
  /** Asks for time stamps over new items; nobody waits for it. */
  readonly stamp?: (items: readonly number[]) => void | Promise<void>
}

/** Between two looks for recorders whose program is gone. */
const adoptEvery = 5_000

export function openRecorders(options: RecorderOptions): Recorders {
  const { vault, log } = options
  const pace = { ...usualPace, ...options.pace }
  const rows = openRows(vault)
  const owner = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`
  const running = new Map<number, Watching>()
  /** Recorders that were started here: taken back when whoever else watched them is gone. */
  const wanted = new Set<number>()
  let wantsAll = false
  let closed = false
  let timer: NodeJS.Timeout | null = null

  const around: Surroundings = {
    ...options,
    rows,
    pace,
    owner,
    changed(id, files) {
      const row = rows.get(id)
      if (!row) return
      options.changed(told(row), files)
      if (row.stamp === 0 || files.length === 0 || !options.stamp) return
      Promise.resolve(options.stamp(files.map(({ item }) => item))).catch((error: unknown) =>
        log.fault(error),
      )
    },
  }

  function hasOwner(row: RecorderRow): boolean {
    if (row.owner === null || row.seen_at === null) return false
    if (row.owner === owner) return running.has(row.id)
    const [host, pid] = row.owner.split(':')
    // A number that was given to another program since does not give signs of life; another machine we cannot ask.
    if (Date.now() - Date.parse(row.seen_at) > pace.silence) return false
    return host !== hostname() || isAlive(Number(pid))
  }

  function told(row: RecorderRow): Recorder {
    const state = row.stopped_at !== null ? 'stopped' : hasOwner(row) ? 'running' : 'waiting'
    return { ...rows.tally(row), ...(state === 'running' && running.get(row.id)?.state()), state }
  }

  function get(id: number): RecorderRow {
    const row = rows.get(id)
    if (!row) throw new AppError('not-found', { what: 'recorder', id })
    return row
  }

  /** Takes a recorder over, unless a living program has it. */
  function claim(id: number): void {
    if (closed || running.has(id)) return
    const row = vault.write(() => {
      const now = get(id)
      if (now.stopped_at !== null || hasOwner(now)) return null
      rows.claim(id, owner, new Date().toISOString())
      return get(id)
    })
    if (!row) return
    const watching = watchFolder(row, around)
    running.set(id, watching)
    void watching.over.then(() => running.delete(id))
  }

  function adopt(): void {
    try {
      for (const { id, stopped_at: stopped } of rows.list(null)) {
        if (stopped === null && (wantsAll || wanted.has(id))) claim(id)
      }
    } catch (error) {
      const known = asAppError(error, vault.directory)
      // A vault that is busy now is asked again in five seconds.
      if (!(known instanceof AppError)) log.fault(error)
    }
  }

  function keepAdopting(): void {
    adopt()
    timer ??= setInterval(adopt, adoptEvery)
    timer.unref()
  }

  /** The folder under its one true name. */
  async function folderAt(path: string): Promise<string> {
    let folder: string
    try {
      folder = await realpath(path)
      if (!(await stat(folder)).isDirectory())
        throw new AppError('invalid-input', { field: 'folders', reason: path })
    } catch (error) {
      if (error instanceof AppError) throw error
      const { code } = error as NodeJS.ErrnoException
      throw new AppError(code === 'ENOENT' ? 'file-not-found' : 'file-unreadable', { path })
    }
    const vaultFolder = await realpath(vault.directory)
    const way = relative(vaultFolder, folder)
    const isOutside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
    if (!isOutside) throw new AppError('not-allowed', { path })
    return folder
  }

  async function filesIn(path: string): Promise<readonly Sight[]> {
    const folder = openFolder(path, vault.directory, () => {})
    return (await folder.look()).files
  }

  /** `existing` says of files that lie there already whether they are sealed; without a word it stays as it was. */
  async function startOne(
    path: string,
    request: { readonly case: number; readonly stamp: boolean; readonly existing?: boolean },
  ): Promise<number> {
    const folder = await folderAt(path)
    const before = request.existing === false ? await filesIn(folder) : []
    const id = vault.write(() => {
      const at = new Date().toISOString()
      const known = rows.find(request.case, folder)
      if (known?.stopped_at === null) return known.id
      const number = known?.id ?? rows.insert({ caseId: request.case, folder, stamp: request.stamp, at })
      if (known) rows.reopen(number, at, request.stamp)
      if (request.existing === true) rows.takeUp(number, at)
      const present = new Map(rows.present(number).map((each) => [each.path, each]))
      for (const sight of before) {
        const there = present.get(sight.path)
        if (there && isSame(there, sight)) continue
        if (there) rows.replace(there.id, at)
        rows.arrive(number, { ...sight, ...leftAside, seenAt: at })
      }
      const { stamp, existing } = request
      const data = { recorder: number, stamp, ...(existing !== undefined && { existing }) }
      vault.ledger.append({ act: 'recorder.started', caseId: request.case, digests: [], data })
      return number
    })
    wanted.add(id)
    claim(id)
    await running.get(id)?.begun
    return id
  }

  return {
    async start(request) {
      const ids: number[] = []
      // All or none: a folder that cannot be watched is told before another is begun.
      for (const path of request.folders) await folderAt(path)
      for (const path of request.folders) ids.push(await startOne(path, request))
      keepAdopting()
      return [...new Set(ids)].map((id) => told(get(id)))
    },
    list: (caseId) => rows.list(caseId ?? null).map(told),
    async stop(id) {
      wanted.delete(id)
      vault.write(() => {
        const row = get(id)
        if (row.stopped_at !== null) return
        rows.stop(id, new Date().toISOString())
        vault.ledger.append({
          act: 'recorder.stopped',
          caseId: row.case_id,
          digests: [],
          data: { recorder: id },
        })
      })
      await running.get(id)?.end()
      return told(get(id))
    },
    async resume(id) {
      const { case_id: caseId, folder, stamp } = get(id)
      await startOne(folder, { case: caseId, stamp: stamp === 1 })
      keepAdopting()
      return told(get(id))
    },
    resumeAll() {
      wantsAll = true
      keepAdopting()
    },
    async close() {
      closed = true
      if (timer) clearInterval(timer)
      await Promise.all([...running.values()].map((watching) => watching.end()))
    },
  }
}

const leftAside = {
  catchUp: true,
  sealedAt: null,
  item: null,
  sha256: null,
  madeItem: false,
  code: 'before',
} as const
