import type { Route } from 'playwright-core'
import { pageOrigin, toApp } from './address.ts'
import type { StandIn } from './electron.ts'

/** What reached for the net or left the page, for a test to look at. */
export interface Sightings {
  /** Addresses outside the program that something asked for. */
  readonly outside: string[]
  /** Navigations of the page that main forbade. */
  readonly forbidden: string[]
  /** Windows that the page tried to open. */
  readonly windows: string[]
}

/** Answers every request of every page: from main's protocol handler, or not at all. */
export async function answerRequest(standIn: StandIn, sightings: Sightings, route: Route): Promise<void> {
  const request = route.request()
  const address = request.url()
  try {
    if (request.isNavigationRequest()) {
      // The first request of a new window has no frame yet; new windows are dealt with where they appear.
      const page = request.frame().page()
      const window = standIn.windows.find(({ webContents }) => webContents.page === page)
      if (!window?.webContents.mayNavigate(address)) {
        sightings.forbidden.push(toApp(address))
        return await route.abort('aborted')
      }
    }
    if (!address.startsWith(`${pageOrigin}/`)) {
      sightings.outside.push(address)
      return await route.abort('internetdisconnected')
    }
    await route.fulfill(await answerFrom(standIn, request.method(), address))
  } catch (error) {
    // A page that is closed meanwhile has no use for its answer.
    if (!/closed|frame/i.test(String(error))) throw error
    await route.abort().catch(() => undefined)
  }
}

/** The answer of main's handler for an address of the page's own origin. */
export async function answerFrom(standIn: StandIn, method: string, address: string) {
  const handler = standIn.handlers.get('app')
  if (!handler) throw new Error('main has registered no handler for app://')
  const response = await handler(new Request(toApp(address), { method }))
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  }
}
