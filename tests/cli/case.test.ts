import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Capture, Link } from '../../shared/contract/capture.ts'
import type { Case, Work } from '../../shared/contract/case.ts'
import type { ClaimsView } from '../../shared/contract/claims.ts'
import { Process } from '../../shared/contract/process.ts'
import { infotext, png } from '../pictures.ts'
import { workbench } from './zuozheng.ts'

/** A whole case on the command line, as a law firm would script it; each step stands on the one before. */

interface Import {
  imported: number
  duplicates: number
  failed: { path: string; code: string; message: string }[]
  items: { id: number; path: string; sha256: string; role: string; duplicate?: true }[]
}

const bench = workbench()
let imported: Import

beforeAll(() => {
  mkdirSync(bench.at('山风', '草稿'), { recursive: true })
  const drafts = [
    { prompt: 'ridge at dusk, ink', seed: 41 },
    { prompt: 'ridge at dusk, ink, small figure', seed: 41 },
    { prompt: 'ridge at dusk, ink, small figure, long shadow', seed: 97 },
  ]
  drafts.forEach((draft, i) => {
    const bytes = png({ seed: i + 1, texts: { parameters: infotext(draft) } })
    writeFileSync(bench.at('山风', '草稿', `0000${i + 1}.png`), bytes)
  })
  writeFileSync(bench.at('山风', 'empty.png'), '')
  writeFileSync(bench.at('截图.png'), png({ seed: 9, width: 80 }))
})

afterAll(bench.remove)

test('nothing that only reads makes a vault', async () => {
  for (const args of [['case', 'list'], ['case', 'show', '1'], ['verify'], ['import', '.', '--case', '1']]) {
    const { status, out, err } = await bench.run(...args)
    expect([status, out]).toEqual([1, ''])
    expect(err).toContain(bench.vault)
  }
  expect(readdirSync(bench.folder)).not.toContain('vault')
})

test('a case is created, listed and shown', async () => {
  const created = await bench.json<Case>(
    'case',
    'create',
    '--title',
    '山风过处',
    '--author',
    '林一',
    '--defendant',
    '周二',
  )
  expect(created.parties.map(({ role, name }) => [role, name])).toEqual([
    ['plaintiff', '林一'],
    ['defendant', '周二'],
  ])
  expect(created.works).toMatchObject([{ title: '', author: '林一' }])
  const { cases } = await bench.json<{ cases: { id: number; title: string }[] }>('case', 'list')
  expect(cases).toMatchObject([{ id: created.id, title: '山风过处' }])
  expect((await bench.json<Case>('case', 'show', '山风过处')).id).toBe(created.id)
})

test('a case goes out, is edited and comes back whole', async () => {
  const shown = await bench.json<Case>('case', 'show', '1')
  writeFileSync(bench.at('case.json'), `\uFEFF${JSON.stringify({ ...shown, court: '某某人民法院' })}`)
  const saved = await bench.json<Case>('case', 'edit', '1', '--file', bench.at('case.json'))
  expect(saved).toMatchObject({ court: '某某人民法院', revision: shown.revision + 1, parties: shown.parties })
})

test('a case file with a mistake names the field and changes nothing', async () => {
  const shown = await bench.json<Case>('case', 'show', '1')
  writeFileSync(bench.at('wrong.json'), JSON.stringify({ ...shown, tilte: 'x' }))
  const { status, err } = await bench.run('case', 'edit', '1', '--file', bench.at('wrong.json'))
  expect(status).toBe(2)
  expect(err).toContain('tilte')
  writeFileSync(bench.at('wrong.json'), '{ "title": ')
  expect((await bench.run('case', 'edit', '1', '--file', bench.at('wrong.json'))).status).toBe(2)
  expect((await bench.json<Case>('case', 'show', '1')).revision).toBe(shown.revision)
})

describe('an import', () => {
  test('takes in folders and files, lists what failed and goes on', async () => {
    const { status, out, err } = await bench.run(
      ...['import', bench.at('山风'), bench.at('nowhere.png'), '--case', '山风过处', '--json'],
    )
    imported = JSON.parse(out) as Import
    expect(status).toBe(1)
    expect(imported.imported).toBe(4)
    expect(imported.failed).toMatchObject([{ path: bench.at('nowhere.png'), code: 'file-not-found' }])
    expect(imported.failed[0]?.message).toContain('nowhere.png')
    expect(imported.items).toHaveLength(4)
    for (const { sha256, role } of imported.items) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(role).toBe('process')
    }
    expect(err).toMatch(/Import 5\/5 \(100%\)/)
  })

  test('run again finds everything there', async () => {
    const again = await bench.json<Import>('import', bench.at('山风'), '--case', '1', '--role', 'document')
    expect([again.imported, again.duplicates, again.failed]).toEqual([0, 4, []])
    expect(again.items.map(({ id }) => id).sort()).toEqual(imported.items.map(({ id }) => id).sort())
    expect(again.items.every(({ role, duplicate }) => role === 'process' && duplicate)).toBe(true)
  })

  test('leaves the originals as they were', () => {
    expect(readdirSync(bench.at('山风', '草稿'))).toEqual(['00001.png', '00002.png', '00003.png'])
    expect(readFileSync(bench.at('山风', '草稿', '00001.png')).includes('ridge at dusk')).toBe(true)
  })
})

