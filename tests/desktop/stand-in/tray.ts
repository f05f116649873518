import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import type { StandInMenu } from './menu.ts'

/** Icons in the notification area that are there now, as a test sees them. */
export class StandInTray extends EventEmitter {
  static readonly shown: StandInTray[] = []
  image: string
  toolTip = ''
  menu: StandInMenu | null = null

  constructor(image: string) {
    super()
    this.image = image
    StandInTray.shown.push(this)
  }
  setImage(image: string) {
    this.image = image
  }
  setToolTip(text: string) {
    this.toolTip = text
  }
  setContextMenu(menu: StandInMenu) {
    this.menu = menu
  }
  destroy() {
    StandInTray.shown.splice(StandInTray.shown.indexOf(this), 1)
  }
}

/** What the program said through the system. */
export class StandInNotification {
  static readonly said: { readonly title: string; readonly body: string }[] = []
  static isSupported = () => true
  readonly words: { readonly title: string; readonly body: string }

  constructor(words: { readonly title: string; readonly body: string }) {
    this.words = words
  }
  show() {
    StandInNotification.said.push(this.words)
  }
}

/** An image is its path here; in Electron a path without a file gives an empty, invisible image. */
export const nativeImage = {
  createFromPath(path: string) {
    if (!existsSync(path)) throw new Error(`there is no image at ${path}`)
    return path
  },
}
