import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseStep } from '../../shared/contract/case.ts'
import type { Reply } from '../../shared/contract/protocol.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { patience } from '../browser.ts'
import { isSaid, listen, words } from '../e2e/window.ts'
import { infotext, png } from '../pictures.ts'
import { confinement } from './confinement.ts'
import { callFrom, type DesktopApp, dropFiles, type LaunchOptions } from './desktop-app.ts'

const root = resolve(import.meta.dirname, '../..')

/** A picture with the record that a generator leaves in it. */
function draft(no: number): Buffer {
  const prompt = ['ridge at dusk', 'small figure', 'long shadow', 'low sun'].slice(0, no).join(', ')
  return png({
    seed: no,
    width: 240,
    height: 360,
    texts: { parameters: infotext({ prompt, seed: 40 + no }) },
  })
}

/**
 * The desktop program from its first window to a saved dossier: the built bundles, one test after another in
 * one run of the program. It says only what is true of Electron too, so the same steps run in both.
 */
export function journey(launch: (options: LaunchOptions) => Promise<DesktopApp>): void {
  const { text, terms } = words('zh-CN')
  const menuWords = { zh: messagesIn('zh-CN').desktop.menu, en: messagesIn('en').desktop.menu }
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-desktop-'))
  const drafts = join(folder, 'drafts')
  let app: DesktopApp
  let page: Page
  let complaints: readonly string[] = []

  beforeAll(async () => {
    if (!existsSync(join(root, 'out/main/main.js'))) throw new Error('run `npm run build` first')
    mkdirSync(drafts)
    for (const no of [1, 2, 3]) writeFileSync(join(drafts, `0000${no}.png`), draft(no))
    writeFileSync(join(folder, '00004.png'), draft(4))
    writeFileSync(join(folder, 'secret.png'), draft(5))
    writeFileSync(join(folder, 'capture.png'), png({ seed: 3, width: 300, height: 330 }))
    app = await launch({
      root,
      folder,
      locale: 'zh-CN',
      env: { ZUOZHENG_VAULT: join(folder, 'vault'), XDG_STATE_HOME: join(folder, 'state') },
    })
    page = await app.firstWindow()
    page.setDefaultTimeout(patience)
    complaints = listen(page)
  })

  afterAll(async () => {
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const field = (name: string) => page.getByRole('textbox', { name })
  const call = (name: string, params: unknown) => callFrom(page, name, params)

  async function step(name: CaseStep): Promise<void> {
    const steps = page.getByRole('navigation', { name: text.steps.label })
    await steps.getByRole('link', { name: terms.steps[name] }).click()
  }

  async function chooseInMenu(id: string): Promise<void> {
    await app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id)
  }

  test('the window shows its first screen, in the language of the system', async () => {
    await button(text.welcome.own).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    expect(app.complaints).toEqual([])
  })

  test('a new case is begun from the menu', async () => {
    await chooseInMenu('new-case')
    await field(text.newCase.title).fill('山风过处')
    await field(text.newCase.work).fill('山风')
    await field(text.newCase.plaintiff).fill('林一')
    await field(text.newCase.defendant).fill('周二')
    await button(text.newCase.create).click()
    await page.getByRole('heading', { name: '山风过处' }).waitFor()
  })

  test('a path that the person never gave is not imported, wherever it stands in a call', async () => {
    const params = (path: string) => ({ case: 1, sources: [{ kind: 'path', path }] })
    const refusal = (path: string) => ({ ok: false, error: { code: 'not-allowed', details: { path } } })
    const secret = join(folder, 'secret.png')
    expect(await call('imports.start', params(secret))).toEqual(refusal(secret))
    const around = join(drafts, '..', 'secret.png')
    expect(await call('imports.start', params(around))).toEqual(refusal(around))
    const madeUp = await page.evaluate(() => window.zuozheng.pathOf(new File(['x'], 'secret.png')))
    expect(madeUp).toBe('')
    expect(await call('imports.start', params(secret))).toEqual(refusal(secret))
  })

  test('a folder that is dropped on the window is imported by its path', async () => {
    await dropFiles(page, `[aria-label="${text.work.drop}"]`, [drafts])
    await isSaid(page, text.imported({ imported: 3, duplicates: 0, failed: 0, noted: 0 }))
    await page.getByRole('button', { name: '00003.png' }).first().click()
    const picture = page.getByRole('img', { name: '00003.png' }).first()
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(240)
  })

  test('what lies in a dropped folder may be imported again, what lies beside it may not', async () => {
    const inside = { case: 1, sources: [{ kind: 'path', path: join(drafts, '00001.png') }] }
    expect(await call('imports.start', inside)).toMatchObject({ ok: true })
    const beside = { case: 1, sources: [{ kind: 'path', path: join(folder, '00004.png') }] }
    expect(await call('imports.start', beside)).toMatchObject({ error: { code: 'not-allowed' } })
  })

  test('files chosen in the dialog of the menu are imported', async () => {
    await app.evaluate(
      ({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
      },
      join(folder, '00004.png'),
    )
    await chooseInMenu('choose-files')
    await isSaid(page, text.imported({ imported: 1, duplicates: 0, failed: 0, noted: 0 }))
  })

  test('one of them becomes the final image, and the process shows the rounds', async () => {
    await button(text.work.chooseFinal).click()
    await page.getByText(text.work.isFinal, { exact: true }).waitFor()
    await step('process')
    await page.getByRole('heading', { name: text.process.heading(4) }).waitFor()
  })

  test('a capture comes in through the file chooser with its record, and is linked', async () => {
    await step('infringement')
    const chooser = page.locator(`input[type="file"][aria-label="${text.infringement.drop}"]`)
    await chooser.setInputFiles(join(folder, 'capture.png'))
    const record = page.getByRole('form', { name: text.infringement.record })
    await record.getByRole('textbox', { name: text.infringement.url }).fill('https://example.com/stolen')
    await record.getByRole('textbox', { name: text.infringement.startedAt }).fill('2026-03-05 20:15')
    await record.getByRole('button', { name: text.infringement.save }).click()
    await isSaid(page, text.infringement.saved)

    await step('comparison')
    await button(text.comparison.link).click()
    const link = page.getByRole('form', { name: text.comparison.label })
    await link.getByRole('button', { name: text.comparison.addDifferent }).click()
    await link.getByRole('textbox', { name: text.comparison.textOf(1) }).fill('右下角的水印被裁去')
    await link.getByRole('button', { name: text.comparison.save }).click()
    await isSaid(page, text.saved)
  })

  test('claims are made', async () => {
    await step('claims')
    const claims = page.getByRole('form', { name: text.claims.label })
    for (const title of [text.claims.stop, text.claims.loss]) {
      await claims.getByRole('checkbox', { name: title }).check()
    }
    await claims.getByRole('textbox', { name: text.claims.lossAmount }).fill('500')
    await claims.getByRole('button', { name: text.claims.save }).click()
    await isSaid(page, text.saved)
  })

  test('the dossier is built, shown and saved where the person says', async () => {
    await step('dossier')
    await button(text.dossier.build).click()
    await page.getByRole('region', { name: text.dossier.paper }).first().waitFor()
    const saved = join(folder, 'saved.pdf')
    await app.evaluate(
      ({ session }, path) => session.defaultSession.on('will-download', (_, item) => item.setSavePath(path)),
      saved,
    )
    await page.getByRole('link', { name: text.dossier.download }).first().click()
    await expect.poll(() => existsSync(saved) && readFileSync(saved).length).toBeTruthy()
    const { value } = (await call('dossiers.list', { case: 1 })) as Extract<Reply, { ok: true }>
    const { dossiers } = value as { readonly dossiers: readonly { readonly sha256: string }[] }
    await expect
      .poll(() => createHash('sha256').update(readFileSync(saved)).digest('hex'))
      .toBe(dossiers[0]?.sha256)
  })

  test('a change of language in the menu changes the page, and then the menu', async () => {
    const menuLabel = () =>
      app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('new-case')?.label)
    expect(await menuLabel()).toBe(menuWords.zh.newCase)
    await chooseInMenu('language')
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en')
    await expect.poll(menuLabel).toBe(menuWords.en.newCase)
    await chooseInMenu('language')
    await expect.poll(menuLabel).toBe(menuWords.zh.newCase)
  })

  test('an engine that dies is started again, the page says so, and nothing is lost', async () => {
    await app.evaluate(({ app: program }) => {
      const engine = program.getAppMetrics().find(({ name }) => name === 'Zuozheng engine')
      if (!engine) throw new Error('there is no engine')
      process.kill(engine.pid, 'SIGKILL')
    })
    await isSaid(page, text.engineRestarted)
    expect(await call('items.list', { case: 1 })).toMatchObject({ ok: true, value: { total: 5 } })
  })

  test('nothing complained on the way: no console error, no failed request, no policy broken', () => {
    expect(complaints).toEqual([])
    expect(app.complaints).toEqual([])
    expect(app.sightings?.outside ?? []).toEqual([])
  })

  confinement(() => ({ app, page, folder }))

  test('the program ends in order, engine included', async () => {
    const engine = await app.evaluate(
      ({ app: program }) => program.getAppMetrics().find(({ name }) => name === 'Zuozheng engine')?.pid,
    )
    await app.close()
    await app.hasQuit
    expect(engine).toBeGreaterThan(0)
    expect(() => process.kill(engine ?? 0, 0)).toThrow('ESRCH')
  })
}
