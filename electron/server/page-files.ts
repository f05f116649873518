import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pageMediaTypes } from '../../shared/serving.ts'

/** Says whether the page has been built into `directory`. */
export async function pageIsBuilt(directory: string): Promise<boolean> {
  return isFile(join(directory, 'index.html'))
}

/**
 * Sends a file of the built page; false where there is none of that name. Names with a hash in them never
 * change and are kept by the browser.
 */
export async function sendPageFile(
  directory: string,
  path: string,
  response: ServerResponse,
): Promise<boolean> {
  const name = path === '/' ? '/index.html' : path
  // Letters, digits and a few marks; a segment never begins with a dot, so that nothing leads out of the folder.
  if (!/^(\/[A-Za-z0-9_@-][A-Za-z0-9_@.-]*)+$/.test(name)) return false
  const type = pageMediaTypes[extname(name).toLowerCase()]
  const file = join(directory, name)
  if (type === undefined || !(await isFile(file))) return false
  response.setHeader('Content-Type', type)
  if (/^\/assets\/.*-[A-Za-z0-9_-]{8}\./.test(name)) {
    response.setHeader('Cache-Control', 'private, max-age=31536000, immutable')
  }
  await pipeline(createReadStream(file), response)
  return true
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
