import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** How long a step in a browser may take. It ends what hangs and measures nothing: a busy machine needs its time. */
export const patience = 120_000

/** Where a Chromium may be installed, after what `ZUOZHENG_CHROMIUM` names. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * The Chromium of this machine; where there is none, the one that the package `@sparticuz/chromium` unpacks
 * (Linux on x64 only).
 */
export function findChromium(): string {
  const named = process.env.ZUOZHENG_CHROMIUM
  if (named) return named
  const installed = usualPlaces.find((place) => existsSync(place))
  if (installed) return installed
  return unpackedChromium()
}

/**
 * Unpacks the packed Chromium into a folder of this version, once. Several test files may want it at the same moment,
 * and a run may be ended in the middle: so it is unpacked beside, and gets its name when it is whole. The package
 * itself unpacks into the temporary folder, and takes whatever lies there for whole.
 */
function unpackedChromium(): string {
  const modules = join(import.meta.dirname, '../node_modules')
  const about = readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8')
  const { version } = JSON.parse(about) as { version: string }
  const cache = join(modules, '.cache')
  const folder = join(cache, `chromium-${version}`)
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true })
    const beside = mkdtempSync(`${folder}-`)
    const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: beside },
    })
    try {
      renameSync(beside, folder)
    } catch (error) {
      rmSync(beside, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  return join(folder, 'chromium')
}

/** A Chromium without a window. Its own sandbox does not work under root, as in most containers. */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const asRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: findChromium(),
    timeout: patience,
    // Without a locale of UTF-8, Chromium on Linux finds nothing under a name that is not ASCII.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    args: [...(asRoot ? ['--no-sandbox'] : []), '--disable-dev-shm-usage', '--disable-gpu', ...args],
  })
}
