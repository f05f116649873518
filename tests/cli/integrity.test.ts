import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Authority,
  hasOpenssl,
  makeAuthority,
  type StampServer,
  serveAuthority,
  stampFile,
} from '../authority.ts'
import { png } from '../pictures.ts'
import { run } from './zuozheng.ts'

const tools = ['bash', 'xxd', 'sha256sum']
const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error)
if (missing.length > 0) console.log(`Not here: ${missing.join(', ')}; the proof was not followed by hand.`)

describe.runIf(hasOpenssl)('time and proofs on the command line', () => {
  let folder: string
  let authority: Authority
  let server: StampServer
  let picture: string
  const call = async (...words: string[]) => {
    const { status, out, err } = await run(['--vault', join(folder, 'vault'), '--json', ...words])
    return { status, err, document: JSON.parse(out) }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zuozheng-cli-'))
    authority = makeAuthority(mkdtempSync(join(tmpdir(), 'zuozheng-authority-')))
    server = await serveAuthority(authority)
    picture = join(folder, '山风.png')
    writeFileSync(picture, png())
    await call('case', 'create', '--title', '甲案')
    await call('import', picture, '--case', '甲案')
    await call('timestamp', 'authority', 'add', '测试', '--url', server.url)
    await call('timestamp', 'trust', authority.root)
  })
  afterAll(async () => {
    await server.close()
    for (const each of [folder, authority.folder]) rmSync(each, { recursive: true, force: true })
  })

  test('authorities and roots are listed as they were set', async () => {
    const { document } = await call('timestamp', 'authority', 'list')
    expect(document).toMatchObject({
      authorities: [{ name: '测试', url: server.url }],
      roots: [{ subject: 'O=Test, CN=Test root' }],
    })
    expect(
      (await call('timestamp', 'authority', 'add', 'x', '--url', 'file:///etc')).document.error.code,
    ).toBe('address-not-allowed')
  })

  test('a file and the head are stamped, and the ladder shows both', async () => {
    const added = await call('timestamp', 'add', '甲案', '--item', '1')
    expect(added.status).toBe(0)
    expect(added.document.timestamps).toMatchObject([{ state: 'stamped', verdict: { state: 'trusted' } }])
    expect((await call('timestamp', 'head')).status).toBe(0)
    const { status, document } = await call('ladder', '1')
    expect(status).toBe(0)
    expect(document.rungs.map(({ code }: { code: string }) => code)).toEqual([
      'digest',
      'ledger',
      'head-stamp.trusted',
      'stamp.trusted',
    ])
  })

  test.runIf(missing.length === 0)(
    'a proof is followed by hand to its end with common tools alone',
    async () => {
      const out = join(folder, 'proof')
      expect((await call('proof', 'item', '1', '--out', out)).status).toBe(0)
      expect((await call('proof', 'item', '1', '--out', out)).status).toBe(2)
      copyFileSync(authority.root, join(out, 'root.pem'))
      copyFileSync(picture, join(out, 'YOUR-FILE'))
      const bash = (script: string) => execFileSync('bash', ['-ec', script], { cwd: out, encoding: 'utf8' })
      const readme = readFileSync(join(out, 'README.txt'), 'utf8')
      const lines = readme.split('\n').map((line) => line.trim())
      const steps = lines.filter((line) => line.startsWith('H=') || line === 'echo $H')
      const { root } = JSON.parse(readFileSync(join(out, 'head.json'), 'utf8'))
      expect(bash(steps.join('\n')).trim()).toBe(root)
      const [digest, hash] = lines.flatMap((line) => /^must give ([0-9a-f]{64})/.exec(line)?.[1] ?? [])
      expect(bash('sha256sum YOUR-FILE').slice(0, 64)).toBe(digest)
      expect(bash('sha256sum entry.json').slice(0, 64)).toBe(hash)
      expect(readFileSync(join(out, 'entry.json'), 'utf8')).toContain(digest)
      const checks = lines.filter((line) => line.startsWith('openssl ts -verify'))
      expect(checks.length).toBe(2)
      for (const check of checks) expect(bash(`${check} 2>&1`)).toContain('Verification: OK')
      expect(readdirSync(out)).toContain('请先读.txt')
    },
  )

  test('tokens made elsewhere come in, and those that do not hold are listed with status 1', async () => {
    const [good, bad] = [join(folder, 'good.tsa'), join(folder, 'bad.tsa')]
    const token = stampFile(authority, picture, 'sha512')
    writeFileSync(good, token)
    writeFileSync(bad, token.subarray(1))
    const { status, document } = await call('timestamp', 'import', good, bad)
    expect(status).toBe(1)
    expect(document.imported).toMatchObject([
      { imported: true, verdict: { state: 'trusted', hashAlgorithm: 'SHA-512' } },
    ])
    expect(document.failed).toMatchObject([{ path: bad, code: 'token-invalid' }])
  })

  test('an authority that is not there leaves the request waiting, with status 1', async () => {
    await call('timestamp', 'authority', 'add', '离线', '--url', 'http://127.0.0.1:9/')
    const { status, document } = await call('timestamp', 'head', '--authority', '离线')
    expect(status).toBe(1)
    expect(document.timestamps).toMatchObject([{ state: 'queued', lastError: 'server-unreachable' }])
    expect((await call('timestamp', 'retry')).document).toEqual({ stamped: 0, waiting: 1, failed: 0 })
  })

  test('settings, deposits and the growth of the ledger are shown and set', async () => {
    expect((await call('settings', 'set', '--sm3', 'on', '--verify-every', '7')).document).toEqual({
      sm3: true,
      verifyEveryDays: 7,
    })
    expect((await call('ladder', '1')).document.sm3).toMatch(/^[0-9a-f]{64}$/)
    const file = join(folder, 'deposits.json')
    writeFileSync(file, JSON.stringify([{ kind: 'notary', number: '1 号' }]))
    expect((await call('deposits', '1', '--file', file)).document).toEqual({
      deposits: [{ kind: 'notary', number: '1 号' }],
    })
    expect((await call('proof', 'consistency', '--first', '2')).document).toMatchObject({ first: 2 })
    expect((await call('settings', 'set')).status).toBe(2)
  })

  test('no proof is written against a head that the ledger no longer leads to', async () => {
    const database = new Sqlite(join(folder, 'vault', 'vault.db'))
    database.exec(
      `DROP TRIGGER ledger_no_update; UPDATE ledger SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1`,
    )
    database.exec('DELETE FROM ledger_tree')
    database.close()
    const out = join(folder, 'contradiction')
    const { status, document } = await call('proof', 'item', '1', '--out', out)
    expect([status, document.error.code]).toEqual([3, 'ledger-broken'])
    expect(existsSync(out)).toBe(false)
  })
})
