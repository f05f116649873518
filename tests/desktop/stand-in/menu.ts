interface Template {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly submenu?: readonly Template[]
  readonly click?: () => void
}

export interface StandInItem extends Omit<Template, 'submenu'> {
  readonly click: () => void
  readonly submenu?: StandInMenu
}

export interface StandInMenu {
  readonly items: readonly StandInItem[]
  readonly getMenuItemById: (id: string) => StandInItem | null
}

export function buildFromTemplate(template: readonly Template[]): StandInMenu {
  const items = template.map((item): StandInItem => {
    if (!item.label && !item.role && item.type !== 'separator') throw new Error('a menu item without a label')
    return {
      ...item,
      click: item.click ?? (() => undefined),
      submenu: item.submenu && buildFromTemplate(item.submenu),
    }
  })
  return {
    items,
    getMenuItemById(id) {
      for (const item of items) {
        const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
        if (found) return found
      }
      return null
    },
  }
}
