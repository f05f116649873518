import { describe, expect, test } from 'vitest'
import type { Problem } from '../../shared/contract/vault.ts'
import { judgeArchive } from '../../shared/verification/archive.ts'
import type { BagFile } from '../../shared/verification/bag.ts'
import { fromHex, toHex, utf8 } from '../../shared/verification/bytes.ts'
import { digestOf, openSha256 } from '../../shared/verification/digests.ts'
import { entryHash, entryLeaf, genesis } from '../../shared/verification/ledger.ts'
import { rootOf } from '../../shared/verification/merkle.ts'
import { openRowCheck } from '../../shared/verification/rows.ts'
import { judgeSayings } from '../../shared/verification/sayings.ts'

/** A whole bag of these payload files, so that nothing but what is in them can be wrong. */
async function bagOf(payload: Readonly<Record<string, string>>): Promise<BagFile[]> {
  const lines: string[] = []
  for (const [path, text] of Object.entries(payload)) {
    lines.push(`${toHex(await digestOf('SHA-256', utf8(text)))}  ${path}\n`)
  }
  const declared = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
  return Object.entries({ ...payload, 'bagit.txt': declared, 'manifest-sha256.txt': lines.join('') }).map(
    ([path, text]) => ({ path, size: utf8(text).length, stream: () => inChunks(utf8(text)) }),
  )
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

/** A ledger of one entry, in which a file with these bytes came in. */
async function ledgerOf(sha256: string) {
  const hash = await openSha256()
  const body = {
    seq: 1,
    at: '2026-03-02T08:00:00.000Z',
    actor: 'a',
    act: 'item.imported' as const,
    caseId: 1,
    digests: [sha256],
    data: {},
    prev: genesis,
  }
  const entry = { ...body, hash: entryHash(hash, body) }
  const root = toHex(rootOf(hash, [entryLeaf(hash, entry)]))
  return {
    format: 'zuozheng-ledger-1',
    case: 1,
    size: 1,
    root,
    hash: entry.hash,
    entries: [entry],
    nodes: [],
  }
}

const row = (table: string, values: string) => `{"table":"${table}","row":{"ledger_seq":1,${values}}}\n`
const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`

describe('an archive', () => {
  test('that lists no files does not hide that the ledger took one in', async () => {
    const sha256 = '11'.repeat(32)
    const ledger = JSON.stringify(await ledgerOf(sha256))
    for (const lists of [{}, { 'data/records/files.json': '[]' }] as Record<string, string>[]) {
      const verdict = await judgeArchive(await bagOf({ 'data/ledger/ledger.json': ledger, ...lists }))
      expect(verdict.problems).toEqual([
        { kind: 'missing', subject: 'ledger 1', expected: sha256, found: null },
      ])
    }
  })

  test('of a service copy lists a withheld file without a name', async () => {
    const sha256 = '11'.repeat(32)
    const line = { path: null, reason: 'not-evidence', sha256, name: null, role: 'process', ledgerSeq: 1 }
    const verdict = await judgeArchive(
      await bagOf({
        'data/ledger/ledger.json': JSON.stringify(await ledgerOf(sha256)),
        'data/records/files.json': JSON.stringify([line]),
      }),
    )
    expect(verdict).toMatchObject({
      ok: true,
      statements: null,
      files: [{ path: null, name: null, state: 'withheld' }],
    })
  })

  test('made to break its reader is judged all the same', async () => {
    const ledger = await ledgerOf('11'.repeat(32))
    const [entry] = ledger.entries
    const nested = JSON.stringify({ ...ledger, entries: [{ ...entry, data: { deep: 0 } }] })
    const cases: [payload: Record<string, string>, kind: string][] = [
      [{ 'data/ledger/ledger.json': nested.replace('{"deep":0}', `{"deep":${deep}}`) }, 'ledger-broken'],
      [{ 'data/vault.jsonl': row('statements', `"nonce":"n","content":${deep}`) }, 'statement-changed'],
      [{ 'data/vault.jsonl': row('items', `"nonce":"n","name":${deep},"path":"p"`) }, 'intake-changed'],
      [{ 'data/vault.jsonl': row('items', '"nonce":"\\ud800","name":"a","path":"p"') }, 'intake-changed'],
      [{ 'data/vault.jsonl': row('items', '"name":"a"') }, 'intake-changed'],
      [{ 'data/records/files.json': `[{"path":${deep},"name":${deep},"sha256":{}}]` }, 'unrecorded'],
    ]
    for (const [payload, kind] of cases) {
      const files = await bagOf({ 'data/ledger/ledger.json': JSON.stringify(ledger), ...payload })
      const verdict = await judgeArchive(files)
      expect(
        verdict.problems.map((problem) => problem.kind),
        kind,
      ).toContain(kind)
    }
  })

  test('forged with values that are no text is judged, and a statement that is no JSON is none of ours', async () => {
    const hash = await openSha256()
    const strange = { toString: 1, valueOf: 1 }
    const said = (content: string) => toHex(hash(utf8(`n\n${content}`)))
    const data = { kind: 'item', subject: 1, revision: 1 }
    const facts = [
      { act: 'item.noted', data: { ...data, statement: said('{"role":') } },
      { act: 'item.noted', data: { ...data, subject: strange, statement: said('{}') } },
      { act: 'dossier.built', data: { head: strange, pages: strange } },
    ]
    const entries = new Map(
      facts.map(({ act, data }, index) => {
        const at = '2026-03-02T08:00:00.000Z'
        const body = { seq: index + 1, at, actor: 'a', caseId: 1, digests: ['11'.repeat(32)], prev: genesis }
        return [body.seq, { ...body, act: act as 'item.noted', data, hash: genesis }] as const
      }),
    )
    const check = openRowCheck(hash, 1, entries)
    const note = { kind: 'item', subject: 1, revision: 1, case_id: 1, stated_at: '2026-03-02T08:00:00.000Z' }
    const kinds = [
      check.check('statements', { ...note, ledger_seq: 1, nonce: 'n', content: '{"role":' }),
      check.check('statements', { ...note, ledger_seq: 2, nonce: 'n', content: '{}' }),
      check.check('dossiers', { id: 1, case_id: 1, sha256: '11'.repeat(32), built_at: 'today' }),
      check.end(),
    ].map((problems) => problems.map(({ kind }) => kind))
    expect(kinds).toEqual([
      ['statement-changed'],
      ['statement-changed'],
      [],
      ['row-changed', 'row-missing', 'row-missing'],
    ])
    const files = await bagOf({
      'data/ledger/ledger.json': JSON.stringify(await ledgerOf('11'.repeat(32))),
      'data/vault.jsonl': `{"table":${JSON.stringify(strange)},"row":{}}\n${row('cases', `"id":${JSON.stringify(strange)}`)}`,
    })
    expect((await judgeArchive(files)).ok).toBe(false)
  })

  test('whose clock was put back a little while a dossier was built is whole', async () => {
    const [at, digest] = ['2026-03-02T08:00:00.000Z', '11'.repeat(32)]
    const facts = { pages: 3, exhibits: 1, language: 'en', copy: 'court' }
    const body = { seq: 1, at, actor: 'a', caseId: 1, digests: [digest], prev: genesis, hash: genesis }
    const entry = { ...body, act: 'dossier.built' as const, data: { ...facts, head: genesis } }
    const built = { id: 1, case_id: 1, sha256: digest, ledger_head: genesis, ledger_seq: 9, ...facts }
    const kindsFor = async (builtAt: string) => {
      const check = openRowCheck(await openSha256(), 1, new Map([[1, entry]]))
      check.check('dossiers', { ...built, built_at: builtAt })
      return check.end().map(({ kind, subject }) => `${kind} ${subject}`)
    }
    expect(await kindsFor('2026-03-02T08:00:20.000Z')).toEqual(['row-missing cases 1'])
    expect(await kindsFor('2026-03-02T08:05:00.000Z')).toContain('row-changed dossiers 1')
  })

  test('of which all rows of a large case are missing names each of them', async () => {
    const hash = await openSha256()
    const many = 150_000
    const entries = new Map(
      Array.from({ length: many }, (_, index) => {
        const [seq, at] = [index + 1, '2026-03-02T08:00:00.000Z']
        const data = { intake: '11'.repeat(32) }
        const entry = { seq, at, actor: 'a', act: 'item.imported' as const, caseId: 1, digests: [], data }
        return [seq, { ...entry, prev: genesis, hash: genesis }] as const
      }),
    )
    const rows = { path: 'data/vault.jsonl', size: 0, stream: () => inChunks(utf8('')) }
    const extract = { ...(await ledgerOf('11'.repeat(32))), format: 'zuozheng-ledger-1' as const }
    const problems: Problem[] = []
    await judgeSayings(hash, rows, extract, entries, problems)
    expect(problems.filter(({ kind }) => kind === 'item-missing')).toHaveLength(many)
  })

  test('whose words are one line without an end is given up, not read for ever', async () => {
    const chunk = utf8('x'.repeat(1024 * 1024))
    let read = 0
    const endless: BagFile = {
      path: 'data/vault.jsonl',
      size: 1,
      async *stream() {
        for (; read < 1_000; read += 1) yield chunk
      },
    }
    const files = await bagOf({
      'data/ledger/ledger.json': JSON.stringify(await ledgerOf('11'.repeat(32))),
      'data/vault.jsonl': '',
    })
    const verdict = await judgeArchive(
      files.map((file) => (file.path === endless.path ? endless : file)),
      { digest: async () => ({ sha256: toHex(fromHex('00'.repeat(32))) }) },
    )
    expect(verdict.problems).toContainEqual(
      expect.objectContaining({ kind: 'unreadable', subject: 'data/vault.jsonl' }),
    )
    expect(read).toBeLessThan(200)
  })
})
