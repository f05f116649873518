/**
 * Chromium serves no scheme of ours without Electron, so the page's own origin has a stand-in too: a name that
 * can never be reached, answered by the handler that main registered.
 */
const appOrigin = 'app://zuozheng'
export const pageOrigin = 'https://zuozheng.app.invalid'

export function toBrowser(address: string): string {
  return address.startsWith(`${appOrigin}/`) ? pageOrigin + address.slice(appOrigin.length) : address
}

export function toApp(address: string): string {
  return address.startsWith(`${pageOrigin}/`) ? appOrigin + address.slice(pageOrigin.length) : address
}
