import { readFile } from 'node:fs/promises'
import { type Browser, chromium } from 'playwright-core'

/** Pages and papers of the sample, set as HTML in `papers/` and photographed once in Chromium. */

export interface Printer {
  /** The page as PNG, and where its `#picture` stands in fractions of it. */
  readonly print: (
    name: string,
    values: Readonly<Record<string, string>>,
    scale?: number,
  ) => Promise<{ readonly png: Buffer; readonly picture: Place | null }>
  readonly close: () => Promise<void>
}

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const folder = new URL('papers/', import.meta.url)

export async function openPrinter(): Promise<Printer> {
  const style = await readFile(new URL('style.css', folder), 'utf8')
  const browser: Browser = await chromium.launch({
    executablePath: process.env.ZUOZHENG_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  return {
    async print(name, values, scale = 1) {
      const template = await readFile(new URL(`${name}.html`, folder), 'utf8')
      const body = template.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
        const value = values[key]
        if (value === undefined) throw new Error(`${name}.html wants ${key}`)
        return value
      })
      const page = await browser.newPage({ deviceScaleFactor: scale, viewport: { width: 1000, height: 800 } })
      await page.setContent(
        `<!doctype html><html lang="zh-CN"><style>${style}</style><body>${body}</body></html>`,
      )
      const sheet = page.locator('body > div').first()
      const outer = await sheet.boundingBox()
      if (!outer) throw new Error(`${name}.html is empty`)
      const picture = page.locator('#picture')
      const inner = (await picture.count()) > 0 ? await picture.boundingBox() : null
      const png = await sheet.screenshot({ type: 'png' })
      await page.close()
      return {
        png,
        picture: inner && {
          x: (inner.x - outer.x) / outer.width,
          y: (inner.y - outer.y) / outer.height,
          width: inner.width / outer.width,
          height: inner.height / outer.height,
        },
      }
    },
    close: () => browser.close(),
  }
}
