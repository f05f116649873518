import type { CDPSession } from 'playwright-core'
import { pageOrigin } from './address.ts'

/** Permissions of the web, by the names of its Permissions API. */
const permissions = ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read'] as const

export type PermissionHandler = (
  contents: null,
  permission: string,
  answer: (granted: boolean) => void,
) => void

/**
 * Electron grants what nobody refuses; Chromium is told the same of the page's origin. It forgets it when
 * `client` is detached.
 */
export async function setPermissions(client: CDPSession, handler: PermissionHandler | null): Promise<void> {
  const { browserContextIds } = await client.send('Target.getBrowserContexts')
  for (const name of permissions) {
    let granted = handler === null
    handler?.(null, name, (answer) => {
      granted = answer
    })
    for (const browserContextId of browserContextIds) {
      await client.send('Browser.setPermission', {
        permission: { name },
        setting: granted ? 'granted' : 'denied',
        origin: pageOrigin,
        browserContextId,
      })
    }
  }
}