test('the work gets its title and its final image, and keeps its author', async () => {
  const final = imported.items.find(({ path }) => path.endsWith('00003.png'))
  const work = await bench.json<Work>(
    ...['work', 'set', '1', String(final?.id), '--title', '山风', '--final', '--completed', '2026-03-01'],
    ...['--published-url', 'https://example.com/p/1', '--published-at', '2026-03-02T20:00:00+08:00'],
  )
  expect(work).toMatchObject({
    title: '山风',
    author: '林一',
    finalItem: final?.id,
    completedOn: '2026-03-01',
  })
  const more = await bench.json<Work>('work', 'set', '1', '--published-platform', '某平台')
  expect(more).toMatchObject({
    title: '山风',
    finalItem: final?.id,
    firstPublication: {
      url: 'https://example.com/p/1',
      publishedAt: '2026-03-02T12:00:00.000Z',
      platform: '某平台',
    },
  })
})

test('the process is the document of the contract, and one word of the author leaves the others alone', async () => {
  const items = imported.items.filter(({ path }) => path.includes('0000')).map(({ id }) => id)
  const [first = 0, second = 0] = items
  await bench.json('process', 'note', '1', '--item', String(second), '--selected')
  await bench.json('process', 'note', '1', '--item', String(second), '--reason', '加上人物，显出山的高')
  await bench.json('process', 'note', '1', '--item', String(first), '--rejected')
  const document = Process.parse(await bench.json('process', 'show', '1', '--work', '山风'))
  expect(document.rounds.find(({ item }) => item === second)).toMatchObject({
    reason: '加上人物，显出山的高',
    selected: true,
  })
  expect(document.rounds.find(({ item }) => item === first)).toMatchObject({ reason: null, selected: false })
  expect((await bench.run('process', 'note', '1', '--item', String(first))).status).toBe(2)
})

test('an edge is decided, shown with its class, taken back; the graph goes out as PROV and overwrites nothing', async () => {
  const items = imported.items.filter(({ path }) => path.includes('0000')).map(({ id }) => id)
  const [first = 0, second = 0] = items
  const edge = ['process', 'decide', '1', '--from', String(first), '--to', String(second)]
  const decided = Process.parse(await bench.json(...edge, '--draw', '--note', '加人物前的一稿'))
  expect(decided.edges.find(({ to }) => to === second)?.decision).toMatchObject({
    kind: 'drawn',
    note: '加人物前的一稿',
  })
  expect(decided.rounds.find(({ item }) => item === second)?.parent).toBe(first)
  const { out } = await bench.run('process', 'show', '1')
  expect(out).toMatch(/← .*stated by the party/)
  // A number that states an order only where the order is established.
  for (const { no, ordered } of decided.rounds) {
    expect(out).toMatch(new RegExp(`[○●] ${ordered ? 'round' : 'no\\.'} ${no} `))
  }
  expect(out).toContain('加人物前的一稿')

  const path = bench.at('process.jsonld')
  const exported = await bench.json<{ rounds: number; sha256: string }>(
    'process',
    'export',
    '1',
    '--out',
    path,
  )
  expect(exported.rounds).toBe(decided.rounds.length)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty('@context.prov')
  writeFileSync(path, 'mine')
  expect((await bench.run('process', 'export', '1', '--out', path)).status).toBe(2)
  expect(readFileSync(path, 'utf8')).toBe('mine')

  const back = Process.parse(await bench.json(...edge, '--undo'))
  expect(back.edges.every(({ decision }) => decision === null)).toBe(true)
  expect((await bench.run(...edge, '--draw', '--cut')).status).toBe(2)
})

