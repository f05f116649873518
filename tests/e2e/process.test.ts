import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { writeHistory } from '../../scripts/histories/main.ts'
import { makeHistory } from '../../scripts/histories/make.ts'
import type { CaseStep } from '../../shared/contract/case.ts'
import type { Language } from '../../shared/contract/primitives.ts'
import { run } from '../cli/zuozheng.ts'
import { isSaid, type OpenWindow, openWindow, partsOf, words } from './window.ts'

/** The controls of the process screen, by the names that a person reads. */
function screenOf({ page }: OpenWindow, language: Language) {
  const { text, terms } = words(language)
  const graph = page.getByRole('group', { name: text.process.line, exact: true })
  return {
    text,
    graph,
    rounds: graph.getByRole('button'),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    reason: page.getByRole('textbox', { name: text.process.reason }),
    view: (name: keyof typeof text.process.views) =>
      page.getByRole('radiogroup', { name: text.process.view }).getByText(text.process.views[name]).click(),
    step: (name: CaseStep) =>
      page
        .getByRole('navigation', { name: text.steps.label })
        .getByRole('link', { name: terms.steps[name] })
        .click(),
    /** What the focused button says. */
    focused: () => page.evaluate(() => document.activeElement?.textContent ?? ''),
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2 A and AA, as `rule: element`. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] } as object)
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
  })
}

test.each(['zh-CN', 'en'] as const)(
  'the making of the sample is walked, explained, tied, played and told on one page, in %s',
  async (language) => {
    const window = await openWindow(language)
    onTestFinished(window.close)
    const { page } = window
    const { text, rounds, button, reason, step, view, focused } = screenOf(window, language)
    const part = partsOf(window, `process-${language}`)

    await part('the graph is walked by keys, and Enter opens a round', async () => {
      await page.getByRole('button', { name: text.welcome.sample, exact: true }).click()
      await page.getByRole('navigation', { name: text.steps.label }).waitFor()
      await step('process')
      await rounds.nth(3).waitFor()
      // So few rounds are drawn as a line, and one of them is opened below it.
      await reason.waitFor()
      await page.keyboard.press('Escape')
      await reason.waitFor({ state: 'detached' })
      await rounds.first().focus()
      await page.keyboard.press('Home')
      await page.keyboard.press('ArrowRight')
      await expect.poll(focused).toContain(text.process.roundNo(2))
      await page.keyboard.press('Enter')
      await expect.poll(() => reason.inputValue()).not.toBe('')
    })

    await part(
      'a reason is typed, kept while another round is looked at, and saved by the keyboard',
      async () => {
        await reason.fill('线条太硬，改用柔和的笔触')
        await reason.press('Alt+ArrowDown')
        await expect.poll(() => reason.inputValue()).not.toContain('笔触')
        await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true)
        await page.keyboard.press('Alt+ArrowUp')
        await expect.poll(() => reason.inputValue()).toBe('线条太硬，改用柔和的笔触')
        await reason.press('Control+Enter')
        await isSaid(page, text.process.noted(2))
      },
    )

    await part('a parent of choice is kept beside what the software says, and taken back', async () => {
      await rounds.nth(2).click()
      const relation = page.getByRole('region', { name: text.process.relation })
      await relation
        .getByRole('button', {
          name: new RegExp(`^(${text.process.chooseParent}|${text.process.chooseOther})$`),
        })
        .click()
      await relation.getByRole('combobox', { name: text.process.chooseParent }).fill(text.process.roundNo(1))
      await page.getByRole('option', { name: text.process.roundNo(1) }).click()
      await isSaid(page, text.process.decisionKept)
      await page.reload()
      await relation.getByText(text.process.comesFrom(1)).first().waitFor()
      const back = relation.getByRole('button', { name: text.process.takeBack }).first()
      await back.click()
      await isSaid(page, text.process.takenBack)
      // The button is gone; whoever works with the keyboard goes on where the decision was made.
      await relation.and(page.locator(':focus')).waitFor()
    })

    await part('the making is played', async () => {
      await button(text.process.play).click()
      const dialog = page.getByRole('dialog', { name: text.process.playTitle })
      await dialog.getByText(text.process.roundNo(1), { exact: true }).waitFor()
      await dialog.locator(':focus').waitFor()
      await page.keyboard.press('ArrowRight')
      await dialog.getByText(text.process.roundNo(2), { exact: true }).waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await expect.poll(focused).toContain(text.process.play)
    })

    await part('one page tells it, with what is recorded, inferred and stated apart', async () => {
      await view('story')
      const whole = page.getByRole('article', { name: text.process.views.story })
      await whole.getByRole('list', { name: text.process.keyRounds }).waitFor()
      await whole.getByRole('region', { name: text.process.whoseWord }).waitFor()
      expect(await faultsOf(page)).toEqual([])
    })

    await part('the same rounds stand by time', async () => {
      await view('timeline')
      await page
        .getByRole('region', { name: text.process.views.timeline })
        .getByRole('button')
        .nth(3)
        .waitFor()
      expect(await faultsOf(page)).toEqual([])
      await view('graph')
      await reason.waitFor()
      expect(await faultsOf(page)).toEqual([])
    })

    expect(window.complaints).toEqual([])
  },
)

