import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Restored } from '../../../shared/contract/archive.ts'
import { databaseFile, openDatabase } from '../database/database.ts'
import type { JobContext } from '../jobs/jobs.ts'
import { checkLedger, discard, type Vault } from '../vault/vault.ts'
import { damagedBackup, describedIn, hashAt, type ObjectRow, placeOf } from './backup-file.ts'
import { clearLedger, mustBeFresh } from './fresh-vault.ts'
import type { RestoreParts } from './restore.ts'
import { columnsOf } from './tables.ts'

/** Brings a whole vault back from its backup into one that holds nothing yet. Every file is hashed on its way in. */
export async function restoreBackup(
  { vault, copyFile, rebuild }: RestoreParts,
  path: string,
  { id, signal, report }: JobContext,
): Promise<Restored> {
  mustBeFresh(vault)
  const described = await describedIn(path)
  const database = join(path, databaseFile)
  const damaged = (kind: string, subject: string) => damagedBackup(path, kind, subject)

  const elsewhere = join(vault.objects.directory, 'tmp', `${process.pid}-backup-${id}`)
  try {
    await mkdir(elsewhere)
    const { sha256 } = await copyFile({ from: database, to: join(elsewhere, databaseFile) })
    if (sha256 !== described.database) throw damaged('changed', databaseFile)
    // Brings an older backup to the schema of today, in the copy.
    const copy = openDatabase(elsewhere)
    let objects: ObjectRow[]
    try {
      const { head } = described
      if (hashAt(copy, head.seq) !== head.hash) throw damaged('ledger-behind', databaseFile)
      objects = copy.prepare<[], ObjectRow>('SELECT sha256, size FROM objects').all()
    } finally {
      copy.close()
    }
    let done = 0
    for (const { sha256: digest } of objects) {
      signal.throwIfAborted()
      const temporary = join(vault.objects.directory, 'tmp', `${process.pid}-backup-${id}-${done}`)
      try {
        const copied = await copyFile({ from: placeOf(path, digest), to: temporary })
        if (copied.sha256 !== digest) throw damaged(copied.sha256 === null ? 'missing' : 'changed', digest)
        const target = vault.objects.pathOf(digest)
        await mkdir(dirname(target), { recursive: true })
        await rename(temporary, target)
      } finally {
        await discard(temporary)
      }
      done += 1
      report(done, objects.length)
    }
    await vault.objects.settle(objects.map(({ sha256: digest }) => digest))
    const taken = takeRows(vault, join(elsewhere, databaseFile), rebuild)
    // A vault that does not fit its ledger is backed up as it stands, and comes back so: what is left of it must not be lost.
    // All is written by now: there is nothing left to cancel.
    const problems = await checkLedger(vault, { signal: AbortSignal.any([]) })
    return { ...taken, problems, fitsLedger: problems.length === 0, untold: [] }
  } finally {
    await discard(elsewhere)
  }
}

/** Tables that are made again, or speak of programs that are gone. */
const notTaken = /^(sqlite_|search_|vault$|jobs$|outcomes$|pictures$|ledger_tree$)/

function takeRows(vault: Vault, copy: string, rebuild: () => void): Pick<Restored, 'cases' | 'items'> {
  const { database } = vault
  database.prepare('ATTACH ? AS backup').run(copy)
  try {
    return vault.write(() => {
      mustBeFresh(vault)
      database.pragma('defer_foreign_keys = ON')
      const replaced = clearLedger(database)
      const tables = database
        .prepare<[], string>(`SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid`)
        .pluck()
        .all()
        .filter((name) => !notTaken.test(name))
      for (const table of tables) {
        const columns = columnsOf(database, table)
          .map((name) => `"${name}"`)
          .join(', ')
        database.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM backup.${table}`)
      }
      database.prepare('UPDATE recorders SET owner = NULL').run()
      vault.tree.rebuild()
      rebuild()
      const { seq, hash } = vault.ledger.head()
      vault.ledger.append({
        act: 'case.restored',
        caseId: null,
        digests: [],
        data: { seq, head: hash, replaced },
      })
      const cases = database.prepare<[], number>('SELECT id FROM cases ORDER BY id').pluck().all()
      const items = database.prepare<[], number>('SELECT COUNT(*) FROM items').pluck().get() ?? 0
      return { cases, items }
    })
  } finally {
    database.exec('DETACH backup')
  }
}
