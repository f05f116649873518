import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { AppError } from '../../shared/contract/errors.ts'
import { vaultOf } from './act.ts'
import { acts } from './acts.ts'
import { coreAt, ended, imported, verified } from './core.ts'

export interface FlipCounts {
  rounds: number
  /** The vault was opened to read only, or not at all; its files stayed as they were. */
  refused: number
  /** Opened, and named by the verification. */
  found: number
  /** Not named, and every row of evidence reads as before: free space, derived tables, unused bits. */
  harmless: number
  /** Not named, and something reads differently; or the program stumbled. */
  wrong: string[]
}

/** A closed vault with something in every table that holds evidence. */
export async function makeFullVault(place: string): Promise<string> {
  await acts.capture?.prepare(place)
  const vault = vaultOf(place)
  const core = coreAt(vault)
  for (let n = 0; n < 5; n += 1) {
    const url = `https://example.com/${n}`
    const capture = await core.call('captures.add', { case: 1, items: [2], record: { url } })
    await core.call('links.create', { case: 1, work: 1, capture: capture.id })
    await core.call('items.note', { item: 3, notes: { note: url } })
  }
  await ended(core, await core.call('dossiers.build', { case: 1 }))
  await imported(core, 1, [join(place, 'pictures')])
  await core.close()
  rmSync(join(vault, 'derived', 'verification.json'), { force: true })
  return vault
}

/** Flips single bits of a vault's database, one a round, and looks whether the program finds it. */
export async function flipRounds(
  rounds: number,
  random: () => number,
  tell: (line: string) => void = () => {},
): Promise<FlipCounts> {
  const counts: FlipCounts = { rounds: 0, refused: 0, found: 0, harmless: 0, wrong: [] }
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-flip-'))
  try {
    const fresh = await makeFullVault(join(folder, 'fresh'))
    const bytes = readFileSync(join(fresh, 'vault.db'))
    const before = evidenceIn(join(fresh, 'vault.db'))
    const pages = pagesOfEvidence(join(fresh, 'vault.db'))
    const vault = join(folder, 'vault')
    while (counts.rounds < rounds) {
      // Half of them anywhere, half where evidence stands.
      const page = pages[Math.floor(random() * pages.length)] ?? 1
      const isAimed = counts.rounds % 2 === 0
      const at = Math.floor(isAimed ? (page - 1 + random()) * 4096 : random() * bytes.length)
      const bit = Math.floor(random() * 8)
      rmSync(vault, { recursive: true, force: true })
      cpSync(fresh, vault, { recursive: true })
      const flipped = Buffer.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      writeFileSync(join(vault, 'vault.db'), flipped)
      const outcome = await outcomeOf(vault, flipped, before)
      counts.rounds += 1
      if (outcome === 'refused' || outcome === 'found' || outcome === 'harmless') counts[outcome] += 1
      else counts.wrong.push(`bit ${bit} of byte ${at} (page ${Math.floor(at / 4096) + 1}): ${outcome}`)
      if (counts.rounds % 50 === 0) tell(`flip: ${counts.rounds}/${rounds}, ${counts.wrong.length} wrong`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return counts
}

async function outcomeOf(vault: string, flipped: Buffer, before: string): Promise<string> {
  const file = join(vault, 'vault.db')
  const isUntouched = () => readFileSync(file).equals(flipped)
  try {
    const core = coreAt(vault)
    try {
      if ((await core.call('vaults.health', {})).readOnly) {
        await core.call('cases.list', {}).catch(() => null)
        return isUntouched() ? 'refused' : 'a vault open to read only was written to'
      }
      const { problems } = await verified(core)
      if (problems.length > 0) return 'found'
    } finally {
      await core.close()
    }
    const after = evidenceIn(file).split('\n')
    const differing = before.split('\n').findIndex((line, index) => line !== after[index])
    if (differing < 0) return 'harmless'
    return `not found, and evidence reads differently: ${before.split('\n')[differing]} → ${after[differing]}`
  } catch (error) {
    if (!(error instanceof AppError)) return `stumbled: ${(error as Error).message}`
    if (error.code === 'internal') return 'stumbled'
    if (error.code === 'vault-damaged' || error.code === 'vault-newer') {
      return isUntouched() ? 'refused' : 'a vault that was refused was written to'
    }
    return `refused with ${error.code}`
  }
}

const evidence = ['ledger', 'statements', 'items', 'objects', 'cases', 'captures', 'links', 'dossiers']

/** Numbers of the pages that hold tables of evidence and their indexes. */
function pagesOfEvidence(path: string): number[] {
  const database = new Sqlite(path, { readonly: true })
  try {
    return database
      .prepare<[string], number>(
        `SELECT pageno FROM dbstat JOIN sqlite_schema ON sqlite_schema.name = dbstat.name
         WHERE tbl_name IN (SELECT value FROM json_each(?)) ORDER BY pageno`,
      )
      .pluck()
      .all(JSON.stringify(evidence))
  } finally {
    database.close()
  }
}

/** Every row that is evidence, as text; what a verification itself writes is left out. */
function evidenceIn(path: string): string {
  const database = new Sqlite(path, { readonly: true })
  try {
    const own = `WHERE act <> 'vault.verified'`
    const rows = evidence.map((table) =>
      database.prepare(`SELECT * FROM ${table} ${table === 'ledger' ? own : ''} ORDER BY 1`).all(),
    )
    return rows
      .map((each, index) => `${evidence[index]}\n${each.map((row) => JSON.stringify(row)).join('\n')}`)
      .join('\n')
  } finally {
    database.close()
  }
}
