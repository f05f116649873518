import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where archives wait for a page to fetch them: each in a folder named by its digest. May be deleted at any time. */
export function exportsIn(vault: string): string {
  return join(vault, 'derived', 'exports')
}

/** The archive with this digest, as long as it waits; null where there is none. */
export function exportedFile(
  vault: string,
  sha256: string,
): { path: string; mediaType: string; name: string } | null {
  const folder = join(exportsIn(vault), sha256)
  const [name] = existsSync(folder) ? readdirSync(folder) : []
  return name === undefined ? null : { path: join(folder, name), mediaType: 'application/zip', name }
}
