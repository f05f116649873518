import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acts } from '../../tests/faults/acts.ts'
import { breakRounds, buildFailingDisk } from '../../tests/faults/break.ts'
import { flipRounds } from '../../tests/faults/flip.ts'
import { killRounds } from '../../tests/faults/kill.ts'
import { seeded } from '../../tests/faults/random.ts'

/**
 * `node scripts/faults/main.ts [kill|break|flip]… [--act NAME]… [--rounds N] [--breaks N] [--seed N]`: interrupts, breaks and
 * damages real vaults, and counts what was found. `--rounds` is the number of kills over all acts (default 300) and
 * of flipped bits (default 1000), `--breaks` that of failing writes an act (default 60).
 * `FAULTS_SIZE=N` makes the acts smaller (default 40 files or captures), to let every single write fail.
 * Exit status 1 where anything was lost, done twice, or not found.
 */
const words = process.argv.slice(2)
const number = (name: string, other: number) => {
  const at = words.indexOf(name)
  return at >= 0 ? Number(words[at + 1]) : other
}
const chosen = words.flatMap((word, index) => (words[index - 1] === '--act' ? [word] : []))
const names = chosen.length > 0 ? chosen : Object.keys(acts)
const kinds = ['kill', 'break', 'flip'].filter((kind) => words.includes(kind))
const wanted = (kind: string) => kinds.length === 0 || kinds.includes(kind)
const random = seeded(number('--seed', 1))
const tell = (line: string) => process.stdout.write(`${line}\n`)
let wrong = 0

if (wanted('kill')) {
  const each = Math.ceil(number('--rounds', 300) / names.length)
  for (const name of names) {
    const counts = await killRounds(name, each, random, tell)
    wrong += counts.wrong.length
    tell(
      `kill ${name}: ${counts.rounds} rounds, ${counts.killed} killed, ${counts.announced} announced, ${counts.wrong.length} wrong`,
    )
    for (const line of counts.wrong) tell(`  ${line}`)
  }
}
if (wanted('break')) {
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-disk-'))
  const library = buildFailingDisk(folder)
  tell(
    library
      ? 'break: every system call that writes'
      : 'break: no compiler here, so what SQLite writes is left out',
  )
  for (const name of names) {
    const counts = await breakRounds(name, { most: number('--breaks', 60), library, tell })
    wrong += counts.wrong.length
    tell(
      `break ${name}: ${counts.rounds} rounds, ${counts.met} met a fault, ${counts.told} ended with an error, ${counts.wrong.length} wrong`,
    )
    for (const line of counts.wrong) tell(`  ${line}`)
  }
  rmSync(folder, { recursive: true, force: true })
}
if (wanted('flip')) {
  const counts = await flipRounds(number('--rounds', 1000), random, tell)
  wrong += counts.wrong.length
  tell(
    `flip: ${counts.rounds} bits of the database, ${counts.refused} not opened to write, ${counts.found} found, ${counts.harmless} changed no evidence, ${counts.wrong.length} missed`,
  )
  for (const line of counts.wrong) tell(`  ${line}`)
}
process.exitCode = wrong > 0 ? 1 : 0
