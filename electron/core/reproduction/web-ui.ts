import { AppError } from '../../../shared/contract/errors.ts'
import { ask, isObject, parsed } from './request.ts'

/** What a server made, and what it calls itself. */
export interface Made {
  readonly bytes: Uint8Array
  readonly name: string
  readonly software: string | null
}

const isAnswer = (value: unknown): value is { images: string[]; info?: unknown } =>
  isObject(value) && Array.isArray(value.images) && value.images.every((image) => typeof image === 'string')

/**
 * One picture from a server that speaks the interface of the Stable Diffusion web UI (`POST /sdapi/v1/txt2img`,
 * `modules/api/models.py` there). The answer holds each picture as base64 of a PNG with its own infotext.
 */
export async function runWebUi(server: string, payload: string, signal: AbortSignal): Promise<Made> {
  const url = `${server}/sdapi/v1/txt2img`
  const answer = parsed(
    url,
    await ask(url, { method: 'POST', body: payload, signal, withinMs: 30 * 60_000 }),
    isAnswer,
  )
  const [first] = answer.images
  if (first === undefined) throw new AppError('server-refused', { url, reason: '0 images' })
  // Some forks write a data URL where the original writes bare base64.
  const bytes = Buffer.from(first.replace(/^data:[^,]{0,100},/, ''), 'base64')
  return { bytes, name: 'txt2img.png', software: versionIn(answer.info) }
}

/** `info` is JSON in a string; its first infotext names the version as `Version: …`. */
function versionIn(info: unknown): string | null {
  if (typeof info !== 'string') return null
  try {
    const value: unknown = JSON.parse(info)
    const texts = isObject(value) && Array.isArray(value.infotexts) ? value.infotexts : []
    const version = /(?:^|, |\n)Version: ([^,\n]{1,100})/.exec(String(texts[0] ?? ''))?.[1]
    return version === undefined ? null : `Stable Diffusion web UI ${version}`
  } catch {
    // A program that says nothing readable of itself is one whose version is not known.
    return null
  }
}
