import { expect, test } from 'vitest'
import { collectFacts } from '../../../electron/core/dossier/dossier.ts'
import type { Reproduction } from '../../../shared/contract/reproduction.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { sourcesOf } from './fixture.ts'
import { layOut, textFragments, textOfPage, wordsOf } from './paper.ts'

const made: Reproduction = {
  id: 1,
  caseId: 1,
  of: 4,
  item: 7,
  madeAt: '2026-04-09T03:04:05.000Z',
  server: 'http://127.0.0.1:7860',
  software: 'Stable Diffusion web UI v1.10.1',
  form: 'txt2img',
  sent: 'ab'.repeat(32),
  difference: { sameSize: true, pixelEqual: false, differing: 250, pixels: 1000, largest: 31, distance: 18 },
  settingsDiffering: [{ field: 'steps', from: '30', to: '31' }],
}

/** The worked example, of which the fourth picture's recipe was run again and gave item 7. */
function laidWith(runs: readonly Reproduction[], language: 'zh-CN' | 'en') {
  return layOut(collectFacts(sourcesOf(language, (sources) => ({ ...sources, reproductions: runs }))))
}

const bare = (text: string) => text.replaceAll(/\s/g, '')

test.each(['zh-CN', 'en'] as const)(
  'a run of a recipe by this program is told with its server, time, recipe and differences in %s',
  (language) => {
    const { reproduction: words, dossier: m } = messagesIn(language)
    const { paper, scope, blocks } = laidWith([made], language)
    const told = [
      scope.instant(made.madeAt),
      made.server,
      'Stable Diffusion web UI v1.10.1',
      words.forms.txt2img,
      words.difference(made.difference).replace(/[。.]$/, ''),
      m.changes.changed(messagesIn(language).terms.changeFields.steps, '30', '31'),
    ]
    // On its own page, on that of the original, and in the chapter on the making.
    const places = ['round-7', 'round-4', 'chapter-authorship'].map(
      (anchor) => paper.anchors.get(anchor)?.page ?? 0,
    )
    const [own = 0, original = 0, chapter = 0] = places
    const pages = [
      bare(textOfPage(paper, own)),
      bare(textOfPage(paper, original)),
      bare(
        textFragments(paper)
          .filter(({ page }) => page >= chapter && page < original)
          .map(({ text }) => text)
          .join(''),
      ),
    ]
    for (const page of [pages[0], pages[2]]) for (const each of told) expect(page).toContain(bare(each))
    expect(pages[1]).toContain(bare(m.rerun.pointer(scope.instant(made.madeAt), m.process.again(6))))
    expect(pages[1]).not.toContain(made.server)
    expect(pages[0]).toContain(made.sent)
    expect(pages[0]).toContain('004.png')
    expect(pages[0]).toContain(bare(words.caution))
    const said = blocks.flatMap((block) => (block.kind === 'statement' ? [block] : []))
    const sentences = said.filter(({ spans }) => wordsOf(spans).includes(made.server))
    expect(sentences.length).toBe(1)
    expect(new Set(sentences.map(({ state }) => state))).toEqual(new Set(['reproduction']))
  },
)

test('a run that gave the same file again is no second picture, and is told all the same', () => {
  const same = { ...made, item: 4, difference: { ...made.difference, pixelEqual: true } } as Reproduction
  const { paper, blocks } = laidWith([same], 'zh-CN')
  expect(bare(textOfPage(paper, paper.anchors.get('round-4')?.page ?? 0))).toContain('与原件逐字节相同')
  const rows = blocks.flatMap((block) => (block.kind === 'fields' ? block.rows : []))
  expect(rows.some(({ value }) => wordsOf(value).includes(made.sent))).toBe(false)
})

test('a run whose picture the person keeps out of the evidence is not told', () => {
  const { blocks } = layOut(
    collectFacts(
      sourcesOf('zh-CN', (sources) => ({
        ...sources,
        reproductions: [made],
        items: sources.items.map((item) =>
          item.id === made.item ? { ...item, notes: { ...item.notes, exhibit: { included: false } } } : item,
        ),
      })),
    ),
  )
  expect(JSON.stringify(blocks)).not.toContain(made.server)
})

test('a later reproduction is never counted among the rounds that lack something', () => {
  const { dossier: m } = messagesIn('zh-CN')
  const { blocks } = laidWith([made], 'zh-CN')
  const entries = blocks.flatMap((block) => (block.kind === 'missing' ? block.entries : []))
  expect(entries).toContain(m.authorship.missing.translations(m.roundNumbers([4])))
})
