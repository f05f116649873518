import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

const built = [
  'out/main/main.js',
  'out/main/engine.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
  'out/verifier/verify.html',
]
const stamp = join(root, 'out/sources.sha256')

/** Everything whose change calls for a new build. */
const folders = ['shared', 'electron', 'renderer']
const files = ['package.json', 'package-lock.json', 'electron.vite.config.ts']

/**
 * One digest over names and bytes of all sources. Dates are not looked at: a checkout, a restored backup and a
 * deleted file would each deceive them.
 */
export function digestOfSources(): string {
  const found = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsbuildinfo'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
  )
  const hash = createHash('sha256')
  for (const file of [...files, ...found].sort())
    hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** True when `out/` holds the program as the sources now have it. */
export function buildIsFresh(): boolean {
  if (!built.every((file) => existsSync(join(root, file))) || !existsSync(stamp)) return false
  return readFileSync(stamp, 'utf8') === digestOfSources()
}

export function markBuilt(digest: string): void {
  writeFileSync(stamp, digest)
}
