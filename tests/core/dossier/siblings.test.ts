import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collectFacts } from '../../../electron/core/dossier/dossier.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'
import { ridges, sourcesOf } from './fixture.ts'
import { layOut, textOfPage } from './paper.ts'

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

/** The worked example with siblings beside the picture of its fourth round, of each of which `words` were said. */
function withSiblings(count: number, words: string | null) {
  return layOut(
    collectFacts(
      sourcesOf('zh-CN', (sources, folder) => {
        const siblings = Array.from({ length: count }, (_, index) =>
          folder.item({
            name: `${index}.png`,
            bytes: ridges(20 + index, 768, 1152),
            size: { width: 768, height: 1152 },
          }),
        )
        const [process] = sources.processes
        const rounds = process?.rounds.map((round) =>
          round.no === 4
            ? {
                ...round,
                pictures: [
                  ...round.pictures,
                  ...siblings.map(({ id }) => ({
                    item: id,
                    seed: String(id),
                    sourceType: 'original-record' as const,
                    selected: false,
                    reason: words,
                    selectionReason: words,
                  })),
                ],
              }
            : round,
        )
        return {
          ...sources,
          items: [...sources.items, ...siblings],
          processes: process && rounds ? [{ ...process, rounds }] : [],
        }
      }),
    ),
  )
}

test('a round stands whole on its page, and siblings for which there is no room there on one of their own', () => {
  const { dossier: m, terms } = messagesIn('zh-CN')
  const pageOf = (laid: ReturnType<typeof layOut>, anchor: string) =>
    laid.paper.anchors.get(anchor)?.page ?? 0
  const words = '换一个姿态，要四分之三侧身，持杖，衣带当风，雾再浓一些，山再远一些。'
  for (const [count, said, pages] of [
    [0, null, 1],
    [1, null, 1],
    [1, words, 2],
    [3, words, 2],
    [6, words, 2],
  ] as const) {
    const laid = withSiblings(count, said)
    const own = pageOf(laid, 'round-4')
    expect(pageOf(laid, 'round-5') - own, `${count} siblings`).toBe(pages)
    // What the file records is never what runs over.
    expect(textOfPage(laid.paper, own)).toContain(terms.changeFields.negativePrompt)
    if (pages === 1) continue
    const apart = textOfPage(laid.paper, own + 1)
    expect(apart).toContain(m.process.siblings(count + 1))
    expect(apart).toContain(m.process.round(4))
    expect(apart).not.toContain(terms.changeFields.negativePrompt)
  }
})