test('a capture is taken in with its record and linked to the work', async () => {
  const capture = await bench.json<Capture>(
    ...['capture', 'add', bench.at('截图.png'), '--case', '1', '--url', 'https://example.com/stolen'],
    ...[
      '--platform',
      '某平台',
      '--account',
      '周二',
      '--published',
      '3天前',
      '--captured',
      '2026-03-05T20:15:00+08:00',
    ],
  )
  expect(capture.record).toMatchObject({
    url: 'https://example.com/stolen',
    accountName: '周二',
    publishedAtShown: '3天前',
    startedAt: '2026-03-05T12:15:00.000Z',
  })
  const words = ['link', '1', '--work', '山风', '--capture', String(capture.id)]
  const link = await bench.json<Link>(...words, '--different', 'watermark-missing:右下角水印被裁去')
  expect(link.statement.different).toMatchObject([{ kind: 'watermark-missing', text: '右下角水印被裁去' }])
  const again = await bench.json<Link>(...words, '--same', 'composition')
  expect([again.id, again.statement.same.length, again.statement.different.length]).toEqual([link.id, 1, 1])
  const edited = await bench.json<Capture>(
    'capture',
    'edit',
    '1',
    '--capture',
    String(capture.id),
    '--found',
    'removed',
  )
  expect(edited.record).toMatchObject({ found: 'removed', platform: '某平台' })
})

test('claims are set from a file and come back with their sums', async () => {
  const claims = {
    stop: { rights: ['authorship', 'communication'] },
    loss: { method: 'statutory', amountFen: 50_000 },
    expenses: [{ kind: 'evidence', amountFen: 12_345 }],
    apology: { where: '某平台首页', durationDays: 7 },
  }
  writeFileSync(bench.at('claims.json'), JSON.stringify(claims))
  const view = await bench.json<ClaimsView>('claim', 'set', '1', '--file', bench.at('claims.json'))
  expect([view.expensesFen, view.totalFen]).toEqual([12_345, 62_345])
  writeFileSync(bench.at('claims.json'), JSON.stringify(await bench.json('claim', 'show', '1')))
  expect(
    (await bench.json<ClaimsView>('claim', 'set', '1', '--file', bench.at('claims.json'))).claims,
  ).toEqual(view.claims)
  writeFileSync(bench.at('claims.json'), JSON.stringify({ loss: { method: 'statutory', amountFen: 1.5 } }))
  const { status, err } = await bench.run('claim', 'set', '1', '--file', bench.at('claims.json'))
  expect([status, err.includes('loss.amountFen')]).toEqual([2, true])
})

describe('a dossier', () => {
  test('is refused a place that would cost somebody a file', async () => {
    writeFileSync(bench.at('picture.png'), 'not a PDF')
    for (const out of [bench.at('picture.png'), bench.folder, bench.at('no', 'where.pdf')]) {
      expect((await bench.run('dossier', '1', '--out', out)).status).toBe(2)
    }
    expect(readFileSync(bench.at('picture.png'), 'utf8')).toBe('not a PDF')
  })

  test('is written beside its place and renamed, over an older one too', async () => {
    const out = bench.at('卷宗.pdf')
    for (const language of ['zh-CN', 'en']) {
      const built = await bench.json<{ path: string; pages: number; sha256: string; exhibits: number }>(
        ...['dossier', '山风过处', '--out', out, '--lang', language, '--copy', 'service'],
      )
      expect(Object.keys(built).sort()).toEqual(['exhibits', 'pages', 'path', 'sha256'])
      expect(built.path).toBe(out)
      expect(built.pages).toBeGreaterThan(5)
      expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-')
    }
    expect(readdirSync(bench.folder).filter((name) => name.includes('卷宗'))).toEqual(['卷宗.pdf'])
  })
})

describe('verification', () => {
  test('says ok and how much was checked', async () => {
    const document = await bench.json<{ ok: boolean; checked: number; problems: unknown[] }>('verify')
    expect([document.ok, document.problems]).toEqual([true, []])
    expect(document.checked).toBeGreaterThanOrEqual(5)
  })

  test('names the file that was changed by one byte, and no dossier builds on it', async () => {
    const { sha256 = '' } = imported.items.find(({ path }) => path.endsWith('00002.png')) ?? {}
    const stored = join(bench.vault, 'objects', sha256.slice(0, 2), sha256)
    const bytes = readFileSync(stored)
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
    const { chmodSync } = await import('node:fs')
    chmodSync(stored, 0o600)
    writeFileSync(stored, bytes)

    const { status, out } = await bench.run('verify', bench.vault, '--json')
    const { ok, problems } = JSON.parse(out) as {
      ok: boolean
      problems: { subject: string; expected: string }[]
    }
    expect([status, ok]).toEqual([3, false])
    expect(JSON.stringify(problems)).toContain(sha256)

    const built = await bench.run('dossier', '1', '--out', bench.at('second.pdf'), '--json')
    expect(built.status).toBe(3)
    expect(JSON.parse(built.out)).toMatchObject({ error: { code: 'hash-mismatch' } })
    expect(readdirSync(bench.folder)).not.toContain('second.pdf')
  })
})
