import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyArchive } from '../../../electron/core/archive/archive.ts'
import { temporaryFolder, testCore } from '../../open-core.ts'
import { exportTo, makeCase, ours, restoreFrom, verify } from './case.ts'

const atEase = { signal: new AbortController().signal, report: () => undefined }

/** A certificate authority and a time-stamping authority of one's own, as `openssl ts` has them. */
function openAuthority() {
  const folder = temporaryFolder()
  const ssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  writeFileSync(
    join(folder, 'tsa.cnf'),
    `[ext]\nextendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=t\n[t]\nserial=./serial\ncrypto_device=builtin\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\n`,
  )
  writeFileSync(join(folder, 'serial'), '01')
  const key = ['-newkey', 'rsa:2048', '-nodes']
  ssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Test Root')
  ssl('req', ...key, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Test Authority')
  const from = [
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'ext',
  ]
  ssl('x509', '-req', '-in', 'tsa.csr', ...from, '-out', 'tsa.pem', '-days', '20')
  return {
    root: join(folder, 'ca.pem'),
    stamp(file: string): string {
      ssl('ts', '-query', '-data', file, '-sha256', '-cert', '-out', 'q.tsq')
      const by = ['-inkey', 'tsa.key', '-signer', 'tsa.pem', '-out', 'answer.tsr']
      ssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'q.tsq', ...by)
      return join(folder, 'answer.tsr')
    },
  }
}

if (spawnSync('openssl', ['version']).error)
  console.warn('openssl is not here: tokens are not carried in this run')
else
  test('time stamps go out beside what they stamp, are checked by openssl, and come back', async () => {
    const core = testCore()
    const id = await makeCase(core, ours)
    const first = join(temporaryFolder(), 'bag')
    await exportTo(core, id, first)
    const authority = openAuthority()
    const original = 'data/originals/山风-1.png'
    const token = authority.stamp(join(first, original))
    // The certificate is younger than a second: a token must not be older.
    await core.call('authorities.trust', { source: { kind: 'path', path: authority.root } })
    const added = await core.call('timestamps.import', { source: { kind: 'path', path: token } })
    expect(added.verdict?.state).toBe('trusted')

    const out = join(temporaryFolder(), 'bag')
    await exportTo(core, id, out)
    const [line] = JSON.parse(readFileSync(join(out, 'data/timestamps/timestamps.json'), 'utf8'))
    expect(line).toMatchObject({ file: 'data/timestamps/1-山风-1.png.tsr', of: original })
    expect(readFileSync(join(out, line.file)).equals(readFileSync(token))).toBe(true)
    const check = ['ts', '-verify', '-data', line.of, '-in', line.file]
    const roots = ['-CAfile', 'data/timestamps/trusted-roots.pem']
    expect(execFileSync('openssl', [...check, ...roots], { cwd: out, stdio: 'pipe' }).toString()).toMatch(
      /OK/,
    )
    expect(await verifyArchive(out, atEase)).toMatchObject({ ok: true, problems: [] })

    const restored = testCore()
    await restoreFrom(restored, out)
    expect(await verify(restored)).toMatchObject({ ok: true, problems: [] })
    const { timestamps } = await restored.call('timestamps.list', { case: id })
    expect(timestamps).toEqual((await core.call('timestamps.list', { case: id })).timestamps)
  })
