import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { messagesIn } from '../../shared/messages/index.ts'
import { run } from '../cli/zuozheng.ts'
import { webUi } from '../core/reproduction/generator-servers.ts'
import { infotext, png } from '../pictures.ts'
import { openWindow, partsOf } from './window.ts'

test('a picture is made again from the window, and looks like a later reproduction wherever it stands', async () => {
  const window = await openWindow('zh-CN')
  onTestFinished(window.close)
  const { page, folder, vault, complaints } = window
  const { reproduction: text, terms, window: words } = messagesIn('zh-CN')
  const part = partsOf(window, 'reproduction')
  const goTo = (path: string) => page.goto(`${new URL('/', page.url()).href}#/${path}`)
  const environment = { XDG_STATE_HOME: folder, ZUOZHENG_VAULT: vault }
  const recorded = infotext({ prompt: 'ridge', seed: 12 })
  writeFileSync(join(folder, '00012-12.png'), png({ seed: 12, texts: { parameters: recorded } }))
  await run(['case', 'create', '--title', '山风过处'], { environment })
  await run(['import', join(folder, '00012-12.png'), '--case', '1'], { environment })
  const server = await webUi(({ seed }) => ({ seed: Number(seed) + 1, infotext: recorded }))
  const inspector = page.getByRole('complementary', { name: words.inspector.label })
  const ofRecord = inspector.locator('[data-state=record]')
  const again = inspector.locator('[data-state=reproduction]')

  await part(
    'the recipe is run on the server that was typed, and its result is told with its limits',
    async () => {
      await goTo('cases/1/work?item=1')
      await ofRecord.first().waitFor()
      expect(await again.count()).toBe(0)
      await inspector.getByText(text.title, { exact: true }).click()
      await inspector.getByRole('textbox', { name: text.server }).fill(server.url)
      await inspector.getByRole('button', { name: text.run }).click()
      await inspector.getByText(text.caution).waitFor()
      await expect.poll(() => again.count()).toBe(1)
    },
  )

  await part('its own record never looks like an original record', async () => {
    await goTo('cases/1/work?item=2')
    await inspector.getByText(text.from('00012-12.png')).waitFor()
    expect(await ofRecord.count()).toBe(0)
    await expect.poll(() => again.count()).toBeGreaterThan(3)
    const figure = page.getByRole('figure').filter({ hasText: terms.states.reproduction })
    await figure.first().waitFor()
    // Neither a draft nor the work, and not offered to become it.
    expect(await page.getByText(words.work.isDraft).count()).toBe(0)
    expect(await page.getByRole('button', { name: words.work.chooseFinal }).count()).toBe(0)
  })

  await part('among the pictures of the case and of the vault it carries its label', async () => {
    await page.getByRole('button', { name: `${terms.states.reproduction} txt2img.png` }).waitFor()
    await goTo('library')
    await page.getByText('txt2img.png').first().waitFor()
    await expect.poll(() => page.locator('[data-state=reproduction]').count()).toBe(1)
  })
  expect(complaints).toEqual([])
})
