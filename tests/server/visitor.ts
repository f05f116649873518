import { type IncomingHttpHeaders, request } from 'node:http'
import type { Reply } from '../../shared/contract/protocol.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** One request exactly as written: `fetch` would not let a test lie about its host or origin. */
export function send(
  address: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options
    const call = request(address, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    call.on('error', reject)
    call.end(body)
  })
}

/** A browser that came in through the one-time address. */
export async function enter(url: string) {
  const { origin } = new URL(url)
  const { headers } = await send(url)
  const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const own = { Cookie: cookie, Origin: origin }
  return {
    origin,
    cookie,
    get: (path: string, more: Record<string, string> = {}) =>
      send(origin + path, { headers: { Cookie: cookie, ...more } }),
    post: (path: string, body: string | Buffer, more: Record<string, string> = {}) =>
      send(origin + path, {
        method: 'POST',
        headers: {
          ...own,
          'Content-Type': 'application/json',
          'Content-Length': String(Buffer.byteLength(body)),
          ...more,
        },
        body,
      }),
    async ask(name: string, params: unknown): Promise<Reply> {
      const answer = await this.post(`/api/${name}`, JSON.stringify(params))
      return JSON.parse(answer.body.toString('utf8')) as Reply
    },
    async upload(name: string, bytes: Buffer, modified?: string): Promise<Reply> {
      const query = new URLSearchParams({ name, ...(modified === undefined ? {} : { modified }) })
      const answer = await this.post(`/uploads?${query}`, bytes, {
        'Content-Type': 'application/octet-stream',
      })
      return JSON.parse(answer.body.toString('utf8')) as Reply
    },
  }
}
