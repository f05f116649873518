import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathOf, queryOf } from './gate.ts'

/** Bytes of the vault that a page may ask for. */
export interface VaultFileRequest {
  readonly kind: 'image' | 'thumbnail' | 'file'
  readonly sha256: string
}

export interface VaultFile {
  readonly path: string
  readonly mediaType: string
  readonly name: string
}

export type FileOf = (request: VaultFileRequest) => VaultFile | null

/**
 * Pictures that a browser only draws. Everything else (HTML, MHTML, SVG, PDF) can act when it is opened in our
 * origin, and is handed out as a download alone.
 */
const drawable: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
])

/** Reads an address of the vault; null for anything that is not exactly one of the three with 64 hex digits. */
export function vaultFileRequest(path: string): VaultFileRequest | null {
  const match = /^\/vault\/(image|thumbnail|file)\/([0-9a-f]{64})$/.exec(path)
  if (!match) return null
  return { kind: match[1] as VaultFileRequest['kind'], sha256: match[2] as string }
}

/** Sends a file of the vault, or a part of it (RFC 9110, section 14). False where there is no such file. */
export async function sendVaultFile(
  fileOf: FileOf,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const asked = vaultFileRequest(pathOf(request))
  const file = asked && fileOf(asked)
  if (!file || (asked.kind !== 'file' && !drawable.has(file.mediaType))) return false
  const size = await stat(file.path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  )
  if (size === null) return false

  // A document of its own could do nothing even where a browser were to open it.
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
  response.setHeader('Accept-Ranges', 'bytes')
  if (asked.kind === 'file') {
    const name = queryOf(request).get('name') ?? file.name
    response.setHeader(
      'Content-Type',
      file.mediaType === 'application/pdf' ? 'application/pdf' : 'application/octet-stream',
    )
    response.setHeader('Content-Disposition', attachment(name))
  } else {
    response.setHeader('Content-Type', file.mediaType)
    response.setHeader('Cache-Control', 'private, max-age=600')
  }

  const range = readRange(request.headers.range, size)
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end()
    return true
  }
  response.setHeader('Content-Length', range ? range.end - range.start + 1 : size)
  if (range) {
    response.statusCode = 206
    response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  }
  if (request.method === 'HEAD' || size === 0) response.end()
  else await pipeline(createReadStream(file.path, range ?? {}), response)
  return true
}

/** A readable name that cannot break out of the header: RFC 6266 with the encoding of RFC 8187. */
export function attachment(name: string): string {
  const safe = basename(name.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .toWellFormed()
  const encoded = encodeURIComponent(safe || 'file').replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename*=UTF-8''${encoded}`
}

/** One range of bytes, both ends included; null for the whole file. Several ranges at once are answered whole. */
function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  const [, from = '', to = ''] = match
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (start > end || start >= size) return 'unsatisfiable'
  return { start, end }
}
