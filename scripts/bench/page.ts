import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startServer } from '../../electron/server/server.ts'
import { launchChromium } from '../../tests/browser.ts'
import { buildIfStale } from '../build.ts'
import { openBenchCore } from './core.ts'
import { type Figure, middle } from './measure.ts'

const items = 10_000

/** First paint of the page, and of the work screen, with a vault of 10,000 items; cold page, warm disk. */
export async function pageBench(place: string): Promise<Figure[]> {
  await buildIfStale()
  const folder = join(place, 'captions')
  mkdirSync(folder, { recursive: true })
  for (let n = 0; n < items; n += 1) writeFileSync(join(folder, `${n}.json`), `{"seed":${n}}`)
  const core = openBenchCore(join(place, 'vault'))
  const { id } = await core.call('cases.create', { title: 'bench' })
  const job = await core.call('imports.start', { case: id, sources: [{ kind: 'path', path: folder }] })
  while (!(await core.call('jobs.get', { job: job.id })).endedAt) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const server = await startServer({
    core,
    page: fileURLToPath(new URL('../../out/renderer/', import.meta.url)),
    uploadsDirectory: core.uploads,
  })
  const browser = await launchChromium()
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const entry = await context.newPage()
    await entry.goto(server.url)
    const home = new URL('/', server.url).href
    const paint = await middle(5, async () => {
      const page = await context.newPage()
      await page.goto(home)
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
      const at = await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      )
      await page.close()
      return at
    })
    return [{ name: `first contentful paint, vault of ${items} items`, value: `${Math.round(paint)} ms` }]
  } finally {
    await browser.close()
    await server.close()
    await core.close()
  }
}
