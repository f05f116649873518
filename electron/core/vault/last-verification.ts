import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LastVerification } from '../../../shared/contract/vault.ts'

/** What the last verification found, beside the database: a damaged one could not keep it. */
function fileOf(vault: string): string {
  return join(vault, 'derived', 'verification.json')
}

/** Null where none was made, or its file is not whole: it may be deleted at any time. */
export function readLastVerification(vault: string): LastVerification | null {
  try {
    const read = LastVerification.safeParse(JSON.parse(readFileSync(fileOf(vault), 'utf8')))
    return read.success ? read.data : null
  } catch {
    // Gone, unreadable or cut off: the next verification finds the same again.
    return null
  }
}

export function writeLastVerification(vault: string, found: LastVerification): void {
  const path = fileOf(vault)
  const temporary = `${path}.${process.pid}.tmp`
  mkdirSync(join(vault, 'derived'), { recursive: true })
  writeFileSync(temporary, JSON.stringify(found))
  renameSync(temporary, path)
}
