import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

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
export async function findChromium(): Promise<string> {
  const named = process.env.ZUOZHENG_CHROMIUM
  if (named) return named
  const installed = usualPlaces.find((place) => existsSync(place))
  if (installed) return installed
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}

/** A Chromium without a window. Its own sandbox does not work under root, as in most containers. */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const asRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: await findChromium(),
    args: [...(asRoot ? ['--no-sandbox'] : []), '--disable-dev-shm-usage', '--disable-gpu', ...args],
  })
}
