import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'

/** The usual case: one recipe, many seeds, one of them chosen. */
test('a final image and its siblings are of two exhibits, and both stand on a page', async () => {
  for (const count of [3, 40]) {
    const core = testCore()
    const { id } = await core.call('cases.create', { title: '山风' })
    const folder = temporaryFolder()
    for (let seed = 1; seed <= count; seed += 1) {
      const texts = { parameters: infotext({ prompt: 'a ridge', seed }) }
      writeFileSync(join(folder, `${String(seed).padStart(5, '0')}-${seed}.png`), png({ seed, texts }))
    }
    await importInto(core, id, [folder])
    const { items } = await core.call('items.list', { case: id })
    await core.call('works.set', { case: id, item: items.at(-1)?.id, final: true, title: '山风' })
    await core.call('processes.note', {
      item: items[1]?.id ?? 0,
      note: { selected: false, selectionReason: '太暗' },
    })
    await whenQuiet(core)
    const job = await whenEnded(core, await core.call('dossiers.build', { case: id }))
    expect(job).toMatchObject({ state: 'done', error: null, result: { exhibits: 2 } })
  }
})
