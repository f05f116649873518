import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openCore } from '../electron/core/core.ts'
import { homeOf } from '../electron/home.ts'
import { startServer } from '../electron/server/server.ts'
import type { Job } from '../shared/contract/job.ts'
import type { Language } from '../shared/contract/primitives.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { launchChromium } from '../tests/browser.ts'
import { buildIfStale } from './build.ts'
import { writeHistory } from './histories/main.ts'
import { makeHistory } from './histories/make.ts'
import { root } from './sources.ts'

/**
 * `npm run screenshots`: opens the sample case in a real browser and keeps a picture of every screen, in both
 * languages, in `docs/screenshots/`, so that anyone can see the product without installing it. Fails when the
 * page complains on its console. An argument keeps only the pictures whose names hold it.
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
const wanted = process.argv[2] ?? ''

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
    if ('dossier'.includes(wanted))
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
    await page.emulateMedia({ colorScheme: 'light' })
    await ways(page, language)
    const made = await history(core.call)
    await page.goto(`${new URL('/', server.url).href}#/cases/${made}/process`)
    await keep(page, `${language}-process-300`)
    if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`)
  } finally {
    await context.close()
    await server.close()
    await core.close()
  }
}

/** The other ways in which the process of the sample is told. */
async function ways(page: Page, language: Language): Promise<void> {
  const { process: text } = messagesIn(language).window
  for (const view of ['timeline', 'story'] as const) {
    await page.getByRole('radiogroup', { name: text.view }).getByText(text.views[view]).click()
    await keep(page, `${language}-process-${view}`)
  }
}

/** A case with a generated history of 300 pictures; the round that most others lead to is the final image. */
async function history(call: ReturnType<typeof openCore>['call']): Promise<number> {
  const folder = writeHistory(makeHistory({ set: 'demo', number: 0, seed: 1, profile: 'whole' }), place)
  const { id } = await call('cases.create', {
    title: '晨雾 · 林一',
    parties: [],
    works: [{ id: 1, title: '晨雾', author: '林一' }],
  })
  const sources = [{ kind: 'path' as const, path: join(folder, 'files') }]
  await ended(call, await call('imports.start', { case: id, role: 'process', sources }))
  // The thumbnails are made behind the import.
  for (const job of (await call('jobs.list', {})).jobs) await ended(call, job)
  const { rounds } = await call('processes.get', { case: id })
  const byItem = new Map(rounds.map((round) => [round.item, round]))
  const depthOf = (item: number | null): number =>
    item === null ? 0 : 1 + depthOf(byItem.get(item)?.parent ?? null)
  const deepest = [...rounds].sort((a, b) => depthOf(b.item) - depthOf(a.item) || b.no - a.no)[0]
  if (deepest) await call('works.set', { case: id, work: 1, item: deepest.item, final: true })
  return id
}

/** Waits until pictures and fonts are there, then keeps what a person sees. */
async function keep(page: Page, name: string): Promise<void> {
  if (!name.includes(wanted)) return
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
