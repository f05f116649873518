import { EventEmitter } from 'node:events'
import { writeFile } from 'node:fs/promises'
import type { CDPSession } from 'playwright-core'
import { toApp } from './address.ts'
import type { StandIn } from './electron.ts'
import { answerFrom } from './network.ts'
import { forbiddable } from './web-contents.ts'

/** Turns a download that the page starts into main's `will-download`, and writes the file where main says. */
export async function followDownloads(standIn: StandIn, client: CDPSession): Promise<void> {
  client.on('Browser.downloadWillBegin', ({ url, suggestedFilename }) => {
    void save(standIn, url, suggestedFilename)
  })
  const { browserContextIds } = await client.send('Target.getBrowserContexts')
  for (const browserContextId of browserContextIds) {
    // Chromium itself keeps nothing.
    await client.send('Browser.setDownloadBehavior', {
      behavior: 'deny',
      browserContextId,
      eventsEnabled: true,
    })
  }
}

async function save(standIn: StandIn, address: string, name: string): Promise<void> {
  let path = ''
  const item = Object.assign(new EventEmitter(), {
    dialog: null as unknown,
    getURL: () => toApp(address),
    getFilename: () => name,
    setSaveDialogOptions(options: unknown) {
      item.dialog = options
    },
    setSavePath(chosen: string) {
      path = chosen
    },
  })
  const event = forbiddable({})
  standIn.session.emit('will-download', event, item)
  if (event.defaultPrevented) return
  if (path === '') throw new Error('the test has not said where the download goes')
  const { body } = await answerFrom(standIn, 'GET', address)
  await writeFile(path, body)
  item.emit('done', {}, 'completed')
}
