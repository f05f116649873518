import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasOpenssl, makeAuthority, serveAuthority } from '../../authority.ts'
import { importInto, temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'

if (!hasOpenssl) console.info('stamps of rounds are not tested: there is no openssl here')

describe.runIf(hasOpenssl)('the time stamp of a picture', () => {
  test('stands among the times of its round, under its own name, and orders nothing', async () => {
    const authority = makeAuthority(mkdtempSync(join(tmpdir(), 'zuozheng-authority-')))
    const server = await serveAuthority(authority)
    try {
      const core = testCore()
      const { id } = await core.call('cases.create', { title: '甲' })
      const folder = temporaryFolder()
      const paths = ['harbour', 'mountain'].map((prompt) => {
        const path = join(folder, `${prompt}.png`)
        writeFileSync(path, png({ texts: { parameters: infotext({ prompt, seed: 1 }) } }))
        return path
      })
      const { outcomes } = await importInto(core, id, paths)
      await core.call('works.set', { case: id, title: '海' })
      const before = await core.call('processes.get', { case: id })
      await core.call('authorities.set', { authorities: [{ name: '测试', url: server.url }] })
      await core.call('timestamps.request', {
        subjects: outcomes.map(({ itemId }) => ({ kind: 'item' as const, item: itemId ?? 0 })),
      })
      await whenEnded(core, await core.call('timestamps.retry', {}))
      const { timestamps } = await core.call('timestamps.list', {})
      const { rounds, ...told } = await core.call('processes.get', { case: id })
      for (const { item, times, ordered } of rounds) {
        const stamp = timestamps.find(({ subject }) => subject.kind === 'item' && subject.item === item)
        const stamped = times.filter(({ kind }) => kind === 'stamped')
        expect(stamped).toEqual([{ kind: 'stamped', source: 'time-stamp', value: stamp?.verdict?.time }])
        expect(ordered).toBe(false)
      }
      const { rounds: _, ...then } = before
      expect(told).toEqual(then)
    } finally {
      await server.close()
      rmSync(authority.folder, { recursive: true, force: true })
    }
  })
})
