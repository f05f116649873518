import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openCore } from '../electron/core/core.ts'
import { homeOf } from '../electron/home.ts'
import { startServer } from '../electron/server/server.ts'
import type { Job } from '../shared/contract/job.ts'
import type { Language } from '../shared/contract/primitives.ts'
import { launchChromium } from '../tests/browser.ts'
import { buildIfStale } from './build.ts'
import { root } from './sources.ts'

/**
 * `npm run screenshots`: opens the sample case in a real browser and keeps a picture of every screen, in both
 * languages, in `docs/screenshots/`, so that anyone can see the product without installing it. Fails when the
 * page complains on its console.
 */

const screens = [
  'work',
  'process',
  'infringement',
  'comparison',
  'claims',
  'dossier',
  'parties',
  'facts',
  'documents',
]
const languages: readonly Language[] = ['zh-CN', 'en']

await buildIfStale()
const place = mkdtempSync(join(tmpdir(), 'zuozheng-screens-'))
const target = join(root, 'docs/screenshots')
mkdirSync(target, { recursive: true })
const browser = await launchChromium()
try {
  for (const language of languages) await picture(language)
} finally {
  await browser.close()
  rmSync(place, { recursive: true, force: true })
}
cpSync(join(target, 'zh-CN-process.png'), join(root, 'docs/screenshot.png'))

async function picture(language: Language): Promise<void> {
  const home = homeOf(new URL('../electron/cli/main.ts', import.meta.url).href)
  const core = openCore({ ...home, directory: join(place, language), actor: 'screenshots' })
  const server = await startServer({ core, page: home.page, uploadsDirectory: core.uploads })
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: language,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  try {
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(server.url)
    await keep(page, `${language}-first`)

    const sample = await ended(core.call, await core.call('samples.open', { language }))
    const { case: id } = sample.result as { case: number }
    await ended(core.call, await core.call('dossiers.build', { case: id, language }))
    await page.reload()
    await keep(page, `${language}-cases`)
    for (const screen of screens) {
      await page.goto(`${new URL('/', server.url).href}#/cases/${id}/${screen}`)
      await keep(page, `${language}-${screen}`)
    }
    const { items } = await core.call('items.list', { case: id, role: 'process' })
    await page.goto(`${new URL('/', server.url).href}#/library`)
    await keep(page, `${language}-library`)
    await page.goto(`${new URL('/', server.url).href}#/library?item=${items[3]?.id}`)
    await keep(page, `${language}-library-item`)
    await page.goto(`${new URL('/', server.url).href}#/settings`)
    await keep(page, `${language}-settings`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(`${new URL('/', server.url).href}#/cases/${id}/process`)
    await keep(page, `${language}-process-dark`)
    if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`)
  } finally {
    await context.close()
    await server.close()
    await core.close()
  }
}

/** Waits until pictures and fonts are there, then keeps what a person sees. */
async function keep(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('load')
  // Pages of the dossier are drawn after the page is there; a screenshot is no test, so a wait will do.
  await page.waitForTimeout(1500)
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all([...document.images].filter((image) => !image.complete).map((image) => image.decode()))
  })
  await page.screenshot({ path: join(target, `${name}.png`) })
  process.stderr.write(`docs/screenshots/${name}.png\n`)
}

async function ended(call: ReturnType<typeof openCore>['call'], job: Job): Promise<Job> {
  for (;;) {
    const now = await call('jobs.get', { job: job.id })
    if (now.endedAt) {
      if (now.state !== 'done') throw new Error(`${now.kind} ended as ${now.state}`)
      return now
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
