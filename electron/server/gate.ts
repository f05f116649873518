import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Who may pass: decided from the request's own headers, before anything else looks at it. */
export interface Gate {
  /** The one-time word of the first address. */
  readonly token: string
  /** Why a request is refused, or null. */
  readonly refuses: (request: IncomingMessage) => 'host' | 'origin' | null
  /** True for a browser that came in through the first address. */
  readonly knows: (request: IncomingMessage) => boolean
  /** Takes the token once and gives the cookie for it; null where the token is wrong or spent. */
  readonly admit: (token: string) => string | null
}

/**
 * Guards the loopback server. Exact `Host`: a name that resolves to 127.0.0.1 (DNS rebinding) is not ours. Exact
 * `Origin` wherever something is written. The cookie bears the port in its name, because cookies do not keep
 * ports apart and another server of the same machine would overwrite it.
 */
export function openGate(port: number): Gate {
  const host = `127.0.0.1:${port}`
  const origin = `http://${host}`
  const cookieName = `zuozheng-${port}`
  const token = randomBytes(32).toString('base64url')
  const session = randomBytes(32).toString('base64url')
  let spent = false

  return {
    token,
    refuses(request) {
      if (request.headers.host !== host) return 'host'
      const site = request.headers['sec-fetch-site']
      const from = request.headers.origin
      if (request.method === 'POST') return from === origin ? null : 'origin'
      if (from !== undefined && from !== origin) return 'origin'
      // A link from elsewhere may open the page itself, but nothing may be embedded or fetched from elsewhere.
      if (site !== undefined && site !== 'same-origin' && site !== 'none') {
        return request.headers['sec-fetch-mode'] === 'navigate' && pathOf(request) === '/' ? null : 'origin'
      }
      return null
    },
    knows(request) {
      const cookies = (request.headers.cookie ?? '').split(';').map((each) => each.trim())
      const prefix = `${cookieName}=`
      return cookies.some((each) => each.startsWith(prefix) && isSame(each.slice(prefix.length), session))
    },
    admit(given) {
      if (spent || !isSame(given, token)) return null
      spent = true
      return `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`
    },
  }
}

/** The path as it was sent, without the query; nothing is decoded or shortened. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split(/[?#]/, 1)[0] ?? ''
}

export function queryOf(request: IncomingMessage): URLSearchParams {
  const url = request.url ?? ''
  const mark = url.indexOf('?')
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))
}

/** Takes the same time whether the first or the last letter differs. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
