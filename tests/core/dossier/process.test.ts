import { describe, expect, it } from 'vitest'
import { collectFacts, type DossierSources } from '../../../electron/core/dossier/dossier.ts'
import type { Edge, EdgeClass, Process, Round } from '../../../shared/contract/process.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { type openFolder, ridges, roundOf, sourcesOf } from './fixture.ts'
import { layOut, textFragments, textOfPage, wholeText } from './paper.ts'

function edge(from: number, to: number, cls: EdgeClass | null, kind?: 'confirmed' | 'cut' | 'drawn'): Edge {
  return {
    from,
    to,
    changed: [],
    proposal: cls && { from, to, class: cls, grounds: [], against: [], alternatives: [], gap: false },
    decision: kind
      ? { kind, decidedAt: '2026-03-05T00:00:00.000Z', proposed: { class: cls, engine: 'test' } }
      : null,
  }
}

/** The worked example with its process changed. */
function told(change: (process: Process) => Partial<Process>, language: 'zh-CN' | 'en' = 'zh-CN') {
  return layOut(
    collectFacts(
      sourcesOf(language, (sources) => ({
        ...sources,
        processes: sources.processes.map((process) => ({ ...process, ...change(process) })),
      })),
    ),
  )
}

/** A case of `count` rounds of three pictures each, one after another, with a branch after every tenth. */
function large(count: number) {
  const sources: DossierSources = sourcesOf('zh-CN', (base, folder: ReturnType<typeof openFolder>) => {
    const bytes = ridges(3, 64, 64)
    const pictures = Array.from({ length: count * 3 }, (_, index) =>
      folder.item({
        name: `${index}.png`,
        bytes: Buffer.concat([bytes, Buffer.from(String(index))]),
        size: { width: 64, height: 64 },
        generation: { prompt: `ridge ${Math.floor(index / 3)}`, seed: String(index) },
      }),
    )
    const [process] = base.processes
    const final = pictures.at(-1)?.id ?? 0
    const rounds = Array.from({ length: count }, (_, index): Round => {
      const of = pictures.slice(index * 3, index * 3 + 3).map(({ id }) => id)
      const before = index === 0 ? null : (pictures[(index - 1) * 3]?.id ?? null)
      const item = index === count - 1 ? final : (of[0] ?? 0)
      return roundOf(index + 1, item, before, {
        pictures: of.map((each) => ({
          item: each,
          seed: String(each),
          sourceType: 'original-record',
          selected: null,
          reason: null,
          selectionReason: null,
        })),
        changed: [{ field: 'cfgScale', kind: 'changed', from: '5', to: '6' }],
        ...(index % 10 === 4 ? { branch: 1 } : {}),
      })
    })
    return {
      ...base,
      items: [...base.items, ...pictures],
      case: { ...base.case, works: base.case.works.map((work) => ({ ...work, finalItem: final })) },
      processes: process
        ? [
            {
              ...process,
              rounds,
              edges: rounds.flatMap((round) =>
                round.parent === null ? [] : [edge(round.parent, round.item, 'supported')],
              ),
            },
          ]
        : [],
    }
  })
  return layOut(collectFacts(sources))
}

