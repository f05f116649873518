import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { build as buildAll } from 'electron-vite'
import { buildIsFresh, digestOfSources, markBuilt, root } from './sources.ts'
import { buildVerifierPage } from './verifier-page.ts'

/** Builds `out/` from the sources. Needs the electron package for its version number only, never its binary. */
export async function build(): Promise<void> {
  const started = performance.now()
  // Taken before: what is edited during a build is not in it.
  const digest = digestOfSources()
  rmSync(join(root, 'out/sources.sha256'), { force: true })
  await buildAll({ root, logLevel: 'warn' })
  await buildVerifierPage()
  markBuilt(digest)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stderr.write(`${styleText('green', '✓')} out/  ${seconds} s\n`)
}

export async function buildIfStale(): Promise<void> {
  if (!buildIsFresh()) await build()
}

if (import.meta.main) {
  try {
    await build()
  } catch (error) {
    // The bundler's message names file and line; the stack below it is its own.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
