import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSource } from '../../electron/core/archive/source.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { judgeArchive } from '../../shared/verification/archive.ts'
import { hasOpenssl, makeAuthority, serveAuthority } from '../authority.ts'
import { run } from '../cli/zuozheng.ts'
import { infotext, png } from '../pictures.ts'
import { openWindow, partsOf } from './window.ts'

describe.runIf(hasOpenssl)('in the window', () => {
  test.each(['zh-CN', 'en'] as const)(
    'a file is stamped by an authority that the person named, and the case leaves as an archive, in %s',
    async (language) => {
      const place = mkdtempSync(join(tmpdir(), 'zuozheng-authority-'))
      const authority = makeAuthority(place)
      const server = await serveAuthority(authority)
      const window = await openWindow(language)
      onTestFinished(async () => {
        await window.close()
        await server.close()
        rmSync(place, { recursive: true, force: true })
      })
      const { page, folder, vault, complaints } = window
      const { integrity, window: text } = messagesIn(language)
      const words = text.integrity
      const part = partsOf(window, `integrity-${language}`)
      const button = (name: string) => page.getByRole('button', { name, exact: true })
      const goTo = (path: string) => page.goto(`${new URL('/', page.url()).href}#/${path}`)
      const environment = { XDG_STATE_HOME: folder, ZUOZHENG_VAULT: vault }
      const picture = join(folder, '00012-12.png')
      writeFileSync(
        picture,
        png({ seed: 12, texts: { parameters: infotext({ prompt: 'ridge', seed: 12 }) } }),
      )
      const made = await run(['case', 'create', '--title', '山风过处', '--json'], { environment })
      const { id } = JSON.parse(made.out) as { id: number }
      await run(['import', picture, '--case', String(id)], { environment })

      await part('an authority without a name is not dropped but asked about, and then saved', async () => {
        await goTo('settings')
        await button(words.addAuthority).click()
        await page.getByRole('textbox', { name: words.authorityUrl }).fill(server.url)
        await page.getByText(words.authorityNameMissing).waitFor()
        await expect.poll(() => button(words.saveAuthorities).isDisabled()).toBe(true)
        await page.getByRole('textbox', { name: words.authorityName }).fill('测试机构')
        await button(words.saveAuthorities).click()
        await button(words.saveAuthorities).waitFor({ state: 'detached' })
      })

      await part('a root is trusted, and the head of the ledger is stamped', async () => {
        const chooser = page.waitForEvent('filechooser')
        await button(words.addRoot).click()
        await (await chooser).setFiles(authority.root)
        await page.getByText('Test root').first().waitFor()
        await button(words.stampHead).click()
        await page.getByText(integrity.tokenStates.trusted).waitFor()
      })

      await part(
        'a stamp that the authority refuses is told with its reason, and can be tried again',
        async () => {
          server.answer = () => ({ status: 403, body: Buffer.alloc(0) })
          await button(words.stampHead).click()
          await page.getByText(words.refused(1)).waitFor()
          await page.getByText(integrity.stampError('server-refused HTTP 403')).waitFor()
          server.answer = null
          await button(words.retry).click()
          await page.getByText(words.refused(1)).waitFor({ state: 'detached' })
        },
      )

      await part('the ladder of the file says by whom it is proven, and keeps a typed number', async () => {
        await goTo(`cases/${id}/work?item=1`)
        const ladder = page.getByRole('region', { name: words.prove })
        const stamp = ladder
          .locator('li[data-state=holds]')
          .filter({ hasText: integrity.trust.authority })
          .first()
        await stamp.getByText(`${integrity.until} 2040-01-01`).waitFor()
        await stamp.getByText(words.checks).click()
        await stamp.getByText(integrity.check({ code: 'revocation', result: 'not-checked' })).waitFor()
        await ladder.getByText(words.deposits).click()
        await button(words.addDeposit).click()
        await page.getByRole('textbox', { name: words.depositBy }).fill('某公证处')
        await expect.poll(() => button(words.saveDeposits).isDisabled()).toBe(true)
        await goTo('settings')
        await goTo(`cases/${id}/work?item=1`)
        await ladder.getByText(words.deposits).click()
        const by = page.getByRole('textbox', { name: words.depositBy })
        await expect.poll(() => by.inputValue()).toBe('某公证处')
        await page.getByRole('textbox', { name: words.depositNumber }).fill('（2026）第 1 号')
        await button(words.saveDeposits).click()
        await ladder
          .getByText(/（2026）第 1 号/)
          .first()
          .waitFor()
      })

      await part(
        'the archive that is downloaded holds in every part; another choice takes it away',
        async () => {
          await goTo(`cases/${id}/dossier`)
          await button(words.writeArchive).click()
          const link = page.getByRole('link', { name: /\.zip/ })
          const download = page.waitForEvent('download')
          await link.click()
          const zip = join(folder, 'archive.zip')
          await (await download).saveAs(zip)
          const source = await openSource(zip)
          const verdict = await judgeArchive(source.files)
          source.close()
          expect(verdict).toMatchObject({ ok: true, problems: [], files: [{ state: 'intact' }] })
          expect(verdict.tokens).toMatchObject([
            { head: { state: 'continues' } },
            { head: { state: 'continues' } },
          ])
          await page
            .getByRole('region', { name: words.archive })
            .getByText(text.dossier.copies.service)
            .click()
          await link.waitFor({ state: 'detached' })
        },
      )
      expect(complaints).toEqual([])
    },
  )
})
