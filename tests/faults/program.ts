import { vaultOf } from './act.ts'
import { acts } from './acts.ts'
import { coreAt } from './core.ts'

/** The program that is interrupted: `program.ts ACT PLACE`. Says `ready` before it opens the vault. */
const [name = '', place = ''] = process.argv.slice(2)
const act = acts[name]
if (!act) throw new Error(`no act ${name}`)

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

say('ready')
const core = coreAt(vaultOf(place))
await act.run(core, place, say)
say('ended')
await core.close()
