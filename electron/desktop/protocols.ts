import { createReadStream, readdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { protocol } from 'electron'
import { contentSecurityPolicy } from '../../shared/content-security-policy.ts'
import {
  attachment,
  drawable,
  pageMediaTypes,
  vaultFilePolicy,
  vaultFileRequest,
} from '../../shared/serving.ts'
import { isOurs, scheme } from './address.ts'
import type { Engine } from './engine-process.ts'

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Answers every address of our origin: the built page in `directory`, and bytes of the vault. */
export function servePage(directory: string, locate: Engine['locate']): void {
  const page = pageFiles(directory)
  protocol.handle(scheme, async (request) => {
    if (!isOurs(request.url) || request.method !== 'GET') return notFound()
    const url = new URL(request.url)
    return (await pageAnswer(page, url)) ?? (await vaultAnswer(locate, url)) ?? notFound()
  })
}

/**
 * The files of the page by their address. Listed once, so that no address, however it is written, can lead to a
 * file that the build did not put there.
 */
function pageFiles(directory: string): ReadonlyMap<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in pageMediaTypes)
    .map((entry) => join(entry.parentPath, entry.name))
  const addressOf = (file: string) => file.slice(directory.length).split(sep).join('/')
  return new Map([
    ['/', join(directory, 'index.html')],
    ...files.map((file) => [addressOf(file), file] as const),
  ])
}

async function pageAnswer(page: ReadonlyMap<string, string>, url: URL): Promise<Response | null> {
  const file = page.get(url.pathname)
  const type = file && pageMediaTypes[extname(file)]
  if (!file || !type) return null
  return answer(await readFile(file), {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy,
  })
}

async function vaultAnswer(locate: Engine['locate'], url: URL): Promise<Response | null> {
  const asked = vaultFileRequest(url.pathname)
  const file = asked && (await locate(asked))
  if (!file || (asked.kind !== 'file' && !drawable.has(file.mediaType))) return null
  const found = await stat(file.path).catch(() => null)
  if (!found?.isFile()) return null
  const isPdf = file.mediaType === 'application/pdf'
  const headers: Readonly<Record<string, string>> =
    asked.kind === 'file'
      ? {
          'content-type': isPdf ? 'application/pdf' : 'application/octet-stream',
          'content-disposition': attachment(url.searchParams.get('name') ?? file.name),
        }
      : { 'content-type': file.mediaType, 'cache-control': 'private, max-age=600' }
  return answer(Readable.toWeb(createReadStream(file.path)) as ReadableStream, {
    'content-security-policy': vaultFilePolicy,
    'content-length': String(found.size),
    ...headers,
  })
}

type Body = ConstructorParameters<typeof Response>[0]

function answer(body: Body, headers: Readonly<Record<string, string>>, status = 200): Response {
  return new Response(body, {
    status,
    headers: { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', ...headers },
  })
}

function notFound(): Response {
  return answer(null, { 'content-security-policy': contentSecurityPolicy }, 404)
}
