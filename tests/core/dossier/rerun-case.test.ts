import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'
import { webUi } from '../reproduction/generator-servers.ts'

test.each([1, 2])(
  'the dossier of a case with %i works holds a run of a recipe, in either copy',
  async (works) => {
    const core = testCore()
    const { id } = await core.call('cases.create', { title: '山风' })
    const folder = temporaryFolder()
    for (const seed of [1, 2]) {
      const texts = { parameters: infotext({ prompt: seed === 1 ? 'a ridge' : 'a red fox', seed }) }
      writeFileSync(join(folder, `0000${seed}-${seed}.png`), png({ seed, texts }))
    }
    await importInto(core, id, [folder])
    const { items } = await core.call('items.list', { case: id })
    const file = {
      title: '山风',
      works: items
        .slice(0, works)
        .map((item, index) => ({ id: index + 1, title: `作品${index}`, finalItem: item.id })),
    }
    await core.call('cases.edit', { case: id, file })
    const { url } = await webUi(({ seed }) => ({
      seed: Number(seed) + 7,
      infotext: infotext({ prompt: 'a ridge', seed: Number(seed) }),
    }))
    for (const { id: item } of items) {
      const run = await whenEnded(
        core,
        await core.call('reproductions.run', { item, form: 'txt2img', server: url }),
      )
      expect(run.error).toBeNull()
    }
    await whenQuiet(core)
    for (const copy of ['court', 'service'] as const) {
      const job = await whenEnded(core, await core.call('dossiers.build', { case: id, copy }))
      expect(job).toMatchObject({ state: 'done', error: null })
    }
  },
)
