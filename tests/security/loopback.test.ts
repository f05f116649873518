import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Server, startServer } from '../../electron/server/server.ts'
import { operations } from '../../shared/contract/operations.ts'
import { fakeCore } from '../server/fake-core.ts'
import { enter, send } from '../server/visitor.ts'

/** What must stay impossible for another web page, another program's page, and a page gone wrong. */

const digest = 'cd'.repeat(32)
let folder: string
let core: ReturnType<typeof fakeCore>
let server: Server

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zuozheng-loopback-'))
  mkdirSync(join(folder, 'page'))
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'page', '.env'), 'secret')
  writeFileSync(join(folder, 'secret.html'), 'secret')
  const evidence = (mediaType: string) => ({
    path: join(folder, 'secret.html'),
    mediaType,
    name: 'page.html',
  })
  core = fakeCore({
    [`image/${digest}`]: evidence('text/html'),
    [`file/${digest}`]: evidence('text/html'),
    [`image/${'ee'.repeat(32)}`]: evidence('image/svg+xml'),
  })
  server = await startServer({ core, page: join(folder, 'page'), uploadsDirectory: join(folder, 'uploads') })
})

afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

test('without the one-time address there is nothing to be had', async () => {
  const { origin } = new URL(server.url)
  for (const path of ['/', '/index.html', '/events', `/vault/image/${digest}`]) {
    expect((await send(origin + path)).status).toBe(401)
  }
  const post = { method: 'POST', headers: { Origin: origin, 'Content-Type': 'application/json' }, body: '{}' }
  expect((await send(`${origin}/api/cases.list`, post)).status).toBe(401)
  expect((await send(`${origin}/uploads?name=a`, post)).status).toBe(401)
  expect((await send(`${origin}/?token=wrong`)).status).toBe(403)
  expect(core.asked).toEqual([])
})

test('the one-time address works once, and its cookie cannot be read or sent from elsewhere', async () => {
  const first = await send(server.url)
  expect(first.status).toBe(303)
  expect(first.headers.location).toBe('/')
  expect(first.headers['set-cookie']?.[0]).toMatch(
    /^zuozheng-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
  )
  expect(server.url).not.toContain(first.headers['set-cookie']?.[0]?.split(/[=;]/)[1] ?? '')
  const second = await send(server.url)
  expect(second.status).toBe(403)
  expect(second.headers['set-cookie']).toBeUndefined()
  const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  expect((await send(server.url, { headers: { Cookie: cookie } })).status).toBe(303)
})

test('another host name is refused, even with the cookie', async () => {
  const browser = await enter(server.url)
  const { port } = new URL(server.url)
  for (const host of [
    `localhost:${port}`,
    `evil.example:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port}.evil.example`,
  ]) {
    expect((await browser.get('/', { Host: host })).status).toBe(403)
  }
})

