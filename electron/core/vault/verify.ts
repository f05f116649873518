import { join } from 'node:path'
import type { Problem, Verification } from '../../../shared/contract/vault.ts'
import { databaseFile, walHasLost } from '../database/database.ts'
import type { Vault } from './vault.ts'
import { problemOfFault, type TableFault } from './verify-database.ts'
import { checkFiles, type FileCheck, filesWithoutRow } from './verify-files.ts'
import { checkLedger } from './verify-ledger.ts'

/** Findings that leave every record and every original as they were. */
const harmless = new Set(['derived', 'unrecorded'])

export interface VerifyOptions extends FileCheck {
  readonly checkDatabase: (input: { path: string }) => Promise<TableFault[]>
  /** A head that the person holds, from a printed dossier or a time stamp. */
  readonly head?: { readonly seq: number; readonly hash: string } | undefined
  /** What other modules keep and can check. */
  readonly more: readonly (() => Promise<readonly Problem[]> | readonly Problem[])[]
}

/**
 * Checks everything the vault asserts: the database file, every link of the ledger, every statement and intake
 * against the digest that the ledger holds of it, and every original against its name. Threads read the originals
 * while the rows are walked; neither all rows nor all files are held at once.
 *
 * With `deep` each record is read again from its bytes, which costs about as much as the import did: no digest covers
 * the column that keeps it, because the bytes do.
 */
export async function verifyVault(vault: Vault, options: VerifyOptions): Promise<Verification> {
  const faults = options.checkDatabase({ path: vault.database.name })
  // One that is cancelled does not wait for this, and when the threads are ended nobody is left to hear of it.
  faults.catch(() => undefined)
  const unread: Problem[] = []

  /** A page that cannot be read ends this part of the check; SQLite's own check names the page. */
  async function part<T>(read: () => Promise<T> | T, otherwise: T): Promise<T> {
    try {
      return await read()
    } catch (error) {
      options.signal.throwIfAborted()
      if (!(error instanceof Error)) throw error
      // Values of a kind that no program writes make code stumble: no fault of the program where SQLite sees them too.
      if (!isOfSqlite(error) && (await faults).length === 0) throw error
      unread.push({ kind: 'database', subject: 'vault.db', expected: 'ok', found: error.message })
      return otherwise
    }
  }

  async function withThreads(): Promise<{ checked: number; problems: Problem[] }> {
    const { checked, problems } = await part(() => checkFiles(vault, options), { checked: 0, problems: [] })
    const others: (readonly Problem[])[] = []
    for (const check of options.more) others.push(await part(check, []))
    return { checked, problems: [...problems, ...others.flat()] }
  }

  const [{ checked, problems: ofFiles }, ofRows] = await Promise.all([
    withThreads(),
    part(() => checkLedger(vault, options), []),
  ])
  const others = await part(() => filesWithoutRow(vault), [])
  const ofDatabase = [...walProblems(vault), ...(await faults).map(problemOfFault), ...unread]
  options.signal.throwIfAborted()
  const problems = withoutDoubles([...ofDatabase, ...ofRows, ...ofFiles, ...others])
  return { ok: problems.every(({ kind }) => harmless.has(kind)), checked, problems }
}

function isOfSqlite(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' && code.startsWith('SQLITE_') && code !== 'SQLITE_BUSY'
}

/** In a vault open to write the log is read already, and what it held is in the database. */
function walProblems(vault: Vault): Problem[] {
  if (vault.damage === null) return []
  const name = `${databaseFile}-wal`
  if (!walHasLost(join(vault.directory, name))) return []
  return [{ kind: 'wal', subject: name, expected: 'ok', found: 'checksum' }]
}

/** A lost file is found through its item and through the ledger: told once. */
function withoutDoubles(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter(({ kind, subject, expected, found }) => {
    const key = JSON.stringify(kind === 'missing' ? [kind, expected] : [kind, subject, expected, found])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
