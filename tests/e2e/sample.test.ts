import { expect, onTestFinished, test } from 'vitest'
import type { CaseStep } from '../../shared/contract/case.ts'
import { openWindow, partsOf, words } from './window.ts'

/** What a person sees who only wants to look: the sample case, step by step. */
test.each(['zh-CN', 'en'] as const)(
  'the sample case opens from the first screen and has something in every step, in %s',
  async (language) => {
    const { text, terms } = words(language)
    const window = await openWindow(language)
    onTestFinished(window.close)
    const { page } = window
    const part = partsOf(window, `sample-${language}`)
    const step = (name: CaseStep) =>
      page
        .getByRole('navigation', { name: text.steps.label })
        .getByRole('link', { name: terms.steps[name] })
        .click()

    await part('it opens', async () => {
      await page.getByRole('button', { name: text.welcome.sample, exact: true }).click()
      await page.getByRole('navigation', { name: text.steps.label }).waitFor()
      await page.getByText(text.sampleTag, { exact: true }).waitFor()
    })

    await part('the work has its final image and its form', async () => {
      await step('work')
      await page.getByText(text.work.isFinal, { exact: true }).waitFor()
      await expect.poll(() => page.getByRole('textbox', { name: text.work.author }).inputValue()).not.toBe('')
    })

    await part('the process has its rounds, with reasons', async () => {
      await step('process')
      const rounds = page.getByLabel(text.process.line, { exact: true }).getByRole('button')
      await rounds.nth(3).waitFor()
      await rounds.nth(1).click()
      await expect
        .poll(() => page.getByRole('textbox', { name: text.process.reason }).inputValue())
        .not.toBe('')
    })

    await part('the infringement has its capture', async () => {
      await step('infringement')
      await page.getByRole('heading', { name: text.infringement.captures(2) }).waitFor()
      await page
        .getByText(/https?:\/\//)
        .first()
        .waitFor()
    })

    await part('the comparison has its marks', async () => {
      await step('comparison')
      await expect
        .poll(() => page.getByRole('textbox', { name: text.comparison.textOf(1) }).inputValue())
        .not.toBe('')
    })

    await part('the claims are made', async () => {
      await step('claims')
      const form = page.getByRole('form', { name: text.claims.label })
      await expect.poll(() => form.getByRole('checkbox', { name: text.claims.loss }).isChecked()).toBe(true)
      await expect
        .poll(() => form.getByRole('textbox', { name: text.claims.lossAmount }).inputValue())
        .toContain('500')
    })

    await part('the dossier can be built', async () => {
      await step('dossier')
      await page.getByRole('button', { name: text.dossier.build, exact: true }).click()
      await page.getByRole('region', { name: text.dossier.paper }).first().waitFor()
    })

    expect(window.complaints).toEqual([])
  },
)