test('another origin may not write, with the cookie or without an origin at all', async () => {
  const browser = await enter(server.url)
  const json = { Cookie: browser.cookie, 'Content-Type': 'application/json' }
  for (const headers of [
    json,
    { ...json, Origin: 'null' },
    { ...json, Origin: 'http://127.0.0.1:1' },
    { ...json, Origin: 'https://evil.example' },
  ]) {
    const answer = await send(`${browser.origin}/api/cases.list`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(403)
  }
  expect(core.asked).toEqual([])
})

test('another origin may not read or embed', async () => {
  const browser = await enter(server.url)
  expect((await browser.get('/events', { Origin: 'https://evil.example' })).status).toBe(403)
  for (const [path, mode] of [
    [`/vault/image/${digest}`, 'no-cors'],
    [`/vault/file/${digest}`, 'navigate'],
    ['/', 'no-cors'],
  ] as const) {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': mode }
    expect((await browser.get(path, headers)).status).toBe(403)
  }
  const options = await send(`${browser.origin}/api/cases.list`, {
    method: 'OPTIONS',
    headers: { Cookie: browser.cookie, 'Access-Control-Request-Method': 'POST' },
  })
  expect(options.status).toBe(405)
  expect(Object.keys(options.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('every answer carries the policy, refusals too', async () => {
  const browser = await enter(server.url)
  for (const answer of [
    await browser.get('/'),
    await browser.get('/nothing'),
    await browser.post('/api/cases.list', '{}'),
    await send(browser.origin),
  ]) {
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(answer.headers['content-security-policy']).not.toContain('unsafe')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
    expect(answer.headers['cache-control']).toBe('no-store')
  }
})

test('captured pages are never opened in our origin', async () => {
  const browser = await enter(server.url)
  expect((await browser.get(`/vault/image/${digest}`)).status).toBe(404)
  expect((await browser.get(`/vault/image/${'ee'.repeat(32)}`)).status).toBe(404)
  const { headers } = await browser.get(`/vault/file/${digest}`)
  expect(headers['content-type']).toBe('application/octet-stream')
  expect(headers['content-disposition']).toMatch(/^attachment;/)
  expect(headers['content-security-policy']).toContain('sandbox')
})

test('no address leads out of the page or the vault', async () => {
  const browser = await enter(server.url)
  for (const path of [
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/assets/../../secret.html',
    '//secret.html',
    '/.env',
    '/index.html/../../secret.html',
    '/vault/image/../../secret.html',
    `/vault/image/${digest}/../x`,
    `/vault/image/${digest.toUpperCase()}`,
    `/vault/image/${digest.slice(1)}`,
    `/vault/objects/${digest}`,
  ]) {
    // Written by hand: an address parser would shorten the dots before they are sent.
    const { port } = new URL(browser.origin)
    const status = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(Number(port), '127.0.0.1', () => {
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${browser.cookie}\r\nConnection: close\r\n\r\n`,
        )
      })
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('end', () => resolve(text.split(' ')[1] ?? ''))
      socket.on('error', reject)
    })
    expect([path, status]).toEqual([path, '404'])
  }
})

test('a page cannot name a path of the disk, nor an upload that is not its own', async () => {
  const browser = await enter(server.url)
  expect(
    await browser.ask('imports.start', { case: 1, sources: [{ kind: 'path', path: '/etc/passwd' }] }),
  ).toEqual({
    ok: false,
    error: { code: 'not-allowed', details: { path: '/etc/passwd' } },
  })
  expect(
    await browser.ask('imports.start', { case: 1, sources: [{ kind: 'upload', id: '0'.repeat(32) }] }),
  ).toMatchObject({ ok: false, error: { code: 'not-found' } })
  expect(core.asked.filter(({ name }) => name === 'imports.start')).toEqual([])
})

test('a path is refused in whatever operation it stands', async () => {
  const browser = await enter(server.url)
  const refused = { ok: false, error: { code: 'not-allowed', details: { path: '/etc' } } }
  for (const [name, params] of [
    ['timestamps.import', { source: { kind: 'path', path: '/etc' } }],
    ['backups.run', { path: '/etc' }],
    ['recorders.start', { case: 1, folders: ['/etc'] }],
    ['archives.export', { case: 1, to: { kind: 'path', path: '/etc' } }],
    ['added.later', { deep: [{ folder: '/etc' }] }],
  ] as const) {
    expect(await browser.ask(name, params), name).toEqual(refused)
  }
  expect(core.asked).toEqual([])
})

test('no operation names a place of the disk in another field than those the shells look at', () => {
  const looksLikeAPlace = /(path|file(Name)?|dir(ectory)?|folders?|destination|target|out)s?$/i
  const isText = (schema: { type?: string; items?: { type?: string } }) =>
    schema.type === 'string' || schema.items?.type === 'string'
  const textFields = (schema: unknown): string[] => {
    if (typeof schema !== 'object' || schema === null) return []
    const own = 'properties' in schema ? Object.entries(schema.properties as Record<string, object>) : []
    const texts = own.filter(([, each]) => isText(each)).map(([name]) => name)
    return [...texts, ...Object.values(schema).flatMap(textFields)]
  }
  const found = Object.values(operations).flatMap(({ params }) =>
    textFields(z.toJSONSchema(params, { io: 'input' })).filter((name) => looksLikeAPlace.test(name)),
  )
  expect([...new Set(found)].sort()).toEqual(['folders', 'path'])
})

test('an upload cannot write outside its own folder', async () => {
  const browser = await enter(server.url)
  for (const name of ['../../escaped.png', '..\\..\\escaped.png', '/etc/escaped.png', 'a\0b.png']) {
    expect(await browser.upload(name, Buffer.from('x'))).toMatchObject({ ok: true })
  }
  expect(readdirSync(folder).sort()).toEqual(['page', 'secret.html', 'uploads'])
})

test('the server listens on this machine alone', async () => {
  const { port } = new URL(server.url)
  expect(new URL(server.url).hostname).toBe('127.0.0.1')
  const others = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
  for (const { address } of others) {
    const reached = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port: Number(port), host: address, timeout: 2_000 })
      socket.on('connect', () => resolve(true))
      socket.on('error', () => resolve(false))
      socket.on('timeout', () => resolve(false))
    })
    expect(reached).toBe(false)
  }
})