test('in three hundred pictures an inferred descent is confirmed, cut and found again after a reload', async () => {
  const language = 'zh-CN'
  const window = await openWindow(language)
  onTestFinished(window.close)
  const { page } = window
  const { text, graph, rounds, button, reason, step } = screenOf(window, language)
  const part = partsOf(window, 'process-300')
  const folder = writeHistory(
    makeHistory({ set: 'demo', number: 0, seed: 1, profile: 'whole' }),
    join(window.folder, 'histories'),
  )

  await part('the folder is imported', async () => {
    await button(text.welcome.own).click()
    await page.getByRole('textbox', { name: text.newCase.title }).fill('三件作品')
    await page.getByRole('textbox', { name: text.newCase.work }).fill('晨雾')
    await button(text.newCase.create).click()
    await step('process')
    await page.locator(`[aria-label="${text.work.drop}"]:not(input)`).waitFor()
    // From the command line the files keep their folders and times, which a browser does not hand over.
    const args = ['import', join(folder, 'files'), '--case', '1', '--vault', window.vault]
    const { status, err } = await run(args, { environment: { XDG_STATE_HOME: window.folder } })
    expect(status, err).toBe(0)
    await page.reload()
  })

  await part('only what is in sight is drawn', async () => {
    await rounds.nth(5).waitFor()
    expect(await rounds.count()).toBeLessThan(63)
    expect(await faultsOf(page)).toEqual([])
  })

  const relation = page.getByRole('region', { name: text.process.relation })
  const confirm = relation.getByRole('button', { name: text.process.confirm, exact: true })

  await part('a round with a parent is found by the arrow keys', async () => {
    await rounds.first().focus()
    await page.keyboard.press('Home')
    await graph.locator('[data-active]:focus').waitFor()
    await page.keyboard.press('Enter')
    await reason.waitFor()
    await rounds.first().focus()
    for (let step = 0; step < 12 && !(await confirm.isVisible()); step += 1) {
      await page.keyboard.press(step % 4 === 3 ? 'ArrowDown' : 'ArrowRight')
      // A round out of sight is drawn first, and gets the keyboard then.
      await graph.locator('[data-active]:focus').waitFor()
    }
    await confirm.waitFor()
  })

  await part('it is confirmed, and stays so', async () => {
    await confirm.click()
    await isSaid(page, text.process.decisionKept)
    await page.reload()
    await relation.getByText(/^.*您已确认/).waitFor()
    await relation.getByRole('button', { name: text.process.takeBack }).click()
    await confirm.waitFor()
  })

  await part('it is cut, and stays so, and the proposal with it', async () => {
    await relation.getByRole('button', { name: text.process.cut, exact: true }).first().click()
    await relation.getByText(text.process.setAside(1)).waitFor()
    await page.reload()
    await relation.getByText(text.process.setAside(1)).click()
    await relation.getByText(text.process.grounds).first().waitFor()
    await page.getByLabel(text.process.showOff(1)).check()
  })

  expect(window.complaints).toEqual([])
})
