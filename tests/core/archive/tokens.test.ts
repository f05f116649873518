import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyArchive } from '../../../electron/core/archive/archive.ts'
import { hasOpenssl, makeAuthority, stampFile } from '../../authority.ts'
import { importInto, temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { exportTo, makeCase, ours, restoreFrom, verify } from './case.ts'

const atEase = { signal: new AbortController().signal, report: () => undefined }

// A file without any test fails, so that one which is not run is said to be skipped.
test.runIf(hasOpenssl)(
  'time stamps go out beside what they stamp, are checked by openssl, and come back',
  async () => {
    const core = testCore()
    const id = await makeCase(core, ours)
    const first = join(temporaryFolder(), 'bag')
    await exportTo(core, id, first)
    const authority = makeAuthority(temporaryFolder())
    const original = 'data/originals/山风-1.png'
    const token = join(authority.folder, 'original.tsr')
    writeFileSync(token, stampFile(authority, join(first, original)))
    await core.call('authorities.trust', {
      source: { kind: 'path', path: join(authority.folder, basename(authority.root)) },
    })
    const added = await core.call('timestamps.import', { source: { kind: 'path', path: token } })
    expect(added.verdict?.state).toBe('trusted')

    // The same without the reply around it, as some services hand it out.
    const bare = join(authority.folder, 'original.tst')
    execFileSync('openssl', ['ts', '-reply', '-in', token, '-token_out', '-out', bare], { stdio: 'pipe' })
    await core.call('timestamps.import', { source: { kind: 'path', path: bare } })

    const out = join(temporaryFolder(), 'bag')
    await exportTo(core, id, out)
    const [line, bareLine] = JSON.parse(readFileSync(join(out, 'data/timestamps/timestamps.json'), 'utf8'))
    expect(line).toMatchObject({ file: 'data/timestamps/1-山风-1.png.tsr', of: original })
    expect(readFileSync(join(out, line.file)).equals(readFileSync(token))).toBe(true)
    const check = ['ts', '-verify', '-data', line.of, '-in', line.file]
    const roots = ['-CAfile', 'data/timestamps/trusted-roots.pem']
    expect(execFileSync('openssl', [...check, ...roots], { cwd: out, stdio: 'pipe' }).toString()).toMatch(
      /OK/,
    )
    const bareCheck = [...check.with(5, bareLine.file), '-token_in', ...roots]
    expect(bareLine).toMatchObject({ file: 'data/timestamps/2-山风-1.png.tst', of: original })
    expect(execFileSync('openssl', bareCheck, { cwd: out, stdio: 'pipe' }).toString()).toMatch(/OK/)
    // Tokens stand there once.
    expect(existsSync(join(out, 'data/other'))).toBe(false)
    expect(await verifyArchive(out, atEase)).toMatchObject({ ok: true, problems: [] })

    const restored = testCore()
    await restoreFrom(restored, out)
    expect(await verify(restored)).toMatchObject({ ok: true, problems: [] })
    const { timestamps } = await restored.call('timestamps.list', { case: id })
    expect(timestamps).toEqual((await core.call('timestamps.list', { case: id })).timestamps)

    // Every file that we wrote is what we say it is, also one that was taken in as a document besides.
    await importInto(core, id, [token], 'document')
    for (const format of ['csv', 'json'] as const)
      await whenEnded(core, await core.call('records.export', { case: id, format }))
    const deep = await whenEnded(core, await core.call('vaults.verify', { deep: true }))
    expect(deep.result).toMatchObject({ ok: true, problems: [] })
  },
)
