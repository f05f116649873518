import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Language } from '../../shared/contract/primitives.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { launchChromium, patience } from '../browser.ts'
import { firstText, start, whenClosed } from '../cli/zuozheng.ts'

const pictures = join(import.meta.dirname, '../../node_modules/.cache/e2e')

/** The real window in a real Chromium, on a vault of its own, as `zuozheng serve` gives it to a person. */
export interface OpenWindow {
  readonly page: Page
  readonly folder: string
  readonly vault: string
  /** What the console, the page or the network complained about since the start. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

export async function openWindow(language: Language): Promise<OpenWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-e2e-'))
  const vault = join(folder, 'vault')
  const program = start(['serve', '--no-open', '--json', '--vault', vault], { XDG_STATE_HOME: folder })
  let browser: Browser | undefined
  const close = async () => {
    await browser?.close()
    program.kill('SIGINT')
    await whenClosed(program)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const { url } = JSON.parse(await firstText(program, 'stdout')) as { url: string }
    browser = await launchChromium()
    const context = await browser.newContext({
      locale: language,
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(patience)
    const complaints = listen(page)
    await page.goto(url)
    return { page, folder, vault, complaints, close }
  } catch (error) {
    await close()
    throw error
  }
}

export function listen(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`)
    }
  })
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`))
  page.on('requestfailed', (request) => {
    // A picture that left the screen before it had come is not a failure.
    const reason = request.failure()?.errorText
    if (reason !== 'net::ERR_ABORTED') complaints.push(`request failed: ${request.url()} ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`)
  })
  return complaints
}

/** Drops files or folders of the disk, as the system does it: a drop made by script has no folders in it. */
export async function dropFiles(page: Page, target: Locator, files: readonly string[]): Promise<void> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (!box) throw new Error('the place to drop on is not to be seen')
  const devtools = await page.context().newCDPSession(page)
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', {
      type,
      x,
      y,
      data: { items: [], files: [...files], dragOperationsMask: 1 },
    })
  }
  await devtools.detach()
}

/**
 * Names the parts of a journey: where one fails, its name stands in the error, and a picture of the window is kept
 * in `node_modules/.cache/e2e`.
 */
export function partsOf(window: OpenWindow, journey: string) {
  return async (name: string, walk: () => Promise<void>): Promise<void> => {
    try {
      await walk()
    } catch (error) {
      mkdirSync(pictures, { recursive: true })
      // A window that is gone has no picture; what went wrong is told all the same.
      await window.page.screenshot({ path: join(pictures, `${journey}.png`) }).catch(() => undefined)
      const complaints = window.complaints.map((each) => `\n  ${each}`).join('')
      throw new Error(`${name}: ${(error as Error).message}${complaints}`, { cause: error })
    }
  }
}

/**
 * Waits until a notice says just this. It leaves after some seconds, so the page itself looks at every frame; and one
 * that was said before may still stand there, so a notice that only holds the words is none.
 */
export async function isSaid(page: Page, sentence: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const parts = document.querySelectorAll('[role="alert"], [role="alert"] *')
    return [...parts].some(({ textContent }) => textContent === wanted)
  }, sentence)
}

export function words(language: Language) {
  const messages = messagesIn(language)
  return { terms: messages.terms, text: messages.window }
}
