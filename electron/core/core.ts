import { AppError } from '../../shared/contract/errors.ts'
import {
  type Call,
  type Handlers,
  isOperation,
  type OperationName,
  operations,
} from '../../shared/contract/operations.ts'
import type { Door, Reply } from '../../shared/contract/protocol.ts'
import { exportedFile } from './archive/archive.ts'
import { openCaptures, openLinks } from './captures/captures.ts'
import { openCases } from './cases/cases.ts'
import { openClaims } from './claims/claims.ts'
import { asAppError, asOpeningFault } from './database/database.ts'
import { openDossiers } from './dossiers.ts'
import { makeHandlers } from './handlers.ts'
import { openHistories } from './histories/histories.ts'
import { openIntegrity } from './integrity/integrity.ts'
import { openJobs } from './jobs/jobs.ts'
import { openPool } from './jobs/pool.ts'
import { type Log, silentLog } from './log.ts'
import { openMeasures } from './measures.ts'
import { makePictures } from './pictures.ts'
import { openProcesses } from './process/process.ts'
import { readers } from './readers.ts'
import type { Pace } from './recorder/recorder.ts'
import { openRecording } from './recording.ts'
import { openRecords } from './records/records.ts'
import { type Opened, type Opening, openRenewed } from './renewal.ts'
import { keepVerified, openRepair } from './repair/repair.ts'
import { openReproductions } from './reproduction/reproduction.ts'
import { openSearch } from './search/search.ts'
import { type Damage, isAlive, isVault, openVault, type Vault } from './vault/vault.ts'

export {
  type ArchiveVerification,
  verifyArchive,
  verifyBackup,
  verifyDossierFolder,
} from './archive/archive.ts'
export { inspectFiles } from './inspect.ts'
export { openLog } from './log.ts'
export { isVault } from './vault/vault.ts'

export interface CoreOptions {
  /** The vault's folder. */
  readonly directory: string
  /** Address of the worker entry: bundling moves modules, so only the shell knows it. */
  readonly taskScript: URL
  /** Folder with `sample/`. */
  readonly resources: string
  /** The page that goes into every archive, for strangers to check it with. */
  readonly verifier: string
  /** Font files of the dossier: bundling moves packages too. */
  readonly fonts: { readonly regular: string; readonly semibold: string }
  readonly version: string
  /** Who acts, for the ledger: the account of this machine. */
  readonly actor: string
  readonly log?: Log
  /** False: a vault that is not there is an error, as for every command that only reads. */
  readonly create?: boolean
  /** True: this program goes on with the vault's recorders that nobody watches. */
  readonly record?: boolean
  /** True: this program verifies the vault by itself when the vault's settings say that it is due. */
  readonly keepVerified?: boolean
  /** How patient the recorders are, where not as usual. */
  readonly pace?: Partial<Pace>
}

export interface FileAnswer {
  readonly path: string
  readonly mediaType: string
  readonly name: string
}

export interface Core extends Door {
  /** Asks with types; throws AppError. */
  readonly call: Call
  /** Where the bytes of an address of the page lie; null for what is not there or may not be shown. */
  readonly fileOf: (request: { kind: 'image' | 'thumbnail' | 'file'; sha256: string }) => FileAnswer | null
  /** The folder for files that the browser sends. */
  readonly uploads: string
  readonly close: () => Promise<void>
}

/** Pictures that a page may show as they are; all else is a download. */
const showable = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'])

/**
 * Opens a vault and puts one door before it.
 *
 * Throws the AppErrors of `openVault`.
 */
export function openCore(options: CoreOptions): Core {
  const { directory, actor } = options
  function open(opening: Opening, damage?: Damage): Opened {
    const vault = openVault({
      directory,
      actor,
      mustExist: options.create === false,
      damage,
      uploads: opening.uploads,
    })
    try {
      return wire(options, vault, opening)
    } catch (error) {
      vault.close()
      throw asOpeningFault(error, directory)
    }
  }
  function openAsFarAsPossible(opening: Opening): Opened {
    try {
      return open(opening)
    } catch (error) {
      // A page that only a module reads: what the others keep can still be shown.
      if (!(error instanceof AppError && error.code === 'vault-damaged') || !isVault(directory)) throw error
      return open(opening, 'database')
    }
  }
  return openRenewed(openAsFarAsPossible, options.log ?? silentLog)
}

