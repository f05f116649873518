import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { menuTemplate } from '../../electron/desktop/menu.ts'
import { messagesIn } from '../../shared/messages/index.ts'

function itemsOf(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? itemsOf(item.submenu as MenuItemConstructorOptions[]) : []),
  ])
}

describe.each(['zh-CN', 'en'] as const)('the menu bar in %s', (language) => {
  const said: string[] = []
  const actions = {
    command: (command: string) => said.push(command),
    choose: (what: string) => said.push(`choose ${what}`),
  }

  test.each([true, false])(
    'names every item itself, so that no language is mixed in (on a Mac: %s)',
    (onMac) => {
      const items = itemsOf(menuTemplate(messagesIn(language).desktop, actions, onMac))
      expect(items.filter(({ type, label }) => type !== 'separator' && !label)).toEqual([])
      expect(items.some(({ role }) => role === 'quit')).toBe(true)
      const keys = items.flatMap(({ accelerator }) => accelerator ?? [])
      expect(new Set(keys).size).toBe(keys.length)
    },
  )

  test('does what its items say', () => {
    const items = itemsOf(menuTemplate(messagesIn(language).desktop, actions, false))
    said.length = 0
    for (const item of items) (item.click as (() => void) | undefined)?.()
    expect(said).toEqual([
      'new-case',
      'open-sample',
      'choose files',
      'choose folders',
      'build-dossier',
      'language',
      'verify',
    ])
  })
})
