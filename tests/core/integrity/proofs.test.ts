import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { LedgerEntry } from '../../../shared/contract/vault.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { fromHex } from '../../../shared/verification/bytes.ts'
import { digestOf } from '../../../shared/verification/digests.ts'
import { entryLeaf } from '../../../shared/verification/ledger.ts'
import { checkConsistency, checkInclusion, rootOf } from '../../../shared/verification/merkle.ts'
import { importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { png } from '../../pictures.ts'

const hash = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())

async function entriesOf(core: Core): Promise<LedgerEntry[]> {
  return (await core.call('ledgers.list', { limit: 500 })).entries.reverse()
}

async function withCases(count: number): Promise<{ core: Core; directory: string }> {
  const directory = temporaryFolder()
  const core = testCore(directory)
  for (let no = 1; no <= count; no++) await core.call('cases.create', { title: `案件 ${no}` })
  return { core, directory }
}

async function withPicture(): Promise<{
  core: Core
  directory: string
  item: number
  bytes: Buffer
  path: string
}> {
  const directory = temporaryFolder()
  const core = testCore(directory)
  const bytes = png()
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'a.png')
  writeFileSync(path, bytes)
  const { id } = await core.call('cases.create', { title: '甲' })
  const { outcomes } = await importInto(core, id, [path])
  return { core, directory, item: outcomes[0]?.itemId ?? 0, bytes, path }
}

test('the head has the Merkle root over the canonical JSON of all entries', async () => {
  const { core } = await withCases(12)
  const leaves = (await entriesOf(core)).map((entry) => entryLeaf(hash, entry))
  const head = await core.call('ledgers.head', {})
  expect(head.seq).toBe(13)
  expect(head.root).toBe(Buffer.from(rootOf(hash, leaves)).toString('hex'))
})

