import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Figure, seconds } from './measure.ts'

/** A dossier with 50 exhibits: seconds and peak memory, in a process of its own. */
export async function dossierBench(place: string): Promise<Figure[]> {
  const directory = join(place, 'dossier')
  const script = fileURLToPath(new URL('./dossier-run.ts', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, directory], { encoding: 'utf8' })
  rmSync(directory, { recursive: true, force: true })
  if (status !== 0) throw new Error(stderr)
  const { took, pages, exhibits, peak } = JSON.parse(stdout)
  return [
    { name: `dossier, ${exhibits} exhibits, ${pages} pages`, value: seconds(took) },
    { name: 'peak memory of the whole process', value: `${Math.round(peak / 1e6)} MB` },
  ]
}
