import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Server, startServer } from '../../electron/server/server.ts'
import { safeName, safePlace } from '../../electron/server/uploads.ts'
import { attachment } from '../../shared/serving.ts'
import { fakeCore, runningJob } from './fake-core.ts'
import { enter } from './visitor.ts'

const digest = 'ab'.repeat(32)
let folder: string
let core: ReturnType<typeof fakeCore>
let server: Server

async function start(limits?: { request?: number; upload?: number }) {
  server = await startServer({
    core,
    page: join(folder, 'page'),
    uploadsDirectory: join(folder, 'uploads'),
    limits,
  })
  return enter(server.url)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zuozheng-server-'))
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>作证</title>')
  writeFileSync(join(folder, 'page', 'assets', 'main-a1b2c3d4.js'), 'export {}')
  writeFileSync(join(folder, 'original'), '0123456789')
  core = fakeCore({
    [`image/${digest}`]: { path: join(folder, 'original'), mediaType: 'image/png', name: 'a.png' },
    [`file/${digest}`]: { path: join(folder, 'original'), mediaType: 'text/html', name: '网页 "存档".html' },
  })
})

afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the page', () => {
  test('is served whole, and its hashed files are kept by the browser', async () => {
    const browser = await start()
    const page = await browser.get('/')
    expect(page.status).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['cache-control']).toBe('no-store')
    const script = await browser.get('/assets/main-a1b2c3d4.js')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(script.headers['cache-control']).toContain('immutable')
  })

  test('that has not been built is said in one sentence', async () => {
    rmSync(join(folder, 'page'), { recursive: true })
    const browser = await start()
    const { status, body } = await browser.get('/', { 'Accept-Language': 'en' })
    expect(status).toBe(503)
    expect(body.toString()).toBe(
      'The window has not been built yet; run npm run build, then reload this page.\n',
    )
  })
})

describe('questions to the core', () => {
  test('come back as replies, good or bad, with status 200', async () => {
    const browser = await start()
    expect(await browser.ask('cases.get', { case: 3 })).toEqual({
      ok: true,
      value: { name: 'cases.get', params: { case: 3 } },
    })
    const failed = await browser.post('/api/fail.please', '{}')
    expect(failed.status).toBe(200)
    expect(JSON.parse(failed.body.toString())).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(failed.headers['cache-control']).toBe('no-store')
  })

  test('that are not JSON or too large never reach it', async () => {
    const browser = await start({ request: 100 })
    expect((await browser.post('/api/cases.list', '{')).status).toBe(400)
    expect((await browser.post('/api/cases.list', '{}', { 'Content-Type': 'text/plain' })).status).toBe(415)
    expect((await browser.post('/api/cases.list', JSON.stringify('x'.repeat(200)))).status).toBe(413)
    expect(core.asked).toEqual([])
  })
})

test('what the core announces reaches every page that listens, and nobody after the end', async () => {
  const browser = await start()
  const heard = Promise.withResolvers<string>()
  const ended = Promise.withResolvers<void>()
  get(`${browser.origin}/events`, { headers: { Cookie: browser.cookie } }, (response) => {
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    let text = ''
    response.on('data', (chunk: Buffer) => {
      if (text === '') core.announce({ type: 'case.changed', caseId: 4 })
      text += chunk
      if (text.includes('data: ')) heard.resolve(text)
    })
    response.on('end', ended.resolve)
  })
  expect(await heard.promise).toContain('data: {"type":"case.changed","caseId":4}\n\n')
  await server.close()
  await ended.promise
  expect(core.listening()).toBe(0)
})

