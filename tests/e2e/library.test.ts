import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { infotext, png } from '../pictures.ts'
import { isSaid, openWindow, partsOf, words } from './window.ts'

/** A PNG text holds bytes: those of UTF-8, as programs write them. */
const inUtf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

function picture(name: string, seed: number, prompt: string) {
  const texts = { parameters: inUtf8(infotext({ prompt, seed })) }
  return { name, mimeType: 'image/png', buffer: png({ seed, width: 200, height: 280, texts }) }
}

const hostile = 'ridge <img src=x onerror=alert(1)> \u202Edevil\u0007'
const log = [
  'prompt,seed,width,height,sampler,cfgs,steps,filename,negative_prompt',
  '"山风，灯，竹林",99,768,1152,DPM++ 2M,8,30,00001.png,busy background',
  '"somewhere else",5,512,512,Euler a,7,20,00009.png,',
].join('\r\n')

test.each(['zh-CN', 'en'] as const)(
  'files are found by what their records say, and each statement is shown where it stands, in %s',
  async (language) => {
    const { text, terms } = words(language)
    const window = await openWindow(language)
    onTestFinished(window.close)
    const { page } = window
    const part = partsOf(window, `library-${language}`)
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const found = (count: number) =>
      page
        .getByRole('main')
        .getByRole('status')
        .getByText(text.library.found(count), { exact: true })
        .waitFor()
    const library = page
      .getByRole('navigation', { name: text.rail.label })
      .getByRole('link', { name: text.library.title })
    const tile = (name: string) => page.getByRole('option').filter({ hasText: name })
    const inspector = page.getByRole('complementary', { name: text.inspector.label })
    const dialog = page.getByRole('dialog')

    await part('a library without files says what to do', async () => {
      await library.click()
      await page.getByRole('heading', { name: text.library.emptyTitle }).waitFor()
      await button(text.library.toCases).click()
    })

    await part('pictures and a log are taken in', async () => {
      await button(text.welcome.own).click()
      await page.getByRole('textbox', { name: text.newCase.title }).fill('山风过处')
      await page.getByRole('textbox', { name: text.newCase.work }).fill('山风')
      await button(text.newCase.create).click()
      const area = page.locator(`[aria-label="${text.work.drop}"]:not(input)`)
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), area.click()])
      await chooser.setFiles([
        picture('00001.png', 1, '山风，灯，竹林'),
        picture('00002.png', 2, 'misty ridge at dusk'),
        picture('00003.png', 3, hostile),
        { name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(log) },
      ])
      await isSaid(page, text.imported({ imported: 4, duplicates: 0, failed: 0, noted: 0 }))
    })

    await part('a word of one Chinese character finds its files, marks it and keeps the focus', async () => {
      await library.click()
      await found(4)
      const field = page.getByRole('searchbox', { name: text.library.search })
      await field.fill('灯')
      await found(2)
      await expect.poll(() => page.locator('mark').allTextContents()).toEqual(['灯', '灯'])
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    })

    await part('a filter narrows what was found, and a press takes it away', async () => {
      await page.getByRole('searchbox').fill('ridge')
      await found(2)
      const filters = page.getByRole('region', { name: text.library.filters })
      await filters.getByRole('button', { name: terms.itemRoles.process }).click()
      await filters.getByRole('button', { name: new RegExp(`^${text.library.withRecord}`) }).click()
      await found(2)
      await page.getByRole('searchbox').fill('ridge nowhere')
      await page.getByRole('heading', { name: text.library.nothingTitle }).waitFor()
      await button(text.library.takeAway(text.library.quoted('ridge nowhere'))).click()
      await button(text.library.takeAway(text.library.withRecord)).click()
      await button(text.library.takeAway(terms.itemRoles.process)).click()
      await found(4)
    })

    await part('markup and unseen characters of a prompt are text and nothing else', async () => {
      await tile('00003.png').click()
      await inspector.getByText('ridge <img src=x onerror=alert(1)> ⟨U+202E⟩devil⟨U+0007⟩').waitFor()
      expect(await page.locator('img[src="x"]').count()).toBe(0)
    })

    await part('a statement shows its text, its bytes, and that they are still the same', async () => {
      await inspector.getByText(text.inspector.places(1)).click()
      await inspector.getByRole('button', { name: /png:tEXt parameters/ }).click()
      await dialog.getByText(text.inspector.raw.matches, { exact: true }).waitFor()
      await dialog.getByText('⟨U+202E⟩devil').waitFor()
      await dialog.getByRole('radiogroup').getByText(text.inspector.raw.views.bytes, { exact: true }).click()
      // "parameters", a zero, and "ridge".
      await dialog.getByText('70 61 72 61 6d 65 74 65  72 73 00 72 69 64 67 65').waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    })

    await part('the arrows move among the tiles, and Enter opens one', async () => {
      await page.getByRole('option').first().focus()
      await page.keyboard.press('End')
      await page.keyboard.press('Enter')
      await inspector.getByRole('heading', { name: '00001.png' }).waitFor()
    })

    await part('a log stands beside the picture that it contradicts', async () => {
      await inspector.getByText(text.inspector.joinedBy.name).waitFor()
      await inspector.getByText('99', { exact: true }).waitFor()
      await tile('log.csv').click()
      await button(text.inspector.openLog).click()
      await expect.poll(() => dialog.getByRole('row').count()).toBe(3)
      await dialog.getByText(`${text.inspector.logFilters.alone} 1`).click()
      await expect.poll(() => dialog.getByRole('row').count()).toBe(2)
      await dialog.getByText('00009.png').waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    })

    await part('all records of a case come out as a table', async () => {
      const filters = page.getByRole('region', { name: text.library.filters })
      await filters.getByRole('button', { name: '山风过处' }).click()
      await button(text.library.exports.csv).click()
      const link = page.getByRole('link', { name: /\.csv$/ })
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      const table = readFileSync(await download.path(), 'utf8')
      expect(table).toContain('山风，灯，竹林')
      expect(table).toContain('00003.png')
    })

    expect(window.complaints).toEqual([])
  },
)
