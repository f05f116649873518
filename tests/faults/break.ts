import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { vaultOf } from './act.ts'
import { acts } from './acts.ts'
import { coreAt, problemsOf } from './core.ts'

const codes = ['EIO', 'ENOSPC', 'EROFS', 'EACCES'] as const
/** Longer than any act takes, however the disk behaves: whoever still runs then waits for ever. */
const longest = 120_000
const program = fileURLToPath(new URL('./program.ts', import.meta.url))
const disk = pathToFileURL(fileURLToPath(new URL('./failing-disk.ts', import.meta.url))).href

export interface BreakCounts {
  rounds: number
  /** Rounds in which a call really failed. */
  met: number
  /** Rounds that ended with an error that was told. */
  told: number
  wrong: string[]
}

/**
 * Lets every `step`-th write below the vault fail (or as many, evenly spread, as `most` allows), one a run, with each code in turn, and every tenth time all writes
 * from there on. After each: nothing that was announced is lost, the vault verifies, and a second run ends the work.
 */
export async function breakRounds(
  name: string,
  options: { step?: number; most?: number; library?: string | null; tell?: (line: string) => void } = {},
): Promise<BreakCounts> {
  const { most = Number.POSITIVE_INFINITY, library = null, tell = () => {} } = options
  const act = acts[name]
  if (!act) throw new Error(`no act ${name}`)
  const counts: BreakCounts = { rounds: 0, met: 0, told: 0, wrong: [] }
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-break-'))
  try {
    const fresh = join(folder, 'fresh')
    await act.prepare(fresh)
    const place = join(folder, 'place')
    cpSync(fresh, place, { recursive: true })
    const { calls } = await runBroken(name, place, { at: 0, code: 'EIO', forEver: false, library })
    const step = options.step ?? Math.max(1, Math.floor(calls / most))
    for (let at = 1; at <= calls && counts.rounds < most; at += step) {
      const code = codes[counts.rounds % codes.length] ?? 'EIO'
      rmSync(place, { recursive: true, force: true })
      cpSync(fresh, place, { recursive: true })
      const forEver = counts.rounds % 10 === 9
      const ran = await runBroken(name, place, { at, code, forEver, library })
      counts.rounds += 1
      if (ran.failed > 0) counts.met += 1
      if (ran.status !== 0) counts.told += 1
      const wrong = await lookAfter(name, place, ran)
      counts.wrong.push(
        ...wrong.map((line) => `${name}, ${code} at call ${at}${forEver ? ' and on' : ''}: ${line}`),
      )
      if (counts.rounds % 10 === 0) {
        tell(
          `${name}: ${at}/${calls} calls, ${counts.met} met, ${counts.told} told, ${counts.wrong.length} wrong`,
        )
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return counts
}

async function lookAfter(name: string, place: string, { said, text, hasEnded }: Ran): Promise<string[]> {
  const act = acts[name]
  if (!act) return []
  // A fault of the disk is named; a stack would be a fault of the program that nobody thought of.
  const unforeseen = /TypeError|RangeError|ReferenceError|SIGSEGV/.exec(text)
  const core = coreAt(vaultOf(place))
  try {
    return [
      ...(hasEnded ? [] : ['did not end']),
      ...(unforeseen ? [text.slice(0, 300)] : []),
      ...(await problemsOf(core)),
      ...(await act.check(core, place, said)),
      ...(await act.finish(core, place)),
      ...(await problemsOf(core)),
    ]
  } finally {
    await core.close()
  }
}

interface Ran {
  readonly said: string[]
  readonly status: number | null
  readonly hasEnded: boolean
  readonly calls: number
  readonly failed: number
  readonly text: string
}

/**
 * Builds `failing-disk.c` into `folder`, so that what SQLite writes can fail too. Null where this machine has no
 * compiler or loads no library before a program.
 */
export function buildFailingDisk(folder: string): string | null {
  if (process.platform !== 'linux') return null
  const source = fileURLToPath(new URL('./failing-disk.c', import.meta.url))
  const library = join(folder, 'failing-disk.so')
  const built = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], {
    stdio: 'ignore',
  })
  return built.status === 0 ? library : null
}

interface Breaking {
  readonly at: number
  readonly code: (typeof codes)[number]
  readonly forEver: boolean
  /** Fails system calls instead of the calls of Node. */
  readonly library: string | null
}

function runBroken(name: string, place: string, { at, code, forEver, library }: Breaking): Promise<Ran> {
  const preload = library === null ? ['--import', disk] : []
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...preload, program, name, place], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: join(tmpdir(), 'zuozheng-compiled'),
        FAIL_AT: String(at),
        FAIL_CODE: code,
        FAIL_ERRNO: String(constants.errno[code]),
        ...(library === null ? {} : { LD_PRELOAD: library }),
        FAIL_BELOW: place,
        FAIL_ON: forEver ? 'ever' : 'once',
      },
    })
    let out = ''
    let text = ''
    child.stdout.on('data', (piece: Buffer) => {
      out += piece
    })
    child.stderr.on('data', (piece: Buffer) => {
      text += piece
    })
    child.on('error', reject)
    const timer = setTimeout(() => child.kill('SIGKILL'), longest)
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      const [, calls = '0', failed = '0'] = /failing-disk (\d+) (\d+)/.exec(text) ?? []
      const said = out
        .split('\n')
        .slice(0, -1)
        .filter((line) => line !== 'ready' && line !== 'ended')
      resolve({
        said,
        status,
        hasEnded: signal !== 'SIGKILL',
        calls: Number(calls),
        failed: Number(failed),
        text,
      })
    })
  })
}
