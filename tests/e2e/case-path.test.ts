import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import type { CaseStep } from '../../shared/contract/case.ts'
import { infotext, png } from '../pictures.ts'
import { dropFiles, isSaid, openWindow, partsOf, words } from './window.ts'

interface Upload {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

function draft(no: number): Upload {
  const prompt = ['ridge at dusk', 'small figure', 'long shadow'].slice(0, no).join(', ')
  const texts = { parameters: infotext({ prompt, seed: 40 + no }) }
  return {
    name: `0000${no}.png`,
    mimeType: 'image/png',
    buffer: png({ seed: no, width: 240, height: 360, texts }),
  }
}

/** The path of a case as a person walks it, from the first screen to the dossier. */
test.each(['zh-CN', 'en'] as const)(
  'a case made by hand goes from its names to its dossier, in %s',
  async (language) => {
    const { text, terms } = words(language)
    const window = await openWindow(language)
    onTestFinished(window.close)
    const { page } = window
    const part = partsOf(window, `case-path-${language}`)

    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const field = (name: string, within: Pick<Locator, 'getByRole'> = page) =>
      within.getByRole('textbox', { name })
    /** A place to drop files on or to press; the file input within it bears the same name. */
    const area = (label: string) => page.locator(`[aria-label="${label}"]:not(input)`)
    const step = (name: CaseStep) =>
      page
        .getByRole('navigation', { name: text.steps.label })
        .getByRole('link', { name: terms.steps[name] })
        .click()

    async function choose(label: string, files: readonly Upload[]) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), area(label).click()])
      await chooser.setFiles([...files])
    }

    await part('a case begins with its names', async () => {
      await button(text.welcome.own).click()
      await field(text.newCase.title).fill('山风过处')
      await field(text.newCase.work).fill('山风')
      await field(text.newCase.plaintiff).fill('林一')
      await field(text.newCase.defendant).fill('周二')
      await button(text.newCase.create).click()
      await page.getByRole('heading', { name: '山风过处' }).waitFor()
      await page.getByText(text.versus({ plaintiff: '林一', defendant: '周二' })).waitFor()
    })

    await part('files come in through the chooser and by drop, and one becomes the final image', async () => {
      const strip = page.getByLabel(text.work.strip, { exact: true })
      await choose(text.work.drop, [draft(1), draft(2)])
      await isSaid(page, text.imported({ imported: 2, duplicates: 0, failed: 0, noted: 0 }))
      await strip.getByRole('button', { name: '00002.png' }).waitFor()
      // A folder in a folder, as it comes out of a generator.
      mkdirSync(join(window.folder, '草稿', '第三轮'), { recursive: true })
      writeFileSync(join(window.folder, '草稿', '第三轮', draft(3).name), draft(3).buffer)
      await dropFiles(page, area(text.work.drop), [join(window.folder, '草稿')])
      await isSaid(page, text.imported({ imported: 1, duplicates: 0, failed: 0, noted: 0 }))
      await strip.getByRole('button', { name: '00003.png' }).click()
      await button(text.work.chooseFinal).click()
      await page.getByText(text.work.isFinal, { exact: true }).waitFor()
      await page.getByRole('img', { name: '00003.png' }).first().waitFor()
    })

    await part('the process shows what changed, and keeps what the author says of it', async () => {
      await step('process')
      await page.getByRole('heading', { name: text.process.heading(3) }).waitFor()
      const rounds = page.getByLabel(text.process.line, { exact: true }).getByRole('button')
      await expect.poll(() => rounds.count()).toBe(3)
      await rounds.nth(1).click()
      await page.getByText('small figure').first().waitFor()
      const note = page.getByRole('form', { name: text.process.note })
      await field(text.process.reason, note).fill('加上人物，显出山的高')
      await note.getByText(text.process.choices.rejected, { exact: true }).click()
      await note.getByRole('button', { name: text.process.save }).click()
      await isSaid(page, text.process.noted(2))
      await page.reload()
      await expect.poll(() => field(text.process.reason).inputValue()).toBe('加上人物，显出山的高')
    })

    await part('a capture comes in with its record', async () => {
      await step('infringement')
      const copy = png({ seed: 3, width: 300, height: 330 })
      await choose(text.infringement.drop, [{ name: '截图.png', mimeType: 'image/png', buffer: copy }])
      const form = page.getByRole('form', { name: text.infringement.record })
      await field(text.infringement.url, form).fill('https://example.com/stolen')
      await field(text.infringement.platform, form).fill('某平台')
      await field(text.infringement.accountName, form).fill('周二的账号')
      // A time that cannot be read is not left out in silence.
      await field(text.infringement.startedAt, form).fill('2026-03-05 25:99')
      await form.getByText(text.instantWrong).waitFor()
      expect(await form.evaluate((element: HTMLFormElement) => element.checkValidity())).toBe(false)
      await field(text.infringement.startedAt, form).fill('2026-03-05 20:15')
      await form.getByRole('button', { name: text.infringement.save }).click()
      await isSaid(page, text.infringement.saved)
      await page.getByText('https://example.com/stolen').first().waitFor()
    })

    await part('the work is held beside it, with a mark of what differs', async () => {
      await step('comparison')
      await button(text.comparison.link).click()
      const form = page.getByRole('form', { name: text.comparison.label })
      await form.getByRole('button', { name: text.comparison.addDifferent }).click()
      await field(text.comparison.textOf(1), form).fill('右下角的水印被裁去')
      await form.getByRole('button', { name: text.comparison.save }).click()
      await isSaid(page, text.saved)
      await page.reload()
      await expect.poll(() => field(text.comparison.textOf(1)).inputValue()).toBe('右下角的水印被裁去')
    })

    await part('claims are made one by one', async () => {
      await step('claims')
      const form = page.getByRole('form', { name: text.claims.label })
      for (const title of [text.claims.stop, text.claims.apology, text.claims.loss]) {
        await form.getByRole('checkbox', { name: title }).check()
      }
      await field(text.claims.lossAmount, form).fill('500')
      await field(text.claims.apologyWhere, form).fill('某平台首页')
      await form.getByRole('button', { name: text.claims.draft }).click()
      await expect.poll(() => field(text.claims.apologyText, form).inputValue()).toContain('山风')
      await form.getByRole('button', { name: text.claims.save }).click()
      await isSaid(page, text.saved)
    })

    await part('the dossier is built, shown page by page and handed out', async () => {
      await step('dossier')
      await button(text.dossier.build).click()
      const paper = page.getByRole('region', { name: text.dossier.paper }).first()
      await paper.waitFor()
      const first = paper.locator('[data-page="1"] canvas')
      await expect.poll(() => first.evaluate(hasInk)).toBe(true)
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: text.dossier.download }).first().click(),
      ])
      expect(download.suggestedFilename()).toMatch(/\.pdf$/)
      const path = join(window.folder, 'downloaded.pdf')
      await download.saveAs(path)
      expect(readFileSync(path).subarray(0, 5).toString('latin1')).toBe('%PDF-')
    })

    await part('the vault is verified from the settings', async () => {
      await page.getByRole('link', { name: text.rail.settings, exact: true }).click()
      await button(text.settings.verify).click()
      await page.getByText(text.settings.allWell(5)).waitFor()
    })

    expect(window.complaints).toEqual([])
  },
)

/** Runs in the page: whether anything but white paper has been drawn. */
function hasInk(element: Element): boolean {
  const canvas = element as HTMLCanvasElement
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
  return data.some((value, i) => i % 4 < 3 && value < 128)
}
