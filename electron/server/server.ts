import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ErrorCode, ErrorDetails } from '../../shared/contract/errors.ts'
import { Job } from '../../shared/contract/job.ts'
import type { Door, Reply } from '../../shared/contract/protocol.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { pathsIn } from '../../shared/paths-in.ts'
import { secure, sendReply, sendText } from './answers.ts'
import { openEventStreams } from './events.ts'
import { openGate, pathOf, queryOf } from './gate.ts'
import { pageIsBuilt, sendPageFile } from './page-files.ts'
import { withUploads } from './sources.ts'
import { openUploads } from './uploads.ts'
import { type FileOf, sendVaultFile } from './vault-files.ts'

export interface ServerOptions {
  readonly core: Door & { readonly fileOf: FileOf }
  /** The folder of the built page. */
  readonly page: string
  /** 0 or absent: any free port. */
  readonly port?: number
  readonly uploadsDirectory: string
  /** Bytes of one request to the core, and of one uploaded file. */
  readonly limits?: { readonly request?: number; readonly upload?: number }
}

export interface Server {
  /** The address to open, with a word in it that works once. */
  readonly url: string
  readonly close: () => Promise<void>
}

const requestLimit = 16 * 1024 * 1024
const uploadLimit = 4_000_000_000

/**
 * The window for a browser of this machine: the built page, the core behind `POST /api/<name>`, its events at
 * `/events`, and the pictures of the vault. Listens on 127.0.0.1 only and answers only a browser that came in
 * through the one-time address.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { core, page } = options
  const limit = options.limits?.request ?? requestLimit
  const uploads = await openUploads(options.uploadsDirectory, options.limits?.upload ?? uploadLimit)
  const events = openEventStreams(core)
  const stopHearing = core.listen(uploads.hear)

  const http = createServer({ headersTimeout: 20_000, requestTimeout: 0 }, (request, response) => {
    secure(response)
    answer(request, response).catch((error: unknown) => {
      // The browser went away in the middle of an answer: nobody is left to be told.
      if (response.headersSent || response.destroyed) response.destroy()
      else sendReply(response, internalFailure(error), 500)
    })
  })
  async function close(): Promise<void> {
    stopHearing()
    events.close()
    await new Promise<void>((resolve) => {
      // It holds the program until then: a connection that nobody reads would let it end in the middle of closing.
      const force = setTimeout(() => http.closeAllConnections(), 500)
      http.close(() => {
        clearTimeout(force)
        resolve()
      })
      http.closeIdleConnections()
    })
    await uploads.close()
  }

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(options.port ?? 0, '127.0.0.1', resolve)
  }).catch(async (error: unknown) => {
    await close()
    throw error
  })
  const { port } = http.address() as AddressInfo
  const gate = openGate(port)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const words = messagesIn(/^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh-CN').cli
      .server
    const path = pathOf(request)
    if (gate.refuses(request) !== null) return sendText(response, 403, words.refused)
    const token = path === '/' ? queryOf(request).get('token') : null
    if (token !== null && request.method === 'GET') {
      const cookie = gate.admit(token)
      if (cookie === null && !gate.knows(request)) return sendText(response, 403, words.noEntry)
      if (cookie !== null) response.setHeader('Set-Cookie', cookie)
      response.writeHead(303, { Location: '/' }).end()
      return
    }
    if (!gate.knows(request)) return sendText(response, 401, words.noEntry)

    if (request.method === 'POST') {
      if (path === '/uploads') return receive(request, response)
      if (path.startsWith('/api/')) return ask(request, response, path.slice('/api/'.length))
      return sendText(response, 404, words.notThere)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD, POST')
      return sendText(response, 405, words.refused)
    }
    if (path === '/events' && request.method === 'GET') return events.open(request, response)
    if (path.startsWith('/vault/')) {
      if (!(await sendVaultFile(core.fileOf, request, response))) sendText(response, 404, words.notThere)
      return
    }
    if (await sendPageFile(page, path, response)) return
    if (path === '/' && !(await pageIsBuilt(page))) return sendText(response, 503, words.notBuilt)
    sendText(response, 404, words.notThere)
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = queryOf(request)
    const reply = await uploads.receive(request, query.get('name') ?? '', timeIn(query.get('modified')))
    // What is left of a refused file is read and thrown away, or the browser would report a broken connection.
    request.resume()
    sendReply(response, reply)
  }

  async function ask(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return sendReply(
        response,
        failure('invalid-input', { field: 'Content-Type', reason: 'application/json' }),
        415,
      )
    }
    const body = await readBody(request, limit)
    if (body === null) {
      request.resume()
      return sendReply(response, failure('invalid-input', { field: 'body', reason: `> ${limit}` }), 413)
    }
    let params: unknown
    try {
      params = JSON.parse(body)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      return sendReply(response, failure('invalid-input', { field: 'body', reason: 'JSON' }), 400)
    }
    sendReply(response, await askCore(name, params))
  }

  /**
   * A page may hand over only what it has sent: it never names a path of the disk. Here its uploads become the
   * paths under which they were stored; they go when the job that reads them has ended, or with the answer.
   */
  async function askCore(name: string, params: unknown): Promise<Reply> {
    const [named] = pathsIn(params)
    if (named !== undefined) return failure('not-allowed', { path: named })
    const sources = withUploads(params, uploads.pathOf)
    if (sources.unknown !== null) return failure('not-found', { what: 'upload', id: sources.unknown })
    const reply = await core.ask(name, sources.params)
    if (!reply.ok || sources.ids.length === 0) return reply
    const started = Job.safeParse(reply.value).data
    if (started === undefined) uploads.release(sources.ids)
    else {
      // It may have ended before this was known.
      const now = await core.ask('jobs.get', { job: started.id })
      uploads.releaseWith(now.ok ? (now.value as Job) : started, sources.ids)
    }
    return reply
  }

  return { url: `http://127.0.0.1:${port}/?token=${gate.token}`, close }
}

/** Milliseconds since 1970 that are a time before now; null for anything else, and where nothing was told. */
function timeIn(told: string | null): Date | null {
  const time = told !== null && /^\d{1,15}$/.test(told) ? Number(told) : 0
  return time > 0 && time <= Date.now() ? new Date(time) : null
}

function failure(code: ErrorCode, details: ErrorDetails): Reply {
  return { ok: false, error: { code, details } }
}

function internalFailure(error: unknown): Reply {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)))
  return failure('internal', { reference: 'server' })
}

/** The body as text, or null where it is larger than allowed. */
async function readBody(request: IncomingMessage, limit: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