function wire(options: CoreOptions, vault: Vault, { announce, before }: Opening): Opened {
  const log = options.log ?? silentLog
  const isCopy = vault.damage !== null
  const pool = openPool(options.taskScript)
  const jobs = openJobs({ database: vault.database, isKept: !isCopy, before, announce, isAlive, log })
  const cases = openCases(vault)
  const processes = openProcesses(vault, cases, (pictures) => pool.run('reconstruct', pictures))
  const captures = openCaptures(vault, cases.items)
  const links = openLinks(vault, cases, captures)
  const claims = openClaims(vault, cases)
  const measures = openMeasures(vault, cases.items, pool)
  const dossiers = openDossiers({ vault, cases, pool, fonts: options.fonts, version: options.version })
  const integrity = openIntegrity({ vault, items: cases.items, captures, pool, jobs, announce, log })
  const stamp = async (items: readonly number[]) => void integrity.stampItems(items)
  const recorders = openRecording({ vault, cases, pool, log, announce, pace: options.pace, stamp })
  if (options.record && vault.damage === null) recorders.resumeAll()
  const repair = openRepair({
    vault,
    jobs,
    pool,
    items: cases.items,
    makePictures: (context) => makePictures({ vault, items: cases.items, pool }, context),
    more: [],
    remake: [vault.tree.rebuild],
    log,
  })
  const everyDays = () => integrity.settings.get().verifyEveryDays
  const verify = () => repair.verify({ deep: false, quiet: true })
  const schedule = options.keepVerified ? keepVerified({ vault, jobs, verify, log, everyDays }) : null
  const handlers: Handlers = makeHandlers({
    repair,
    recorders,
    integrity,
    vault,
    pool,
    jobs,
    cases,
    processes,
    captures,
    links,
    claims,
    measures,
    dossiers,
    search: openSearch(vault, cases.items.index),
    histories: openHistories(vault, cases),
    records: openRecords(vault, pool),
    reproductions: openReproductions(vault, cases, pool),
    resources: options.resources,
    verifier: options.verifier,
    version: options.version,
    log,
  })

  async function ask(name: string, params: unknown): Promise<Reply> {
    try {
      if (vault.damage) return { ok: true, value: await readOnly(vault.damage, name, params) }
      const before = vault.ledger.head().seq
      const value = await answer(handlers, name, params)
      tellChanges(before)
      return { ok: true, value }
    } catch (thrown) {
      const error = asAppError(thrown, vault.directory)
      if (error instanceof AppError) return { ok: false, error: { code: error.code, details: error.details } }
      return { ok: false, error: { code: 'internal', details: { reference: log.fault(thrown) } } }
    }
  }

  function readOnly(damage: Damage, name: string, params: unknown): Promise<unknown> {
    if (isOperation(name) && !readers.has(name)) {
      throw new AppError('vault-read-only', { path: vault.directory, reason: damage })
    }
    return answer(handlers, name, params)
  }

  /** Which cases got ledger entries since. */
  function tellChanges(since: number): void {
    const head = vault.ledger.head()
    if (head.seq === since) return
    const entries = vault.ledger.list({ limit: Math.min(head.seq - since, 100) })
    for (const caseId of new Set(entries.map((entry) => entry.caseId))) {
      if (caseId !== null) announce({ type: 'case.changed', caseId })
    }
  }

  const dataVersion = () => vault.database.pragma('data_version', { simple: true }) as number
  let seen: number | null = dataVersion()
  const watch = setInterval(() => {
    try {
      const now = dataVersion()
      if (now !== seen) announce({ type: 'vault.changed' })
      seen = now
    } catch (error) {
      // A disk that is gone for a while must not end the program; told once, looked for again.
      if (seen !== null) log.fault(error)
      seen = null
    }
  }, 1000)
  watch.unref()

  const object = vault.database.prepare<[string], { media_type: string; name: string | null }>(
    `SELECT media_type, (SELECT name FROM items WHERE items.sha256 = objects.sha256 LIMIT 1) AS name
     FROM objects WHERE sha256 = ?`,
  )

  return {
    ask,
    isCopy,
    endedJobs: () => jobs.list(1000).filter(({ endedAt }) => endedAt !== null),
    isBusy: jobs.isBusy,
    fileOf({ kind, sha256 }) {
      const row = object.get(sha256)
      if (!row) return kind === 'file' ? exportedFile(vault.directory, sha256) : null
      const name = row.name ?? sha256
      if (kind === 'thumbnail')
        return { path: vault.objects.thumbnailOf(sha256), mediaType: 'image/webp', name }
      if (kind === 'image' && !showable.has(row.media_type)) return null
      return { path: vault.objects.pathOf(sha256), mediaType: row.media_type, name }
    },
    uploads: vault.objects.uploads,
    async close() {
      clearInterval(watch)
      schedule?.stop()
      await recorders.close()
      integrity.close()
      await jobs.close()
      await pool.close()
      vault.close()
    },
  }
}

async function answer(handlers: Handlers, name: string, params: unknown): Promise<unknown> {
  if (!isOperation(name)) throw new AppError('unknown-operation', { name })
  const parsed = operations[name].params.safeParse(params ?? {})
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new AppError('invalid-input', {
      operation: name,
      field: issue?.path.join('.') ?? '',
      reason: issue?.message ?? '',
    })
  }
  const handler = handlers[name] as (params: unknown) => unknown
  return handler(parsed.data)
}

export type { OperationName }