describe('uploads', () => {
  test('become paths that the core can trust, under their own readable name', async () => {
    const browser = await start()
    const reply = await browser.upload('文件夹/山风 01.png', Buffer.from('bytes'))
    const { id } = (reply as { value: { id: string } }).value
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    await browser.ask('imports.start', { case: 1, sources: [{ kind: 'upload', id }] })
    const { params } = core.asked.find(({ name }) => name === 'imports.start') as {
      params: { role: string; sources: { kind: string; path: string }[] }
    }
    const [source] = params.sources
    expect(source?.kind).toBe('path')
    expect(source?.path.endsWith(join(id, '文件夹', '山风 01.png'))).toBe(true)
    expect(readFileSync(source?.path ?? '', 'utf8')).toBe('bytes')

    core.announce({ type: 'job.changed', job: { ...runningJob, state: 'done' } })
    await expect.poll(() => existsSync(source?.path ?? '')).toBe(false)
  })

  test('are handed to any operation that takes a file, and go with its answer', async () => {
    const browser = await start()
    const reply = await browser.upload('stamp.tsr', Buffer.from('bytes'))
    const { id } = (reply as { value: { id: string } }).value
    await browser.ask('timestamps.import', { source: { kind: 'upload', id } })
    const { params } = core.asked.find(({ name }) => name === 'timestamps.import') as {
      params: { source: { kind: string; path: string } }
    }
    expect(params.source.kind).toBe('path')
    expect(params.source.path.endsWith(join(id, 'stamp.tsr'))).toBe(true)
    await expect.poll(() => existsSync(params.source.path)).toBe(false)
  })

  test('above the limit are refused by name, and nothing of them stays', async () => {
    const browser = await start({ upload: 10 })
    expect(await browser.upload('大.png', Buffer.alloc(11))).toEqual({
      ok: false,
      error: { code: 'upload-too-large', details: { path: '大.png', limit: '10 B' } },
    })
    const [own = ''] = readdirSync(join(folder, 'uploads'))
    expect(readdirSync(join(folder, 'uploads', own))).toEqual([])
  })

  test('that a killed server left are swept at the next start, those of a living one are kept', async () => {
    mkdirSync(join(folder, 'uploads', '999999999-0a0b0c0d', 'old'), { recursive: true })
    mkdirSync(join(folder, 'uploads', `${process.ppid}-0a0b0c0d`), { recursive: true })
    await start()
    const left = readdirSync(join(folder, 'uploads'))
    expect(left).not.toContain('999999999-0a0b0c0d')
    expect(left).toContain(`${process.ppid}-0a0b0c0d`)
  })

  test('stand where the page says that they stood, but never outside their own folder', () => {
    expect(safePlace('草稿/第三轮/a.png')).toEqual(['草稿', '第三轮', 'a.png'])
    expect(safePlace('/etc/../../passwd')).toEqual(['etc', 'passwd'])
    expect(safePlace('..\\..\\a.png')).toEqual(['a.png'])
    expect(safePlace('C:\\Users\\a\0b/c.png')).toEqual(['C_', 'Users', 'a_b', 'c.png'])
    expect(safePlace('a/ . /./... /b/')).toEqual(['a', 'b', 'file'])
    expect(safePlace('con/nul.png')).toEqual(['_con', '_nul.png'])
    expect(safePlace('..')).toEqual(['file'])
    expect(safePlace(`${'a/'.repeat(100)}b.png`)).toEqual(['b.png'])
    expect(safePlace(`${'山'.repeat(80)}/`.repeat(10).concat('b.png'))).toEqual(['b.png'])
  })

  test('bear the time that the page told, if it can be one', async () => {
    const browser = await start()
    const timeOf = async (modified: string | undefined) => {
      const reply = await browser.upload('a.png', Buffer.from('bytes'), modified)
      const { id } = (reply as { value: { id: string } }).value
      await browser.ask('imports.start', { case: 1, sources: [{ kind: 'upload', id }] })
      const { params } = core.asked.findLast(({ name }) => name === 'imports.start') as {
        params: { sources: { path: string }[] }
      }
      return statSync(params.sources[0]?.path ?? '').mtime.toISOString()
    }
    const [none, time] = [new Date(0).toISOString(), Date.UTC(2026, 2, 2, 13, 30, 5, 250)]
    expect(await timeOf(String(time))).toBe('2026-03-02T13:30:05.250Z')
    for (const other of [
      undefined,
      '',
      '-5',
      '0',
      'NaN',
      '1e3',
      '9'.repeat(15),
      String(Date.now() + 3_600_000),
    ]) {
      expect(await timeOf(other), other).toBe(none)
    }
  })

  test('get names that every file system takes', () => {
    expect(safeName('a\\b\\c:d?.png')).toBe('c_d_.png')
    expect(safeName('..')).toBe('file')
    expect(safeName('')).toBe('file')
    expect(safeName('CON.png')).toBe('_CON.png')
    expect(safeName('结尾. .')).toBe('结尾')
    const long = safeName(`${'山'.repeat(300)}.png`)
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(240)
    expect(long.endsWith('山.png')).toBe(true)
  })
})

describe('files of the vault', () => {
  test('are shown as pictures, whole or in parts', async () => {
    const browser = await start()
    const whole = await browser.get(`/vault/image/${digest}`)
    expect(whole.headers['content-type']).toBe('image/png')
    expect(whole.body.toString()).toBe('0123456789')
    const part = await browser.get(`/vault/image/${digest}`, { Range: 'bytes=2-4' })
    expect([part.status, part.headers['content-range'], part.body.toString()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ])
    const last = await browser.get(`/vault/image/${digest}`, { Range: 'bytes=-3' })
    expect(last.body.toString()).toBe('789')
    expect((await browser.get(`/vault/image/${digest}`, { Range: 'bytes=99-' })).status).toBe(416)
  })

  test('are handed out as downloads under a readable name', async () => {
    const browser = await start()
    const { headers } = await browser.get(`/vault/file/${digest}?name=${encodeURIComponent('卷宗 "1".pdf')}`)
    expect(headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''%E5%8D%B7%E5%AE%97%20%221%22.pdf",
    )
    expect(attachment('a\r\nSet-Cookie: x.pdf')).toBe("attachment; filename*=UTF-8''aSet-Cookie%3A%20x.pdf")
    expect(attachment('../../etc/passwd')).toBe("attachment; filename*=UTF-8''passwd")
  })
})
