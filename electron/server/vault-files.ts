import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import {
  attachment,
  drawable,
  type VaultFile,
  type VaultFileRequest,
  vaultFilePolicy,
  vaultFileRequest,
} from '../../shared/serving.ts'
import { pathOf, queryOf } from './gate.ts'

export type FileOf = (request: VaultFileRequest) => VaultFile | null

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

  response.setHeader('Content-Security-Policy', vaultFilePolicy)
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
