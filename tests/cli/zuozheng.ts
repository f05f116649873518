import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url))

export interface Outcome {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** Asked for when a program has ended already, its end must still be known. */
const ends = new WeakMap<ChildProcess, Promise<number | null>>()

/** Starts the command line as a program of its own, from its sources. */
export function start(args: readonly string[], environment: Record<string, string> = {}) {
  const { HOME, PATH, SystemRoot, TMPDIR, TZ } = process.env
  const child = spawn(process.execPath, [entry, ...args], {
    env: { HOME, PATH, SystemRoot, TMPDIR, TZ, LANG: 'en_GB.UTF-8', ...environment },
  })
  ends.set(child, new Promise((resolve) => child.once('close', resolve)))
  return child
}

/** Waits for the first text on one of a program's streams; fails when the program ends before. */
export function firstText(child: ChildProcess, name: 'stdout' | 'stderr'): Promise<string> {
  return new Promise((resolve, reject) => {
    child[name]?.once('data', (text: Buffer) => resolve(String(text)))
    child.once('close', (status) =>
      reject(new Error(`ended with ${status} before it said anything on ${name}`)),
    )
  })
}

/** The status with which a program ended that `start` began, also where it has ended before; null after a signal. */
export async function whenClosed(child: ChildProcess): Promise<number | null> {
  const end = ends.get(child)
  if (!end) throw new Error('`start` has not begun this program')
  return end
}

/** Runs the command line to its end. */
export function run(
  args: readonly string[],
  { environment, input }: { environment?: Record<string, string>; input?: string } = {},
): Promise<Outcome> {
  const child = start(args, environment)
  // A program may end without having read what it is given.
  child.stdin.on('error', () => undefined).end(input ?? '')
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, out, err }))
  })
}

/** A temporary folder with an empty place for a vault in it. */
export function workbench() {
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-cli-'))
  const vault = join(folder, 'vault')
  const environment = { ZUOZHENG_VAULT: vault, HOME: folder, XDG_STATE_HOME: join(folder, 'state') }
  return {
    folder,
    vault,
    environment,
    at: (...names: string[]) => join(folder, ...names),
    run: (...args: string[]) => run(args, { environment }),
    /** Runs with `--json` and reads the document; fails when the command did. */
    async json<T>(...args: string[]): Promise<T> {
      const { status, out, err } = await run([...args, '--json'], { environment })
      if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${err}${out}`)
      return JSON.parse(out) as T
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
