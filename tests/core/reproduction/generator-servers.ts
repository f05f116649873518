import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import { png } from '../../pictures.ts'

/**
 * Servers that speak the real interfaces: `POST /sdapi/v1/txt2img` of the Stable Diffusion web UI, and `/system_stats`,
 * `/prompt`, `/history/ID`, `/view` of ComfyUI. Their pictures come from a drawing by seed, so that the same seed gives
 * the same pixels, as a generator on the same machine does.
 */

const open: Server[] = []

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

export interface Heard {
  readonly method: string
  readonly path: string
  readonly body: string
}

export async function serve(
  answer: (heard: Heard, response: ServerResponse) => void,
): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    bodyOf(request)
      .then((body) => {
        const said = { method: request.method ?? '', path: request.url ?? '', body }
        heard.push(said)
        answer(said, response)
      })
      .catch((error: unknown) => {
        // Whoever asked may have gone away in the middle of it.
        if (request.complete) throw error
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

/** The web UI: draws by the payload's seed and writes its infotext into the picture. */
export function webUi(draw: (payload: Record<string, unknown>) => { seed: number; infotext: string }) {
  return serve(({ method, path, body }, response) => {
    if (method !== 'POST' || path !== '/sdapi/v1/txt2img')
      return sendJson(response, { detail: 'Not Found' }, 404)
    const { seed, infotext } = draw(JSON.parse(body) as Record<string, unknown>)
    const image = png({ seed, texts: { parameters: infotext } })
    sendJson(response, {
      images: [image.toString('base64')],
      parameters: {},
      info: JSON.stringify({ infotexts: [infotext] }),
    })
  })
}

/** ComfyUI: refuses a graph with a node it does not know, else saves one picture after being asked twice. */
export function comfyUi(knownNodes: readonly string[], seed: number) {
  let asked = 0
  return serve(({ method, path, body }, response) => {
    if (path === '/system_stats') return sendJson(response, { system: { comfyui_version: '0.3.60' } })
    if (method === 'POST' && path === '/prompt') {
      const { prompt } = JSON.parse(body) as { prompt: Record<string, { class_type: string }> }
      const strange = Object.values(prompt).find((node) => !knownNodes.includes(node.class_type))
      if (strange) {
        return sendJson(response, { error: { type: 'invalid_prompt', message: strange.class_type } }, 400)
      }
      return sendJson(response, { prompt_id: 'p1', number: 1, node_errors: {} })
    }
    if (path === '/history/p1') {
      asked += 1
      if (asked < 3) return sendJson(response, {})
      const images = [{ filename: 'ComfyUI_00001_.png', subfolder: '', type: 'output' }]
      return sendJson(response, { p1: { outputs: { 9: { images } }, status: { completed: true } } })
    }
    if (path.startsWith('/view?') && path.includes('filename=ComfyUI_00001_.png')) {
      response.writeHead(200, { 'content-type': 'image/png' })
      return response.end(png({ seed, texts: { prompt: '{"9":{"class_type":"SaveImage","inputs":{}}}' } }))
    }
    return sendJson(response, {}, 404)
  })
}