describe.each(['zh-CN', 'en'] as const)('the process in the dossier in %s', (language) => {
  const { dossier: m, process: words } = messagesIn(language)
  const laid = told(
    ({ rounds }) => ({
      rounds: rounds.map((round) => ({ ...round, parent: round.no === 1 ? null : round.parent })),
      edges: [
        edge(1, 2, 'recorded'),
        edge(2, 3, 'supported'),
        edge(3, 4, 'strong', 'confirmed'),
        edge(4, 5, null, 'drawn'),
        edge(1, 4, 'related'),
      ],
    }),
    language,
  )
  const graphPages = laid.paper.pages.flatMap((page, index) =>
    page.fragments.some(({ kind }) => kind === 'ring') ? [index + 1] : [],
  )

  it('draws every class its own way: no arrow for kin, the party marked, and says each in words', () => {
    const edges = laid.paper.pages.flatMap((page) =>
      page.fragments.flatMap((each) => (each.kind === 'edge' ? [each] : [])),
    )
    expect(new Set(edges.map(({ style }) => style))).toEqual(
      new Set(['recorded', 'supported', 'strong', 'related', 'stated']),
    )
    expect(edges.filter(({ style }) => style === 'related').every(({ arrow }) => !arrow)).toBe(true)
    // Without blanks: a line may end within a phrase.
    const bare = (text: string) => text.replaceAll(/\s/g, '')
    const text = bare(graphPages.map((page) => textOfPage(laid.paper, page)).join(''))
    for (const style of ['recorded', 'strong', 'supported', 'related', 'stated'] as const) {
      expect(text).toContain(bare(m.process.lines[style]))
    }
    expect(text).toContain(bare(words.classes.recorded))
    expect(text).toContain(bare(words.decisions.confirmed))
  })

  it('tells the making of the work on one page behind the contents, with what is recorded, inferred and stated', () => {
    const page = laid.paper.anchors.get('chapter-glance')?.page ?? 0
    expect(page).toBe((laid.paper.anchors.get('contents')?.page ?? 0) + 1)
    expect(laid.paper.anchors.get('chapter-parties')?.page).toBe(page + 1)
    const text = textOfPage(laid.paper, page)
    expect(text).toContain('山风过处')
    expect(text).toContain(m.process.round(1))
    expect(text).toContain('先定下画面')
    expect(text).toContain(m.exhibitLabel('3-1'))
    const shown = laid.paper.pages[page - 1]?.fragments ?? []
    expect(shown.filter(({ kind }) => kind === 'picture').length).toBeGreaterThanOrEqual(5)
    const marks = new Set(shown.flatMap((each) => (each.kind === 'mark' ? [each.state] : [])))
    for (const state of ['record', 'inferred', 'stated'] as const) expect(marks).toContain(state)
    // Its lines are told in words, of whichever class they are.
    const bare = text.replaceAll(/\s/g, '')
    for (const style of ['recorded', 'supported', 'strong', 'stated'] as const)
      expect(bare).toContain(m.glance.arrows[style].replaceAll(/\s/g, ''))
    expect(bare).not.toContain(m.glance.arrows.folded.replaceAll(/\s/g, ''))
    const links = textFragments(laid.paper).filter((each) => each.page === page && each.link)
    expect(links.length).toBeGreaterThan(5)
  })
})

