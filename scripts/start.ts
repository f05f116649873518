import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { languageOf } from '../electron/cli/language.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { build } from './build.ts'
import { electronBinary, electronVersion, fetchElectron, windowObstacle } from './electron-binary.ts'
import { buildIsFresh, root } from './sources.ts'

/** `npm start`: the desktop window, or the same window in the browser where there can be none. */

const text = messagesIn(languageOf(undefined, process.env)).start
const fetchLimit = 60

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

async function fetchWithProgress(): Promise<{ readonly fetched: boolean; readonly timedOut: boolean }> {
  say(text.fetching({ version: electronVersion() }))
  const onTerminal = process.stderr.isTTY
  const outcome = await fetchElectron(fetchLimit * 1000, (seconds) => {
    const line = text.fetchingFor({ seconds, limit: fetchLimit })
    if (onTerminal) process.stderr.write(`\r  ${line}  `)
    else if (seconds % 10 === 0) say(`  ${line}`)
  })
  if (onTerminal) process.stderr.write('\n')
  if (outcome.fetched) say(text.fetched)
  return outcome
}

/** Why there will be no desktop window, said in one sentence; null when nothing speaks against it. */
async function whyNoWindow(): Promise<string | null> {
  if (!electronBinary()) {
    const { fetched, timedOut } = await fetchWithProgress()
    if (!fetched) {
      return timedOut ? text.instead['timed-out']({ limit: fetchLimit }) : text.instead['not-fetched']
    }
  }
  const obstacle = windowObstacle()
  return obstacle === null || obstacle === 'no-binary' ? null : text.instead[obstacle]
}

/** Runs a program to its end in this terminal; gives its exit status, or the name of the signal that ended it. */
function run(program: string, given: readonly string[]): Promise<number | string> {
  // An editor's terminal may carry this variable, and Electron would then start as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env
  return new Promise((resolve) => {
    const child = spawn(program, given, { cwd: root, stdio: 'inherit', env: environment })
    // The terminal sends Ctrl+C to both; the child decides how to end.
    const ignore = () => {}
    const pass = () => void child.kill('SIGTERM')
    process.on('SIGINT', ignore)
    process.on('SIGTERM', pass)
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => {
      process.off('SIGINT', ignore)
      process.off('SIGTERM', pass)
      resolve(signal ?? code ?? 1)
    })
  })
}

async function openInBrowser(): Promise<number> {
  const ended = await run(process.execPath, [
    join(root, 'electron/cli/main.ts'),
    'serve',
    ...process.argv.slice(2),
  ])
  return typeof ended === 'number' ? ended : 130
}

async function openWindow(binary: string): Promise<number> {
  const started = performance.now()
  const ended = await run(binary, [root])
  if (ended === 0 || ended === 'SIGINT' || ended === 'SIGTERM') return 0
  // A window that was there and then broke is not opened again behind the person's back.
  if (performance.now() - started > 20_000) return typeof ended === 'number' ? ended : 1
  say(text.instead.failed({ status: String(ended) }))
  return openInBrowser()
}

async function start(): Promise<number> {
  if (!buildIsFresh()) {
    say(text.building)
    await build()
  }
  const reason = await whyNoWindow()
  const binary = electronBinary()
  if (reason === null && binary !== null) return openWindow(binary)
  if (reason !== null) say(reason)
  return openInBrowser()
}

process.exitCode = await start()
