import { AppError, type ErrorCode } from '../../../shared/contract/errors.ts'

const byCode: Readonly<Record<string, ErrorCode>> = {
  SQLITE_BUSY: 'vault-busy',
  SQLITE_LOCKED: 'vault-busy',
  SQLITE_FULL: 'disk-full',
  SQLITE_READONLY: 'vault-unwritable',
  SQLITE_CANTOPEN: 'vault-unwritable',
  SQLITE_PERM: 'vault-unwritable',
  SQLITE_CORRUPT: 'vault-damaged',
  SQLITE_NOTADB: 'vault-damaged',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EROFS: 'vault-unwritable',
  EACCES: 'vault-unwritable',
  EPERM: 'vault-unwritable',
  ENOTDIR: 'vault-unwritable',
  // A file stands where a folder is to be.
  EEXIST: 'vault-unwritable',
}

/** A table that is not there where every vault has it: what is wrong with a vault that was just opened is its own. */
export function asOpeningFault(error: unknown, path: string): unknown {
  const isOfSchema = error instanceof Error && (error as NodeJS.ErrnoException).code === 'SQLITE_ERROR'
  return isOfSchema ? new AppError('vault-damaged', { path }, { cause: error }) : asAppError(error, path)
}

/** Turns a fault of SQLite or of the file system into the sentence a person can act on; others pass unchanged. */
export function asAppError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code
  if (typeof code !== 'string') return error
  // SQLite's extended codes repeat the plain one: SQLITE_BUSY_SNAPSHOT, SQLITE_READONLY_DIRECTORY, ...
  const known = byCode[code] ?? byCode[code.split('_').slice(0, 2).join('_')]
  return known ? new AppError(known, { path }, { cause: error }) : error
}