describe('what is not established', () => {
  it('has no number that pretends an order', () => {
    const laid = told(({ rounds }) => ({
      orderBasis: 'import-order',
      rounds: rounds.map((round) => ({ ...round, parent: null, ordered: false, orderBasis: 'import-order' })),
    }))
    const page = textOfPage(laid.paper, laid.paper.anchors.get('chapter-process')?.page ?? 0)
    expect(page).toContain('各轮先后未能确定')
    expect(wholeText(laid.paper)).toContain('编号1（先后未定）')
    expect(wholeText(laid.paper)).not.toContain('第1轮')
  })

  it('is told as such beside what is, on the page of five minutes too', () => {
    const laid = told(({ rounds }) => ({
      rounds: rounds.map((round) => (round.no === 1 ? round : { ...round, ordered: false })),
    }))
    const glance = textOfPage(laid.paper, laid.paper.anchors.get('chapter-glance')?.page ?? 0)
    expect(glance).toContain('未能确定先后')
  })

  it('has no line from one branch on to another where rounds are left out', () => {
    // 2 and 3 come from 1; nothing leads from 2 on to 3.
    const laid = told(({ rounds }) => ({
      rounds: rounds.map((round) => ({ ...round, parent: round.no === 2 || round.no === 3 ? 1 : null })),
      edges: [edge(1, 2, 'strong'), edge(1, 3, 'strong')],
    }))
    const glance = laid.blocks.find((block) => block.kind === 'glance')
    expect(glance?.kind === 'glance' && glance.cells.map(({ next }) => next)).toEqual([
      'strong',
      null,
      null,
      null,
      null,
    ])
  })

  it('is not told of the numbers of two histories', () => {
    const laid = told(({ rounds }) => ({
      rounds: rounds.map((round) => ({
        ...round,
        orderBasis: 'file-number',
        history: round.no > 3 ? 1 : 0,
      })),
    }))
    expect(wholeText(laid.paper)).toContain('各轮分属2条创作线')
  })

  it('says nothing of the order of a single round', () => {
    const laid = told(({ rounds }) => ({ rounds: rounds.slice(0, 1), edges: [] }))
    expect(wholeText(laid.paper)).not.toContain('各轮先后')
    expect(wholeText(laid.paper)).not.toContain('各轮之间')
  })

  it('is counted and listed, with what it may come from and why; contradictions are told', () => {
    const laid = told(({ rounds }) => ({
      undecided: [
        {
          item: rounds[2]?.item ?? 0,
          reason: { code: 'undecided-close' },
          candidates: [
            { from: rounds[0]?.item ?? 0, grounds: [] },
            { from: rounds[1]?.item ?? 0, grounds: [] },
          ],
        },
      ],
      contradictions: [
        {
          code: 'contradiction-order',
          details: { folder: 'outputs', basis: 'file-number', other: 'record-time', files: 4, a: 1, b: 2 },
        },
      ],
      witnesses: [
        {
          folder: '/home/linyi/outputs/*',
          basis: 'file-number',
          files: 4,
          trusted: false,
          grounds: [{ code: 'witness-disagrees', details: { with: 'record-time', files: 4 } }],
        },
      ],
    }))
    const text = wholeText(laid.paper)
    expect(text).toContain('由何轮而来未能确定的，共1轮')
    expect(text).toContain('第3轮：两个可能的来源相符程度相近，可能来自第1轮、第2轮。')
    expect(text).toContain('矛盾之处：文件夹“outputs”中文件编号与文件记录的时间不一致')
    expect(text).toContain('文件夹“outputs”（4个文件）：没有可据以排列先后的依据；未采用文件编号')
  })
})

describe('a round of several pictures', () => {
  it('shows its siblings and what was said of each, under one exhibit', () => {
    const laid = told(({ rounds }) => ({
      rounds: rounds
        .map((round) =>
          round.no === 3
            ? {
                ...round,
                pictures: [
                  ...round.pictures,
                  {
                    item: 2,
                    seed: '77',
                    sourceType: 'original-record' as const,
                    selected: false,
                    reason: null,
                    selectionReason: '站姿僵',
                  },
                ],
              }
            : round,
        )
        .filter((round) => round.no !== 2),
    }))
    const page = textOfPage(laid.paper, laid.paper.anchors.get('round-3')?.page ?? 0)
    expect(page).toContain('种子 77')
    expect(page).toContain('站姿僵')
    expect(laid.paper.anchors.get('item-2')?.page).toBe(laid.paper.anchors.get('round-3')?.page)
    expect(laid.scope.exhibitOf(2)?.no).toBe(laid.scope.exhibitOf(3)?.no)
  })
})

describe('a case of three hundred pictures', () => {
  const laid = large(100)

  it('folds runs of rounds, prints a page only for those that matter, and finds a place for every picture', () => {
    const graph = laid.blocks.find((block) => block.kind === 'graph')
    expect(graph?.kind === 'graph' && graph.rows.length).toBeLessThan(60)
    expect(laid.paper.pages.length).toBeLessThan(200)
    for (const item of laid.scope.facts.items) expect(laid.paper.anchors.has(`item-${item.id}`)).toBe(true)
  })

  it('still tells it on one page', () => {
    const page = laid.paper.anchors.get('chapter-glance')?.page ?? 0
    expect(laid.paper.anchors.get('chapter-parties')?.page).toBe(page + 1)
  })
})