test('every entry is proven against every head since, and against no other', async () => {
  const { core } = await withCases(9)
  for (let size = 1; size <= 10; size++) {
    for (let seq = 1; seq <= size; seq++) {
      const { entry, index, root, path } = await core.call('ledgers.prove', { seq, size })
      const proof = {
        leaf: entryLeaf(hash, entry),
        index,
        size,
        root: fromHex(root),
        path: path.map(fromHex),
      }
      expect(checkInclusion(hash, proof)).toBe(true)
      const altered = entryLeaf(hash, { ...entry, actor: 'somebody else' })
      expect(checkInclusion(hash, { ...proof, leaf: altered })).toBe(false)
    }
    for (let second = size; second <= 10; second++) {
      const { firstRoot, secondRoot, path } = await core.call('ledgers.compare', { first: size, second })
      const proof = { first: size, second, path: path.map(fromHex) }
      expect(
        checkConsistency(hash, { ...proof, firstRoot: fromHex(firstRoot), secondRoot: fromHex(secondRoot) }),
      ).toBe(true)
    }
  }
  await expect(core.call('ledgers.prove', { seq: 11 })).rejects.toMatchObject({ code: 'not-found' })
  await expect(core.call('ledgers.compare', { first: 1, second: 99 })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('a tree that is gone, or behind because an older program wrote on, is made again as it was', async () => {
  const { core, directory } = await withCases(20)
  const head = await core.call('ledgers.head', {})
  await core.close()
  for (const harm of ['DELETE FROM ledger_tree', 'DELETE FROM ledger_tree WHERE position > 17']) {
    const database = new Sqlite(join(directory, 'vault.db'))
    database.exec(harm)
    database.close()
    const again = testCore(directory)
    expect(await again.call('ledgers.head', {})).toEqual(head)
    await again.call('ledgers.prove', { seq: 3 })
    await again.close()
  }
  const database = new Sqlite(join(directory, 'vault.db'))
  database.exec('DELETE FROM ledger_tree WHERE position > 17')
  database.close()
  const again = testCore(directory)
  await again.call('cases.create', { title: '又一案' })
  const proof = await again.call('ledgers.compare', { first: head.seq })
  expect(proof.firstRoot).toBe(head.root)
})

test('two programs that write to one vault keep one tree', async () => {
  const directory = temporaryFolder()
  const cores = [testCore(directory), testCore(directory)]
  for (let no = 0; no < 10; no++) await cores[no % 2]?.call('cases.create', { title: `${no}` })
  const heads = await Promise.all(cores.map((core) => core.call('ledgers.head', {})))
  expect(heads[0]).toEqual(heads[1])
  const leaves = (await entriesOf(cores[0] as Core)).map((entry) => entryLeaf(hash, entry))
  expect(heads[0]?.root).toBe(Buffer.from(rootOf(hash, leaves)).toString('hex'))
})

test('a ledger written anew from the middle is shown by a head that somebody kept', async () => {
  const { core, directory } = await withCases(6)
  const kept = await core.call('ledgers.head', {})
  const entries = await entriesOf(core)
  await core.close()
  // Every hash after the change is computed again: the chain alone cannot tell.
  const database = new Sqlite(join(directory, 'vault.db'))
  database.exec('DROP TRIGGER ledger_no_update; DELETE FROM ledger_tree')
  let prev = entries[2]?.hash ?? ''
  for (const entry of entries.slice(3)) {
    const forged = { ...entry, at: '2020-01-01T00:00:00.000Z', prev }
    const { seq, at, actor, act, caseId, digests, data } = forged

    prev = createHash('sha256')
      .update(canonicalJson({ seq, at, actor, act, caseId, digests, data, prev: forged.prev }))
      .digest('hex')
    database
      .prepare('UPDATE ledger SET at = ?, prev = ?, hash = ? WHERE seq = ?')
      .run(at, forged.prev, prev, seq)
  }
  database.close()
  const again = testCore(directory)
  const { firstRoot } = await again.call('ledgers.compare', { first: kept.seq })
  expect(firstRoot).not.toBe(kept.root)
})

test('a ladder begins with the file itself and says plainly that nobody outside vouches for the time', async () => {
  const { core, item } = await withPicture()
  const { rungs } = await core.call('ladders.get', { item })
  expect(rungs.map(({ kind, state, trust }) => [kind, state, trust])).toEqual([
    ['digest', 'holds', 'nobody'],
    ['ledger', 'holds', 'this-machine'],
    ['missing', 'missing', 'this-machine'],
  ])
  expect(rungs[0]?.since).toBe(null)
})

test('a ladder tells that the original was changed or is gone', async () => {
  const { core, directory, item, bytes } = await withPicture()
  await whenQuiet(core)
  const { sha256 } = await core.call('items.get', { item })
  const path = join(directory, 'objects', sha256.slice(0, 2), sha256)
  writeFileSync(path, Buffer.concat([bytes, Buffer.from([0])]))
  const first = await core.call('ladders.get', { item })
  expect(first.rungs[0]).toMatchObject({ code: 'digest.changed', state: 'fails', details: { sha256 } })

  rmSync(path)
  expect((await core.call('ladders.get', { item })).rungs[0]).toMatchObject({
    code: 'digest.unreadable',
    state: 'fails',
  })
})

test('deposits are kept as what the party states, in revisions, and never more than unchecked', async () => {
  const { core, item } = await withPicture()
  const deposits = [
    { kind: 'blockchain' as const, number: '0xABCD', by: '天平链', at: '2026-03-01' },
    { kind: 'notary' as const, number: '（2026）京方圆内经证字第 1 号' },
  ]
  expect(await core.call('deposits.set', { item, deposits })).toEqual({ deposits })
  const { rungs } = await core.call('ladders.get', { item })
  expect(rungs.slice(2).map(({ code, state, trust, since }) => [code, state, trust, since])).toEqual([
    ['deposit.blockchain', 'unchecked', 'party', null],
    ['deposit.notary', 'unchecked', 'party', null],
  ])
  // The day as it was written, in the sentence that says whose word it is: never as a moment that is proven.
  const [chain] = rungs.slice(2)
  expect(chain && messagesIn('en').integrity.rung(chain)).toContain('1 March 2026), as the party states it')
  const { entries } = await core.call('ledgers.list', { limit: 1 })
  expect(entries[0]).toMatchObject({ act: 'deposit.noted', data: { kind: 'deposit', revision: 1 } })
  expect(JSON.stringify(entries)).not.toContain('ABCD')
  await core.call('deposits.set', { item, deposits: [] })
  expect(await core.call('deposits.get', { item })).toEqual({ deposits: [] })
})

test('SM3 stands beside SHA-256 where the vault wants it, for what was there and for what comes', async () => {
  const { core, item, bytes } = await withPicture()
  expect((await core.call('ladders.get', { item })).sm3).toBe(null)
  await core.call('settings.set', { sm3: true })
  await whenQuiet(core)
  const sm3 = Buffer.from(await digestOf('SM3', bytes)).toString('hex')
  expect((await core.call('ladders.get', { item })).sm3).toBe(sm3)
  expect((await core.call('items.get', { item })).sm3).toBe(sm3)
  const path = join(temporaryFolder(), 'b.png')
  writeFileSync(path, png({ width: 33 }))
  const { outcomes } = await importInto(core, 1, [path])
  await whenQuiet(core)
  const { jobs } = await core.call('jobs.list', {})
  expect(jobs.find(({ kind }) => kind === 'digests')).toMatchObject({ state: 'done', result: { made: 1 } })
  const second = await core.call('ladders.get', { item: outcomes[0]?.itemId ?? 0 })
  expect(second.sm3).toBe(Buffer.from(await digestOf('SM3', readFileSync(path))).toString('hex'))
})

test('settings are stated in revisions with an entry each, and survive the program', async () => {
  const { core, directory } = await withCases(0)
  expect(await core.call('settings.get', {})).toEqual({ sm3: false, verifyEveryDays: 30 })
  await core.call('settings.set', { verifyEveryDays: 7 })
  await core.call('settings.set', { authority: '联合信任' })
  await core.call('settings.set', { authority: '联合信任' })
  const { entries } = await core.call('ledgers.list', { limit: 5 })
  expect(entries.map(({ act, caseId }) => [act, caseId])).toEqual([
    ['settings.edited', null],
    ['settings.edited', null],
    ['vault.created', null],
  ])
  await core.close()
  const again = testCore(directory)
  expect(await again.call('settings.get', {})).toEqual({
    sm3: false,
    verifyEveryDays: 7,
    authority: '联合信任',
  })
  expect((await whenEnded(again, await again.call('vaults.verify', {}))).result).toMatchObject({ ok: true })
})
