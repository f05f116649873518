import type { ServerResponse } from 'node:http'
import { contentSecurityPolicy } from '../../shared/content-security-policy.ts'
import type { Reply } from '../../shared/contract/protocol.ts'

/** Sent with every answer, whatever it is. */
export function secure(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', contentSecurityPolicy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  response.setHeader('Cache-Control', 'no-store')
}

/** A sentence for a person who looks at it, in a page of its own. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.end(`${text}\n`)
}

export function sendReply(response: ServerResponse, reply: Reply, status = 200): void {
  response.statusCode = status
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.end(JSON.stringify(reply))
}
