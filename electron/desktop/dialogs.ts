import { join } from 'node:path'
import { app, type BrowserWindow, dialog, type Session } from 'electron'
import type { Messages } from '../../shared/messages/index.ts'
import { vaultFileRequest } from '../../shared/serving.ts'
import { isOurs } from './address.ts'

/** Lets the person choose files, or folders; empty when they change their mind. */
export async function chooseSources(
  window: BrowserWindow,
  what: 'files' | 'folders',
  text: Messages['desktop'],
): Promise<readonly string[]> {
  // Windows and Linux show either files or folders in one dialog, never both.
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: what === 'files' ? text.chooseFiles : text.chooseFolders,
    buttonLabel: text.chooseButton,
    properties: [what === 'files' ? 'openFile' : 'openDirectory', 'multiSelections', 'dontAddToRecent'],
  })
  return canceled ? [] : filePaths
}

/** Files of the vault are saved where the person says; nothing else can be downloaded. */
export function saveDownloads(session: Session, text: () => Messages['desktop']): void {
  session.on('will-download', (event, item) => {
    const address = item.getURL()
    const asked = isOurs(address) ? vaultFileRequest(new URL(address).pathname) : null
    if (asked?.kind !== 'file') return event.preventDefault()
    item.setSaveDialogOptions({
      title: text().save,
      defaultPath: join(app.getPath('documents'), item.getFilename()),
    })
  })
}
