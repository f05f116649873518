import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { AppError } from '../../../shared/contract/errors.ts'
import { ask, isObject, parsed } from './request.ts'
import type { Made } from './web-ui.ts'

const quick = 30_000
const longest = 30 * 60_000

interface SavedImage {
  readonly filename: string
  readonly subfolder: string
  readonly type: string
}

/**
 * One picture from a ComfyUI server (`server.py` there): the recorded API graph goes to `POST /prompt` as it stands, the
 * history is asked until the run has ended, and the first saved picture is fetched.
 *
 * Throws `server-refused` with the server's own words where the graph names a node or a model that it lacks.
 */
export async function runComfyUi(server: string, graph: string, signal: AbortSignal): Promise<Made> {
  const software = await versionOf(server, signal)
  const url = `${server}/prompt`
  // Put together as text: a seed of 64 bits would not survive being read as a number.
  const body = `{"client_id":${JSON.stringify(randomUUID())},"prompt":${graph}}`
  const queued = parsed(url, await ask(url, { method: 'POST', body, signal, withinMs: quick }), isQueued)
  const image = await whenSaved(server, queued.prompt_id, signal)
  const query = new URLSearchParams({ ...image })
  const bytes = await ask(`${server}/view?${query}`, { signal, withinMs: quick * 4 })
  return { bytes, name: image.filename.split(/[\\/]/).at(-1) || 'ComfyUI.png', software }
}

async function versionOf(server: string, signal: AbortSignal): Promise<string | null> {
  const url = `${server}/system_stats`
  const stats = parsed(url, await ask(url, { signal, withinMs: quick }), isObject)
  const version = isObject(stats.system) ? stats.system.comfyui_version : undefined
  return typeof version === 'string' ? `ComfyUI ${version.slice(0, 100)}` : 'ComfyUI'
}

async function whenSaved(server: string, promptId: string, signal: AbortSignal): Promise<SavedImage> {
  const url = `${server}/history/${encodeURIComponent(promptId)}`
  const until = Date.now() + longest
  for (let wait = 100; Date.now() < until; wait = Math.min(wait * 1.5, 2_000)) {
    const history = parsed(url, await ask(url, { signal, withinMs: quick }), isObject)
    const entry = history[promptId]
    if (isObject(entry)) {
      const saved = savedIn(entry.outputs)
      if (saved) return saved
      throw new AppError('server-refused', { url, reason: failureIn(entry.status) })
    }
    await setTimeout(wait, undefined, { signal })
  }
  throw new AppError('server-unreachable', { url })
}

/** The first picture that is kept; previews (`temp`) only where nothing else came out. */
function savedIn(outputs: unknown): SavedImage | undefined {
  if (!isObject(outputs)) return undefined
  const images = Object.values(outputs).flatMap((output) =>
    isObject(output) && Array.isArray(output.images) ? output.images.filter(isSavedImage) : [],
  )
  return images.find(({ type }) => type === 'output') ?? images[0]
}

function isSavedImage(value: unknown): value is SavedImage {
  return (
    isObject(value) &&
    typeof value.filename === 'string' &&
    typeof value.subfolder === 'string' &&
    typeof value.type === 'string'
  )
}

const isQueued = (value: unknown): value is { prompt_id: string } =>
  isObject(value) && typeof value.prompt_id === 'string'

function failureIn(status: unknown): string {
  return isObject(status) ? JSON.stringify(status).slice(0, 300) : '0 images'
}
