import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './sources.ts'

const home = join(root, 'node_modules/electron')

export function electronVersion(): string {
  return (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version
}

/**
 * The path of Electron's binary, or null where only the package is installed. Reads what the package's own
 * `install.js` leaves behind: importing the package instead would start a download.
 */
export function electronBinary(): string | null {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const pathFile = join(home, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : override && 'electron'
  if (!name) return null
  const binary = join(override || join(home, 'dist'), name)
  return existsSync(binary) ? binary : null
}

/** Why a window of Electron cannot be shown on this machine, as a code; null where nothing speaks against it. */
export type WindowObstacle = 'no-binary' | 'no-display' | 'root'

export function windowObstacle(): WindowObstacle | null {
  if (!electronBinary()) return 'no-binary'
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'no-display'
    // Chromium refuses to run its sandbox as root, and this program does not run without the sandbox.
    if (process.getuid?.() === 0) return 'root'
  }
  return null
}

/**
 * Fetches the binary with the package's own script, which honours `ELECTRON_MIRROR` and the proxy settings.
 * Returns whether it is there afterwards; gives up after `milliseconds`.
 */
export function fetchElectron(
  milliseconds: number,
  onSecond: (seconds: number) => void,
): Promise<{ readonly fetched: boolean; readonly timedOut: boolean }> {
  return new Promise((resolve) => {
    let seconds = 0
    let timedOut = false
    // Its error output is a stack trace; what went wrong is said in one sentence by the caller.
    const child = spawn(process.execPath, [join(home, 'install.js')], {
      stdio: ['ignore', 'ignore', 'ignore'],
    })
    const clock = setInterval(() => {
      seconds += 1
      onSecond(seconds)
      if (seconds * 1000 < milliseconds) return
      timedOut = true
      child.kill()
    }, 1000)
    const finish = () => {
      clearInterval(clock)
      resolve({ fetched: electronBinary() !== null, timedOut })
    }
    child.once('error', finish)
    child.once('exit', finish)
  })
}
