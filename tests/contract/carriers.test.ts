import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AppEvent } from '../../shared/contract/events.ts'
import { type OperationName, operations, type Params, type Result } from '../../shared/contract/operations.ts'
import { typed } from '../../shared/contract/protocol.ts'
import { temporaryFolder, testCore, whenQuiet } from '../open-core.ts'
import { infotext, png } from '../pictures.ts'
import { carriers } from './carriers.ts'

/** The same cases through every carrier: no shell may see another product. */
describe.for(Object.entries(carriers))('through %s', ([, open]) => {
  async function arrange() {
    const core = testCore()
    const carrier = await open(core)
    onTestFinished(carrier.close)
    const events: AppEvent[] = []
    carrier.door.listen((event) => events.push(event))
    const ask = typed(carrier.door.ask)
    /** Every result must be what the contract says, not only look like it to the compiler. */
    const call = async <N extends OperationName>(name: N, params: Params<N>): Promise<Result<N>> => {
      const result = await ask(name, params)
      operations[name].result.parse(result)
      return result
    }
    return { core, carrier, events, call, ask: carrier.door.ask }
  }

  test('an operation that does not exist is refused, whatever its name', async () => {
    const { ask } = await arrange()
    for (const name of ['nothing.here', 'constructor', '__proto__', 'cases', '']) {
      const reply = await ask(name, {})
      expect(reply).toMatchObject({ ok: false, error: { code: 'unknown-operation' } })
    }
  })

  test('parameters that do not fit are refused with the field that is wrong', async () => {
    const { ask } = await arrange()
    expect(await ask('cases.create', { title: '' })).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', details: { field: 'title' } },
    })
    expect(await ask('cases.create', { title: 'a', extra: 1 })).toMatchObject({ ok: false })
    for (const params of [null, 'x', [], 3]) {
      expect(await ask('cases.get', params)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    }
  })

  test('what is not there is not found', async () => {
    const { ask } = await arrange()
    for (const [name, params] of [
      ['cases.get', { case: 99 }],
      ['items.get', { item: 99 }],
      ['jobs.get', { job: 99 }],
      ['items.note', { item: 99, notes: {} }],
    ] as const) {
      expect(await ask(name, params)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    }
  })

  test('Chinese text, the largest numbers and empty lists come back as they went in', async () => {
    const { call } = await arrange()
    const title = '山风过处 𠮷 “引号” \\ \u2028 末'
    const facts = { prices: [{ text: '授权费', amountFen: Number.MAX_SAFE_INTEGER }] }
    const created = await call('cases.create', { title, facts })
    expect(created).toMatchObject({
      title,
      parties: [],
      facts: { prices: [{ amountFen: Number.MAX_SAFE_INTEGER }] },
    })
    expect(await call('cases.get', { case: created.id })).toEqual(created)
  })

  test('a case goes from its files to its claims', async () => {
    const { core, carrier, call, events } = await arrange()
    const folder = temporaryFolder()
    const file = await call('cases.create', {
      title: '山风过处',
      works: [{ id: 1, title: '山风', author: '林一' }],
    })
    const drafts = [
      png({ seed: 1, texts: { parameters: infotext({ prompt: 'ridge at dusk', seed: 41 }) } }),
      png({ seed: 2, texts: { parameters: infotext({ prompt: 'ridge at dusk, small figure', seed: 41 }) } }),
      Buffer.alloc(0),
    ]
    const sources = await Promise.all(
      drafts.map(async (bytes, i) => {
        const name = `草稿 ${i + 1}.png`
        writeFileSync(join(folder, name), bytes)
        return carrier.sourceOf(name, bytes, join(folder, name))
      }),
    )
    const job = await call('imports.start', { case: file.id, sources })
    await expect.poll(async () => (await call('jobs.get', { job: job.id })).state).toBe('done')
    expect((await call('jobs.get', { job: job.id })).result).toMatchObject({ imported: 3, failed: 0 })
    const { outcomes } = await call('imports.outcomes', { job: job.id })
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['imported', 'imported', 'imported'])
    const { items } = await call('items.list', { case: file.id })
    expect(items.map(({ name }) => name).sort()).toEqual(['草稿 1.png', '草稿 2.png', '草稿 3.png'])
    await expect
      .poll(() => events.filter((event) => event.type === 'job.changed' && event.job.id === job.id).at(-1))
      .toMatchObject({ job: { state: 'done' } })

    // Where the loopback server kept an upload for a moment is nobody's business.
    const places = items.map(({ path }) => path)
    const given = sources.map((source, i) => (source.kind === 'path' ? source.path : `草稿 ${i + 1}.png`))
    expect(places).toEqual(given)
    expect(outcomes.map(({ path }) => path)).toEqual(given)

    expect(await call('items.search', { text: '草稿 figure', case: file.id })).toMatchObject({
      total: 1,
      items: [{ name: '草稿 2.png', seed: '41', generator: 'a1111' }],
    })
    expect(await call('items.facets', { case: file.id })).toMatchObject({ total: 3, withRecord: 2 })
    const noted = items.find((item) => item.name === '草稿 2.png')?.id ?? 0
    expect(await call('items.statement', { item: noted, carrier: 0, max: 16 })).toMatchObject({
      matches: true,
    })
    expect((await call('items.times', { item: noted })).times.at(-1)).toMatchObject({ trust: 'imported' })
    expect(await call('histories.get', { case: file.id })).toMatchObject({ total: 0, sources: [] })
    const taken = await call('records.export', { case: file.id, format: 'csv' })
    await expect.poll(async () => (await call('jobs.get', { job: taken.id })).state).toBe('done')

    const [first, second] = ['草稿 1.png', '草稿 2.png'].map(
      (name) => items.find((item) => item.name === name)?.id ?? 0,
    )
    await call('works.set', { case: file.id, work: 1, item: second, final: true })
    await call('processes.note', { item: first ?? 0, note: { selected: false } })
    const process = await call('processes.note', { item: first ?? 0, note: { reason: '背景太杂' } })
    expect(process.rounds.find(({ item }) => item === first)).toMatchObject({
      selected: false,
      reason: '背景太杂',
    })

    const capture = await call('captures.add', {
      case: file.id,
      items: [first ?? 0],
      record: { url: 'https://example.com/stolen' },
    })
    const link = await call('links.create', { case: file.id, work: 1, capture: capture.id })
    expect((await call('links.list', { case: file.id })).links.map(({ id }) => id)).toEqual([link.id])
    const view = await call('claims.set', {
      case: file.id,
      claims: { loss: { method: 'statutory', amountFen: 50_000 } },
    })
    expect(view).toMatchObject({ revision: 1, totalFen: 50_000 })
    expect(await call('claims.get', { case: file.id })).toEqual(view)

    await whenQuiet(core)
    const verify = await call('vaults.verify', {})
    await expect.poll(async () => (await call('jobs.get', { job: verify.id })).state).toBe('done')
    expect((await call('jobs.get', { job: verify.id })).result).toMatchObject({ ok: true, problems: [] })
  })

  test('an import can be cancelled and keeps what it had finished', async () => {
    const { core, carrier, call } = await arrange()
    const folder = temporaryFolder()
    const { id } = await call('cases.create', { title: 'a' })
    const sources = await Promise.all(
      Array.from({ length: 60 }, (_, i) => i).map(async (i) => {
        const bytes = png({ seed: i, width: 200, height: 200 })
        writeFileSync(join(folder, `${i}.png`), bytes)
        return carrier.sourceOf(`${i}.png`, bytes, join(folder, `${i}.png`))
      }),
    )
    const job = await call('imports.start', { case: id, sources })
    await call('jobs.cancel', { job: job.id })
    await expect.poll(async () => (await call('jobs.get', { job: job.id })).endedAt).not.toBeNull()
    const { state } = await call('jobs.get', { job: job.id })
    expect(['cancelled', 'done']).toContain(state)
    const { total } = await call('imports.outcomes', { job: job.id })
    expect((await call('items.list', { case: id })).total).toBe(total)
    await whenQuiet(core)
  })

  test('everybody who listens hears of a change to a case', async () => {
    const { events, call } = await arrange()
    const { id } = await call('cases.create', { title: 'a' })
    await expect.poll(() => events).toContainEqual({ type: 'case.changed', caseId: id })
  })
})
