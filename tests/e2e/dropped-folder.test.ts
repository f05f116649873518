import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Item } from '../../shared/contract/item.ts'
import type { FileTime } from '../../shared/contract/search.ts'
import { run } from '../cli/zuozheng.ts'
import { infotext, png } from '../pictures.ts'
import { dropFiles, isSaid, openWindow, words } from './window.ts'

test('a folder dropped on the page in a browser keeps its folders and the times of its files', async () => {
  const window = await openWindow('zh-CN')
  onTestFinished(window.close)
  const { page, folder, vault, complaints } = window
  const { text } = words('zh-CN')
  const times = new Map([
    ['草稿/2026-03-02/00001-1.png', '2026-03-02T13:30:05.000Z'],
    ['草稿/2026-03-02/00010-10.png', '2026-03-02T13:31:05.000Z'],
    ['草稿/2026-03-03/00001-1.png', '2026-03-03T02:00:00.000Z'],
  ])
  for (const [n, [path, time]] of [...times].entries()) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    const recorded = infotext({ prompt: `ridge ${n}`, seed: n })
    writeFileSync(join(folder, path), png({ seed: n, texts: { parameters: recorded } }))
    utimesSync(join(folder, path), new Date(time), new Date(time))
  }
  await run(['case', 'create', '--title', '山风过处'], {
    environment: { XDG_STATE_HOME: folder, ZUOZHENG_VAULT: vault },
  })
  await page.goto(`${new URL('/', page.url()).href}#/cases/1/work`)
  await dropFiles(page, page.getByLabel(text.work.drop, { exact: true }).first(), [join(folder, '草稿')])
  await isSaid(page, text.imported({ imported: 3, duplicates: 0, failed: 0, noted: 0 }))
  const ask = <T>(name: string, params: unknown): Promise<T> =>
    page.evaluate(
      async ([operation, body]) => {
        const headers = { 'content-type': 'application/json' }
        const answer = await fetch(`/api/${operation}`, { method: 'POST', headers, body: body as string })
        return (await answer.json()).value
      },
      [name, JSON.stringify(params)],
    )
  const { items } = await ask<{ items: Item[] }>('items.list', { case: 1 })
  const told: [string, string | undefined][] = []
  for (const { id, path } of items.toSorted((a, b) => a.id - b.id)) {
    const { times: all } = await ask<{ times: FileTime[] }>('items.times', { item: id })
    told.push([path, all.find(({ source }) => source === 'modified')?.value])
  }
  // In the order of their names too, as when the core walks the folder itself.
  expect(told).toEqual([...times])
  // A picture dragged out of another page lies on no disk: the browser gives it the time of the drop.
  const dragged = png({ seed: 9 }).toString('base64')
  await page
    .getByLabel(text.work.drop, { exact: true })
    .first()
    .evaluate((area, base64) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([bytes], 'dragged.png', { type: 'image/png' }))
      area.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }))
    }, dragged)
  await isSaid(page, text.imported({ imported: 1, duplicates: 0, failed: 0, noted: 0 }))
  const later = (await ask<{ items: Item[] }>('items.list', { case: 1 })).items
  const loose = later.find(({ name }) => name === 'dragged.png')
  const { times: none } = await ask<{ times: FileTime[] }>('items.times', { item: loose?.id })
  expect(none.map(({ source }) => source)).not.toContain('modified')
  expect(complaints).toEqual([])
})
