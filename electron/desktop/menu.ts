import type { MenuItemConstructorOptions } from 'electron'
import type { ShellEvent } from '../../shared/contract/events.ts'
import type { Messages } from '../../shared/messages/index.ts'

export type MenuCommand = Extract<ShellEvent, { type: 'shell.menu' }>['command']

export interface MenuActions {
  /** What the page does. */
  readonly command: (command: MenuCommand) => void
  /** What needs a dialog of the system. */
  readonly choose: (what: 'files' | 'folders') => void
}

type Menu = MenuItemConstructorOptions

/** The menu bar, as Electron builds it. Every item that acts has an `id`. */
export function menuTemplate(text: Messages['desktop'], actions: MenuActions, onMac: boolean): Menu[] {
  const { menu } = text
  const act = (command: MenuCommand, label: string, accelerator?: string): Menu => ({
    id: command,
    label,
    click: () => actions.command(command),
    ...(accelerator && { accelerator }),
  })
  const choose = (what: 'files' | 'folders', label: string, accelerator: string): Menu => ({
    id: `choose-${what}`,
    label,
    accelerator,
    click: () => actions.choose(what),
  })
  const line: Menu = { type: 'separator' }

  const program: Menu[] = onMac
    ? [
        {
          label: text.name,
          submenu: [
            { role: 'about', label: menu.about },
            line,
            { role: 'hide', label: menu.hide },
            { role: 'hideOthers', label: menu.hideOthers },
            line,
            { role: 'quit', label: menu.quit },
          ],
        },
      ]
    : []

  return [
    ...program,
    {
      label: menu.file,
      submenu: [
        act('new-case', menu.newCase, 'CmdOrCtrl+N'),
        act('open-sample', menu.openSample),
        line,
        choose('files', menu.importFiles, 'CmdOrCtrl+O'),
        choose('folders', menu.importFolders, 'CmdOrCtrl+Shift+O'),
        line,
        act('build-dossier', menu.buildDossier, 'CmdOrCtrl+D'),
        line,
        onMac ? { role: 'close', label: menu.close } : { role: 'quit', label: menu.quit },
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo },
        { role: 'redo', label: menu.redo },
        line,
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    {
      label: menu.view,
      submenu: [
        act('language', menu.otherLanguage),
        line,
        { role: 'zoomIn', label: menu.zoomIn },
        { role: 'zoomOut', label: menu.zoomOut },
        { role: 'resetZoom', label: menu.resetZoom },
        line,
        { role: 'togglefullscreen', label: menu.fullScreen },
      ],
    },
    {
      label: menu.help,
      role: 'help',
      submenu: [
        act('verify', menu.verify),
        ...(onMac ? [] : [line, { role: 'about', label: menu.about } satisfies Menu]),
      ],
    },
  ]
}
