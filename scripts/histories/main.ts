import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type SetName, sets } from './authors.ts'
import { bytesOf } from './files.ts'
import { type Made, makeHistory } from './make.ts'
import { profiles } from './profiles.ts'

/** Writes one history: `files/` as the author's folder would be, `truth.json` beside it. */
export function writeHistory({ name, entries, truth }: Made, out: string): string {
  const folder = join(out, name)
  rmSync(folder, { recursive: true, force: true })
  for (const entry of entries) {
    const path = join(folder, 'files', entry.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytesOf(entry))
    utimesSync(path, entry.modified / 1000, entry.modified / 1000)
  }
  const sealed = entries.flatMap(({ path, sealed: at }) =>
    at ? [[path, new Date(at).toISOString()] as const] : [],
  )
  if (sealed.length > 0)
    writeFileSync(join(folder, 'arrivals.json'), JSON.stringify(Object.fromEntries(sealed)))
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`)
  return folder
}

function run(): void {
  const { values } = parseArgs({
    options: {
      set: { type: 'string' },
      out: { type: 'string' },
      histories: { type: 'string', default: '6' },
      seed: { type: 'string', default: '1' },
      profile: { type: 'string', default: 'whole' },
      works: { type: 'string' },
    },
  })
  const set = sets.find((name) => name === values.set)
  if (!set || !values.out) {
    process.stderr.write(
      `node scripts/histories/main.ts --set ${sets.join('|')} --out DIR [--histories 6] [--seed 1] [--works N] [--profile P]\nprofiles: ${Object.keys(profiles).join(', ')}\n`,
    )
    process.exitCode = 2
    return
  }
  const histories = set === 'demo' ? 1 : Number(values.histories)
  for (let number = 0; number < histories; number += 1) {
    const made = makeHistory({
      set: set satisfies SetName,
      number,
      seed: Number(values.seed),
      profile: values.profile,
      ...(values.works ? { works: Number(values.works) } : {}),
    })
    const folder = writeHistory(made, values.out)
    const { works, rounds, files } = made.truth
    process.stdout.write(
      `${folder}: ${works.length} works, ${rounds.length} rounds, ${files.length} pictures\n`,
    )
  }
}

if (import.meta.main) run()
