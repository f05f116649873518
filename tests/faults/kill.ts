import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vaultOf } from './act.ts'
import { acts } from './acts.ts'
import { coreAt, problemsOf } from './core.ts'

const program = fileURLToPath(new URL('./program.ts', import.meta.url))

export interface KillCounts {
  rounds: number
  /** Rounds in which the kill came before the work had ended. */
  killed: number
  /** What was announced as done before the kills. */
  announced: number
  /** Everything that was found wrong, by round. Empty when all is well. */
  wrong: string[]
}

/**
 * Kills the program (SIGKILL) at a moment drawn from `random` while it does `name`; then starts anew, verifies, and
 * ends the work. The longest moment is the time that the whole work took once.
 */
export async function killRounds(
  name: string,
  rounds: number,
  random: () => number,
  tell: (line: string) => void = () => {},
): Promise<KillCounts> {
  const act = acts[name]
  if (!act) throw new Error(`no act ${name}`)
  const counts: KillCounts = { rounds: 0, killed: 0, announced: 0, wrong: [] }
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-kill-'))
  const [fresh, place] = [join(folder, 'fresh'), join(folder, 'place')]
  const startAnew = () => {
    rmSync(place, { recursive: true, force: true })
    cpSync(fresh, place, { recursive: true })
  }
  await act.prepare(fresh)
  let whole = 0
  // The second time is faster: what the program loads is compiled by then.
  for (let run = 0; run < 2; run += 1) {
    startAnew()
    whole = (await runAndKill(name, place, Number.POSITIVE_INFINITY)).took
  }
  for (let round = 1; round <= rounds; round += 1) {
    const after = random() * whole
    startAnew()
    const { said, hasEnded } = await runAndKill(name, place, after)
    counts.announced += said.length
    if (!hasEnded) counts.killed += 1
    const wrong = await lookAfter(place, name, said)
    counts.rounds += 1
    counts.wrong.push(
      ...wrong.map((line) => `${name} round ${round}, killed after ${after.toFixed(0)} ms: ${line}`),
    )
    if (round % 10 === 0)
      tell(`${name}: ${round}/${rounds} rounds, ${counts.killed} killed, ${counts.wrong.length} wrong`)
  }
  rmSync(folder, { recursive: true, force: true })
  return counts
}

async function lookAfter(place: string, name: string, said: readonly string[]): Promise<string[]> {
  const act = acts[name]
  if (!act) return []
  const core = coreAt(vaultOf(place))
  try {
    const { jobs } = await core.call('jobs.list', {})
    const open = jobs.filter(({ state }) => state === 'queued' || state === 'running')
    const left = readdirSync(join(vaultOf(place), 'objects', 'tmp'))
    return [
      ...open.map(({ kind }) => `the job ${kind} is still open`),
      ...left.map((file) => `left behind: ${file}`),
      ...(await problemsOf(core)),
      ...(await act.check(core, place, said)),
      ...(await act.finish(core, place)),
      ...(await problemsOf(core)),
    ]
  } finally {
    await core.close()
  }
}

function runAndKill(
  name: string,
  place: string,
  after: number,
): Promise<{ said: string[]; hasEnded: boolean; took: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, name, place], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Loading the sources takes longer than most of the work.
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'zuozheng-compiled') },
    })
    let text = ''
    let faults = ''
    let began = 0
    child.stderr.on('data', (piece: Buffer) => {
      faults += piece
    })
    child.stdout.on('data', (piece: Buffer) => {
      text += piece
      if (began > 0 || !text.includes('ready\n')) return
      began = performance.now()
      if (Number.isFinite(after)) setTimeout(() => child.kill('SIGKILL'), after)
    })
    child.on('error', reject)
    child.on('close', (status, signal) => {
      if (signal !== 'SIGKILL' && status !== 0) {
        reject(new Error(`${name} ended with ${status ?? signal}\n${faults}`))
        return
      }
      // The last line may be cut off.
      const lines = text
        .split('\n')
        .slice(0, -1)
        .filter((line) => line !== 'ready')
      const hasEnded = lines.at(-1) === 'ended'
      resolve({ said: hasEnded ? lines.slice(0, -1) : lines, hasEnded, took: performance.now() - began })
    })
  })
}
