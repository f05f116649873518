import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import {
  asAppError,
  asOpeningFault,
  type Database,
  databaseFile,
  inTransaction,
  openCopy,
  openDatabase,
} from '../database/database.ts'
import { type Damage, findDamage } from './damage.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { isAlive, type Objects, openObjects, sweepHalfWritten } from './objects.ts'
import { openStatements, type Statements } from './statements.ts'
import { openTree, type Tree } from './tree.ts'

export { type Damage, damageOf } from './damage.ts'
export { type LedgerGap, ledgerGaps } from './gaps.ts'
export { type Intake, intakeDigest } from './intake.ts'
export { readLastVerification, writeLastVerification } from './last-verification.ts'
export { entryOf, type Ledger, type LedgerRow } from './ledger.ts'
export { adopt, discard, isAlive, makeShard, type Objects } from './objects.ts'
export { type Statement, type Statements, statementDigest } from './statements.ts'
export { sha256, type Tree } from './tree.ts'
export { verifyVault } from './verify.ts'
export { faultsIn, type TableFault } from './verify-database.ts'
export { checkLedger } from './verify-ledger.ts'

/** The place where originals, the ledger and everything said about them are kept. */
export interface Vault {
  readonly directory: string
  readonly database: Database
  readonly ledger: Ledger
  readonly tree: Tree
  readonly statements: Statements
  readonly objects: Objects
  /** Why nothing may be written; null where all is well. `database` is then a copy, and what is written to it is lost. */
  readonly damage: Damage | null
  /** From now on nothing may be written: something was found that forbids it. */
  readonly condemn: (damage: Damage) => void
  /** Throws `vault-read-only` in a damaged vault. */
  readonly write: <T>(write: () => T) => T
  readonly close: () => void
}

/** Says whether `directory` holds a vault. Reads nothing but the directory. */
export function isVault(directory: string): boolean {
  return existsSync(join(directory, databaseFile))
}

/**
 * Opens the vault at `directory`, creating it unless `mustExist`, and sweeps up what a killed program left. One whose
 * database is damaged is opened to read only, from a copy; nothing in its folder is changed. `damage` says so of a
 * vault where it was noticed later; `uploads` names the folder for what the browser sends, where the one that was open
 * before had another.
 *
 * Throws `invalid-input` for a backup, `vault-missing`, `vault-newer`, `vault-busy`, `vault-unwritable`, `vault-network-drive`, `disk-full`, and
 * `vault-damaged` where nothing can be read any more.
 */
export function openVault(options: {
  directory: string
  actor: string
  mustExist?: boolean
  damage?: Damage | undefined
  uploads?: string | undefined
}): Vault {
  const { directory, actor, uploads } = options
  refuseBackup(directory)
  if (options.mustExist && !isVault(directory)) throw new AppError('vault-missing', { path: directory })
  const damage = options.damage ?? findDamage(directory)
  if (damage) return openToRead(directory, actor, damage, uploads)
  try {
    mkdirSync(directory, { recursive: true })
  } catch (error) {
    // EEXIST: a plain file has the folder's name.
    const isFile = (error as NodeJS.ErrnoException).code === 'EEXIST'
    throw isFile ? new AppError('vault-unwritable', { path: directory }) : asAppError(error, directory)
  }
  refuseOriginalsWithoutDatabase(directory)
  const database = openDatabase(directory)
  try {
    const tree = openTree(database)
    const ledger = openLedger(database, actor, tree)
    const statements = openStatements(database, ledger)
    const objects = openObjects(directory, { uploads })
    if (ledger.head().seq === 0) {
      inTransaction(database, () => {
        if (ledger.head().seq === 0) {
          ledger.append({ act: 'vault.created', caseId: null, digests: [], data: { format: 1 } })
        }
      })
    }
    sweepHalfWritten(objects)
    let found: Damage | null = null
    return {
      directory,
      database,
      ledger,
      tree,
      statements,
      objects,
      get damage() {
        return found
      },
      condemn(damage) {
        found ??= damage
      },
      write(write) {
        if (found) throw new AppError('vault-read-only', { path: directory, reason: found })
        return inTransaction(database, write)
      },
      close: () => database.close(),
    }
  } catch (error) {
    database.close()
    throw asOpeningFault(error, directory)
  }
}

function openToRead(directory: string, actor: string, damage: Damage, uploads: string | undefined): Vault {
  sweepCopies()
  // Folders of their own, into which no other account of the machine can look.
  const place = join(tmpdir(), `${copies}${process.pid}-`)
  const elsewhere = mkdtempSync(place)
  const leave = () => rmSync(elsewhere, { recursive: true, force: true })
  try {
    const database = openCopy(directory, elsewhere)
    const tree = openTree(database)
    const ledger = openLedger(database, actor, tree)
    return {
      directory,
      database,
      ledger,
      tree,
      statements: openStatements(database, ledger),
      objects: openObjects(directory, { uploads: uploads ?? mkdtempSync(place), isCopy: true }),
      damage,
      condemn() {},
      write() {
        throw new AppError('vault-read-only', { path: directory, reason: damage })
      },
      // Uploads stay: they belong to whoever is open after this as well.
      close() {
        database.close()
        leave()
      },
    }
  } catch (error) {
    leave()
    const known = asAppError(error, directory)
    if (known instanceof AppError && known.code !== 'vault-damaged') throw known
    throw new AppError('vault-damaged', { path: directory }, { cause: error })
  }
}

/** How folders beside a vault that is read from a copy begin, before the number of the program. */
const copies = 'zuozheng-read-only-'

/** Removes what programs that were killed have left: a copy of a database holds all that it says. */
function sweepCopies(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(copies)) continue
    const pid = Number(/^(\d+)-/.exec(name.slice(copies.length))?.[1])
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch (error) {
      // One of another account is for that to remove, and hinders nothing.
      if (!(error instanceof Error)) throw error
    }
  }
}

/** What describes a backup; the second is the newer where the last step was interrupted. */
export const backupDescriptions = ['backup.json', 'backup.json.partial'] as const

/** Opening would change it, and then it would no longer be the one that its description speaks of. */
function refuseBackup(directory: string): void {
  const isBackup = backupDescriptions.some((name) => existsSync(join(directory, name)))
  if (isBackup && isVault(directory))
    throw new AppError('invalid-input', { field: directory, reason: 'is-backup', path: directory })
}

/** A new database beside originals would say that the vault holds nothing. */
function refuseOriginalsWithoutDatabase(directory: string): void {
  const file = statSync(join(directory, databaseFile), { throwIfNoEntry: false })
  if (file && file.size > 0) return
  const objects = join(directory, 'objects')
  const shards = existsSync(objects) ? readdirSync(objects).filter((name) => /^[0-9a-f]{2}$/.test(name)) : []
  if (shards.some((shard) => readdirSync(join(objects, shard)).length > 0)) {
    throw new AppError('vault-damaged', { path: directory })
  }
}
