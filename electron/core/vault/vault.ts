import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import { asAppError, type Database, databaseFile, inTransaction, openDatabase } from '../database/database.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { type Objects, openObjects, sweepOrphans } from './objects.ts'
import { openStatements, type Statements } from './statements.ts'

export { type Intake, intakeDigest } from './intake.ts'
export type { Ledger } from './ledger.ts'
export { adopt, discard, isAlive, type Objects } from './objects.ts'
export type { Statement, Statements } from './statements.ts'
export { verifyVault } from './verify.ts'

/** The place where originals, the ledger and everything said about them are kept. */
export interface Vault {
  readonly directory: string
  readonly database: Database
  readonly ledger: Ledger
  readonly statements: Statements
  readonly objects: Objects
  readonly write: <T>(write: () => T) => T
  readonly close: () => void
}

/** Says whether `directory` holds a vault. Reads nothing but the directory. */
export function isVault(directory: string): boolean {
  return existsSync(join(directory, databaseFile))
}

/**
 * Opens the vault at `directory`, creating it unless `mustExist`, and sweeps up what a killed program left.
 *
 * Throws `vault-missing`, `vault-newer`, `vault-busy`, `vault-unwritable`, `vault-network-drive`,
 * `vault-damaged`, `disk-full`.
 */
export function openVault(options: { directory: string; actor: string; mustExist?: boolean }): Vault {
  const { directory, actor } = options
  if (options.mustExist && !isVault(directory)) throw new AppError('vault-missing', { path: directory })
  try {
    mkdirSync(directory, { recursive: true })
  } catch (error) {
    // EEXIST: a plain file has the folder's name.
    const isFile = (error as NodeJS.ErrnoException).code === 'EEXIST'
    throw isFile ? new AppError('vault-unwritable', { path: directory }) : asAppError(error, directory)
  }
  const database = openDatabase(directory)
  try {
    const ledger = openLedger(database, actor)
    const statements = openStatements(database, ledger)
    const objects = openObjects(directory)
    if (ledger.head().seq === 0) {
      inTransaction(database, () => {
        if (ledger.head().seq === 0) {
          ledger.append({ act: 'vault.created', caseId: null, digests: [], data: { format: 1 } })
        }
      })
    }
    const isKnown = database.prepare<[string], unknown>('SELECT 1 FROM objects WHERE sha256 = ?')
    sweepOrphans(objects, (sha256) => isKnown.get(sha256) !== undefined)
    return {
      directory,
      database,
      ledger,
      statements,
      objects,
      write: (write) => inTransaction(database, write),
      close: () => database.close(),
    }
  } catch (error) {
    database.close()
    throw asAppError(error, directory)
  }
}
