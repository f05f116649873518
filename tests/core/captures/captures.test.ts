import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import { importInto, temporaryFolder, testCore, whenQuiet } from '../../open-core.ts'
import { png } from '../../pictures.ts'

async function caseWithCapture(core: Core) {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'final.png'), png({ seed: 3, width: 300, height: 400 }))
  writeFileSync(join(folder, 'served.png'), png({ seed: 3, width: 300, height: 401 }))
  writeFileSync(join(folder, 'other.png'), png({ seed: 12, width: 260, height: 300 }))
  const { id } = await core.call('cases.create', { title: '山风过处' })
  await importInto(core, id, [join(folder, 'final.png')], 'work')
  await importInto(core, id, [join(folder, 'served.png'), join(folder, 'other.png')], 'capture')
  await whenQuiet(core)
  const { items } = await core.call('items.list', { case: id })
  const [final, served, other] = items.map((item) => item.id)
  const work = await core.call('works.set', { case: id, item: final, final: true, title: '山风过处' })
  const capture = await core.call('captures.add', {
    case: id,
    items: [served ?? 0, other ?? 0],
    record: { url: 'https://example.cn/a/123', startedAt: '2026-04-02T02:12:00Z' },
  })
  return { id, work, capture, served: served ?? 0, other: other ?? 0 }
}

describe('a capture', () => {
  it('is linked to a work with what the person says and a measured distance that is an aid only', async () => {
    const core = testCore()
    const { id, work, capture } = await caseWithCapture(core)
    const link = await core.call('links.create', {
      case: id,
      work: work.id,
      capture: capture.id,
      statement: { different: [{ kind: 'watermark-missing', text: '右下角署名水印被裁去' }] },
    })
    expect(link.measure).toMatchObject({ method: 'pdq', reason: null })
    expect(link.measure.distance).toBeLessThanOrEqual(31)
    expect(link.statement.different[0]?.text).toContain('水印')

    const elsewhere = await core.call('links.edit', {
      link: link.id,
      statement: { ...link.statement, captureItem: capture.items[1] },
    })
    expect(elsewhere.measure.distance ?? 256).toBeGreaterThan(31)
  })

  it('linked twice to the same work stays one link', async () => {
    const core = testCore()
    const { id, work, capture } = await caseWithCapture(core)
    const pair = { case: id, work: work.id, capture: capture.id }
    const first = await core.call('links.create', pair)
    const second = await core.call('links.create', { ...pair, statement: { remarks: '再次比对' } })
    expect(second.id).toBe(first.id)
    expect((await core.call('links.list', { case: id })).links).toHaveLength(1)
  })

  it('keeps every state of its record in the ledger', async () => {
    const core = testCore()
    const { id, capture } = await caseWithCapture(core)
    await core.call('captures.edit', {
      capture: capture.id,
      record: { ...capture.record, accountName: '诗与远方日记' },
    })
    const { entries } = await core.call('ledgers.list', { case: id })
    const revisions = entries
      .filter((entry) => entry.data.kind === 'capture')
      .map((entry) => entry.data.revision)
    expect(revisions).toEqual([2, 1])
  })

  it('of one case cannot take in a file of another', async () => {
    const core = testCore()
    const { served } = await caseWithCapture(core)
    const other = await core.call('cases.create', { title: '另案' })
    const added = core.call('captures.add', { case: other.id, items: [served], record: { url: '' } })
    await expect(added).rejects.toMatchObject({ code: 'not-found' })
  })
})
