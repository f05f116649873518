import { once } from 'node:events'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Timestamp } from '../../../shared/contract/integrity.ts'
import {
  type Authority,
  hasOpenssl,
  issue,
  makeAuthority,
  openssl,
  opensslAccepts,
  type StampServer,
  serveAuthority,
  stampFile,
} from '../../authority.ts'
import { importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { png } from '../../pictures.ts'

describe.runIf(hasOpenssl)('a time stamp', () => {
  let authority: Authority
  let server: StampServer
  let core: Core
  let vault: string
  let picture: string
  let caseId: number
  let item: number

  beforeAll(() => {
    authority = makeAuthority(mkdtempSync(join(tmpdir(), 'zuozheng-authority-')))
  })
  afterAll(() => rmSync(authority.folder, { recursive: true, force: true }))
  beforeEach(async () => {
    server = await serveAuthority(authority)
    vault = temporaryFolder()
    core = testCore(vault)
    picture = join(temporaryFolder(), '山风.png')
    writeFileSync(picture, png())
    caseId = (await core.call('cases.create', { title: '甲' })).id
    const { outcomes } = await importInto(core, caseId, [picture])
    item = outcomes[0]?.itemId ?? 0
    await core.call('authorities.set', { authorities: [{ name: '测试', url: server.url }] })
  })
  afterEach(() => server.close())

  const trust = () => core.call('authorities.trust', { source: { kind: 'path', path: authority.root } })

  async function stamped(subjects: Parameters<typeof ask>[0]): Promise<Timestamp[]> {
    const asked = await ask(subjects)
    await whenEnded(core, await core.call('timestamps.retry', {}))
    const { timestamps } = await core.call('timestamps.list', {})
    return asked.flatMap(({ id }) => timestamps.find((each) => each.id === id) ?? [])
  }

  async function ask(subjects: Parameters<typeof core.call<'timestamps.request'>>[1]['subjects']) {
    const { timestamps } = await core.call('timestamps.request', { subjects })
    return timestamps
  }

  const tokenOf = ({ token }: Timestamp) =>
    readFileSync(join(vault, 'objects', token?.slice(0, 2) ?? '', token ?? ''))

  test('of a file is had, kept as it came, recorded, and accepted by openssl too', async () => {
    await trust()
    const [stamp] = await stamped([{ kind: 'item', item }])
    expect(stamp).toMatchObject({
      caseId,
      state: 'stamped',
      authority: '测试',
      imported: false,
      verdict: { state: 'trusted', accuracyMs: 1500 },
    })
    expect(stamp?.verdict?.checks.filter(({ result }) => result !== 'ok')).toEqual([
      { code: 'policy', result: 'not-checked', details: { policy: '1.2.3.4.1' } },
      { code: 'revocation', result: 'not-checked' },
    ])
    expect(opensslAccepts(authority, picture, tokenOf(stamp as Timestamp))).toBe(true)
    const { entries } = await core.call('ledgers.list', { case: caseId })
    expect(entries.slice(0, 2).map(({ act, digests }) => [act, digests])).toEqual([
      ['timestamp.added', [stamp?.token, stamp?.sha256]],
      ['timestamp.requested', [stamp?.sha256]],
    ])
    await whenQuiet(core)
    expect((await whenEnded(core, await core.call('vaults.verify', {}))).result).toMatchObject({
      ok: true,
      problems: [],
    })
  })

  test('is asked for by a recorder for each file that it seals, where the person wants that', async () => {
    await trust()
    const folder = temporaryFolder()
    await core.call('recorders.start', { case: caseId, folders: [folder], stamp: true })
    writeFileSync(join(folder, 'new.png'), png({ width: 57 }))
    const kinds = async () => {
      const { timestamps } = await core.call('timestamps.list', { case: caseId })
      return timestamps.map(({ state, verdict }) => [state, verdict?.state])
    }
    await expect.poll(kinds, { interval: 200 }).toEqual([['stamped', 'trusted']])
    const { timestamps } = await core.call('timestamps.list', { case: caseId })
    const { subject } = timestamps[0] as Timestamp
    const { rungs } = await core.call('ladders.get', { item: subject.kind === 'item' ? subject.item : 0 })
    expect(rungs.map(({ kind }) => kind)).toEqual(['digest', 'ledger', 'recorder', 'stamp'])
  })

  test('is asked for as RFC 3161 wants it: a nonce, the certificate, the policy that was set', async () => {
    await core.call('authorities.set', {
      authorities: [{ name: '测试', url: server.url, policy: '1.2.3.4.2' }],
    })
    const [stamp] = await stamped([{ kind: 'item', item }])
    writeFileSync(join(authority.folder, 'sent.tsq'), server.queries[0] as Buffer)
    const text = openssl(authority.folder)('ts', '-query', '-in', 'sent.tsq', '-text').toString()
    expect(text).toContain('Hash Algorithm: sha256')
    expect(text).toContain('Policy OID: 1.2.3.4.2')
    expect(text).toMatch(/Nonce: 0x[0-9A-F]{15,16}\n/)
    expect(text).toContain('Certificate required: yes')
    expect(stamp?.verdict?.policy).toBe('1.2.3.4.2')
  })

  test('of a head is over the canonical JSON of hash, root and seq', async () => {
    await trust()
    const head = await core.call('ledgers.head', {})
    const [stamp] = await stamped([{ kind: 'head' }])
    expect(stamp?.head).toEqual(head)
    const file = join(authority.folder, 'head.json')
    writeFileSync(file, canonicalJson({ hash: head.hash, root: head.root, seq: head.seq }))
    expect(opensslAccepts(authority, file, tokenOf(stamp as Timestamp))).toBe(true)
  })

  test('of a head stands on the ladder of every file before it, with its own, and of none after it', async () => {
    const rungs = async (id: number) => (await core.call('ladders.get', { item: id })).rungs.slice(2)
    await stamped([{ kind: 'head' }, { kind: 'item', item }])
    expect((await rungs(item)).map(({ code, state }) => [code, state])).toEqual([
      ['head-stamp.valid', 'unchecked'],
      ['stamp.valid', 'unchecked'],
    ])
    await trust()
    expect(await rungs(item)).toMatchObject([
      { code: 'head-stamp.trusted', state: 'holds', trust: 'authority', since: expect.stringMatching(/Z$/) },
      { code: 'stamp.trusted', state: 'holds', until: '2040-01-01T00:00:00.000Z' },
    ])
    const later = join(temporaryFolder(), 'later.png')
    writeFileSync(later, png({ width: 21 }))
    const { outcomes } = await importInto(core, caseId, [later])
    expect(await rungs(outcomes[0]?.itemId ?? 0)).toMatchObject([{ code: 'missing.time' }])
  })

  test('of a head no longer counts where the ledger was written anew since', async () => {
    await trust()
    await stamped([{ kind: 'head' }])
    await whenQuiet(core)
    await core.close()
    const database = new Sqlite(join(vault, 'vault.db'))
    database.exec(
      `DROP TRIGGER ledger_no_update; UPDATE ledger SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1`,
    )
    database.exec('DELETE FROM ledger_tree')
    database.close()
    core = testCore(vault)
    const { rungs } = await core.call('ladders.get', { item })
    expect(rungs.find(({ kind }) => kind === 'head-stamp')).toMatchObject({
      code: 'head-stamp.other-ledger',
      state: 'fails',
      since: null,
    })
  })

  test('of a head no longer counts where the ledger was cut off since', async () => {
    await stamped([{ kind: 'head' }])
    await whenQuiet(core)
    const { timestamps } = await core.call('timestamps.list', { heads: true })
    await core.close()
    const database = new Sqlite(join(vault, 'vault.db'))
    database.exec('DROP TRIGGER ledger_no_delete; PRAGMA foreign_keys = OFF; DELETE FROM ledger_tree')
    database.prepare('DELETE FROM ledger WHERE seq >= ?').run(timestamps[0]?.head?.seq)
    database.close()
    core = testCore(vault)
    const { rungs } = await core.call('ladders.get', { item })
    expect(rungs.find(({ kind }) => kind === 'head-stamp')).toMatchObject({
      code: 'head-stamp.other-ledger',
      state: 'fails',
    })
  })

  test('is to be had again before its certificate ends, and then no longer', async () => {
    await trust()
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().replaceAll(/[-:T]|\.\d+/g, '')
    try {
      issue(authority.folder, { out: 'tsa.pem', extensions: 'stamps', to: soon })
      await stamped([{ kind: 'item', item }, { kind: 'head' }])
    } finally {
      issue(authority.folder, { out: 'tsa.pem', extensions: 'stamps' })
    }
    const kinds = async () =>
      (await core.call('ladders.reminders', {})).timestamps.map(({ subject }) => subject.kind).sort()
    expect(await kinds()).toEqual(['head', 'item'])
    const { rungs } = await core.call('ladders.get', { item })
    expect(rungs.slice(2).map(({ state }) => state)).toEqual(['ends-soon', 'ends-soon'])
    await stamped([{ kind: 'item', item }])
    expect(await kinds()).toEqual(['head'])
    await stamped([{ kind: 'head' }])
    expect(await kinds()).toEqual([])
  })

  test('of a capture and of a dossier is had for each of their files', async () => {
    const other = join(temporaryFolder(), 'page.png')
    writeFileSync(other, png({ width: 40 }))
    const { outcomes } = await importInto(core, caseId, [other], 'capture')
    const capture = await core.call('captures.add', {
      case: caseId,
      items: [item, outcomes[0]?.itemId ?? 0],
      record: { url: 'https://example.com/' },
    })
    await core.call('works.set', { case: caseId, item, final: true, title: '山风' })
    const built = await whenEnded(
      core,
      await core.call('dossiers.build', { case: caseId, language: 'zh-CN', copy: 'court' }),
    )
    expect(built.state).toBe('done')
    const { dossiers } = await core.call('dossiers.list', { case: caseId })
    const stamps = await stamped([
      { kind: 'capture', capture: capture.id },
      { kind: 'dossier', dossier: dossiers[0]?.id ?? 0 },
    ])
    expect(stamps.map(({ state, subject }) => [state, subject.kind])).toEqual([
      ['stamped', 'capture'],
      ['stamped', 'capture'],
      ['stamped', 'dossier'],
    ])
    expect(stamps[2]?.sha256).toBe(dossiers[0]?.sha256)
  })

  test('that cannot be had offline waits, outlives the program, and shows the gap when it comes', async () => {
    // Both at once for a moment, or the later one might get the port of the earlier.
    const next = await serveAuthority(authority)
    expect(next.url).not.toBe(server.url)
    await server.close()
    server = next
    const [waiting] = await stamped([{ kind: 'item', item }])
    expect(waiting).toMatchObject({
      state: 'queued',
      lastError: 'server-unreachable',
      token: null,
      verdict: null,
    })
    expect(waiting?.attempts).toBeGreaterThan(0)
    const { rungs } = await core.call('ladders.get', { item })
    expect(rungs.at(-1)).toMatchObject({ code: 'stamp.pending', state: 'pending', since: null })

    await core.close()
    core = testCore(vault)
    await core.call('authorities.set', { authorities: [{ name: '测试', url: server.url }] })
    const ended = await whenEnded(core, await core.call('timestamps.retry', {}))
    expect(ended.result).toEqual({ stamped: 1, waiting: 0, failed: 0 })
    const { timestamps } = await core.call('timestamps.list', { item })
    expect(timestamps[0]).toMatchObject({
      id: waiting?.id,
      state: 'stamped',
      requestedAt: waiting?.requestedAt,
    })
  })

  test('is asked for once while it waits, and again when it is there', async () => {
    server.answer = () => ({ status: 503, body: Buffer.alloc(0) })
    const [first] = await stamped([{ kind: 'item', item }])
    expect(first).toMatchObject({ state: 'queued', lastError: 'server-unreachable HTTP 503' })
    const [second] = await ask([{ kind: 'item', item }])
    expect(second?.id).toBe(first?.id)
    server.answer = null
    await whenEnded(core, await core.call('timestamps.retry', {}))
    const [third] = await stamped([{ kind: 'item', item }])
    expect(third?.id).not.toBe(first?.id)
    expect(third?.state).toBe('stamped')
  })

  test('is asked for once where two programs work on one vault', async () => {
    const other = testCore(vault)
    const request = { subjects: [{ kind: 'item' as const, item }] }
    await Promise.all([core.call('timestamps.request', request), other.call('timestamps.request', request)])
    await whenQuiet(core)
    await whenQuiet(other)
    expect(server.queries).toHaveLength(1)
    expect((await core.call('timestamps.list', { item })).timestamps).toMatchObject([{ state: 'stamped' }])
    await other.close()
  })

  test('of the same bytes in two cases is had for each, so that the archive of each has its own', async () => {
    const second = (await core.call('cases.create', { title: '乙' })).id
    const { outcomes } = await importInto(core, second, [picture])
    server.answer = () => ({ status: 503, body: Buffer.alloc(0) })
    await ask([{ kind: 'item', item }])
    await ask([{ kind: 'item', item: outcomes[0]?.itemId ?? 0 }])
    const { timestamps } = await core.call('timestamps.list', {})
    expect(timestamps.map((stamp) => stamp.caseId)).toEqual([second, caseId])
    const { entries } = await core.call('ledgers.list', { case: second })
    expect(entries[0]?.act).toBe('timestamp.requested')
  })

  test('put off by a clock that has jumped back since is asked for all the same', async () => {
    server.answer = () => ({ status: 503, body: Buffer.alloc(0) })
    await stamped([{ kind: 'item', item }])
    await core.close()
    const database = new Sqlite(join(vault, 'vault.db'))
    database.exec(`UPDATE timestamps SET next_at = '2199-01-01T00:00:00.000Z'`)
    database.close()
    server.answer = null
    core = testCore(vault)
    await ask([{ kind: 'head' }])
    await whenQuiet(core)
    const { timestamps } = await core.call('timestamps.list', {})
    expect(timestamps.map(({ state }) => state)).toEqual(['stamped', 'stamped'])
  })

  test('of an authority that never answers does not keep the program from closing, and waits', async () => {
    const silent = createServer()
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const asked = once(silent, 'request')
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`
    await core.call('authorities.set', { authorities: [{ name: '测试', url }] })
    await ask([{ kind: 'item', item }])
    await asked
    await core.close()
    silent.closeAllConnections()
    silent.close()
    core = testCore(vault)
    const { timestamps } = await core.call('timestamps.list', { item })
    expect(timestamps).toMatchObject([{ state: 'queued', attempts: 0, lastError: null }])
  })

  test.each([
    ['a refusal', () => ({ status: 403, body: Buffer.alloc(0) }), 'server-refused HTTP 403'],
    [
      'a redirect, which is not followed',
      () => ({ status: 307, body: Buffer.alloc(0), headers: { Location: 'http://127.0.0.1:1/' } }),
      'server-refused HTTP 307',
    ],
    [
      'a page instead of a token',
      () => ({ status: 200, body: Buffer.from('<!doctype html>') }),
      'token-invalid format',
    ],
    [
      'more than any token',
      () => ({ status: 200, body: Buffer.alloc(1_000_001) }),
      'server-refused > 1000000',
    ],
  ])('that is answered with %s is not had, and says why', async (_, answer, error) => {
    server.answer = answer
    const [stamp] = await stamped([{ kind: 'item', item }])
    expect(stamp).toMatchObject({ state: 'failed', lastError: error, token: null })
    const failed = await core.call('timestamps.list', { state: 'failed' })
    expect(failed.timestamps.map(({ id }) => id)).toEqual([stamp?.id])
    expect((await core.call('timestamps.list', { state: 'queued' })).timestamps).toEqual([])
  })

  test('that answers another request is not taken for this one', async () => {
    const old = stampFile(authority, picture)
    server.answer = () => ({ status: 200, body: old })
    const [stamp] = await stamped([{ kind: 'item', item }])
    expect(stamp).toMatchObject({ state: 'failed', lastError: 'token-invalid nonce' })
    server.answer = (query) => {
      const body = authority.reply(query)
      return { status: 200, body: body.fill(0, body.length - 4) }
    }
    await whenEnded(core, await core.call('timestamps.retry', {}))
    const { timestamps } = await core.call('timestamps.list', { item })
    expect(timestamps[0]).toMatchObject({
      state: 'failed',
      lastError: 'token-invalid signature',
    })
  })

  test('can be given up: what was had is kept, the rest waits', async () => {
    let answered = 0
    const third = Promise.withResolvers<void>()
    server.answer = (query) => {
      answered += 1
      if (answered === 3) third.resolve()
      return { status: 200, body: authority.reply(query) }
    }
    const paths = Array.from({ length: 12 }, (_, index) => {
      const path = join(authority.folder, `${index}.png`)
      writeFileSync(path, png({ width: 20 + index }))
      return path
    })
    const { outcomes } = await importInto(core, caseId, paths)
    await ask(outcomes.map(({ itemId }) => ({ kind: 'item' as const, item: itemId ?? 0 })))
    const job = await core.call('timestamps.retry', {})
    await third.promise
    await core.call('jobs.cancel', { job: job.id })
    expect((await whenEnded(core, job)).state).toBe('cancelled')
    const { timestamps } = await core.call('timestamps.list', { case: caseId })
    const states = timestamps.map(({ state }) => state)
    expect(states.filter((state) => state === 'stamped').length).toBeGreaterThan(0)
    expect(new Set(states)).toEqual(new Set(['stamped', 'queued']))
    expect(timestamps.every(({ token, state }) => (token !== null) === (state === 'stamped'))).toBe(true)
    const { result } = await whenEnded(core, await core.call('timestamps.retry', {}))
    expect(result).toMatchObject({ waiting: 0, failed: 0 })
  })

  test('is asked of nobody who is not named, and only at an address of the web', async () => {
    await expect(
      core.call('timestamps.request', { subjects: [{ kind: 'head' }], authority: '别处' }),
    ).rejects.toMatchObject({
      code: 'not-found',
      details: { what: 'authority', id: '别处' },
    })
    for (const url of [
      'file:///etc/passwd',
      'ftp://example.com/',
      'example.com',
      'http://a:b@example.com/',
    ]) {
      await expect(core.call('authorities.set', { authorities: [{ name: 'x', url }] })).rejects.toMatchObject(
        {
          code: 'address-not-allowed',
          details: { url },
        },
      )
    }
    await core.call('authorities.set', { authorities: [] })
    await expect(core.call('timestamps.request', { subjects: [{ kind: 'head' }] })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(server.queries).toEqual([])
  })

  test('whose token is gone proves nothing, and does so again when it is brought back', async () => {
    await trust()
    const [stamp] = await stamped([{ kind: 'item', item }])
    const path = join(vault, 'objects', stamp?.token?.slice(0, 2) ?? '', stamp?.token ?? '')
    await core.close()
    renameSync(path, `${path}-away`)
    core = testCore(vault)
    const state = async () => (await core.call('timestamps.list', { item })).timestamps[0]?.verdict?.state
    expect(await state()).toBe('invalid')
    renameSync(`${path}-away`, path)
    expect(await state()).toBe('trusted')
  })

  test('whose token was changed on the disk is named, and proves nothing', async () => {
    await trust()
    const [stamp] = await stamped([{ kind: 'item', item }])
    const path = join(vault, 'objects', stamp?.token?.slice(0, 2) ?? '', stamp?.token ?? '')
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    await core.close()
    writeFileSync(path, bytes)
    core = testCore(vault)
    const { timestamps } = await core.call('timestamps.list', { item })
    expect(timestamps[0]?.verdict).toMatchObject({
      state: 'invalid',
      checks: [{ code: 'format', result: 'failed', details: { reason: 'changed' } }],
    })
    const { rungs } = await core.call('ladders.get', { item })
    expect(rungs.find(({ kind }) => kind === 'stamp')).toMatchObject({ state: 'fails', since: null })
    const { result } = await whenEnded(core, await core.call('vaults.verify', {}))
    expect(result).toMatchObject({ ok: false, problems: [{ kind: 'changed', expected: stamp?.token }] })
  })
})

describe.runIf(hasOpenssl)('a token made elsewhere', () => {
  let authority: Authority
  let core: Core
  let vault: string
  let picture: string
  let item: number

  beforeAll(() => {
    authority = makeAuthority(mkdtempSync(join(tmpdir(), 'zuozheng-authority-')), { name: '联合 Trust' })
  })
  afterAll(() => rmSync(authority.folder, { recursive: true, force: true }))
  beforeEach(async () => {
    vault = temporaryFolder()
    core = testCore(vault)
    picture = join(temporaryFolder(), 'a.png')
    writeFileSync(picture, png())
    const { id } = await core.call('cases.create', { title: '甲' })
    const { outcomes } = await importInto(core, id, [picture])
    item = outcomes[0]?.itemId ?? 0
  })

  function tokenFile(bytes: Uint8Array, name = 'stamp.tsa'): string {
    const path = join(authority.folder, name)
    writeFileSync(path, bytes)
    return path
  }

  const take = (path: string, subject?: Timestamp['subject']) =>
    core.call('timestamps.import', { source: { kind: 'path', path }, ...(subject && { subject }) })

  const objects = async () => (await core.call('ledgers.head', {})).seq

  test.each(['sha256', 'sha384', 'sha512'])('over %s finds its file by the digest', async (algorithm) => {
    const stamp = await take(tokenFile(stampFile(authority, picture, algorithm)))
    expect(stamp).toMatchObject({
      subject: { kind: 'item', item },
      imported: true,
      state: 'stamped',
      authority: 'CN=联合 Trust TSA, O=联合 Trust',
      verdict: { state: 'valid' },
    })
    await core.call('authorities.trust', { source: { kind: 'path', path: authority.root } })
    const { timestamps } = await core.call('timestamps.list', { item })
    expect(timestamps[0]?.verdict?.state).toBe('trusted')
  })

  test('over a head that was taken out of the program finds that head, also when the ledger has grown', async () => {
    const { hash, root, seq } = await core.call('ledgers.head', {})
    const file = tokenFile(Buffer.from(canonicalJson({ hash, root, seq })), 'head.json')
    const token = tokenFile(stampFile(authority, file))
    await core.call('cases.create', { title: '乙' })
    expect(await take(token)).toMatchObject({
      subject: { kind: 'head' },
      head: { hash, root, seq },
      caseId: null,
    })
  })

  test('is taken in once', async () => {
    const path = tokenFile(stampFile(authority, picture))
    const first = await take(path)
    const seq = await objects()
    expect((await take(path)).id).toBe(first.id)
    expect(await objects()).toBe(seq)
  })

  test('that does not hold is refused by name, and nothing is kept of it', async () => {
    const good = stampFile(authority, picture)
    const other = tokenFile(Buffer.from('other'), 'other')
    const forged = Buffer.from(good)
    forged.fill(0, forged.length - 4)
    const before = await objects()
    for (const [bytes, reason, subject] of [
      [stampFile(authority, other), 'subject', undefined],
      [stampFile(authority, other), 'digest', { kind: 'item', item }],
      [forged, 'signature', undefined],
      [good.subarray(0, 100), 'format', undefined],
      [Buffer.from('not a token'), 'format', undefined],
    ] as const) {
      const path = tokenFile(bytes)
      await expect(take(path, subject)).rejects.toMatchObject({
        code: 'token-invalid',
        details: { path, reason },
      })
    }
    await expect(take(join(authority.folder, 'nowhere'))).rejects.toMatchObject({ code: 'file-not-found' })
    expect(await objects()).toBe(before)
    expect((await core.call('timestamps.list', {})).timestamps).toEqual([])
  })

  test('is trusted only while its root is', async () => {
    await take(tokenFile(stampFile(authority, picture)))
    const { roots } = await core.call('authorities.trust', { source: { kind: 'path', path: authority.root } })
    expect(roots).toMatchObject([{ subject: 'O=联合 Trust, CN=联合 Trust root' }])
    const state = async () => (await core.call('timestamps.list', { item })).timestamps[0]?.verdict?.state
    expect(await state()).toBe('trusted')
    await core.call('authorities.distrust', { fingerprint: roots[0]?.fingerprint ?? '' })
    expect(await state()).toBe('valid')
    await expect(
      core.call('authorities.trust', { source: { kind: 'path', path: picture } }),
    ).rejects.toMatchObject({
      code: 'token-invalid',
      details: { reason: 'certificate-file' },
    })
  })
})
