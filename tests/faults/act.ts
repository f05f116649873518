import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Core } from '../../electron/core/core.ts'
import { infotext, png } from '../pictures.ts'
import { coreAt, imported, quiet } from './core.ts'

/** Work that is interrupted. `say` announces, as the program does, what is done for good. */
export interface Act {
  /** Makes the vault and what the work needs, in a folder of its own. */
  readonly prepare: (place: string) => Promise<void>
  readonly run: (core: Core, place: string, say: (line: string) => void) => Promise<void>
  /** What was announced and is not there, or is there twice. */
  readonly check: (core: Core, place: string, said: readonly string[]) => Promise<string[]>
  /** Ends the work, and says what is missing then. */
  readonly finish: (core: Core, place: string) => Promise<string[]>
}

export const caseId = 1

/** How many files or captures an act is about. Few make it small enough to let each of its writes fail in turn. */
export const size = Number(process.env.FAULTS_SIZE ?? 40)

export const vaultOf = (place: string) => join(place, 'vault')

export async function startCase(place: string, pictures: number): Promise<void> {
  const folder = join(place, 'pictures')
  mkdirSync(folder, { recursive: true })
  for (let n = 0; n < pictures; n += 1) {
    const texts = { parameters: infotext({ prompt: `ridge ${n}`, seed: n }) }
    writeFileSync(join(folder, `${n}.png`), png({ seed: n, width: 40 + n, texts }))
  }
  const core = coreAt(vaultOf(place))
  await core.call('cases.create', { title: 'ridge' })
  await core.close()
}

/** A case whose first file is the final image of its work. */
export async function withPictures(place: string, pictures: number): Promise<void> {
  await startCase(place, pictures)
  const core = coreAt(vaultOf(place))
  await imported(core, caseId, [join(place, 'pictures')])
  await quiet(core)
  await core.call('works.set', { case: caseId, item: 1, final: true, title: 'ridge' })
  await core.close()
}
