import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron'
import type { AppEvent, Listener } from '../../shared/contract/events.ts'
import type { Reply } from '../../shared/contract/protocol.ts'

/** All that the page gets beside what every page has. It grows only for things a page truly cannot do. */
contextBridge.exposeInMainWorld('zuozheng', {
  call: (name: string, params: unknown): Promise<Reply> => ipcRenderer.invoke('call', name, params),

  listen(listener: Listener): () => void {
    const relay = (_: IpcRendererEvent, event: AppEvent) => listener(event)
    ipcRenderer.on('event', relay)
    return () => {
      ipcRenderer.off('event', relay)
    }
  },

  /**
   * The path of a file that the person dropped or chose, from then on allowed as the source of an import; empty
   * for a file that a script made up, which has none.
   */
  async pathOf(file: File): Promise<string> {
    const path = webUtils.getPathForFile(file)
    if (path !== '') await ipcRenderer.invoke('grant', path)
    return path
  },

  /** Folders that the person chose in the system's own dialog, allowed from then on; empty where they changed their mind. */
  chooseFolders: (): Promise<readonly string[]> => ipcRenderer.invoke('choose-folders'),
})

/** The menus follow the language of the page, which sets it once it has started. */
window.addEventListener('DOMContentLoaded', () => {
  const page = document.documentElement
  new MutationObserver(() => ipcRenderer.send('language', page.lang)).observe(page, {
    attributeFilter: ['lang'],
  })
})
